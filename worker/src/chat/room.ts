import type { MessageId, RoomId, UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { groupsOfBoth, isHere } from './groups.store.ts'
import { findRoomEverOf } from './store.ts'

/** The object of a room. Each of its methods takes the room's id, because an object cannot read its own name. */
export function roomOf(env: WorkerEnv, roomId: RoomId) {
  return env.ROOM.get(env.ROOM.idFromName(roomId))
}

/** What a report of a message keeps, as far as its reporter sees it; null for strangers, who make no room by asking, and for what is not here. */
export async function evidenceIn(env: WorkerEnv, roomId: RoomId, reporterId: UserId, messageId: MessageId) {
  return (await isHere(env.DB, roomId, reporterId)) ? roomOf(env, roomId).evidence(roomId, reporterId, messageId) : null
}

/** Lets the rooms of two know that a block between them was made or lifted: their own, and groups that they share. */
export async function syncBlocks(env: WorkerEnv, a: UserId, b: UserId): Promise<void> {
  const [roomId, groups] = await Promise.all([findRoomEverOf(env.DB, a, b), groupsOfBoth(env.DB, a, b)])
  await Promise.all([...(roomId ? [roomId] : []), ...groups].map((one) => roomOf(env, one).syncBlocks(one)))
}

/** The same, so that it holds at once; the event does it again should this fail. */
export async function blockChanged(env: WorkerEnv, a: UserId, b: UserId): Promise<void> {
  try {
    await syncBlocks(env, a, b)
  } catch (error) {
    log('warn', 'a room did not hear of a block at once', { error: String(error) })
  }
}

/** Lets a room know that its two are partners no more, or again, so that it holds at once; the event does it again should this fail. */
export async function matchChanged(env: WorkerEnv, roomId: RoomId): Promise<void> {
  try {
    await roomOf(env, roomId).syncBlocks(roomId)
  } catch (error) {
    log('warn', 'a room did not hear of its match at once', { error: String(error) })
  }
}

/** Lets a group know that its members changed, so that it holds at once; the event does it again should this fail. */
export async function groupChanged(env: WorkerEnv, roomId: RoomId): Promise<void> {
  try {
    await roomOf(env, roomId).syncGroup(roomId)
  } catch (error) {
    log('warn', 'a group did not hear of its members at once', { error: String(error) })
  }
}
