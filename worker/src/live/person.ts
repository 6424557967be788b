import type { UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'

/** The object of a person: sockets of all devices, bell, list of rooms. */
export function personOf(env: WorkerEnv, userId: UserId) {
  return env.PERSON.get(env.PERSON.idFromName(userId))
}
