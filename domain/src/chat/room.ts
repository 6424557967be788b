import { type Failure, fail } from '@studymate/contract/errors'
import type { MessageId } from '@studymate/contract/values'

/** Where a message stands in its room. `createdAt` in epoch ms. */
export interface Placed {
  readonly messageId: MessageId
  readonly seq: number
  readonly createdAt: number
}

/** What a room knows of a message that wants in. */
export interface SendFacts {
  /** The sender is a member of the room. */
  readonly isMember: boolean
  /** The sender and another member have a block between them, whoever made it. */
  readonly blocked: boolean
  /** What this sender sent here under the same client id before. */
  readonly earlier: Placed | null
  /** The message that it answers is in this room, and one that it corrects is somebody else's; true where it does neither. */
  readonly replyStands: boolean
  /** The newest message; null in an empty room. */
  readonly last: { readonly seq: number; readonly createdAt: number } | null
}

/** `again`: it is here already, so its first place is its place. `new`: it takes the next number. */
export type SendDecision = { readonly kind: 'again'; readonly placed: Placed } | { readonly kind: 'new'; readonly seq: number; readonly createdAt: number }

/**
 * Decides what becomes of a message at `now` (epoch ms). Numbers follow each other from 1 without a gap, and times never go back, also when the clock does.
 * `CHAT_001` for a stranger, `USER_002` across a block, `VALIDATION_ERROR` for an answer to a message that is not here, and a correction of one's own. What was sent before a block stays sent.
 */
export function acceptMessage(facts: SendFacts, now: number): SendDecision | Failure<'CHAT_001' | 'USER_002' | 'VALIDATION_ERROR'> {
  if (!facts.isMember) return fail('CHAT_001')
  if (facts.earlier) return { kind: 'again', placed: facts.earlier }
  if (facts.blocked) return fail('USER_002')
  if (!facts.replyStands) return fail('VALIDATION_ERROR', { issues: [{ path: 'message', message: 'no such message to answer or correct in this room' }] })
  return { kind: 'new', seq: (facts.last?.seq ?? 0) + 1, createdAt: Math.max(now, facts.last?.createdAt ?? 0) }
}

/** Where a read cursor stands after somebody said that they have read up to `asked`: never back, never beyond the last message. */
export function moveCursor(cursor: number, asked: number, lastSeq: number): number {
  return Math.max(cursor, Math.min(asked, lastSeq))
}
