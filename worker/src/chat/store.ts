import * as z from 'zod'
import type { ChatMember } from '@studymate/contract/chat'
import { CefrLevel, LanguageCode, RequestId, RoomId, UserId } from '@studymate/contract/values'

/** Statements of the chat in the common database: whose room it is, who stands between, and what a thread shows of people. */
export const SQL = {
  pairOfRoom: `SELECT m.room_id, m.low_id, m.high_id, m.ended_at IS NOT NULL AS ended,
      EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = m.low_id AND b.blocked_id = m.high_id) OR (b.blocker_id = m.high_id AND b.blocked_id = m.low_id)) AS blocked
    FROM matches m WHERE m.room_id = ?1`,
  roomOfPair: `SELECT room_id FROM matches m WHERE low_id = ?1 AND high_id = ?2 AND ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = m.low_id AND b.blocked_id = m.high_id) OR (b.blocker_id = m.high_id AND b.blocked_id = m.low_id))`,
  roomEverOfPair: `SELECT room_id FROM matches WHERE low_id = ?1 AND high_id = ?2`,
  hellos: `SELECT id, sender_id, hello, created_at FROM match_requests WHERE low_id = ?1 AND high_id = ?2 AND status = 'accepted' AND hello IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 2`,
  people: `SELECT u.id, u.display_name, u.profile_image, u.locale, u.time_zone, p.native_language FROM users u LEFT JOIN profiles p ON p.user_id = u.id
    WHERE u.id IN (SELECT value FROM json_each(?1))`,
  learning: `SELECT user_id, code, level FROM learning_languages WHERE user_id IN (SELECT value FROM json_each(?1)) ORDER BY user_id, position`,
} as const

/** The first words of a pair, from the request that made them one. `at` in epoch ms. */
export interface Hello {
  readonly requestId: RequestId
  readonly senderId: UserId
  readonly content: string
  readonly at: number
}

/** A pair's room. */
export interface Pair {
  readonly roomId: RoomId
  readonly members: readonly [UserId, UserId]
  /** Either has blocked the other. */
  readonly blocked: boolean
  /** They are partners no more: the room is there to be read. */
  readonly ended: boolean
}

const PairRow = z.object({ room_id: RoomId, low_id: UserId, high_id: UserId, blocked: z.number(), ended: z.number() })
const HelloRow = z.object({ id: RequestId, sender_id: UserId, hello: z.string(), created_at: z.number() })

/** The two whose room it is; null where no match made it. */
export async function findPair(db: D1Database, roomId: RoomId): Promise<Pair | null> {
  const row = PairRow.nullable().parse(await db.prepare(SQL.pairOfRoom).bind(roomId).first())
  return row && { roomId: row.room_id, members: [row.low_id, row.high_id], blocked: row.blocked === 1, ended: row.ended === 1 }
}

function ordered(a: UserId, b: UserId): [UserId, UserId] {
  return a < b ? [a, b] : [b, a]
}

/** The room of two partners; null where they are none, or a block lies between. */
export async function findRoomOf(db: D1Database, a: UserId, b: UserId): Promise<RoomId | null> {
  const row = await db
    .prepare(SQL.roomOfPair)
    .bind(...ordered(a, b))
    .first()
  return row ? z.object({ room_id: RoomId }).parse(row).room_id : null
}

/** The room of two who are or were partners; null where they never were. A block counts in it either way. */
export async function findRoomEverOf(db: D1Database, a: UserId, b: UserId): Promise<RoomId | null> {
  const row = await db
    .prepare(SQL.roomEverOfPair)
    .bind(...ordered(a, b))
    .first()
  return row ? z.object({ room_id: RoomId }).parse(row).room_id : null
}

/** What the two said when they asked, the last time where they met again, in the order sent. */
export async function hellosOf(db: D1Database, [a, b]: readonly [UserId, UserId]): Promise<Hello[]> {
  const { results } = await db
    .prepare(SQL.hellos)
    .bind(...ordered(a, b))
    .all()
  return results.toReversed().map((row) => {
    const { id, sender_id, hello, created_at } = HelloRow.parse(row)
    return { requestId: id, senderId: sender_id, content: hello, at: created_at }
  })
}

const PersonRow = z.object({
  id: UserId,
  display_name: z.string(),
  profile_image: z.string().nullable(),
  locale: z.enum(['ko', 'en']),
  time_zone: z.string(),
  native_language: LanguageCode.nullable(),
})
const LearningRow = z.object({ user_id: UserId, code: LanguageCode, level: CefrLevel.nullable() })

/** A person as rooms show them, and the language and zone in which they are spoken to. */
export interface RoomPerson extends ChatMember {
  readonly locale: 'ko' | 'en'
  readonly timeZone: string
}

/** People by their id; whoever has left is missing. */
export async function findPeople(db: D1Database, ids: readonly UserId[]): Promise<Map<UserId, RoomPerson>> {
  const list = JSON.stringify(ids)
  const [people, learning] = await db.batch([db.prepare(SQL.people).bind(list), db.prepare(SQL.learning).bind(list)])
  const languages = (learning?.results ?? []).map((row) => LearningRow.parse(row))
  return new Map(
    (people?.results ?? []).map((raw) => {
      const row = PersonRow.parse(raw)
      const person: RoomPerson = {
        userId: row.id,
        displayName: row.display_name,
        profileImage: row.profile_image,
        nativeLanguage: row.native_language,
        learningLanguages: languages.filter(({ user_id }) => user_id === row.id).map(({ code, level }) => ({ code, level })),
        locale: row.locale,
        timeZone: row.time_zone,
      }
      return [row.id, person]
    }),
  )
}
