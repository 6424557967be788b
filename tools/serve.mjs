import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { staleParts } from './build.mjs'
import { ROOT } from './setup.mjs'

if (staleParts().length > 0) {
  // In a process of its own: the builder's half a gigabyte goes with it.
  const built = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { cwd: ROOT, encoding: 'utf8' })
  if (built.status !== 0) {
    const why = built.stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('    at '))
    process.stderr.write(`StudyMate cannot start. The build failed: ${why.slice(0, 4).join(' ')}\n`)
    process.exit(1)
  }
}
await import('../host/src/main.ts')
