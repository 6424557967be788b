import type { RoomId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'

/** The object of a room. Each of its methods takes the room's id, because an object cannot read its own name. */
export function roomOf(env: WorkerEnv, roomId: RoomId) {
  return env.ROOM.get(env.ROOM.idFromName(roomId))
}
