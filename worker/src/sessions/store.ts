import * as z from 'zod'
import { SESSION_TYPES } from '@studymate/contract/session-parts'
import { SessionStatus } from '@studymate/contract/sessions'
import { LanguageCode, RoomId, SessionId, UserId } from '@studymate/contract/values'

/** Statements of sessions of two and their seats. `?1` is the session where there is one. */
export const SQL = {
  partnership: `SELECT u.id, m.room_id,
      EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ?1 AND b.blocked_id = ?2) OR (b.blocker_id = ?2 AND b.blocked_id = ?1)) AS blocked
    FROM users u LEFT JOIN matches m ON m.low_id = min(?1, ?2) AND m.high_id = max(?1, ?2) AND m.ended_at IS NULL WHERE u.id = ?2`,
  learns: `SELECT code FROM learning_languages WHERE user_id = ?1 ORDER BY position LIMIT 1`,
  cancelUnused: `UPDATE sessions SET status = 'CANCELLED', ended_at = ?3 WHERE low_id = ?1 AND high_id = ?2 AND status = 'SCHEDULED' AND scheduled_at < ?4`,
  add: `INSERT INTO sessions (id, type, created_by, low_id, high_id, room_id, status, scheduled_at, duration_minutes, topic, description, language, target_language, created_at)
    VALUES (?1, ?2, ?3, min(?3, ?4), max(?3, ?4), ?5, 'SCHEDULED', ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING`,
  addSeats: `INSERT INTO session_seats (session_id, user_id, scheduled_at) SELECT s.id, p.value, s.scheduled_at FROM sessions s JOIN json_each(json_array(s.low_id, s.high_id)) p WHERE s.id = ?1 ON CONFLICT DO NOTHING`,
  openCall: `SELECT id FROM sessions WHERE low_id = min(?1, ?2) AND high_id = max(?1, ?2) AND status IN ('SCHEDULED', 'ONGOING') AND scheduled_at = created_at`,
  find: `SELECT s.*, u.id AS user_id, u.display_name, u.profile_image, e.seated, e.joined_at, e.left_at
    FROM sessions s JOIN session_seats e ON e.session_id = s.id JOIN users u ON u.id = e.user_id
    WHERE s.id = ?1 AND EXISTS (SELECT 1 FROM session_seats mine WHERE mine.session_id = ?1 AND mine.user_id = ?2)`,
  page: `SELECT s.*, u.id AS user_id, u.display_name, u.profile_image, e.seated, e.joined_at, e.left_at
    FROM (SELECT session_id, scheduled_at FROM session_seats WHERE user_id = ?1 ORDER BY scheduled_at DESC, session_id DESC LIMIT ?2 OFFSET ?3) page_subquery
    JOIN sessions s ON s.id = page_subquery.session_id JOIN session_seats e ON e.session_id = s.id JOIN users u ON u.id = e.user_id
    ORDER BY s.scheduled_at DESC, s.id DESC, e.user_id`,
  count: `SELECT count(*) AS n FROM session_seats WHERE user_id = ?1`,
  sit: `UPDATE session_seats SET seated = 1, seat_nonce = ?3, joined_at = coalesce(joined_at, ?4), left_at = NULL
    WHERE session_id = ?1 AND user_id = ?2 AND seated = 0
      AND (SELECT count(*) FROM session_seats t WHERE t.session_id = ?1 AND t.seated = 1) < 2
      AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = ?1 AND s.status IN ('SCHEDULED', 'ONGOING')
        AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = s.low_id AND b.blocked_id = s.high_id) OR (b.blocker_id = s.high_id AND b.blocked_id = s.low_id)))`,
  start: `UPDATE sessions SET status = 'ONGOING', started_at = coalesce(started_at, ?2) WHERE id = ?1 AND status = 'SCHEDULED'
    AND EXISTS (SELECT 1 FROM session_seats t WHERE t.session_id = ?1 AND t.seated = 1)`,
  announceSeat: `INSERT INTO outbox (id, type, payload, created_at) SELECT ?1, ?2, ?3, ?4
    WHERE EXISTS (SELECT 1 FROM session_seats WHERE session_id = ?5 AND user_id = ?6 AND seat_nonce = ?7) ON CONFLICT DO NOTHING`,
  rise: `UPDATE session_seats SET seated = 0, left_at = ?4, present_seconds = present_seconds + ?5 WHERE session_id = ?1 AND user_id = ?2 AND seat_nonce = ?3 AND seated = 1`,
  // Back to waiting only while nobody sits: a call may settle this late, after somebody came again.
  close: `UPDATE sessions SET status = ?2, ended_at = CASE WHEN ?2 = 'SCHEDULED' THEN NULL ELSE ?3 END WHERE id = ?1 AND status IN ('SCHEDULED', 'ONGOING')
    AND (?2 <> 'SCHEDULED' OR NOT EXISTS (SELECT 1 FROM session_seats t WHERE t.session_id = ?1 AND t.seated = 1))`,
  busyElsewhere: `SELECT t.session_id FROM session_seats t INDEXED BY session_seats_taken JOIN sessions s ON s.id = t.session_id
    WHERE t.user_id = ?2 AND t.seated = 1 AND t.session_id <> ?1 AND s.status = 'ONGOING' LIMIT 1`,
  openOf: `SELECT t.session_id FROM session_seats t INDEXED BY session_seats_taken WHERE t.user_id = ?1 AND t.seated = 1 LIMIT 20`,
  openOfPair: `SELECT id AS session_id FROM sessions WHERE low_id = min(?1, ?2) AND high_id = max(?1, ?2) AND status IN ('SCHEDULED', 'ONGOING') LIMIT 100`,
  cancelLate: `UPDATE sessions SET status = 'CANCELLED', ended_at = ?1 WHERE id IN (SELECT id FROM sessions INDEXED BY sessions_waiting WHERE status = 'SCHEDULED' AND scheduled_at < ?2 LIMIT 500)`,
  two: `SELECT low_id, high_id FROM sessions WHERE id = ?1`,
  names: `SELECT display_name, profile_image, locale FROM users WHERE id = ?1`,
} as const

const SessionRow = z.object({
  id: SessionId,
  type: z.enum(SESSION_TYPES),
  created_by: UserId,
  low_id: UserId,
  high_id: UserId,
  room_id: RoomId.nullable(),
  status: SessionStatus,
  scheduled_at: z.number(),
  duration_minutes: z.number(),
  topic: z.string().nullable(),
  description: z.string().nullable(),
  language: LanguageCode.nullable(),
  target_language: LanguageCode.nullable(),
  created_at: z.number(),
  started_at: z.number().nullable(),
  ended_at: z.number().nullable(),
})

const SeatRow = z.object({
  user_id: UserId,
  display_name: z.string(),
  profile_image: z.string().nullable(),
  seated: z.number(),
  joined_at: z.number().nullable(),
  left_at: z.number().nullable(),
})
export type SeatRow = z.infer<typeof SeatRow>

/** A session with its people. */
export type StoredSession = z.infer<typeof SessionRow> & { readonly seats: readonly SeatRow[] }

function group(rows: readonly unknown[]): StoredSession[] {
  const found = new Map<string, z.infer<typeof SessionRow> & { seats: SeatRow[] }>()
  for (const row of rows) {
    const session = SessionRow.parse(row)
    const known = found.get(session.id) ?? { ...session, seats: [] }
    known.seats.push(SeatRow.parse(row))
    found.set(session.id, known)
  }
  return [...found.values()]
}

/** A session that the person belongs to. Anybody else's is not there for them. */
export async function findSession(db: D1Database, sessionId: SessionId, userId: UserId): Promise<StoredSession | null> {
  const { results } = await db.prepare(SQL.find).bind(sessionId, userId).all()
  return group(results)[0] ?? null
}

/** A page of a person's sessions, newest first; `page` starts at 1. */
export async function pageOfSessions(db: D1Database, userId: UserId, page: number, size: number): Promise<{ sessions: StoredSession[]; total: number }> {
  const [rows, count] = await db.batch([db.prepare(SQL.page).bind(userId, size, (page - 1) * size), db.prepare(SQL.count).bind(userId)])
  return { sessions: group(rows?.results ?? []), total: z.object({ n: z.number() }).parse(count?.results[0]).n }
}

/** What joins two people: null where there is no such person; `roomId` is null where they are not matched. */
export async function partnershipOf(
  db: D1Database,
  userId: UserId,
  partnerId: UserId,
): Promise<{ matched: boolean; roomId: RoomId | null; blocked: boolean } | null> {
  const row = await db.prepare(SQL.partnership).bind(userId, partnerId).first()
  if (!row) return null
  const { room_id, blocked } = z.object({ room_id: RoomId.nullable(), blocked: z.number() }).parse(row)
  return { matched: room_id !== null, roomId: room_id, blocked: blocked === 1 }
}

/** The first language that a person learns; null where they have not said. */
export async function learnsFirst(db: D1Database, userId: UserId): Promise<LanguageCode | null> {
  const row = await db.prepare(SQL.learns).bind(userId).first()
  return row ? z.object({ code: LanguageCode }).parse(row).code : null
}

/** The call of now that two people have open. */
export async function openCallOf(db: D1Database, userId: UserId, partnerId: UserId): Promise<SessionId | null> {
  const row = await db.prepare(SQL.openCall).bind(userId, partnerId).first()
  return row ? z.object({ id: SessionId }).parse(row).id : null
}

/** Whether a person sits in another call. */
export async function isInAnotherCall(db: D1Database, sessionId: SessionId, userId: UserId): Promise<boolean> {
  return (await db.prepare(SQL.busyElsewhere).bind(sessionId, userId).first()) !== null
}

function idsOf(rows: readonly unknown[]): SessionId[] {
  return rows.map((row) => z.object({ session_id: SessionId }).parse(row).session_id)
}

/** Sessions in which a person sits. */
export async function seatedIn(db: D1Database, userId: UserId): Promise<SessionId[]> {
  return idsOf((await db.prepare(SQL.openOf).bind(userId).all()).results)
}

/** Sessions of two people that are not over. */
export async function openOfPair(db: D1Database, a: UserId, b: UserId): Promise<SessionId[]> {
  return idsOf((await db.prepare(SQL.openOfPair).bind(a, b).all()).results)
}

/** The two of a session; none where there is no such session. */
export async function twoOf(db: D1Database, sessionId: SessionId): Promise<UserId[]> {
  const row = z
    .object({ low_id: UserId, high_id: UserId })
    .nullable()
    .parse(await db.prepare(SQL.two).bind(sessionId).first())
  return row ? [row.low_id, row.high_id] : []
}

/** Name, picture and saved language of a person; null where they are gone. */
export async function nameOf(db: D1Database, userId: UserId): Promise<{ displayName: string; profileImage: string | null; locale: 'ko' | 'en' } | null> {
  const row = await db.prepare(SQL.names).bind(userId).first()
  if (!row) return null
  const name = z.object({ display_name: z.string(), profile_image: z.string().nullable(), locale: z.enum(['ko', 'en']) }).parse(row)
  return { displayName: name.display_name, profileImage: name.profile_image, locale: name.locale }
}

/** Cancels what nobody started in time. Returns how many. */
export async function cancelLate(db: D1Database, now: number, before: number): Promise<number> {
  return (await db.prepare(SQL.cancelLate).bind(now, before).run()).meta.changes
}
