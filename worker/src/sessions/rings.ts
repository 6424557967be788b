import { ServerFrame } from '@studymate/contract/live'
import type { RingEnd } from '@studymate/contract/live'
import type { SessionId } from '@studymate/contract/values'

/** A `RING` frame. */
export type RingFrame = Extract<ServerFrame, { type: 'RING' }>

/** What rings at a person or for them, in their object's database: a device that comes while it rings, rings too. */
export class Rings {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec('CREATE TABLE IF NOT EXISTS rings (session_id TEXT PRIMARY KEY, frame TEXT, expires_at INTEGER NOT NULL) STRICT')
  }

  #others(sessionId: SessionId, now: number): number {
    this.#sql.exec('DELETE FROM rings WHERE expires_at <= ?', now)
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM rings WHERE session_id <> ?', sessionId).one().n
  }

  #keep(sessionId: SessionId, frame: string | null, expiresAt: number): void {
    this.#sql.exec(
      'INSERT INTO rings (session_id, frame, expires_at) VALUES (?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET frame = excluded.frame, expires_at = excluded.expires_at',
      sessionId,
      frame,
      expiresAt,
    )
  }

  /** A call comes in; `busy` when another one rings, in whichever direction. */
  in(frame: RingFrame, now: number): 'ringing' | 'busy' {
    const { sessionId, expiresAt } = frame.session
    if (this.#others(sessionId, now) > 0) return 'busy'
    this.#keep(sessionId, JSON.stringify(frame), Date.parse(expiresAt))
    return 'ringing'
  }

  /** The person rings somebody; false when they ring somebody else already. */
  out(sessionId: SessionId, expiresAt: number, now: number): boolean {
    this.#others(sessionId, now)
    if (this.#sql.exec('SELECT 1 FROM rings WHERE session_id <> ? AND frame IS NULL', sessionId).toArray().length > 0) return false
    this.#keep(sessionId, null, expiresAt)
    return true
  }

  /** It rings no more. */
  end(sessionId: SessionId): void {
    this.#sql.exec('DELETE FROM rings WHERE session_id = ?', sessionId)
  }

  /** What rings at the person at this moment. */
  current(now: number): RingFrame[] {
    return this.#sql
      .exec<{ frame: string }>('SELECT frame FROM rings WHERE frame IS NOT NULL AND expires_at > ?', now)
      .toArray()
      .flatMap(({ frame }) => {
        const parsed = ServerFrame.safeParse(JSON.parse(frame))
        return parsed.success && parsed.data.type === 'RING' ? [parsed.data] : []
      })
  }
}

/** The frame that ends a ring on a device. */
export function ringEnded(sessionId: SessionId, reason: RingEnd): ServerFrame {
  return { type: 'RING_ENDED', sessionId, reason }
}
