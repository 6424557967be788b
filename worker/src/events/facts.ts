import type { UserId } from '@studymate/contract/values'

/** Kinds of facts, the append-only source of achievements and statistics. */
export type FactKind = 'day.begun' | 'match.accepted' | 'messages.sent' | 'call.joined' | 'call.left' | 'answer.given' | 'test.completed'

/** Something that a person did: `amount` counts (messages, seconds, 1), `zone` is the person's time zone then. */
export interface Fact {
  readonly id: string
  readonly userId: UserId
  readonly kind: FactKind
  /** What it was about: a room, a call, a test, a day. */
  readonly subject: string
  readonly amount: number
  readonly at: number
  readonly zone: string
}

/** Statements of the facts. */
export const SQL = {
  record: `INSERT INTO facts (id, user_id, kind, subject, amount, at, zone, month) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING`,
  recordInOwnZone: `INSERT INTO facts (id, user_id, kind, subject, amount, at, zone, month)
    SELECT ?1, u.id, ?3, ?4, ?5, ?6, u.time_zone, ?7 FROM users u WHERE u.id = ?2 ON CONFLICT DO NOTHING`,
} as const

/** The calendar day of a moment in a zone: `2026-11-25`. */
export function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** The statement that records a fact; the same id twice is one fact. */
export function recordFact(db: D1Database, fact: Fact): D1PreparedStatement {
  return db.prepare(SQL.record).bind(fact.id, fact.userId, fact.kind, fact.subject, fact.amount, fact.at, fact.zone, dayIn(fact.zone, fact.at).slice(0, 7))
}

/**
 * The same where the person's zone is not at hand; the month is that of UTC, days are computed from `at` and `zone`. With `when` (an SQL condition
 * with its values, anonymous `?`) it is recorded only if that holds after the changes before it in the batch.
 */
export function recordFactOf(db: D1Database, fact: Omit<Fact, 'zone'>, when?: { sql: string; values: readonly (string | number)[] }): D1PreparedStatement {
  return db
    .prepare(when ? recordInOwnZoneIf(when.sql) : SQL.recordInOwnZone)
    .bind(fact.id, fact.userId, fact.kind, fact.subject, fact.amount, fact.at, dayIn('UTC', fact.at).slice(0, 7), ...(when?.values ?? []))
}

function recordInOwnZoneIf(condition: string): string {
  return SQL.recordInOwnZone.replace('WHERE u.id = ?2', `WHERE u.id = ?2 AND ${condition}`)
}
