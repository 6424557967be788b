import type { ErrorCode } from '@studymate/contract/errors'
import { CorrectionContent, EDIT_MINUTES, FileContent, MOST_EMOJI, SessionContent, TextContent, WordContent } from '@studymate/contract/message'
import type { MessageType } from '@studymate/contract/message'

/** What a room knows of a message that somebody wants to change. `createdAt` in epoch ms. */
export interface ChangeFacts {
  /** Whoever asks is a member of the room. */
  readonly isMember: boolean
  /** A block stands in the room, whoever made it. */
  readonly blocked: boolean
  readonly message: { readonly isMine: boolean; readonly type: MessageType; readonly createdAt: number; readonly deleted: boolean } | null
}

type Refusal = Extract<ErrorCode, 'CHAT_001' | 'USER_002' | 'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR'>

function standing(facts: ChangeFacts): Refusal | NonNullable<ChangeFacts['message']> {
  if (!facts.isMember) return 'CHAT_001'
  return facts.message ?? 'NOT_FOUND'
}

/**
 * Whether a message may say something else at `now` (epoch ms): its sender may within {@link EDIT_MINUTES} minutes, while no block stands, and it stays of its
 * kind. `NOT_FOUND` for none or a deleted one, `USER_002` for another's or across a block, `CONFLICT` once the time is over.
 */
export function mayEdit(facts: ChangeFacts, content: unknown, now: number): Refusal | null {
  const message = standing(facts)
  if (typeof message === 'string') return message
  if (message.deleted) return 'NOT_FOUND'
  if (!message.isMine || facts.blocked) return 'USER_002'
  if (now - message.createdAt > EDIT_MINUTES * 60_000) return 'CONFLICT'
  const of = { text: TextContent, correction: CorrectionContent, word: WordContent, image: FileContent, voice: FileContent, session: SessionContent }[
    message.type
  ]
  return of.safeParse(content).success ? null : 'VALIDATION_ERROR'
}

/** Whether a message may be taken back: its sender always may, also across a block and also again. */
export function mayDelete(facts: ChangeFacts): Refusal | null {
  const message = standing(facts)
  if (typeof message === 'string') return message
  return message.isMine ? null : 'USER_002'
}

/** Whether an emoji may be put under a message; taking one away is always allowed. `present` are those that are there already. */
export function mayReact(facts: ChangeFacts, of: { readonly emoji: string; readonly on: boolean; readonly present: readonly string[] }): Refusal | null {
  const message = standing(facts)
  if (typeof message === 'string') return message
  if (message.deleted) return 'NOT_FOUND'
  if (facts.blocked && of.on) return 'USER_002'
  return of.on && !of.present.includes(of.emoji) && of.present.length >= MOST_EMOJI ? 'VALIDATION_ERROR' : null
}
