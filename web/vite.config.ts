import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { lightContract } from './contract/plugin.ts'
import { fontSlices } from './fonts/slices.ts'
import { prerenderedLanding } from './prerender.ts'

/** The client. `lingui` stands before `react`: macros are words to extract, and must be turned into calls before JSX is. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    lightContract(),
    lingui({ cwd: import.meta.dirname, macroTransform: true, failOnCompileError: true }),
    react(),
    tailwindcss(),
    fontSlices(),
    prerenderedLanding(import.meta.dirname),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          input: { index: 'index.html', landing: 'src/landing/start.tsx' },
          output: {
            // Fewer and larger files compress better: what every page has, and what every page of the app has.
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|zustand|@lingui)\// },
                { name: 'app', test: /node_modules\/@tanstack\// },
              ],
            },
          },
        },
      },
    },
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // The bench weighs each page by it.
    manifest: true,
    // Browsers that know light-dark(), popover and oklch(): nothing of the style sheet is rewritten.
    target: ['chrome123', 'edge123', 'firefox125', 'safari17.5'],
    // A data: URL would need an exception in font-src and img-src; a file is cached by itself.
    assetsInlineLimit: 0,
  },
})
