import { build } from './build.mjs'

try {
  await build()
} catch (error) {
  process.stderr.write(
    `StudyMate cannot start. The build failed: ${error instanceof Error ? error.message.split('\n').slice(0, 6).join(' ') : String(error)}\n`,
  )
  process.exit(1)
}
await import('../host/src/main.ts')
