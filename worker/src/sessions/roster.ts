import type { CallParticipant } from '@studymate/contract/signaling'
import { ConnectionId } from '@studymate/contract/signaling'
import { UserId, timestamp } from '@studymate/contract/values'
import type { Presence } from '@studymate/domain/sessions/seats'
import * as z from 'zod'

const Row = z.object({
  user_id: UserId,
  display_name: z.string(),
  profile_image: z.string().nullable(),
  nonce: z.string(),
  seated: z.number(),
  present_ms: z.number(),
  since: z.number().nullable(),
  lost_at: z.number().nullable(),
  joined_at: z.number(),
  connection_id: ConnectionId.nullable(),
  mic: z.number(),
  camera: z.number(),
})

/** Somebody who has, or had, a seat. `lostAt` is when their connection was lost, or when they sat down and have not come yet. */
export type Seat = z.infer<typeof Row>

/** Who sits in a call, in the database of its object. */
export class Roster {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(`CREATE TABLE IF NOT EXISTS call_seats (user_id TEXT PRIMARY KEY, display_name TEXT NOT NULL, profile_image TEXT, nonce TEXT NOT NULL, seated INTEGER NOT NULL,
      present_ms INTEGER NOT NULL, since INTEGER, lost_at INTEGER, joined_at INTEGER NOT NULL, connection_id TEXT, mic INTEGER NOT NULL, camera INTEGER NOT NULL) STRICT`)
  }

  all(): Seat[] {
    return this.#sql
      .exec('SELECT * FROM call_seats ORDER BY joined_at, user_id')
      .toArray()
      .map((row) => Row.parse(row))
  }

  seated(): Seat[] {
    return this.all().filter((seat) => seat.seated === 1)
  }

  /** The seat of somebody who sits now. */
  find(userId: UserId): Seat | null {
    return this.seated().find((seat) => seat.user_id === userId) ?? null
  }

  /** Sits down; who sits already keeps the same sitting. Returns its nonce. */
  sit(of: { userId: UserId; displayName: string; profileImage: string | null }, nonce: string, now: number): string {
    const seat = this.find(of.userId)
    if (seat) return seat.nonce
    this.#sql.exec(
      `INSERT INTO call_seats (user_id, display_name, profile_image, nonce, seated, present_ms, since, lost_at, joined_at, connection_id, mic, camera)
        VALUES (?1, ?2, ?3, ?4, 1, 0, NULL, ?5, ?5, NULL, 0, 0)
        ON CONFLICT (user_id) DO UPDATE SET nonce = excluded.nonce, seated = 1, present_ms = 0, since = NULL, lost_at = excluded.lost_at, joined_at = excluded.joined_at,
          connection_id = NULL, mic = 0, camera = 0`,
      of.userId,
      of.displayName,
      of.profileImage,
      nonce,
      now,
    )
    return nonce
  }

  /** Writes presence and what of the connection is known. */
  mark(userId: UserId, presence: Presence, lostAt: number | null, connectionId: ConnectionId | null): void {
    this.#sql.exec(
      'UPDATE call_seats SET present_ms = ?, since = ?, lost_at = ?, connection_id = ? WHERE user_id = ?',
      presence.presentMs,
      presence.since,
      lostAt,
      connectionId,
      userId,
    )
  }

  media(userId: UserId, mic: boolean, camera: boolean): void {
    this.#sql.exec('UPDATE call_seats SET mic = ?, camera = ? WHERE user_id = ?', mic ? 1 : 0, camera ? 1 : 0, userId)
  }

  rise(userId: UserId): void {
    this.#sql.exec('UPDATE call_seats SET seated = 0, since = NULL WHERE user_id = ?', userId)
  }
}

/** The presence of a seat. */
export function presenceOf(seat: Seat): Presence {
  return { presentMs: seat.present_ms, since: seat.since }
}

/** A seat as the others in the call see it; null until its first connection. */
export function participantOf(seat: Seat): CallParticipant | null {
  if (seat.connection_id === null) return null
  return {
    userId: seat.user_id,
    displayName: seat.display_name,
    profileImage: seat.profile_image,
    mic: seat.mic === 1,
    camera: seat.camera === 1,
    connected: seat.lost_at === null,
    connectionId: seat.connection_id,
    joinedAt: timestamp(seat.joined_at),
  }
}
