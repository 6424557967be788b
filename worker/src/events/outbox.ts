import { DomainEvent } from '@studymate/contract/events'
import type { EventEnvelope } from '@studymate/contract/events'
import * as z from 'zod'
import { SQL as DEAD } from './consume.ts'

/** Statements of the outbox: the one way out for an event. */
export const SQL = {
  record: `INSERT INTO outbox (id, type, payload, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  unsent: `SELECT id, type, payload, created_at FROM outbox INDEXED BY outbox_unsent WHERE sent_at IS NULL AND created_at <= ?1 ORDER BY created_at LIMIT 100`,
  find: `SELECT id, type, payload, created_at FROM outbox WHERE id = ?1 AND sent_at IS NULL`,
  confirm: `UPDATE outbox SET sent_at = ?2 WHERE id = ?1 AND sent_at IS NULL`,
} as const

/** `record` that happens only if a condition holds after the change of the same batch. */
export function recordIf(condition: string): string {
  return `INSERT INTO outbox (id, type, payload, created_at) SELECT ?, ?, ?, ? WHERE ${condition} ON CONFLICT DO NOTHING`
}

const Row = z.object({ id: z.string(), type: z.string(), payload: z.string(), created_at: z.number() })

function eventOf(payload: string): DomainEvent | null {
  try {
    return DomainEvent.parse(JSON.parse(payload))
  } catch {
    return null
  }
}

async function send(db: D1Database, queue: Queue, rows: readonly unknown[], now: number): Promise<number> {
  if (rows.length === 0) return 0
  const read = rows.map((row) => Row.parse(row)).map((row) => ({ ...row, event: eventOf(row.payload) }))
  const envelopes = read.flatMap(({ id, created_at, event }): EventEnvelope[] => (event ? [{ id, at: created_at, event }] : []))
  if (envelopes.length > 0) await queue.sendBatch(envelopes.map((body) => ({ body })))
  // An event of another version cannot be read: buried for the operator, or it would hold up all that follow.
  const unread = read.filter(({ event }) => event === null).map(({ id, type, payload }) => db.prepare(DEAD.bury).bind(id, type, payload, now))
  // Confirmed after the queue took them: a crash in between sends twice, and `consumed` makes twice once.
  await db.batch([...unread, ...read.map(({ id }) => db.prepare(SQL.confirm).bind(id, now))])
  return envelopes.length
}

/** Takes over events that an object kept until now, then sends them; the same ones again are harmless. */
export async function handOver(db: D1Database, queue: Queue, envelopes: readonly EventEnvelope[], now: number): Promise<void> {
  if (envelopes.length === 0) return
  await db.batch(envelopes.map(({ id, at, event }) => db.prepare(SQL.record).bind(id, event.type, JSON.stringify(event), at)))
  await relay(
    db,
    queue,
    envelopes.map(({ id }) => id),
    now,
  )
}

/** Sends the events of one request to the queue, right after its reply. */
export async function relay(db: D1Database, queue: Queue, ids: readonly string[], now: number): Promise<void> {
  const found = await db.batch(ids.map((id) => db.prepare(SQL.find).bind(id)))
  await send(
    db,
    queue,
    found.flatMap((result) => result.results),
    now,
  )
}

/** Sends what nobody confirmed for half a minute: after a crash, or a queue that refused. Returns how many. */
export async function sweepOutbox(db: D1Database, queue: Queue, now: number): Promise<number> {
  let sent = 0
  for (let round = 0; round < 20; round++) {
    const { results } = await db
      .prepare(SQL.unsent)
      .bind(now - 30_000)
      .all()
    sent += await send(db, queue, results, now)
    if (results.length < 100) break
  }
  return sent
}
