import * as contract from '@studymate/contract/chat'
import type { Room } from '@studymate/contract/chat'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { RoomId, UserId } from '@studymate/contract/values'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { personOf } from '#live/person'
import { presentMember, presentRoom, presentRow } from './present.ts'
import { roomOf } from './room.ts'
import { findPair, findPeople, findRoomOf } from './store.ts'

const listRooms: Handler<typeof contract.listRooms> = async ({ page, size }, ctx) => {
  const { entries, total } = await personOf(ctx.env, ctx.userId).roomsPage(page, size)
  const people = await findPeople(
    ctx.db,
    entries.map(({ partnerId }) => partnerId),
  )
  const rows = entries.flatMap((entry) => {
    const partner = people.get(entry.partnerId)
    return partner ? [presentRow(entry, partner, ctx)] : []
  })
  return { data: rows, pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) } }
}

async function roomFor(roomId: RoomId, ctx: MemberCtx): Promise<Room | Failure<'CHAT_001'>> {
  const pair = await findPair(ctx.db, roomId)
  const partnerId = pair?.members.find((member) => member !== ctx.userId)
  if (!pair?.members.includes(ctx.userId) || partnerId === undefined) return fail('CHAT_001')
  const [view, people, wishes] = await Promise.all([
    roomOf(ctx.env, roomId).view(roomId, ctx.userId),
    findPeople(ctx.db, [partnerId]),
    personOf(ctx.env, ctx.userId).wishRoom(ctx.userId, roomId, {}),
  ])
  const partner = people.get(partnerId)
  return view && partner ? presentRoom(roomId, { ...view, ...wishes }, partner, ctx) : fail('CHAT_001')
}

const getRoom: Handler<typeof contract.getRoom> = ({ roomId }, ctx) => roomFor(roomId, ctx)

const listMessages: Handler<typeof contract.listMessages> = async ({ roomId, before, limit }, ctx) => {
  const pair = await findPair(ctx.db, roomId)
  if (!pair?.members.includes(ctx.userId)) return fail('CHAT_001')
  const messages = await roomOf(ctx.env, roomId).history(roomId, ctx.userId, before ?? Number.MAX_SAFE_INTEGER, limit)
  if (!messages) return fail('CHAT_001')
  const oldest = messages.at(-1)?.seq ?? 1
  return { data: messages, nextBefore: oldest > 1 ? oldest : null }
}

const createRoom: Handler<typeof contract.createRoom> = async ({ participantIds }, ctx) => {
  const others = [...new Set(participantIds)].filter((id) => id !== ctx.userId)
  const [partnerId] = others
  if (partnerId === undefined || others.length > 1) return fail('USER_002')
  const roomId = await findRoomOf(ctx.db, ctx.userId, partnerId)
  return roomId ? roomFor(roomId, ctx) : fail('USER_002')
}

const updateRoom: Handler<typeof contract.updateRoom> = async ({ roomId, ...change }, ctx) => {
  const pair = await findPair(ctx.db, roomId)
  if (!pair?.members.includes(ctx.userId)) return fail('CHAT_001')
  return { roomId, ...(await personOf(ctx.env, ctx.userId).wishRoom(ctx.userId, roomId, change)) }
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
  const people = await findPeople(ctx.db, [...new Set(newest.map(({ partnerId }) => partnerId))])
  return newest.flatMap(({ roomId: id, partnerId, message }) => {
    const partner = people.get(partnerId)
    return partner ? [{ roomId: id, partner: presentMember(partner, ctx), message }] : []
  })
}

async function searchedRooms(roomId: RoomId | undefined, ctx: MemberCtx): Promise<{ roomId: RoomId; partnerId: UserId }[] | Failure<'CHAT_001'>> {
  if (roomId === undefined)
    return (await personOf(ctx.env, ctx.userId).newestRooms(contract.SEARCHED_ROOMS)).map((entry) => ({ roomId: entry.roomId, partnerId: entry.partnerId }))
  const pair = await findPair(ctx.db, roomId)
  const partnerId = pair?.members.find((member) => member !== ctx.userId)
  return pair?.members.includes(ctx.userId) && partnerId !== undefined ? [{ roomId, partnerId }] : fail('CHAT_001')
}

export const routes = [
  route(contract.listRooms, listRooms),
  route(contract.getRoom, getRoom),
  route(contract.listMessages, listMessages),
  route(contract.createRoom, createRoom),
  route(contract.updateRoom, updateRoom),
  route(contract.searchMessages, searchMessages),
]
