import { build } from './build.mjs'

await build()
await import('../host/src/screens.ts')
