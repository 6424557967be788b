import { cloudflare } from '@cloudflare/vite-plugin'
import { defineConfig, mergeConfig } from 'vite'
import client from '../web/vite.config.ts'

/** Client and worker in one build: `dist/client` and `dist/studymate`. `npm run dev` serves both from the same file. */
export default mergeConfig(
  client,
  defineConfig({
    plugins: [cloudflare({ configPath: '../worker/wrangler.jsonc', persistState: { path: process.env['STUDYMATE_DEV_STATE'] ?? '../.wrangler/state' } })],
    // Tests build into a folder of their own.
    build: { outDir: process.env['STUDYMATE_DIST'] ?? '../dist' },
  }),
)
