import { describe, expect, it } from 'vitest'
import type { Message } from '@studymate/contract/message'
import { MessageId, UserId } from '@studymate/contract/values'
import { rowsOf } from '#chat/rows'

const me = UserId.parse('user_meme1234')
const emma = UserId.parse('user_emma1234')
const message = (seq: number, senderId: UserId, createdAt: string): Message => ({
  messageId: MessageId.parse(`msg_${String(seq).padStart(8, '0')}`),
  clientId: `c${seq}`,
  seq,
  senderId,
  type: 'text',
  content: `m${seq}`,
  createdAt,
  readBy: [],
})
const noon = (day: number) => new Date(2026, 10, day, 12).toISOString()

describe('rows of a thread', () => {
  it('start a day once, mark where new ones begin, and put the patch under my last read one', () => {
    const messages = [message(1, me, noon(24)), message(2, me, noon(25)), message(3, emma, noon(25)), message(4, emma, noon(25)), message(5, me, noon(25))]
    const rows = rowsOf({ messages, waiting: [], opened: { seq: 2, unread: 2 }, me, reads: [{ userId: emma, seq: 4 }] })
    expect(
      rows.map((row) =>
        row.kind === 'message'
          ? `${row.message.seq} ${typeof row.read === 'string' ? row.read : `by ${row.read.by.length}`}${row.first ? ' first' : ''}`
          : row.kind,
      ),
    ).toEqual(['day', '1 yes first', 'day', '2 by 1 first', 'unread', '3 no first', '4 no', '5 no first'])
  })

  it('keep the place of a message that was waiting once it is numbered', () => {
    const waiting = { clientId: 'c2', roomId: 'room_12345678', said: { type: 'text' as const, content: 'm2' }, at: Date.parse(noon(25)), failed: false }
    const before = rowsOf({ messages: [message(1, me, noon(25))], waiting: [waiting], opened: null, me, reads: [] })
    const after = rowsOf({ messages: [message(1, me, noon(25)), message(2, me, noon(25))], waiting: [], opened: null, me, reads: [] })
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
  })

  it('draw no line of new messages where all of them were read', () => {
    const rows = rowsOf({ messages: [message(1, emma, noon(25))], waiting: [], opened: { seq: 1, unread: 0 }, me, reads: [{ userId: emma, seq: 1 }] })
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message'])
  })

  it('stay the same ones while their message does, so that only what is new is drawn', () => {
    const messages = [message(1, me, noon(24)), message(2, emma, noon(25)), message(3, me, noon(25))]
    const of = { waiting: [], opened: null, me, reads: [{ userId: emma, seq: 1 }] }
    const before = rowsOf({ ...of, messages })
    const after = rowsOf({ ...of, messages: [...messages, message(4, emma, noon(25))] })
    expect(after.filter((row) => before.includes(row)).map((row) => row.kind === 'message' && row.message.seq)).toEqual([1, 2, 3])
    // 3 was read: the patch moves there from 1, and nothing else changes.
    const read = rowsOf({ ...of, messages, reads: [{ userId: emma, seq: 3 }] })
    expect(read.filter((row) => before.includes(row)).map((row) => row.kind === 'message' && row.message.seq)).toEqual([2])
  })

  it('begin a day at the reader’s midnight', () => {
    const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString()
    const rows = rowsOf({
      messages: [message(1, emma, at(24, 23, 59)), message(2, emma, at(25, 0, 0)), message(3, emma, at(25, 23, 59)), message(4, emma, at(27, 0, 1))],
      waiting: [],
      opened: null,
      me,
      reads: [],
    })
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'message', 'day', 'message', 'message', 'day', 'message'])
  })
})
