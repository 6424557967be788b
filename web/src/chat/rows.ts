import { shownOf } from '@studymate/contract/message'
import type { Message, RoomMessage } from '@studymate/contract/message'
import type { Waiting } from '#chat/thread'
import { daysBetween } from '#chat/times'

/** Whether others have read a message of mine: `by` whose cursors stand there, in the order given; `yes` where all that read did so further down. */
export type ReadState = 'yes' | 'no' | { readonly by: readonly string[] }

/** A row of the log. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string | number }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean; readonly read: ReadState }
  | { readonly kind: 'waiting'; readonly key: string; readonly waiting: Waiting; readonly first: boolean }

/** Messages, days, the line of new ones, and what waits, as rows from top to bottom. `reads` is how far each other member has read. What is hidden has no row. */
export function rowsOf(of: {
  messages: readonly RoomMessage[]
  waiting: readonly Waiting[]
  opened: { readonly seq: number; readonly unread: number } | null
  me: string
  reads: readonly { readonly userId: string; readonly seq: number }[]
}): Row[] {
  const rows: Row[] = []
  let day: string | number | null = null
  let sender: string | null = null
  let hasLine = false
  const messages = shownOf(of.messages)
  const mine = messages.filter(({ senderId }) => senderId === of.me)
  const cursors = new Map<number, string[]>()
  for (const { userId, seq } of of.reads) {
    const last = mine.findLast((message) => message.seq <= seq)?.seq
    if (last !== undefined) cursors.set(last, [...(cursors.get(last) ?? []), userId])
  }
  const furthest = Math.max(0, ...of.reads.map(({ seq }) => seq))
  const readOf = ({ seq, senderId }: Message): ReadState => {
    const by = cursors.get(seq)
    return by ? { by } : senderId === of.me && seq <= furthest ? 'yes' : 'no'
  }
  const startDay = (at: string | number) => {
    if (day !== null && daysBetween(day, new Date(at).getTime()) === 0) return
    rows.push({ kind: 'day', key: `day ${new Date(at).toDateString()}`, at })
    day = at
    sender = null
  }
  for (const message of messages) {
    startDay(message.createdAt)
    if (!hasLine && of.opened && of.opened.unread > 0 && message.seq > of.opened.seq && message.senderId !== of.me) {
      rows.push({ kind: 'unread', key: 'unread', count: of.opened.unread })
      hasLine = true
      sender = null
    }
    // The key is the same before and after the server numbered it, so that the bubble stays where it is.
    rows.push({
      kind: 'message',
      key: `${message.senderId} ${message.clientId}`,
      message,
      first: sender !== message.senderId,
      read: readOf(message),
    })
    sender = message.senderId
  }
  for (const waiting of of.waiting) {
    startDay(waiting.at)
    rows.push({ kind: 'waiting', key: `${of.me} ${waiting.clientId}`, waiting, first: sender !== of.me })
    sender = of.me
  }
  return rows
}
