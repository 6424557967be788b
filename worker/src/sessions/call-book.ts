import { CallEnd } from '@studymate/contract/signaling'
import { SessionId } from '@studymate/contract/values'
import type { Ring, RingReason } from '@studymate/domain/sessions/ring'
import * as z from 'zod'

/** What a call is told of its session whenever somebody comes. Times in epoch milliseconds. */
export interface CallFacts {
  readonly sessionId: SessionId
  readonly scheduledAt: number
  readonly createdAt: number
}

const CallRow = z.object({ session_id: SessionId, ended: CallEnd.nullable(), empty_since: z.number().nullable() })
type CallRow = z.infer<typeof CallRow>

const RingRow = z.object({
  caller: z.string(),
  callee: z.string(),
  started_at: z.number(),
  expires_at: z.number(),
  reason: z.enum(['accepted', 'declined', 'busy', 'missed', 'cancelled']).nullable(),
})

/** What a call knows of itself and of its last ring, in the database of its object. */
export class CallBook {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`CREATE TABLE IF NOT EXISTS call_self (session_id TEXT PRIMARY KEY, ended TEXT, empty_since INTEGER) STRICT;
      CREATE TABLE IF NOT EXISTS call_ring (one INTEGER PRIMARY KEY CHECK (one = 1), caller TEXT NOT NULL, callee TEXT NOT NULL, started_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, reason TEXT) STRICT`)
  }

  call(): CallRow | null {
    const row = this.#sql.exec('SELECT * FROM call_self').toArray()[0]
    return row ? CallRow.parse(row) : null
  }

  /** Remembers whose call it is; its name is not readable inside. */
  open(facts: CallFacts): CallRow {
    const known = this.call()
    if (known) return known
    this.#sql.exec('INSERT INTO call_self (session_id, ended, empty_since) VALUES (?, NULL, NULL)', facts.sessionId)
    return { session_id: facts.sessionId, ended: null, empty_since: null }
  }

  sessionId(): SessionId | null {
    return this.call()?.session_id ?? null
  }

  end(reason: CallEnd): void {
    this.#sql.exec('UPDATE call_self SET ended = ? WHERE ended IS NULL', reason)
  }

  /** Since when nobody sits in it. */
  emptySince(at: number | null): void {
    this.#sql.exec('UPDATE call_self SET empty_since = ? WHERE empty_since IS NOT ?', at, at)
  }

  ring(): Ring | null {
    const row = this.#sql.exec('SELECT caller, callee, started_at, expires_at, reason FROM call_ring').toArray()[0]
    if (!row) return null
    const { caller, callee, started_at, expires_at, reason } = RingRow.parse(row)
    return { caller, callee, startedAt: started_at, expiresAt: expires_at, reason }
  }

  startRing(ring: Ring): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO call_ring (one, caller, callee, started_at, expires_at, reason) VALUES (1, ?, ?, ?, ?, NULL)',
      ring.caller,
      ring.callee,
      ring.startedAt,
      ring.expiresAt,
    )
  }

  /** Ends what rings; null where nothing did. */
  endRing(reason: RingReason): Ring | null {
    const ring = this.ring()
    if (!ring || ring.reason !== null) return null
    this.#sql.exec('UPDATE call_ring SET reason = ?', reason)
    return { ...ring, reason }
  }

  dropRing(): void {
    this.#sql.exec('DELETE FROM call_ring')
  }
}
