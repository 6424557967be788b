import type { Message, RoomMessage } from '@studymate/contract/message'
import type { Waiting } from '#chat/thread'
import { dayOf } from '#chat/times'

/** Whether others have read a message of mine: `by` whose cursors stand there, in the order given; `yes` where all that read did so further down. */
export type ReadState = 'yes' | 'no' | { readonly by: readonly string[] }

/** A row of the log. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string | number }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean; readonly read: ReadState }
  | { readonly kind: 'waiting'; readonly key: string; readonly waiting: Waiting; readonly first: boolean }

type MessageRow = Extract<Row, { kind: 'message' }>

// A message that did not change keeps its row, so that what is on screen is not drawn again because another one came.
const made = new WeakMap<Message, MessageRow>()

function isSame(a: ReadState, b: ReadState): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.by.join() === b.by.join())
}

function rowOf(message: Message, first: boolean, read: ReadState): MessageRow {
  const known = made.get(message)
  if (known?.first === first && isSame(known.read, read)) return known
  // The key is the same before and after the server numbered it, so that the bubble stays where it is.
  const row: MessageRow = { kind: 'message', key: `${message.senderId} ${message.clientId}`, message, first, read }
  made.set(message, row)
  return row
}

/** Of members who have read, those whose cursor stands at each message of mine. */
function cursorsOf(messages: readonly RoomMessage[], me: string, reads: readonly { readonly userId: string; readonly seq: number }[]): Map<number, string[]> {
  const cursors = new Map<number, string[]>()
  for (const { userId, seq } of reads) {
    const last = messages.findLast((message) => message.seq <= seq && !('hidden' in message) && message.senderId === me)?.seq
    if (last !== undefined) cursors.set(last, [...(cursors.get(last) ?? []), userId])
  }
  return cursors
}

/** Messages, days, the line of new ones, and what waits, as rows from top to bottom. `reads` is how far each other member has read. What is hidden has no row. */
export function rowsOf(of: {
  messages: readonly RoomMessage[]
  waiting: readonly Waiting[]
  opened: { readonly seq: number; readonly unread: number } | null
  me: string
  reads: readonly { readonly userId: string; readonly seq: number }[]
}): Row[] {
  const rows: Row[] = []
  let day: { readonly from: number; readonly to: number } | null = null
  let sender: string | null = null
  let hasLine = false
  const cursors = cursorsOf(of.messages, of.me, of.reads)
  const furthest = Math.max(0, ...of.reads.map(({ seq }) => seq))
  const readOf = ({ seq, senderId }: Message): ReadState => {
    const by = cursors.get(seq)
    return by ? { by } : senderId === of.me && seq <= furthest ? 'yes' : 'no'
  }
  const startDay = (at: number) => {
    if (day !== null && at >= day.from && at < day.to) return
    day = dayOf(at)
    rows.push({ kind: 'day', key: `day ${new Date(at).toDateString()}`, at })
    sender = null
  }
  for (const message of of.messages) {
    if ('hidden' in message) continue
    startDay(Date.parse(message.createdAt))
    if (!hasLine && of.opened && of.opened.unread > 0 && message.seq > of.opened.seq && message.senderId !== of.me) {
      rows.push({ kind: 'unread', key: 'unread', count: of.opened.unread })
      hasLine = true
      sender = null
    }
    rows.push(rowOf(message, sender !== message.senderId, readOf(message)))
    sender = message.senderId
  }
  for (const waiting of of.waiting) {
    startDay(waiting.at)
    rows.push({ kind: 'waiting', key: `${of.me} ${waiting.clientId}`, waiting, first: sender !== of.me })
    sender = of.me
  }
  return rows
}
