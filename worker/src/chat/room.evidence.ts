import type { Message } from '@studymate/contract/message'
import type { MessageId, UserId } from '@studymate/contract/values'
import { sees } from '@studymate/domain/chat/sight'
import type { RoomStore } from './room.schema.ts'

/** Messages before and after a reported one that its report keeps. */
const AROUND = 5
/** Earlier words that a report keeps: the newest, so many and no more bytes. A row of D1 holds two million, and nobody may outgrow a report by changing on. */
const EARLIER = { most: 500, bytes: 800_000 }

type Words = Pick<Message, 'type' | 'content' | 'createdAt'>

/** A message with what is needed to judge it: what it said before it was changed, and what its sender and the reporter said around it, oldest first. */
export interface Evidence extends Words {
  readonly senderId: UserId
  /** Earlier words, the oldest of those kept first; of all kinds but text as JSON. */
  readonly earlier: string[]
  readonly around: (Words & { readonly by: 'reporter' | 'reported' })[]
}

function wordsOf({ type, content, createdAt }: Message): Words {
  return { type, content, createdAt }
}

/** The first words that stay within the bytes. */
function within(words: readonly string[]): string[] {
  let left = EARLIER.bytes
  return words.filter((one) => (left -= one.length * 3) >= 0)
}

/** What a report of a message keeps, as far as its reporter sees it; null for what they do not see. What third persons said is theirs. */
export function evidenceOf(store: RoomStore, reporterId: UserId, messageId: MessageId): Evidence | null {
  const sight = store.sight(reporterId)
  const message = store.find(messageId)
  if (!message || !sees(sight, message)) return null
  const { seq, senderId } = message
  const before = store.before(seq, AROUND, sight.after).toReversed()
  const around = [...before, ...store.after(seq, AROUND)].flatMap((one) => {
    const by = one.senderId === reporterId ? 'reporter' : one.senderId === senderId ? 'reported' : null
    return by === null ? [] : [{ by, ...wordsOf(one) } as const]
  })
  return { senderId, ...wordsOf(message), earlier: within(store.earlier(seq, EARLIER.most)).toReversed(), around }
}
