import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EventEnvelope } from '@studymate/contract/events'
import { UserId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { person } from '@studymate/host/testing/actors'
import { linksTo } from '@studymate/host/testing/mails'
import { openTestHost } from '@studymate/host/testing/test-host'
import type { WorkerEnv } from '#edge/context'
import { Settings } from '#edge/config'
import { idsFromKey } from '#edge/ports'
import { consumer, deliverToAll } from './consume.ts'
import { recordFact } from './facts.ts'

let host: Host

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

describe('an event', () => {
  it('that nobody can read is buried, and those behind it are sent', async () => {
    const db = await host.miniflare.getD1Database('DB')
    const someone = await person({}, host.url)
    const leave = (id: string, type: string, payload: unknown, at: number) =>
      db.prepare('INSERT INTO outbox (id, type, payload, created_at) VALUES (?1, ?2, ?3, ?4)').bind(id, type, JSON.stringify(payload), at)
    await db.batch([
      leave('evt_of_another_version', 'moon.landed', { type: 'moon.landed' }, 1),
      leave('evt_behind_it_00000001', 'password.forgotten', { type: 'password.forgotten', email: someone.email, tongue: 'en' }, 2),
    ])
    await host.tick('* * * * *')
    await host.tick('* * * * *')
    await expect.poll(() => linksTo(host.mails, someone.email, 'reset').length, { timeout: 15_000 }).toBe(1)
    expect((await db.prepare('SELECT id, type FROM dead_letters').all()).results).toEqual([{ id: 'evt_of_another_version', type: 'moon.landed' }])
  })

  it('reaches everybody else where one fails, and that one when it comes again', async () => {
    const db = await host.miniflare.getD1Database('DB')
    const env = await host.miniflare.getBindings<WorkerEnv>()
    const userId = UserId.parse('user_of_events_0001')
    const envelope: EventEnvelope = { id: 'evt_delivered_thrice', at: 1_000, event: { type: 'account.registered', userId } }
    let isBroken = true
    const counting = (name: string) =>
      consumer(name, ['account.registered'], async (event, ctx) => {
        if (name === 'first' && isBroken) throw new Error('broken')
        const id = ctx.ids.next('fact')
        return [recordFact(ctx.db, { id, userId: event.userId, kind: 'day.begun', subject: name, amount: 1, at: ctx.at, zone: 'UTC' })]
      })
    const consumers = [counting('first'), counting('second')]
    const give = () => deliverToAll(consumers, envelope, { env, db, settings: Settings.parse({}), now: 2_000 }, idsFromKey)
    const done = async () =>
      (await db.prepare('SELECT subject FROM facts WHERE user_id = ?1 ORDER BY subject').bind(userId).all()).results.map((row) => row['subject'])
    expect(await give()).toEqual(['first: Error: broken'])
    expect(await done()).toEqual(['second'])
    isBroken = false
    expect((await Promise.all([give(), give()])).flat()).toEqual([])
    expect(await give()).toEqual([])
    expect(await done()).toEqual(['first', 'second'])
  })
})
