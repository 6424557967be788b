import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Victim, crash } from './testing/crash.ts'

/** Rounds: three in `npm test`, twenty in `npm run soak`. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3)

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return port
}

it.skipIf(process.platform === 'win32')(
  `loses and doubles no acknowledged message in ${ROUNDS} kills of the whole group`,
  { timeout: 60_000 + ROUNDS * 20_000 },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'studymate-crash-'))
    const victim = new Victim(dataDir, await freePort())
    try {
      const report = await crash(victim, ROUNDS, Math.random)
      if (process.env['CRASH_ROUNDS']) process.stdout.write(`${JSON.stringify(report)}\n`)
      expect(report.acknowledged).toBeGreaterThan(ROUNDS * 10)
      expect(report).toMatchObject({ lost: [], doubled: [], hasGaps: false })
      expect(report.stored).toBeGreaterThanOrEqual(report.acknowledged)
    } finally {
      await victim.kill()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
)
