import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { crash } from './testing/crash.ts'
import { Victim, freePort } from './testing/soak/victim.ts'

/** Rounds: three in `npm test`, twenty in `npm run soak`. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3)

it.skipIf(process.platform === 'win32')(
  `loses and doubles nothing that was confirmed in ${ROUNDS} kills of the whole group`,
  { timeout: 180_000 + ROUNDS * 30_000 },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'studymate-crash-'))
    const victim = new Victim(dataDir, await freePort())
    try {
      const report = await crash(victim, ROUNDS, Math.random)
      if (process.env['CRASH_ROUNDS']) process.stdout.write(`${JSON.stringify(report)}\n`)
      expect(report).toMatchObject({ lost: [], doubled: [], wrong: [] })
      expect(report.acknowledged).toBeGreaterThan(ROUNDS * 10)
      expect(report.stored).toBeGreaterThanOrEqual(report.acknowledged)
    } finally {
      await victim.kill()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
)
