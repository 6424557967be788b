import { DurableObject } from 'cloudflare:workers'
import type { Limit } from '@studymate/contract/endpoint'
import { gcra, parseLimit } from './limits.ts'
import type { Allowance } from './limits.ts'
import { alarmTime } from './ports.ts'
import type { WorkerEnv } from './context.ts'

/** Counts one subject exactly, across all isolates: sign-ins, codes, mails. One object a subject; forgets itself when idle. */
export class LimiterObject extends DurableObject<WorkerEnv> {
  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#schema()
  }

  #schema(): void {
    this.ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, arrival REAL NOT NULL) STRICT')
    this.ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS attempts (at REAL NOT NULL) STRICT')
  }

  /** Counts one call of the subject against a limit. `now` is epoch milliseconds. */
  take(limit: Limit, now: number): Allowance {
    const { count, windowMs } = parseLimit(limit)
    const row = this.ctx.storage.sql.exec<{ arrival: number }>('SELECT arrival FROM counter WHERE name = ?', limit).toArray()[0]
    const { allowance, arrival } = gcra(row?.arrival, now, count, windowMs)
    this.ctx.storage.sql.exec('INSERT INTO counter (name, arrival) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET arrival = excluded.arrival', limit, arrival)
    void this.ctx.storage.setAlarm(alarmTime(now + windowMs + 1_000))
    return allowance
  }

  /**
   * Counts an attempt that may turn out right: at most `most` within `windowMs`, all counted before the work they guard.
   * A right one calls {@link forgive}.
   */
  attempt(most: number, windowMs: number, now: number): { allowed: boolean; retryAfterSeconds: number } {
    const sql = this.ctx.storage.sql
    sql.exec('DELETE FROM attempts WHERE at <= ?', now - windowMs)
    const { count, oldest } = sql.exec<{ count: number; oldest: number | null }>('SELECT count(*) AS count, min(at) AS oldest FROM attempts').one()
    void this.ctx.storage.setAlarm(alarmTime(now + windowMs + 1_000))
    if (count >= most) return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(((oldest ?? now) + windowMs - now) / 1000)) }
    sql.exec('INSERT INTO attempts (at) VALUES (?)', now)
    return { allowed: true, retryAfterSeconds: 0 }
  }

  /** Clears the attempts: one of them was right. */
  forgive(): void {
    this.ctx.storage.sql.exec('DELETE FROM attempts')
  }

  /** Takes back the one attempt that was counted at `at`: it turned out to be no guess. */
  unsay(at: number): void {
    this.ctx.storage.sql.exec('DELETE FROM attempts WHERE rowid = (SELECT rowid FROM attempts WHERE at = ? LIMIT 1)', at)
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
    this.#schema()
  }
}

/** The limiter of a subject. */
export function limiterOf(env: WorkerEnv, subject: string) {
  return env.LIMITER.get(env.LIMITER.idFromName(subject))
}
