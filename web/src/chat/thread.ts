import type { ServerFrame } from '@studymate/contract/live'
import { shownOf } from '@studymate/contract/message'
import type { Held, Message, MessageContent, Quote, ReadCursor, RoomMessage } from '@studymate/contract/message'
import type { MessageId, UserId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'

/** A message of mine that the server has not numbered yet. */
export interface Waiting {
  readonly clientId: string
  readonly roomId: string
  /** Of a file that is not uploaded yet, its place is kept by an id that stands for none. */
  readonly said: Held
  /** Its file is to be uploaded first. */
  readonly file?: true
  readonly replyTo?: MessageId
  /** What it answers, as it was shown when it was written. */
  readonly quote?: Quote
  /** When it was written, epoch ms. */
  readonly at: number
  /** Refused for good: it waits for the person. */
  readonly failed: boolean
}

/** What a thread knows: a part of the room without a gap, from `messages[0]` to its end as far as known. */
export interface Thread {
  /** By `seq`, without a gap. */
  readonly messages: readonly RoomMessage[]
  /** The room's newest `seq` that anybody told of; more than the last message while some are missing. */
  readonly lastSeq: number
  readonly lastRev: number
  readonly cursors: readonly ReadCursor[]
  /** There was nothing for me when it was read: what comes first follows this `seq`, 0 unless I came to a group later. */
  readonly emptyTo?: number
}

export const EMPTY: Thread = { messages: [], lastSeq: 0, lastRev: 0, cursors: [] }

/** The newest `seq` that is here without a gap: where a resume starts. */
export function knownSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? thread.emptyTo ?? 0
}

/** The oldest `seq` that is here; 1 when the beginning of the room is. */
export function firstSeq(thread: Thread): number {
  return thread.messages[0]?.seq ?? thread.lastSeq + 1
}

/** Whether newer messages are missing: time to ask for them. */
export function hasGap(thread: Thread): boolean {
  return thread.lastSeq > knownSeq(thread)
}

/**
 * Takes messages in, in any order and any number of times. What does not join the known part without a gap is left out (it raises `lastSeq`, so that
 * {@link hasGap} tells), because a hole in a thread is worse than a moment's wait.
 */
export function withMessages(thread: Thread, incoming: readonly RoomMessage[]): Thread {
  const sorted = incoming.toSorted((a, b) => a.seq - b.seq)
  const highest = sorted.at(-1)?.seq ?? 0
  if (thread.messages.length === 0 && thread.emptyTo === undefined) {
    // The first page decides where the known part is: the run that ends with its newest message.
    const run: RoomMessage[] = []
    for (const message of sorted.toReversed()) {
      const first = run.at(-1)?.seq
      if (first === undefined || message.seq === first - 1) run.push(message)
      else if (message.seq !== first) break
    }
    return { ...thread, messages: run.toReversed(), lastSeq: Math.max(thread.lastSeq, highest) }
  }
  // Without a gap, a place follows from a `seq`: of ten thousand, only what is new is looked at.
  const first = thread.messages[0]?.seq ?? (thread.emptyTo ?? 0) + 1
  let last = knownSeq(thread)
  let changed: RoomMessage[] | null = null
  const after: RoomMessage[] = []
  for (const message of sorted) {
    if (message.seq === last + 1) {
      after.push(message)
      last += 1
    } else if (message.seq > last || message.seq < first) continue
    else if (message.seq - first < thread.messages.length) {
      changed ??= [...thread.messages]
      changed[message.seq - first] = message
    } else after[message.seq - first - thread.messages.length] = message
  }
  const before: RoomMessage[] = []
  for (const message of sorted.toReversed()) if (message.seq === first - 1 - before.length) before.push(message)
  const known = changed ?? thread.messages
  const messages = before.length + after.length === 0 ? known : [...before.toReversed(), ...known, ...after]
  return { ...thread, messages, lastSeq: Math.max(thread.lastSeq, highest, last) }
}

/** Moves a cursor, never back. Sending moves it too: whoever wrote has read. */
export function withCursor(thread: Thread, userId: UserId, seq: number): Thread {
  const before = thread.cursors.find((cursor) => cursor.userId === userId)
  // Whoever came to a group later has a cursor once they have read.
  if (!before) return { ...thread, cursors: [...thread.cursors, { userId, seq }] }
  if (before.seq >= seq) return thread
  return { ...thread, cursors: thread.cursors.map((cursor) => (cursor.userId === userId ? { ...cursor, seq } : cursor)) }
}

/** How far a person has read: their cursor, or their own last message beyond it. */
export function readUpTo(thread: Thread, userId: string): number {
  const cursor = thread.cursors.find((one) => one.userId === userId)?.seq ?? 0
  // From the end, and no further than the cursor: this is asked at each step of scrolling.
  const last = thread.messages.findLast((message) => message.seq <= cursor || (!('hidden' in message) && message.senderId === userId))
  return Math.max(cursor, last?.seq ?? 0)
}

/** Others' messages after a cursor, as far as they are here. */
export function unreadAfter(thread: Thread, userId: string, seq: number): number {
  const from = Math.max(0, seq + 1 - firstSeq(thread))
  return shownOf(thread.messages.slice(from)).filter((message) => message.senderId !== userId && message.deletedAt === undefined).length
}

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

/** A change of a message: as the server tells it, or as mine once the server has counted it. */
export type ChangeFrame = FrameOf<'MESSAGE_EDITED' | 'MESSAGE_DELETED' | 'REACTION'>

/** Puts a change into the message it is about and into the answers that quote it. Doing it again changes nothing. */
export function withChange(thread: Thread, frame: ChangeFrame): Thread {
  const messages = thread.messages.map((message) => {
    if ('hidden' in message) return message
    if (message.messageId === frame.messageId) return changed(message, frame)
    if (message.quote?.messageId !== frame.messageId || frame.type === 'REACTION') return message
    const quoted = shownOf(thread.messages).find(({ messageId }) => messageId === frame.messageId)
    const preview = frame.type === 'MESSAGE_DELETED' ? null : quoted ? says(changed(quoted, frame)) : message.quote.preview
    return { ...message, quote: { ...message.quote, preview } }
  })
  return { ...thread, messages }
}

function changed(message: Message, frame: ChangeFrame): Message {
  if (frame.type === 'MESSAGE_DELETED') {
    const { reactions: _, ...rest } = message
    return { ...rest, content: null, deletedAt: frame.deletedAt }
  }
  if (frame.type === 'REACTION') return withReaction(message, frame)
  const { content, editedAt } = frame
  if (message.type === 'text') return typeof content === 'string' ? { ...message, content, editedAt } : message
  if (typeof content === 'string') return message
  if (message.type === 'correction') return 'corrected' in content ? { ...message, content, editedAt } : message
  if (message.type === 'word') return 'term' in content ? { ...message, content, editedAt } : message
  if (message.type === 'image') return 'width' in content ? { ...message, content, editedAt } : message
  if (message.type === 'voice') return 'durationSeconds' in content ? { ...message, content, editedAt } : message
  return message
}

/** What a message of mine shows once the server has taken its new words: of a file the line under it. */
export function heldAfter(message: Message, content: MessageContent['content']): Held['content'] | null {
  if (typeof content === 'string' || !('uploadId' in content)) return content
  if ((message.type !== 'image' && message.type !== 'voice') || message.content === null) return null
  const { caption: _, ...file } = message.content
  return { ...file, ...(content.caption === undefined ? {} : { caption: content.caption }) }
}

function withReaction(message: Message, { emoji, userId, on }: { emoji: string; userId: UserId; on: boolean }): Message {
  const before = message.reactions ?? []
  const others = (userIds: readonly UserId[]) => userIds.filter((one) => one !== userId)
  const known = before.some((reaction) => reaction.emoji === emoji)
  const reactions = [...before, ...(on && !known ? [{ emoji, userIds: [] }] : [])]
    .map((reaction) => (reaction.emoji === emoji ? { emoji, userIds: [...others(reaction.userIds), ...(on ? [userId] : [])] } : reaction))
    .filter(({ userIds }) => userIds.length > 0)
  const { reactions: _, ...rest } = message
  return reactions.length === 0 ? rest : { ...rest, reactions }
}

/**
 * Counts a change of the room. The number moves on only step by step: after a gap it stays, so that the next resume asks for what is missing, and the answer
 * says that something is.
 */
export function withRev(thread: Thread, rev: number): { readonly thread: Thread; readonly missed: boolean } {
  if (rev <= thread.lastRev) return { thread, missed: false }
  return rev === thread.lastRev + 1 ? { thread: { ...thread, lastRev: rev }, missed: false } : { thread, missed: true }
}
