import type { LoginId } from '@studymate/contract/values'
import { LoginId as LoginIdSchema } from '@studymate/contract/values'
import { TICKET_SECONDS } from '@studymate/contract/live'
import { digest, secret } from '#edge/ports'

/** Single-use tickets of one person, in their object: an object has one thread, so one use is exactly one. */
export class Tickets {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(
      'CREATE TABLE IF NOT EXISTS tickets (hash TEXT PRIMARY KEY, login_id TEXT NOT NULL, token_expires_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER) STRICT',
    )
  }

  /** Makes a ticket for a login; it lives 30 seconds. `tokenExpiresAt` is when the access token behind it ends. */
  issue(loginId: LoginId, tokenExpiresAt: number, now: number): string {
    const value = secret(24)
    this.#sql.exec('DELETE FROM tickets WHERE expires_at < ?', now)
    this.#sql.exec(
      'INSERT INTO tickets (hash, login_id, token_expires_at, expires_at) VALUES (?, ?, ?, ?)',
      digest(value),
      loginId,
      tokenExpiresAt,
      now + TICKET_SECONDS * 1000,
    )
    return value
  }

  /** Uses a ticket up; null if it is unknown, used or too old. */
  use(value: string, now: number): { loginId: LoginId; expiresAt: number } | null {
    const row = this.#sql
      .exec<{ login_id: string; token_expires_at: number }>(
        'UPDATE tickets SET used_at = ?2 WHERE hash = ?1 AND used_at IS NULL AND expires_at >= ?2 RETURNING login_id, token_expires_at',
        digest(value),
        now,
      )
      .toArray()[0]
    return row ? { loginId: LoginIdSchema.parse(row.login_id), expiresAt: row.token_expires_at } : null
  }

  /** Whether a spent ticket was one of this login: repeating it in `CONNECT` is harmless. */
  wasUsedBy(value: string, loginId: LoginId): boolean {
    return this.#sql.exec('SELECT 1 FROM tickets WHERE hash = ? AND login_id = ? AND used_at IS NOT NULL', digest(value), loginId).toArray().length > 0
  }
}
