import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig, mergeConfig } from 'vite'
import client from '../web/vite.config.ts'

// Given by `npm run dev` only. A `.dev.vars` file would be copied into every build, secrets and all.
const devVars = process.env['STUDYMATE_DEV_VARS']

/** Client and worker in one build: `dist/client` and `dist/studymate`. `npm run dev` serves both from the same file. */
export default mergeConfig(
  client,
  defineConfig({
    plugins: [
      cloudflare({
        configPath: '../worker/wrangler.jsonc',
        persistState: { path: process.env['STUDYMATE_DEV_STATE'] ?? '../.wrangler/state' },
        ...(devVars === undefined ? {} : { config: { vars: JSON.parse(devVars) } }),
      }),
    ],
    // Tests build into a folder of their own.
    build: { outDir: process.env['STUDYMATE_DIST'] ?? '../dist' },
  }),
)
