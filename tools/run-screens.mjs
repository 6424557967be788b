import { build } from './build.mjs'

await build({ dist: process.env.STUDYMATE_DIST })
await import('../host/src/testing/screens.ts')
