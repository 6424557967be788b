import type { Message, ReadCursor } from '@studymate/contract/message'

/** A message of mine that the server has not numbered yet. */
export interface Waiting {
  readonly clientId: string
  readonly roomId: string
  readonly content: string
  /** When it was written, epoch ms. */
  readonly at: number
  /** Refused for good: it waits for the person. */
  readonly failed: boolean
}

/** What a thread knows: a part of the room without a gap, from `messages[0]` to its end as far as known. */
export interface Thread {
  /** By `seq`, without a gap. */
  readonly messages: readonly Message[]
  /** The room's newest `seq` that anybody told of; more than the last message while some are missing. */
  readonly lastSeq: number
  readonly lastRev: number
  readonly cursors: readonly ReadCursor[]
}

export const EMPTY: Thread = { messages: [], lastSeq: 0, lastRev: 0, cursors: [] }

/** The newest `seq` that is here without a gap: where a resume starts. */
export function knownSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? 0
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
export function withMessages(thread: Thread, incoming: readonly Message[]): Thread {
  const known = new Map(thread.messages.map((message) => [message.seq, message]))
  const isNew = thread.messages.length === 0
  const sorted = incoming.toSorted((a, b) => a.seq - b.seq)
  let first = firstSeq(thread)
  let last = knownSeq(thread)
  if (isNew) {
    // The first page decides where the known part is: the run that ends with its newest message.
    const run = sorted.filter(({ seq }, index, all) => all.slice(index).every((one, offset) => one.seq === seq + offset))
    for (const message of run) known.set(message.seq, message)
    first = run[0]?.seq ?? first
    last = run.at(-1)?.seq ?? last
  } else {
    for (const message of sorted) {
      if (message.seq === last + 1) last += 1
      else if (message.seq > last) continue
      else if (message.seq < first) continue
      known.set(message.seq, message)
    }
    for (const message of sorted.toReversed()) {
      if (message.seq !== first - 1) continue
      known.set(message.seq, message)
      first -= 1
    }
  }
  const highest = sorted.at(-1)?.seq ?? 0
  return { ...thread, messages: [...known.values()].toSorted((a, b) => a.seq - b.seq), lastSeq: Math.max(thread.lastSeq, highest, last) }
}

/** Moves a cursor, never back. Sending moves it too: whoever wrote has read. */
export function withCursor(thread: Thread, userId: string, seq: number): Thread {
  const before = thread.cursors.find((cursor) => cursor.userId === userId)
  if (!before || before.seq >= seq) return thread
  return { ...thread, cursors: thread.cursors.map((cursor) => (cursor.userId === userId ? { ...cursor, seq } : cursor)) }
}

/** How far a person has read: their cursor, or their own last message beyond it. */
export function readUpTo(thread: Thread, userId: string): number {
  const cursor = thread.cursors.find((one) => one.userId === userId)?.seq ?? 0
  return Math.max(cursor, thread.messages.findLast((message) => message.senderId === userId)?.seq ?? 0)
}

/** Others' messages after a cursor, as far as they are here. */
export function unreadAfter(thread: Thread, userId: string, seq: number): number {
  return thread.messages.filter((message) => message.seq > seq && message.senderId !== userId && message.deletedAt === undefined).length
}
