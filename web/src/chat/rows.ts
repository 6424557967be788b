import type { Message } from '@studymate/contract/message'
import type { Waiting } from '#chat/thread'
import { daysBetween } from '#chat/times'

/** A row of the log. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string | number }
  | { readonly kind: 'unread'; readonly key: string; readonly count: number }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean; readonly read: 'last' | 'yes' | 'no' }
  | { readonly kind: 'waiting'; readonly key: string; readonly waiting: Waiting; readonly first: boolean }

/** Messages, days, the line of new ones, and what waits, as rows from top to bottom. `partnerRead` is the partner's cursor. */
export function rowsOf(of: {
  messages: readonly Message[]
  waiting: readonly Waiting[]
  opened: { readonly seq: number; readonly unread: number } | null
  me: string
  partnerRead: number
}): Row[] {
  const rows: Row[] = []
  let day: string | number | null = null
  let sender: string | null = null
  let hasLine = false
  const lastRead = of.messages.findLast((message) => message.senderId === of.me && message.seq <= of.partnerRead)?.seq ?? null
  const startDay = (at: string | number) => {
    if (day !== null && daysBetween(day, new Date(at).getTime()) === 0) return
    rows.push({ kind: 'day', key: `day ${new Date(at).toDateString()}`, at })
    day = at
    sender = null
  }
  for (const message of of.messages) {
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
      read: message.seq === lastRead ? 'last' : message.senderId === of.me && message.seq <= of.partnerRead ? 'yes' : 'no',
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
