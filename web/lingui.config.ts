import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'
import { createSwcExtractor } from '@lingui/native-tools'

const src = join(import.meta.dirname, 'src')
const features = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory())

/**
 * Words live beside their feature: `src/{feature}/ko.po` (the source) and `en.po`. A new folder under `src` is a feature by itself.
 * Dates, numbers and language names are not words: they come from `Intl`.
 */
export default defineConfig({
  sourceLocale: 'ko',
  locales: ['ko', 'en'],
  rootDir: import.meta.dirname,
  catalogs: features.map(({ name }) => ({
    path: `<rootDir>/src/${name}/{locale}`,
    include: [`<rootDir>/src/${name}`],
    exclude: ['**/*.test.*', '**/*.browser.ts'],
  })),
  extractors: [createSwcExtractor()],
  orderBy: 'message',
  // Without lines, a moved sentence changes no catalog.
  format: formatter({ lineNumbers: false }),
})
