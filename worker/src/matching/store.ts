import * as z from 'zod'
import { LearningLanguage } from '@studymate/contract/user'
import { LanguageCode, MatchId, RequestId, RoomId, UserId } from '@studymate/contract/values'
import type { Habit } from '@studymate/domain/matching/answering'
import { REQUEST_LIFE } from '@studymate/domain/matching/requests'
import type { MatchRequest } from '@studymate/domain/matching/requests'

/** How long a noted presence holds before the next look at the list notes it again. */
export const NOTED_MS = 3_600_000

/** Statements of matching. Of those that derive a seeker `?1` is the person, `?2` the moment. */
export const SQL = {
  forgetSeeker: `DELETE FROM seekers WHERE user_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM users u JOIN profiles p ON p.user_id = u.id
    WHERE u.id = ?1 AND u.birth_year IS NOT NULL AND p.native_language IS NOT NULL AND p.allow_matching = 1 AND p.visibility <> 'private'
      AND EXISTS (SELECT 1 FROM learning_languages l WHERE l.user_id = ?1 AND l.level IS NOT NULL))`,
  deriveSeeker: `INSERT INTO seekers (user_id, birth_year, native_language, gender, wished_gender, free_week, learning, interests, motivations, learning_styles,
      communication_methods, visibility, location_id, shows_last_seen, asked, answered, answer_minutes, open_requests, joined_at, shown_at, updated_at)
    SELECT u.id, u.birth_year, p.native_language, p.gender, p.wished_gender, p.free_week,
      (SELECT json_group_array(json_object('code', code, 'level', level) ORDER BY position) FROM learning_languages WHERE user_id = ?1),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'topic'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'motivation'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'learning-style'),
      (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = ?1 AND kind = 'communication-method'),
      p.visibility, CASE WHEN p.visibility = 'public' THEN p.location_id END, coalesce((SELECT show_last_seen FROM settings WHERE user_id = ?1), 1),
      (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND (answered_at IS NOT NULL OR status = 'lapsed')),
      (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL),
      (SELECT minutes FROM (SELECT (answered_at - created_at) / 60000 AS minutes FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 20)
        ORDER BY minutes LIMIT 1 OFFSET (SELECT max(min(count(*), 20) - 1, 0) / 2 FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL)),
      (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND status = 'open'), coalesce(u.onboarded_at, u.created_at),
      ?2, ?2
    FROM users u JOIN profiles p ON p.user_id = u.id
    WHERE u.id = ?1 AND u.birth_year IS NOT NULL AND p.native_language IS NOT NULL AND p.allow_matching = 1 AND p.visibility <> 'private'
      AND EXISTS (SELECT 1 FROM learning_languages l WHERE l.user_id = ?1 AND l.level IS NOT NULL)
    ON CONFLICT (user_id) DO UPDATE SET birth_year = excluded.birth_year, native_language = excluded.native_language, gender = excluded.gender,
      wished_gender = excluded.wished_gender, free_week = excluded.free_week, learning = excluded.learning, interests = excluded.interests,
      motivations = excluded.motivations, learning_styles = excluded.learning_styles, communication_methods = excluded.communication_methods,
      visibility = excluded.visibility, location_id = excluded.location_id, shows_last_seen = excluded.shows_last_seen, asked = excluded.asked, answered = excluded.answered,
      answer_minutes = excluded.answer_minutes, open_requests = excluded.open_requests, joined_at = excluded.joined_at, shown_at = excluded.shown_at, updated_at = excluded.updated_at`,
  forgetPairs: `DELETE FROM seeker_pairs WHERE user_id = ?1`,
  deriveNativePairs: `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at, changed_at)
    SELECT s.native_language, l.code, s.user_id, s.birth_year, s.shown_at, s.updated_at FROM seekers s JOIN learning_languages l ON l.user_id = s.user_id
    WHERE s.user_id = ?1 AND l.code <> s.native_language`,
  deriveLearntPairs: `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at, changed_at)
    SELECT spoken.code, l.code, s.user_id, s.birth_year, s.shown_at, s.updated_at
    FROM seekers s JOIN learning_languages spoken ON spoken.user_id = s.user_id JOIN learning_languages l ON l.user_id = s.user_id
    WHERE s.user_id = ?1 AND spoken.level IN ('B2', 'C1', 'C2') AND spoken.code <> l.code AND spoken.code <> s.native_language AND l.code <> s.native_language
    ON CONFLICT DO NOTHING`,
  touchSeeker: `UPDATE seekers SET shown_at = ?2 WHERE user_id = ?1 AND shown_at < ?2 - 3600000`,
  touchPairs: `UPDATE seeker_pairs SET shown_at = ?2 WHERE user_id = ?1 AND shown_at < ?2 - 3600000`,
  countAnswers: `UPDATE seekers SET asked = (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND (answered_at IS NOT NULL OR status = 'lapsed')),
    answered = (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL),
    answer_minutes = (SELECT minutes FROM (SELECT (answered_at - created_at) / 60000 AS minutes FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL ORDER BY answered_at DESC LIMIT 20)
        ORDER BY minutes LIMIT 1 OFFSET (SELECT max(min(count(*), 20) - 1, 0) / 2 FROM match_requests WHERE receiver_id = ?1 AND answered_at IS NOT NULL)),
    open_requests = (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND status = 'open') WHERE user_id = ?1`,
  noteChange: `UPDATE seeker_pairs SET changed_at = ?2 WHERE user_id = ?1`,
  habit: `SELECT asked, answered, answer_minutes, (SELECT count(*) FROM match_requests WHERE receiver_id = ?1 AND status = 'open' AND created_at > ?2) AS open
    FROM seekers WHERE user_id = ?1`,
  waitingFor: `SELECT count(*) AS count FROM match_requests WHERE receiver_id = ?1 AND status = 'open' AND created_at > ?2`,
  // Who learns ?2 and speaks ?1, born ?3 to ?4: counted up to ?5.
  countPair: `SELECT count(*) AS count FROM (SELECT 1 FROM seeker_pairs INDEXED BY seeker_pairs_by_age WHERE speaks = ?1 AND learns = ?2 AND birth_year BETWEEN ?3 AND ?4 LIMIT ?5)`,
  // The newest 200 hellos of a direction that were accepted since ?3, quickest first.
  acceptedLately: `SELECT minutes FROM (SELECT (answered_at - created_at) / 60000 AS minutes FROM match_requests
      WHERE sender_speaks = ?1 AND sender_learns = ?2 AND status = 'accepted' AND answered_at > ?3 ORDER BY answered_at DESC LIMIT 200) ORDER BY minutes`,

  requestById: `SELECT * FROM match_requests WHERE id = ?1`,
  latestRequest: `SELECT * FROM match_requests WHERE low_id = ?1 AND high_id = ?2 AND sender_id = ?3 ORDER BY created_at DESC, id DESC LIMIT 1`,
  lapsePair: `UPDATE match_requests SET status = 'lapsed', closed_at = ?3 WHERE low_id = ?1 AND high_id = ?2 AND status = 'open' AND created_at <= ?4`,
  // ?1 id, ?2 sender, ?3 receiver, ?4 low, ?5 high, ?6 hello, ?7 now, ?8 the moment up to which a request has lapsed, ?9 and ?10 what the sender speaks and
  // learns, ?11 how many requests one person holds.
  ask: `INSERT INTO match_requests (id, sender_id, receiver_id, low_id, high_id, hello, status, created_at, sender_speaks, sender_learns)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'open', ?7, ?9, ?10
    WHERE NOT EXISTS (SELECT 1 FROM matches WHERE low_id = ?4 AND high_id = ?5 AND ended_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM match_requests WHERE low_id = ?4 AND high_id = ?5 AND sender_id = ?2 AND created_at > ?8)
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?2 AND blocked_id = ?3) AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?3 AND blocked_id = ?2)
      AND EXISTS (SELECT 1 FROM seekers WHERE user_id = ?2) AND EXISTS (SELECT 1 FROM seekers WHERE user_id = ?3)
      AND (SELECT count(*) FROM match_requests WHERE receiver_id = ?3 AND status = 'open' AND created_at > ?8) < ?11
    ON CONFLICT DO NOTHING`,
  // ?1 request, ?2 receiver, ?3 sender, ?4 now, ?5 the moment up to which a request has lapsed, ?6 nonce.
  accept: `UPDATE match_requests SET status = 'accepted', answered_at = ?4, closed_at = ?4, accept_nonce = ?6
    WHERE id = ?1 AND receiver_id = ?2 AND sender_id = ?3 AND status = 'open' AND created_at > ?5
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?2 AND blocked_id = ?3) AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?3 AND blocked_id = ?2)
      AND EXISTS (SELECT 1 FROM seekers WHERE user_id = ?2) AND EXISTS (SELECT 1 FROM seekers WHERE user_id = ?3)`,
  // The request that crossed the accepted one: ?1 id, ?2 sender, ?3 receiver, ?4 low, ?5 high, ?6 hello, ?7 now, ?8 nonce, ?9 the accepted request.
  addCrossing: `INSERT INTO match_requests (id, sender_id, receiver_id, low_id, high_id, hello, status, created_at, answered_at, closed_at, accept_nonce)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, 'accepted', ?7, ?7, ?7, ?8 WHERE EXISTS (SELECT 1 FROM match_requests WHERE id = ?9 AND accept_nonce = ?8) ON CONFLICT DO NOTHING`,
  // ?1 match, ?2 low, ?3 high, ?4 room, ?5 request, ?6 nonce, ?7 now.
  addMatch: `INSERT INTO matches (id, low_id, high_id, room_id, request_id, accept_nonce, created_at) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
    WHERE EXISTS (SELECT 1 FROM match_requests WHERE id = ?5 AND accept_nonce = ?6)
    ON CONFLICT DO UPDATE SET request_id = excluded.request_id, accept_nonce = excluded.accept_nonce, created_at = excluded.created_at, ended_at = NULL, ended_by = NULL`,
  // ?1 low, ?2 high, ?3 who ends it, ?4 now.
  endMatch: `UPDATE matches SET ended_at = ?4, ended_by = ?3 WHERE low_id = ?1 AND high_id = ?2 AND ended_at IS NULL`,
  anyMatchOfPair: `SELECT * FROM matches WHERE low_id = ?1 AND high_id = ?2`,
  reject: `UPDATE match_requests SET status = 'rejected', answered_at = ?3, closed_at = ?3, reject_reason = ?5 WHERE id = ?1 AND receiver_id = ?2 AND status = 'open' AND created_at > ?4`,
  withdraw: `UPDATE match_requests SET status = 'withdrawn', closed_at = ?3 WHERE id = ?1 AND sender_id = ?2 AND status IN ('open', 'rejected') AND created_at > ?4`,
  // ?1 low, ?2 high, ?3 who blocked, ?4 now. The blocker's own request is taken back, the other one is rejected as silently as ever.
  closePair: `UPDATE match_requests SET status = CASE WHEN sender_id = ?3 THEN 'withdrawn' ELSE 'rejected' END, closed_at = ?4 WHERE low_id = ?1 AND high_id = ?2 AND status = 'open'`,
  lapse: `UPDATE match_requests SET status = 'lapsed', closed_at = ?2 WHERE id IN (SELECT id FROM match_requests WHERE status = 'open' AND created_at <= ?1 LIMIT 500) RETURNING receiver_id`,

  // ?1 the person, ?2 the moment up to which a request has lapsed, ?3 size, ?4 offset, ?5 the newest birth year of an adult.
  received: `SELECT r.*, count(*) OVER () AS total FROM match_requests r INDEXED BY match_requests_received
      JOIN seekers me ON me.user_id = r.receiver_id JOIN seekers other ON other.user_id = r.sender_id
    WHERE r.receiver_id = ?1 AND r.status = 'open' AND r.created_at > ?2 AND (me.birth_year <= ?5) = (other.birth_year <= ?5)
      AND coalesce(me.wished_gender, 'ANY') IN ('ANY', other.gender) AND coalesce(other.wished_gender, 'ANY') IN ('ANY', me.gender)
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = r.sender_id AND blocked_id = ?1) AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = r.sender_id)
    ORDER BY r.created_at DESC, r.id DESC LIMIT ?3 OFFSET ?4`,
  sent: `SELECT r.*, count(*) OVER () AS total FROM match_requests r INDEXED BY match_requests_sent
      JOIN seekers me ON me.user_id = r.sender_id JOIN seekers other ON other.user_id = r.receiver_id
    WHERE r.sender_id = ?1 AND r.status IN ('open', 'rejected') AND r.created_at > ?2 AND (me.birth_year <= ?5) = (other.birth_year <= ?5)
      AND coalesce(me.wished_gender, 'ANY') IN ('ANY', other.gender) AND coalesce(other.wished_gender, 'ANY') IN ('ANY', me.gender)
      AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = r.receiver_id AND blocked_id = ?1) AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = r.receiver_id)
    ORDER BY r.created_at DESC, r.id DESC LIMIT ?3 OFFSET ?4`,

  matchOfPair: `SELECT * FROM matches WHERE low_id = ?1 AND high_id = ?2 AND ended_at IS NULL`,
  blocked: `SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = ?2 UNION ALL SELECT 1 FROM blocks WHERE blocker_id = ?2 AND blocked_id = ?1`,
  // ?1 the person, ?2 size, ?3 offset.
  partners: `SELECT m.id, m.room_id, m.created_at, u.id AS user_id, u.display_name, u.profile_image, p.native_language, count(*) OVER () AS total,
      (SELECT json_group_array(json_object('code', l.code, 'level', l.level) ORDER BY l.position) FROM learning_languages l WHERE l.user_id = u.id) AS learning
    FROM (SELECT id, room_id, created_at, high_id AS other_id FROM matches WHERE low_id = ?1 AND ended_at IS NULL
      UNION ALL SELECT id, room_id, created_at, low_id FROM matches WHERE high_id = ?1 AND ended_at IS NULL) m
      CROSS JOIN users u ON u.id = m.other_id LEFT JOIN profiles p ON p.user_id = u.id
    WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ?1 AND blocked_id = u.id) AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker_id = u.id AND blocked_id = ?1)
    ORDER BY m.created_at DESC, m.id LIMIT ?2 OFFSET ?3`,
} as const

/**
 * Statements that derive what matching knows of a person from their account, profile, languages and choices. They belong behind the change, in
 * its batch, and are harmless again. Whoever may not be shown (see the table's comment) has no row afterwards. Counts as being here now.
 */
export function seekerStatements(db: D1Database, userId: string, now: number): D1PreparedStatement[] {
  return [
    db.prepare(SQL.forgetSeeker).bind(userId),
    db.prepare(SQL.deriveSeeker).bind(userId, now),
    db.prepare(SQL.forgetPairs).bind(userId),
    db.prepare(SQL.deriveNativePairs).bind(userId),
    db.prepare(SQL.deriveLearntPairs).bind(userId),
  ]
}

/** Statements that count anew how somebody answers and what waits for them, behind whatever changed one of their requests, in its batch. Harmless again. */
export function answeringStatements(db: D1Database, userId: string, now: number): D1PreparedStatement[] {
  return [db.prepare(SQL.countAnswers).bind(userId), db.prepare(SQL.noteChange).bind(userId, now)]
}

/** The two ids of a pair in the order in which they are kept. */
export function pairOf(a: UserId, b: UserId): readonly [low: UserId, high: UserId] {
  return a < b ? [a, b] : [b, a]
}

const RequestRow = z
  .object({
    id: RequestId,
    sender_id: UserId,
    receiver_id: UserId,
    hello: z.string().nullable(),
    status: z.enum(['open', 'accepted', 'rejected', 'withdrawn', 'lapsed']),
    created_at: z.number(),
  })
  .transform((row): StoredRequest => ({
    requestId: row.id,
    senderId: row.sender_id,
    receiverId: row.receiver_id,
    hello: row.hello,
    status: row.status,
    createdAt: row.created_at,
  }))

/** A request with its hello. */
export interface StoredRequest extends MatchRequest {
  readonly hello: string | null
}

/** A request by its id, whatever has become of it. */
export async function findRequest(db: D1Database, requestId: RequestId): Promise<StoredRequest | null> {
  return RequestRow.nullable().parse(await db.prepare(SQL.requestById).bind(requestId).first())
}

const MatchRow = z
  .object({ id: MatchId, low_id: UserId, high_id: UserId, room_id: RoomId, created_at: z.number(), ended_at: z.number().nullable() })
  .transform((row) => ({
    matchId: row.id,
    roomId: row.room_id,
    members: [row.low_id, row.high_id] as const,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }))

/** An accepted match with its room; times in epoch ms. */
export type Match = z.output<typeof MatchRow>

/** Whether either of two people has blocked the other. */
export async function areBlocked(db: D1Database, a: UserId, b: UserId): Promise<boolean> {
  return (await db.prepare(SQL.blocked).bind(a, b).first()) !== null
}

/** What stands between two people: their match, and the newest request of each to the other. */
export async function findBetween(
  db: D1Database,
  me: UserId,
  other: UserId,
): Promise<{ match: Match | null; mine: StoredRequest | null; theirs: StoredRequest | null }> {
  const pair = pairOf(me, other)
  const [match, mine, theirs] = await db.batch([
    db.prepare(SQL.matchOfPair).bind(...pair),
    db.prepare(SQL.latestRequest).bind(...pair, me),
    db.prepare(SQL.latestRequest).bind(...pair, other),
  ])
  return {
    match: MatchRow.nullable().parse(match?.results[0] ?? null),
    mine: RequestRow.nullable().parse(mine?.results[0] ?? null),
    theirs: RequestRow.nullable().parse(theirs?.results[0] ?? null),
  }
}

/** The match of a pair, over or not; null where there never was one. */
export async function findAnyMatch(db: D1Database, a: UserId, b: UserId): Promise<Match | null> {
  return MatchRow.nullable().parse(
    await db
      .prepare(SQL.anyMatchOfPair)
      .bind(...pairOf(a, b))
      .first(),
  )
}

const Count = z.object({ count: z.number() })

/** How many open requests wait for somebody's answer. */
export async function waitingFor(db: D1Database, userId: UserId, now: number): Promise<number> {
  return Count.parse(
    await db
      .prepare(SQL.waitingFor)
      .bind(userId, now - REQUEST_LIFE)
      .first(),
  ).count
}

const HabitRow = z.object({ asked: z.number(), answered: z.number(), answer_minutes: z.number().nullable(), open: z.number() })

/** How somebody answers, and how many wait; null while they do not seek. */
export async function findHabit(db: D1Database, userId: UserId, now: number): Promise<(Habit & { readonly open: number }) | null> {
  const row = HabitRow.nullable().parse(
    await db
      .prepare(SQL.habit)
      .bind(userId, now - REQUEST_LIFE)
      .first(),
  )
  return row && { asked: row.asked, answered: row.answered, medianMinutes: row.answer_minutes, open: row.open }
}

/** Most people of one side that are counted; beyond it is "or more". */
export const COUNTED = 1_000
const LATELY_MS = 30 * 86_400_000
const Minutes = z.array(z.object({ minutes: z.number() }))

/** How many there are of either side of a pair of languages, at most {@link COUNTED}, and how long accepted hellos of mine took, minutes, quickest first. */
export async function findSides(
  db: D1Database,
  of: { speaks: LanguageCode; learns: LanguageCode; years: { from: number; to: number }; now: number },
): Promise<{ mine: number; theirs: number; minutes: number[] }> {
  const { speaks, learns, years, now } = of
  const count = (a: LanguageCode, b: LanguageCode) => db.prepare(SQL.countPair).bind(a, b, years.from, years.to, COUNTED)
  const [mine, theirs, accepted] = await db.batch([
    count(speaks, learns),
    count(learns, speaks),
    db.prepare(SQL.acceptedLately).bind(speaks, learns, now - LATELY_MS),
  ])
  return {
    mine: Count.parse(mine?.results[0]).count,
    theirs: Count.parse(theirs?.results[0]).count,
    minutes: Minutes.parse(accepted?.results ?? []).map((row) => row.minutes),
  }
}

const Languages = z.array(LearningLanguage)
const PartnerRow = z
  .object({
    id: MatchId,
    room_id: RoomId,
    created_at: z.number(),
    user_id: UserId,
    display_name: z.string(),
    profile_image: z.string().nullable(),
    native_language: LanguageCode.nullable(),
    learning: z.string(),
    total: z.number(),
  })
  .transform((row) => ({
    matchId: row.id,
    roomId: row.room_id,
    since: row.created_at,
    userId: row.user_id,
    displayName: row.display_name,
    profileImage: row.profile_image,
    nativeLanguage: row.native_language,
    learningLanguages: Languages.parse(JSON.parse(row.learning)),
    total: row.total,
  }))

/** A partner of somebody; `since` in epoch ms, `total` is how many there are in all. */
export type PartnerOf = z.output<typeof PartnerRow>

/** Partners of a person, the newest first, those with a block between left out. */
export async function partnersOf(db: D1Database, userId: UserId, page: { size: number; offset: number } = { size: 500, offset: 0 }): Promise<PartnerOf[]> {
  const { results } = await db.prepare(SQL.partners).bind(userId, page.size, page.offset).all()
  return results.map((row) => PartnerRow.parse(row))
}

/** Open requests of a person in one direction, as far as they look open to them, newest first. */
export async function openRequests(
  db: D1Database,
  of: { userId: UserId; direction: 'received' | 'sent'; size: number; offset: number; newestAdult: number; now: number },
): Promise<{ requests: StoredRequest[]; total: number }> {
  const { results } = await db
    .prepare(SQL[of.direction])
    .bind(of.userId, of.now - REQUEST_LIFE, of.size, of.offset, of.newestAdult)
    .all()
  return { requests: results.map((row) => RequestRow.parse(row)), total: results[0] ? z.object({ total: z.number() }).parse(results[0]).total : 0 }
}

/** The statement that closes an open request of a pair because one has blocked the other. */
export function closePair(db: D1Database, of: { blocker: UserId; blocked: UserId; now: number }): D1PreparedStatement {
  return db.prepare(SQL.closePair).bind(...pairOf(of.blocker, of.blocked), of.blocker, of.now)
}

/** Lapses what has been open for seven days, and counts it in how the receivers answer. Returns how many. */
export async function lapseRequests(db: D1Database, now: number): Promise<number> {
  const { results } = await db
    .prepare(SQL.lapse)
    .bind(now - REQUEST_LIFE, now)
    .all()
  const receivers = [
    ...new Set(
      z
        .array(z.object({ receiver_id: UserId }))
        .parse(results)
        .map((row) => row.receiver_id),
    ),
  ]
  if (receivers.length > 0) await db.batch(receivers.flatMap((userId) => answeringStatements(db, userId, now)))
  return results.length
}
