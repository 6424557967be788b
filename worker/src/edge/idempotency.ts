import * as z from 'zod'
import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'

/** Statements of the kept answers. */
export const SQL = {
  reserve: `INSERT INTO idempotency (caller, operation, key, body_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (caller, operation, key) DO UPDATE SET created_at = excluded.created_at WHERE idempotency.reply IS NULL AND idempotency.body_hash = excluded.body_hash AND idempotency.created_at < ?6`,
  find: `SELECT body_hash, status, reply, created_at FROM idempotency WHERE caller = ?1 AND operation = ?2 AND key = ?3`,
  keep: `UPDATE idempotency SET status = ?4, reply = ?5 WHERE caller = ?1 AND operation = ?2 AND key = ?3`,
  release: `DELETE FROM idempotency WHERE caller = ?1 AND operation = ?2 AND key = ?3 AND reply IS NULL`,
} as const

const Row = z.object({ body_hash: z.string(), status: z.number().nullable(), reply: z.string().nullable() })

/** Stands for an answer that holds a secret. */
const NOT_KEPT = ''

/** How long a run that died keeps its key before another may take it over, in milliseconds. */
const STALE_MS = 30_000
/** How long a second call waits for the first one's answer. */
const WAIT_MS = 10_000

/** One call under a key: bound to caller and operation. */
export interface KeyedCall {
  readonly caller: string
  readonly operation: string
  readonly key: string
  readonly bodyHash: string
}

/** An answer that was given before. */
export interface KeptReply {
  readonly status: number
  readonly reply: string
}

/**
 * Takes the key for this run, or gives the answer that was kept under it. A second call beside the first waits for its
 * answer; another body under the same key is `CONFLICT`. A run that died frees its key after 30 s.
 */
export async function reserve(db: D1Database, call: KeyedCall, now: number): Promise<'run' | KeptReply | Failure<'CONFLICT'>> {
  for (let waited = 0; ; waited += 50) {
    const taken = await db
      .prepare(SQL.reserve)
      .bind(call.caller, call.operation, call.key, call.bodyHash, now, now - STALE_MS)
      .run()
    if (taken.meta.changes > 0) return 'run'
    const row = Row.nullable().parse(await db.prepare(SQL.find).bind(call.caller, call.operation, call.key).first())
    if (!row) continue
    if (row.body_hash !== call.bodyHash) return fail('CONFLICT', { reason: 'This Idempotency-Key was used with another body.' })
    if (row.reply === NOT_KEPT) return 'run'
    if (row.status !== null && row.reply !== null) return { status: row.status, reply: row.reply }
    if (waited >= WAIT_MS) return fail('CONFLICT', { reason: 'The first call under this Idempotency-Key is still running.' })
    await scheduler.wait(50)
  }
}

/**
 * Keeps an answer for 24 hours; 429 and 5xx are not kept, their key is free again. Of an answer with a secret only the
 * body's fingerprint is kept: the same call runs again under the same ids.
 */
export async function settle(db: D1Database, call: KeyedCall, status: number, reply: string, isSecret: boolean): Promise<void> {
  if (status === 429 || status >= 500) await db.prepare(SQL.release).bind(call.caller, call.operation, call.key).run()
  else
    await db
      .prepare(SQL.keep)
      .bind(call.caller, call.operation, call.key, status, isSecret ? NOT_KEPT : reply)
      .run()
}
