import type { HiddenMessage, Message, RoomMessage } from '@studymate/contract/message'
import type { UserId } from '@studymate/contract/values'

/** What one member of a room may see of it. */
export interface Sight {
  /** They came after this `seq`; 0 where they were there from the beginning. */
  readonly after: number
  /** Whom they have blocked. */
  readonly hides: ReadonlySet<UserId>
}

/** Everything. */
export const WHOLE: Sight = { after: 0, hides: new Set() }

/** Whether a message may be seen at all. */
export function sees(sight: Sight, message: { readonly seq: number; readonly senderId: UserId }): boolean {
  return message.seq > sight.after && !sight.hides.has(message.senderId)
}

/**
 * A message as one member sees it: only its place where they have blocked its sender, or came later. Of one that they see, the quote of what they do not,
 * and what those they blocked added to it (reactions, having read it), is left out. The same object where nothing is.
 */
export function asSeen(message: Message, sight: Sight): RoomMessage {
  if (!sees(sight, message)) return { seq: message.seq, hidden: true } satisfies HiddenMessage
  if (sight.hides.size === 0 && (message.quote === undefined || message.quote.seq > sight.after)) return message
  const { quote, reactions, ...rest } = message
  const seen = reactions?.flatMap(({ emoji, userIds }) => {
    const others = userIds.filter((userId) => !sight.hides.has(userId))
    return others.length > 0 ? [{ emoji, userIds: others }] : []
  })
  return {
    ...rest,
    readBy: message.readBy.filter((userId) => !sight.hides.has(userId)),
    ...(quote !== undefined && sees(sight, quote) ? { quote } : {}),
    ...(seen !== undefined && seen.length > 0 ? { reactions: seen } : {}),
  }
}
