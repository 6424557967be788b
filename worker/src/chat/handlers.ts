import * as contract from '@studymate/contract/chat'
import type { Room } from '@studymate/contract/chat'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { RoomId } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import { ADULT_AGE, newestBirthYear } from '@studymate/domain/people/age'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { personOf } from '#live/person'
import * as groupStore from './groups.store.ts'
import { presentMember, presentRoom, presentRow } from './present.ts'
import { groupChanged, roomOf } from './room.ts'
import { findPair, findPeople, findRoomOf } from './store.ts'

const listRooms: Handler<typeof contract.listRooms> = async ({ page, size }, ctx) => {
  const { entries, total } = await personOf(ctx.env, ctx.userId).roomsPage(page, size)
  const groupIds = entries.flatMap(({ roomId, partnerId }) => (partnerId === null ? [roomId] : []))
  const groups = await groupStore.listedGroups(ctx.db, groupIds, ctx.userId)
  const people = await findPeople(ctx.db, [
    ...new Set([...entries.flatMap(({ partnerId }) => partnerId ?? []), ...[...groups.values()].flatMap(({ named }) => named)]),
  ])
  const named = (ids: readonly UserId[]) => ids.flatMap((id) => people.get(id) ?? [])
  const rows = entries.flatMap((entry) => {
    if (entry.partnerId !== null) {
      const partner = people.get(entry.partnerId)
      return partner ? [presentRow(entry, { kind: 'pair', partner, title: null, members: [partner], memberCount: 2 }, ctx)] : []
    }
    const group = groups.get(entry.roomId)
    return group ? [presentRow(entry, { kind: 'group', partner: null, title: group.title, members: named(group.named), memberCount: group.size }, ctx)] : []
  })
  return { data: rows, pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) } }
}

interface Together {
  readonly kind: contract.RoomKind
  readonly partnerId: UserId | null
  readonly title: string | null
  readonly makerId: UserId | null
  readonly members: readonly UserId[]
  readonly former: readonly UserId[]
}

/** Who is in a room with the caller; null where it is none of theirs. */
async function togetherIn(roomId: RoomId, ctx: MemberCtx): Promise<Together | null> {
  const pair = await findPair(ctx.db, roomId)
  if (pair) {
    const partnerId = pair.members.find((member) => member !== ctx.userId)
    if (!pair.members.includes(ctx.userId) || partnerId === undefined) return null
    return { kind: 'pair', partnerId, title: null, makerId: null, members: pair.members, former: [] }
  }
  const group = await groupStore.findGroup(ctx.db, roomId)
  const members = group?.members.map(({ userId }) => userId) ?? []
  if (!group || !members.includes(ctx.userId)) return null
  return { kind: 'group', partnerId: null, title: groupStore.titleFor(group, ctx.userId), makerId: group.makerId, members, former: group.former }
}

async function roomFor(roomId: RoomId, ctx: MemberCtx): Promise<Room | Failure<'CHAT_001'>> {
  const together = await togetherIn(roomId, ctx)
  if (!together) return fail('CHAT_001')
  const [view, people, wishes] = await Promise.all([
    roomOf(ctx.env, roomId).view(roomId, ctx.userId),
    findPeople(ctx.db, [...together.members, ...together.former]),
    personOf(ctx.env, ctx.userId).wishRoom(ctx.userId, roomId, {}),
  ])
  const { kind, partnerId, title, makerId } = together
  const partner = partnerId === null ? null : (people.get(partnerId) ?? null)
  if (!view || (kind === 'pair' && !partner)) return fail('CHAT_001')
  const named = (ids: readonly UserId[]) => ids.flatMap((id) => people.get(id) ?? [])
  const facts = { kind, partner, title, makerId, members: named(together.members), former: named(together.former) }
  return presentRoom(roomId, { ...view, ...wishes }, facts, ctx)
}

const getRoom: Handler<typeof contract.getRoom> = ({ roomId }, ctx) => roomFor(roomId, ctx)

const listMessages: Handler<typeof contract.listMessages> = async ({ roomId, before, limit }, ctx) => {
  if (!(await groupStore.isHere(ctx.db, roomId, ctx.userId))) return fail('CHAT_001')
  const history = await roomOf(ctx.env, roomId).history(roomId, ctx.userId, before ?? Number.MAX_SAFE_INTEGER, limit)
  if (!history) return fail('CHAT_001')
  const oldest = history.messages.at(-1)?.seq ?? 1
  return { data: history.messages, nextBefore: oldest > history.firstSeq ? oldest : null }
}

const createRoom: Handler<typeof contract.createRoom> = async ({ participantIds, title }, ctx) => {
  const others = [...new Set(participantIds)].filter((id) => id !== ctx.userId)
  const [partnerId] = others
  if (partnerId === undefined) return fail('USER_002')
  if (others.length === 1) {
    const roomId = await findRoomOf(ctx.db, ctx.userId, partnerId)
    return roomId ? roomFor(roomId, ctx) : fail('USER_002')
  }
  return createGroup(others, title ?? null, ctx)
}

const updateRoom: Handler<typeof contract.updateRoom> = async ({ roomId, title, ...change }, ctx) => {
  const together = await togetherIn(roomId, ctx)
  if (!together) return fail('CHAT_001')
  if (title !== undefined && together.kind === 'pair') return fail('USER_002')
  const named = title === undefined ? together : await nameGroup(roomId, title, ctx)
  if (!named) return fail('CHAT_001')
  const { muted, markedUnread } = await personOf(ctx.env, ctx.userId).wishRoom(ctx.userId, roomId, change)
  return { roomId, muted, markedUnread, title: named.title }
}

/** Calls a group something for everybody in it; null where the caller is not in it any more. */
async function nameGroup(roomId: RoomId, title: string | null, ctx: MemberCtx): Promise<Together | null> {
  const { db, userId } = ctx
  await db.batch([
    db.prepare(groupStore.SQL.name).bind(roomId, userId, title),
    // A wake-up: the room compares what it told last.
    ctx.emit(
      { type: 'group.changed', roomId },
      { sql: 'EXISTS (SELECT 1 FROM group_members WHERE room_id = ? AND user_id = ? AND left_at IS NULL)', values: [roomId, userId] },
    ),
  ])
  await groupChanged(ctx.env, roomId)
  return togetherIn(roomId, ctx)
}

async function createGroup(others: readonly UserId[], title: string | null, ctx: MemberCtx): Promise<Room | Failure<'USER_002' | 'CHAT_001'>> {
  const { db, now, userId } = ctx
  const { SQL } = groupStore
  const roomId = RoomId.parse(ctx.ids.next('room'))
  const made = { sql: 'EXISTS (SELECT 1 FROM group_rooms WHERE room_id = ? AND created_at = ?)', values: [roomId, now] }
  await db.batch([
    db.prepare(SQL.make).bind(roomId, userId, title, now, JSON.stringify(others), newestBirthYear(ADULT_AGE, now)),
    db.prepare(SQL.seat).bind(roomId, JSON.stringify([userId, ...others]), now, userId, roomId),
    ctx.emit({ type: 'group.changed', roomId }, made),
    ctx.emit({ type: 'group.seated', roomId, byUserId: userId, seating: roomId }, made),
  ])
  // The same call under the same key finds what the first one made.
  if (!(await groupStore.findGroup(db, roomId))) return fail('USER_002')
  await groupChanged(ctx.env, roomId)
  return roomFor(roomId, ctx)
}

const addMembers: Handler<typeof contract.addMembers> = async ({ roomId, userIds }, ctx) => {
  const { db, now, userId } = ctx
  const together = await togetherIn(roomId, ctx)
  if (!together) return fail('CHAT_001')
  if (together.kind === 'pair') return fail('USER_002')
  const added = [...new Set(userIds)]
  const nonce = ctx.ids.uuid()
  const came = { sql: 'EXISTS (SELECT 1 FROM group_members WHERE room_id = ? AND nonce = ?)', values: [roomId, nonce] }
  await db.batch([
    db.prepare(groupStore.SQL.add).bind(roomId, userId, JSON.stringify(added), now, nonce, contract.GROUP_SIZE, newestBirthYear(ADULT_AGE, now)),
    ctx.emit({ type: 'group.changed', roomId }, came),
    ctx.emit({ type: 'group.seated', roomId, byUserId: userId, seating: nonce }, came),
  ])
  const [group, hasStrangers] = await Promise.all([groupStore.findGroup(db, roomId), groupStore.hasStrangers(db, roomId, userId, added)])
  const here = new Set(group?.members.map((member) => member.userId))
  if (!here.has(userId)) return fail('CHAT_001')
  const missing = added.filter((one) => !here.has(one)).length
  const isFull = here.size + missing > contract.GROUP_SIZE
  // Where there is room, somebody may not sit here: a stranger, across a block, or of the other age group.
  if (missing > 0) return hasStrangers || !isFull ? fail('USER_002') : fail('CONFLICT', { reason: 'ROOM_FULL', most: contract.GROUP_SIZE })
  await groupChanged(ctx.env, roomId)
  return roomFor(roomId, ctx)
}

const removeMember: Handler<typeof contract.removeMember> = async ({ roomId, userId }, ctx) => {
  const { db, now } = ctx
  const together = await togetherIn(roomId, ctx)
  // Leaving again is harmless.
  if (!together) return userId === ctx.userId && (await groupStore.wasHere(db, roomId, userId)) ? { roomId, userId } : fail('CHAT_001')
  if (together.kind === 'pair' || (userId !== ctx.userId && together.makerId !== ctx.userId)) return fail('USER_002')
  const { SQL } = groupStore
  const nonce = ctx.ids.uuid()
  await db.batch([
    db.prepare(SQL.leave).bind(roomId, ctx.userId, userId, now, nonce),
    db.prepare(SQL.handOn).bind(roomId),
    ctx.emit({ type: 'group.changed', roomId }, { sql: 'EXISTS (SELECT 1 FROM group_members WHERE room_id = ? AND nonce = ?)', values: [roomId, nonce] }),
  ])
  await groupChanged(ctx.env, roomId)
  return { roomId, userId }
}

/** Messages that a search answers with. */
const FOUND = 50

const searchMessages: Handler<typeof contract.searchMessages> = async ({ q, roomId }, ctx) => {
  const rooms = await searchedRooms(roomId, ctx)
  if (isFailure(rooms)) return rooms
  const found = await Promise.all(
    rooms.map(async (room) => {
      const messages = await roomOf(ctx.env, room.roomId).search(room.roomId, ctx.userId, q, FOUND)
      return messages.map((message) => ({ ...room, message }))
    }),
  )
  const newest = found
    .flat()
    .toSorted((a, b) => b.message.createdAt.localeCompare(a.message.createdAt))
    .slice(0, FOUND)
  const [people, groups] = await Promise.all([
    findPeople(ctx.db, [...new Set(newest.flatMap(({ partnerId }) => partnerId ?? []))]),
    groupStore.listedGroups(ctx.db, [...new Set(newest.flatMap(({ roomId: id, partnerId }) => (partnerId === null ? [id] : [])))], ctx.userId),
  ])
  return newest.flatMap(({ roomId: id, partnerId, message }) => {
    const partner = partnerId === null ? null : people.get(partnerId)
    if (partner === undefined) return []
    return [{ roomId: id, partner: partner && presentMember(partner, ctx), title: groups.get(id)?.title ?? null, message }]
  })
}

async function searchedRooms(roomId: RoomId | undefined, ctx: MemberCtx): Promise<{ roomId: RoomId; partnerId: UserId | null }[] | Failure<'CHAT_001'>> {
  if (roomId === undefined)
    return (await personOf(ctx.env, ctx.userId).newestRooms(contract.SEARCHED_ROOMS)).map((entry) => ({ roomId: entry.roomId, partnerId: entry.partnerId }))
  const together = await togetherIn(roomId, ctx)
  return together ? [{ roomId, partnerId: together.partnerId }] : fail('CHAT_001')
}

export const routes = [
  route(contract.listRooms, listRooms),
  route(contract.getRoom, getRoom),
  route(contract.listMessages, listMessages),
  route(contract.createRoom, createRoom),
  route(contract.updateRoom, updateRoom),
  route(contract.addMembers, addMembers),
  route(contract.removeMember, removeMember),
  route(contract.searchMessages, searchMessages),
]
