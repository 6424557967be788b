import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { RoomId } from '@studymate/contract/values'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { history } from '@studymate/host/testing/history'
import { device } from '@studymate/host/testing/live-client'
import { Victim, freePort } from '@studymate/host/testing/soak/victim'
import { Device, SharedOutbox, expectSame, live, steps } from '#chat/testing/model-device'

/** Kills in all; only `npm run soak` takes the time. */
const KILLS = Number(process.env['CRASH_ROUNDS'] ?? 0)
const RUNS = 4
const EACH = Math.ceil(KILLS / RUNS)

it.skipIf(KILLS === 0 || process.platform === 'win32')(
  `brings every tab and device to the same room through ${KILLS} kills of the whole group`,
  { timeout: 120_000 + KILLS * 30_000, retry: 0 },
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'studymate-kills-'))
    const victim = new Victim(dataDir, await freePort())
    let [kills, messages, acknowledged] = [0, 0, 0]
    try {
      await victim.start()
      await fc.assert(
        fc.asyncProperty(steps(250, 400), async (doing) => {
          const [a, b] = await Promise.all([learner({ speaks: 'ko', learns: 'en' }, victim.url), learner({ speaks: 'en', learns: 'ko' }, victim.url)])
          const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
          const roomId = RoomId.parse((await b.ok(acceptMatch, { requestId })).roomId)
          const of = (who: Person, outbox: SharedOutbox) => new Device(who.userId, roomId, outbox, () => device(who))
          const browser = new SharedOutbox('browser')
          const all = [of(a, browser), of(a, browser), of(a, new SharedOutbox('phone')), of(b, new SharedOutbox('partner'))]
          const due = Array.from({ length: EACH }, (_, index) => (index + 1) / (EACH + 1))
          await live(doing, all, {
            forget: () => Promise.resolve(),
            meanwhile: async (share) => {
              if (due[0] === undefined || share < due[0]) return
              due.shift()
              await victim.kill()
              for (const each of all) each.go()
              await victim.start()
              kills += 1
            },
          })
          const room = await history(a, roomId)
          expectSame(all, room)
          messages += room.length
          acknowledged += new Set(all.flatMap(({ outbox }) => [...outbox.acknowledged.keys()])).size
          for (const each of all) each.go()
        }),
        { numRuns: RUNS, endOnFailure: true },
      )
      process.stdout.write(`${JSON.stringify({ kills, acknowledged, messages })}\n`)
      expect(kills).toBeGreaterThanOrEqual(KILLS)
    } finally {
      await victim.kill()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
)
