import type { ErrorCode } from '@studymate/contract/errors'
import { entrance } from './seats.ts'
import type { Standing } from './seats.ts'

/** A session as its participant knows it, and the room of its two. */
export interface Proposable extends Standing {
  readonly roomId: string | null
}

/**
 * Whether a participant may propose a session in a room at `now` (epoch ms). `session` is null where they have none of that id: `NOT_FOUND`. `SESSION_001` once it
 * is over; `USER_002` in another room than that of its two, where nobody else could come.
 */
export function mayPropose(session: Proposable | null, roomId: string, now: number): Extract<ErrorCode, 'NOT_FOUND' | 'SESSION_001' | 'USER_002'> | null {
  if (!session) return 'NOT_FOUND'
  if (session.roomId !== roomId) return 'USER_002'
  return entrance(session, now) === 'over' ? 'SESSION_001' : null
}
