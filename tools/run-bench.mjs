import { build } from './build.mjs'

await build()
await import('../bench/src/main.ts')
