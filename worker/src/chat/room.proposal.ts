import type { ErrorCode } from '@studymate/contract/errors'
import type { Held } from '@studymate/contract/message'
import type { RoomId, UserId } from '@studymate/contract/values'
import { mayPropose } from '@studymate/domain/sessions/proposal'
import { findSession } from '#sessions/store'

/** What a proposal holds, if its sender may make it in this room. `now` in epoch ms. */
export async function heldProposal(
  db: D1Database,
  said: Held & { type: 'session' },
  of: { readonly roomId: RoomId; readonly userId: UserId; readonly now: number },
): Promise<Held | ErrorCode> {
  const session = await findSession(db, said.content.sessionId, of.userId)
  const facts = session && { roomId: session.room_id, status: session.status, scheduledAt: session.scheduled_at }
  return mayPropose(facts, of.roomId, of.now) ?? said
}
