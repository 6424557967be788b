import * as z from 'zod'
import { GROUP_SIZE, NAMED_MEMBERS } from '@studymate/contract/chat'
import { RoomId, UserId } from '@studymate/contract/values'

/** Statements of groups. Who is in one is written here, in one statement with its conditions; the room's object follows. */
export const SQL = {
  // ?1 room, ?2 maker, ?3 title, ?4 now, ?5 the others, ?6 last year in which an adult was born: minors sit with minors, adults with adults.
  make: `INSERT INTO group_rooms (room_id, maker_id, title, created_at, titled_by) SELECT ?1, ?2, ?3, ?4, iif(?3 IS NULL, NULL, ?2)
    WHERE (SELECT count(*) FROM json_each(?5) o
      WHERE EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(?2, o.value) AND m.high_id = max(?2, o.value) AND m.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ?2 AND b.blocked_id = o.value) OR (b.blocker_id = o.value AND b.blocked_id = ?2))) = json_array_length(?5)
      AND (SELECT count(DISTINCT coalesce(u.birth_year <= ?6, 2)) FROM users u WHERE u.id IN (SELECT ?2 UNION SELECT value FROM json_each(?5))) = 1
    ON CONFLICT DO NOTHING`,
  // ?1 room, ?2 everybody, ?3 now, ?4 maker, ?5 nonce. Only beside the room that was made in the same batch.
  seat: `INSERT INTO group_members (room_id, user_id, joined_at, nonce) SELECT ?1, o.value, ?3, ?5 FROM json_each(?2) o
    WHERE EXISTS (SELECT 1 FROM group_rooms WHERE room_id = ?1 AND maker_id = ?4 AND created_at = ?3) ON CONFLICT DO NOTHING`,
  // ?1 room, ?2 who adds, ?3 whom, ?4 now, ?5 nonce, ?6 most, ?7 last year in which an adult was born. All of them or nobody.
  add: `INSERT INTO group_members (room_id, user_id, joined_at, nonce) SELECT ?1, o.value, ?4, ?5 FROM json_each(?3) o
    WHERE EXISTS (SELECT 1 FROM group_members me WHERE me.room_id = ?1 AND me.user_id = ?2 AND me.left_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM group_members h WHERE h.room_id = ?1 AND h.user_id = o.value AND h.left_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM json_each(?3) w WHERE NOT EXISTS (SELECT 1 FROM group_members h WHERE h.room_id = ?1 AND h.user_id = w.value AND h.left_at IS NULL)
        AND (NOT EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(?2, w.value) AND m.high_id = max(?2, w.value) AND m.ended_at IS NULL)
          OR EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ?2 AND b.blocked_id = w.value) OR (b.blocker_id = w.value AND b.blocked_id = ?2))))
      AND (SELECT count(*) FROM group_members h WHERE h.room_id = ?1 AND h.left_at IS NULL)
        + (SELECT count(*) FROM json_each(?3) n WHERE NOT EXISTS (SELECT 1 FROM group_members h WHERE h.room_id = ?1 AND h.user_id = n.value AND h.left_at IS NULL)) <= ?6
      AND (SELECT count(DISTINCT coalesce(u.birth_year <= ?7, 2)) FROM users u
        WHERE u.id IN (SELECT value FROM json_each(?3) UNION SELECT h.user_id FROM group_members h WHERE h.room_id = ?1 AND h.left_at IS NULL)) = 1
    ON CONFLICT (room_id, user_id) DO UPDATE SET joined_at = excluded.joined_at, left_at = NULL, nonce = excluded.nonce`,
  // Why nobody was added: ?1 room, ?2 who adds, ?3 whom.
  strangers: `SELECT count(*) AS n FROM json_each(?3) w WHERE NOT EXISTS (SELECT 1 FROM group_members h WHERE h.room_id = ?1 AND h.user_id = w.value AND h.left_at IS NULL)
    AND (NOT EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(?2, w.value) AND m.high_id = max(?2, w.value) AND m.ended_at IS NULL)
      OR EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ?2 AND b.blocked_id = w.value) OR (b.blocker_id = w.value AND b.blocked_id = ?2)))`,
  // ?1 room, ?2 who asks, ?3 whose seat, ?4 now, ?5 nonce.
  leave: `UPDATE group_members SET left_at = ?4, nonce = ?5 WHERE room_id = ?1 AND user_id = ?3 AND left_at IS NULL
    AND (?2 = ?3 OR EXISTS (SELECT 1 FROM group_rooms WHERE room_id = ?1 AND maker_id = ?2))`,
  // The one who is here longest has the group of a maker who left.
  handOn: `UPDATE group_rooms SET maker_id = (SELECT user_id FROM group_members WHERE room_id = ?1 AND left_at IS NULL ORDER BY joined_at, user_id LIMIT 1)
    WHERE room_id = ?1 AND NOT EXISTS (SELECT 1 FROM group_members h WHERE h.room_id = ?1 AND h.user_id = group_rooms.maker_id AND h.left_at IS NULL)`,
  // ?1 room, ?2 who names it, ?3 the title or NULL. The same again by the same changes nothing.
  name: `UPDATE group_rooms SET title = ?3, titled_by = iif(?3 IS NULL, NULL, ?2) WHERE room_id = ?1 AND (title IS NOT ?3 OR (?3 IS NOT NULL AND titled_by IS NOT ?2))
    AND EXISTS (SELECT 1 FROM group_members me WHERE me.room_id = ?1 AND me.user_id = ?2 AND me.left_at IS NULL)`,
  // ?1 room, ?2 seating, ?3 who added them: those who are here by it, without whoever stands across a block from them.
  seated: `SELECT m.user_id FROM group_members m WHERE m.room_id = ?1 AND m.nonce = ?2 AND m.left_at IS NULL AND m.user_id <> ?3
    AND NOT EXISTS (SELECT 1 FROM blocks b WHERE (b.blocker_id = ?3 AND b.blocked_id = m.user_id) OR (b.blocker_id = m.user_id AND b.blocked_id = ?3))`,
  group: `SELECT room_id, maker_id, title, titled_by, created_at FROM group_rooms WHERE room_id = ?1`,
  here: `SELECT user_id, joined_at FROM group_members WHERE room_id = ?1 AND left_at IS NULL ORDER BY joined_at, user_id`,
  former: `SELECT user_id FROM group_members WHERE room_id = ?1 AND left_at IS NOT NULL ORDER BY left_at DESC LIMIT ${GROUP_SIZE}`,
  // Blocks that those here have made of anybody who is or was here.
  blocks: `SELECT b.blocker_id, b.blocked_id FROM group_members m JOIN blocks b ON b.blocker_id = m.user_id
    WHERE m.room_id = ?1 AND m.left_at IS NULL AND EXISTS (SELECT 1 FROM group_members o WHERE o.room_id = ?1 AND o.user_id = b.blocked_id)`,
  groupsOfBoth: `SELECT a.room_id FROM group_members a JOIN group_members b ON b.room_id = a.room_id AND b.user_id = ?2 WHERE a.user_id = ?1`,
  isHere: `SELECT EXISTS (SELECT 1 FROM matches WHERE room_id = ?1 AND ?2 IN (low_id, high_id))
    OR EXISTS (SELECT 1 FROM group_members WHERE room_id = ?1 AND user_id = ?2 AND left_at IS NULL) AS here`,
  wasHere: `SELECT 1 FROM group_members WHERE room_id = ?1 AND user_id = ?2`,
  // ?1 rooms, ?2 the reader: what a row of the list says of a group.
  listed: `SELECT g.room_id, iif(EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = ?2 AND b.blocked_id = g.titled_by), NULL, g.title) AS title, (SELECT count(*) FROM group_members c WHERE c.room_id = g.room_id AND c.left_at IS NULL) AS size,
      (SELECT json_group_array(user_id) FROM (SELECT m.user_id FROM group_members m WHERE m.room_id = g.room_id AND m.left_at IS NULL AND m.user_id <> ?2
        ORDER BY m.joined_at, m.user_id LIMIT ${NAMED_MEMBERS})) AS named
    FROM group_rooms g WHERE g.room_id IN (SELECT value FROM json_each(?1))`,
} as const

/** A group as the common database has it: who is here, longest first. Times in epoch ms. */
export interface Group {
  readonly roomId: RoomId
  readonly makerId: UserId | null
  readonly title: string | null
  /** Who gave it the title. */
  readonly titledBy: UserId | null
  readonly members: readonly { readonly userId: UserId; readonly joinedAt: number }[]
  /** Who left, the newest first. */
  readonly former: readonly UserId[]
  readonly blocks: readonly { readonly blockerId: UserId; readonly blockedId: UserId }[]
}

const GroupRow = z.object({ room_id: RoomId, maker_id: UserId.nullable(), title: z.string().nullable(), titled_by: UserId.nullable() })
const HereRow = z.object({ user_id: UserId, joined_at: z.number() })
const BlockRow = z.object({ blocker_id: UserId, blocked_id: UserId })

/** A group; null where there is none. */
export async function findGroup(db: D1Database, roomId: RoomId): Promise<Group | null> {
  const [group, here, former, blocks] = await db.batch([SQL.group, SQL.here, SQL.former, SQL.blocks].map((sql) => db.prepare(sql).bind(roomId)))
  const row = GroupRow.optional().parse(group?.results[0])
  if (!row) return null
  return {
    roomId,
    makerId: row.maker_id,
    title: row.title,
    titledBy: row.titled_by,
    members: (here?.results ?? []).map((raw) => HereRow.parse(raw)).map(({ user_id, joined_at }) => ({ userId: user_id, joinedAt: joined_at })),
    former: (former?.results ?? []).map((raw) => z.object({ user_id: UserId }).parse(raw).user_id),
    blocks: (blocks?.results ?? []).map((raw) => BlockRow.parse(raw)).map(({ blocker_id, blocked_id }) => ({ blockerId: blocker_id, blockedId: blocked_id })),
  }
}

/** The title as one member sees it: what somebody wrote whom they have blocked is not shown. */
export function titleFor(group: Pick<Group, 'title' | 'titledBy' | 'blocks'>, readerId: UserId): string | null {
  return group.blocks.some(({ blockerId, blockedId }) => blockerId === readerId && blockedId === group.titledBy) ? null : group.title
}

/** Those who came into a group by one seating and still are in it, without whoever stands across a block from who added them. */
export async function seatedBy(db: D1Database, roomId: RoomId, seating: string, byUserId: UserId): Promise<UserId[]> {
  const { results } = await db.prepare(SQL.seated).bind(roomId, seating, byUserId).all()
  return results.map((raw) => z.object({ user_id: UserId }).parse(raw).user_id)
}

/** Whether somebody is in a room, of whichever kind. */
export async function isHere(db: D1Database, roomId: RoomId, userId: UserId): Promise<boolean> {
  return z.object({ here: z.number() }).parse(await db.prepare(SQL.isHere).bind(roomId, userId).first()).here === 1
}

/** Whether somebody is or was in a group. */
export async function wasHere(db: D1Database, roomId: RoomId, userId: UserId): Promise<boolean> {
  return (await db.prepare(SQL.wasHere).bind(roomId, userId).first()) !== null
}

/** Whether anybody of those who are not in the group is no partner of somebody, or across a block from them. */
export async function hasStrangers(db: D1Database, roomId: RoomId, userId: UserId, others: readonly UserId[]): Promise<boolean> {
  return z.object({ n: z.number() }).parse(await db.prepare(SQL.strangers).bind(roomId, userId, JSON.stringify(others)).first()).n > 0
}

/** Groups in which both are or were. */
export async function groupsOfBoth(db: D1Database, a: UserId, b: UserId): Promise<RoomId[]> {
  const { results } = await db.prepare(SQL.groupsOfBoth).bind(a, b).all()
  return results.map((raw) => z.object({ room_id: RoomId }).parse(raw).room_id)
}

/** What the list says of a group: how many are in it, and the first of the others. */
export interface ListedGroup {
  readonly title: string | null
  readonly size: number
  readonly named: readonly UserId[]
}

const ListedRow = z.object({ room_id: RoomId, title: z.string().nullable(), size: z.number(), named: z.string() })

/** Groups as rows of a reader's list, in one query whatever their number. */
export async function listedGroups(db: D1Database, roomIds: readonly RoomId[], readerId: UserId): Promise<Map<RoomId, ListedGroup>> {
  if (roomIds.length === 0) return new Map()
  const { results } = await db.prepare(SQL.listed).bind(JSON.stringify(roomIds), readerId).all()
  return new Map(
    results
      .map((raw) => ListedRow.parse(raw))
      .map(({ room_id, title, size, named }) => [room_id, { title, size, named: z.array(UserId).parse(JSON.parse(named)) }]),
  )
}
