import type { ServerFrame } from '@studymate/contract/live'
import type { UserId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import { coarseLastSeen } from '@studymate/domain/live/presence'

/** Whether a person is here, as their partners see it. `lastSeenAt` in epoch ms, coarse. */
export interface PresenceState {
  readonly online: boolean
  readonly lastSeenAt: number | null
}

/** Milliseconds between a last socket's close and the news of it: a reload is no absence. */
export const GRACE_MS = 5_000
/** Partners who are told at most, those of the newest rooms. */
export const PARTNERS = 200

/** What partners are told; the last time only of somebody who is away. */
export function presenceFrame(userId: UserId, { online, lastSeenAt }: PresenceState): ServerFrame {
  return { type: 'PRESENCE', userId, online, ...(online || lastSeenAt === null ? {} : { lastSeenAt: timestamp(lastSeenAt) }) }
}

/** What a person's object remembers of whether they are here. */
export class Presence {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(
      'CREATE TABLE IF NOT EXISTS presence (one INTEGER PRIMARY KEY CHECK (one = 1), shown INTEGER NOT NULL, online INTEGER NOT NULL, last_seen_at INTEGER) STRICT',
    )
    sql.exec('INSERT OR IGNORE INTO presence (one, shown, online) VALUES (1, 0, 0)')
  }

  /** Whether partners may know: asked again at each connection, since minors grow up. */
  setShown(shown: boolean): void {
    this.#sql.exec('UPDATE presence SET shown = ?1 WHERE shown <> ?1', shown ? 1 : 0)
  }

  /** Sets what holds now; true if that is news. */
  set(online: boolean, now: number): boolean {
    const changed = this.#sql.exec(
      'UPDATE presence SET online = ?1, last_seen_at = CASE WHEN ?1 = 1 THEN last_seen_at ELSE ?2 END WHERE online <> ?1',
      online ? 1 : 0,
      now,
    )
    return changed.rowsWritten > 0
  }

  isOnline(): boolean {
    return this.#row().online === 1
  }

  /** What partners see; null where they may not. */
  shown(): PresenceState | null {
    const { shown, online, last_seen_at } = this.#row()
    if (shown === 0) return null
    return { online: online === 1, lastSeenAt: last_seen_at === null ? null : coarseLastSeen(last_seen_at) }
  }

  #row() {
    return this.#sql.exec<{ shown: number; online: number; last_seen_at: number | null }>('SELECT shown, online, last_seen_at FROM presence').one()
  }
}
