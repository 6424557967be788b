import { UserId, SessionId } from '@studymate/contract/values'
import { RingEnd } from '@studymate/contract/live'
import type { EventType, EventOf } from '@studymate/contract/events'
import type { WorkerEnv } from '#edge/context'
import { SQL as OUTBOX, relay } from '#events/outbox'
import { personOf } from '#live/person'
import * as z from 'zod'
import { sessionChanged } from './changed.ts'
import { ringEnded } from './rings.ts'
import { SQL } from './store.ts'

/** What a call has decided and others must still be told: the database, or devices. Times in epoch milliseconds. */
export const Owed = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rise'), sessionId: SessionId, userId: UserId, nonce: z.string(), at: z.number(), seconds: z.number() }),
  z.object({ kind: z.literal('close'), sessionId: SessionId, status: z.enum(['SCHEDULED', 'COMPLETED', 'CANCELLED']), at: z.number() }),
  z.object({ kind: z.literal('missed'), sessionId: SessionId, from: UserId, to: UserId, startedAt: z.number(), at: z.number() }),
  z.object({ kind: z.literal('ring-ended'), sessionId: SessionId, to: z.array(UserId), reason: RingEnd }),
])
export type Owed = z.infer<typeof Owed>

/** The outbox of a call, in its object: an entry goes only after it was done, and each can be done twice. */
export class OwedList {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec('CREATE TABLE IF NOT EXISTS call_owed (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT')
  }

  add(owed: Owed): void {
    this.#sql.exec('INSERT INTO call_owed (body) VALUES (?)', JSON.stringify(owed))
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM call_owed LIMIT 1').toArray().length === 0
  }

  /** Does everything owed, in order. Throws at the first that fails; it and what follows stay. */
  async settle(env: WorkerEnv, now: number): Promise<void> {
    const rows = this.#sql.exec<{ id: number; body: string }>('SELECT id, body FROM call_owed ORDER BY id').toArray()
    for (const { id, body } of rows) {
      await settleOne(env, Owed.parse(JSON.parse(body)), now)
      this.#sql.exec('DELETE FROM call_owed WHERE id = ?', id)
    }
  }
}

async function settleOne(env: WorkerEnv, owed: Owed, now: number): Promise<void> {
  const db = env.DB
  switch (owed.kind) {
    case 'rise':
      await withEvent(
        env,
        now,
        `evt_left_${owed.nonce}`,
        owed.at,
        { type: 'call.left', userId: owed.userId, sessionId: owed.sessionId, seconds: owed.seconds },
        [db.prepare(SQL.rise).bind(owed.sessionId, owed.userId, owed.nonce, owed.at, owed.seconds)],
      )
      return sessionChanged(env, owed.sessionId)
    case 'close':
      await db.prepare(SQL.close).bind(owed.sessionId, owed.status, owed.at).run()
      return sessionChanged(env, owed.sessionId)
    case 'missed':
      return withEvent(
        env,
        now,
        `evt_missed_${owed.sessionId}_${owed.startedAt}`,
        owed.at,
        { type: 'call.missed', sessionId: owed.sessionId, fromUserId: owed.from, toUserId: owed.to },
        [],
      )
    case 'ring-ended':
      await Promise.all(owed.to.map((userId) => personOf(env, userId).endRing(owed.sessionId, ringEnded(owed.sessionId, owed.reason))))
  }
}

/** A change with its event under an id of its own, so that twice is once. */
async function withEvent<T extends EventType>(
  env: WorkerEnv,
  now: number,
  id: string,
  at: number,
  event: EventOf<T>,
  change: readonly D1PreparedStatement[],
): Promise<void> {
  await env.DB.batch([...change, env.DB.prepare(OUTBOX.record).bind(id, event.type, JSON.stringify(event), at)])
  // The sweeper sends what the queue did not take.
  await relay(env.DB, env.EVENTS, [id], now).catch(() => undefined)
}
