import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '@studymate/contract/message'
import { MessageId, RoomId, UploadId, UserId } from '@studymate/contract/values'
import { EMPTY, firstSeq, hasGap, heldAfter, knownSeq, readUpTo, unreadAfter, withChange, withCursor, withMessages } from '#chat/thread'

const ann = UserId.parse('user_annannann')
const bea = UserId.parse('user_beabeabea')
const message = (seq: number, senderId = seq % 2 ? ann : bea): Message => ({
  messageId: MessageId.parse(`msg_${String(seq).padStart(8, '0')}`),
  clientId: `c${seq}`,
  seq,
  senderId,
  type: 'text',
  content: `m${seq}`,
  createdAt: '2026-11-25T12:00:00.000Z',
  readBy: [],
})
const range = (from: number, to: number): Message[] => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))
const seqs = (thread: { messages: readonly { seq: number }[] }) => thread.messages.map(({ seq }) => seq)

describe('a thread', () => {
  it('never has a hole, holds nothing twice, and ends whole, whatever the order and however often', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 8 })), { maxLength: 30 }),
        (total, pieces) => {
          let thread = withMessages(EMPTY, range(Math.max(1, total - 5), total))
          for (const [start, length] of pieces) {
            thread = withMessages(thread, range(start, Math.min(total + 8, start + length)).toReversed())
            const all = seqs(thread)
            expect(all).toEqual(Array.from({ length: all.length }, (_, index) => firstSeq(thread) + index))
            expect(thread.lastSeq).toBeGreaterThanOrEqual(knownSeq(thread))
          }
          // A resume from the known end, and the older pages, always complete it.
          thread = withMessages(thread, range(knownSeq(thread) + 1, Math.max(knownSeq(thread) + 1, thread.lastSeq)))
          expect(hasGap(thread)).toBe(false)
          if (firstSeq(thread) > 1) thread = withMessages(thread, range(1, firstSeq(thread) - 1))
          expect(firstSeq(thread)).toBe(1)
        },
      ),
    )
  })

  it('notices what is missing, and takes it when it comes', () => {
    let thread = withMessages(EMPTY, range(4, 6))
    thread = withMessages(thread, [message(9)])
    expect(seqs(thread)).toEqual([4, 5, 6])
    expect(hasGap(thread)).toBe(true)
    thread = withMessages(thread, range(7, 9))
    expect(seqs(thread)).toEqual([4, 5, 6, 7, 8, 9])
    expect(hasGap(thread)).toBe(false)
  })

  it('moves cursors only forward, and counts who wrote as having read', () => {
    let thread = {
      ...withMessages(EMPTY, range(1, 6)),
      cursors: [
        { userId: ann, seq: 2 },
        { userId: bea, seq: 0 },
      ],
    }
    thread = { ...withCursor(withCursor(thread, ann, 4), ann, 1), cursors: [...withCursor(withCursor(thread, ann, 4), ann, 1).cursors] }
    expect(thread.cursors[0]?.seq).toBe(4)
    expect(readUpTo(thread, bea)).toBe(6)
    expect(unreadAfter(thread, ann, 1)).toBe(3)
  })
})

describe('a picture whose line is changed', () => {
  const uploadId = UploadId.parse('upl_00000001')
  const picture: Message = { ...message(1), type: 'image', content: { uploadId, width: 60, height: 40, caption: 'Cat' } }
  const roomId = RoomId.parse('room_00000001')

  it('shows the new line, in answers too, and stays the same picture', () => {
    const answer: Message = { ...message(2), quote: { messageId: picture.messageId, seq: 1, senderId: ann, type: 'image', preview: 'Cat' } }
    const content = heldAfter(picture, { uploadId, caption: 'A cat' })
    if (content === null) throw new Error('a picture that is there may be changed')
    expect(content).toEqual({ uploadId, width: 60, height: 40, caption: 'A cat' })
    const thread = withMessages(EMPTY, [picture, answer])
    const after = withChange(thread, { type: 'MESSAGE_EDITED', roomId, messageId: picture.messageId, seq: 1, content, editedAt: picture.createdAt, rev: 1 })
    expect(after.messages).toMatchObject([{ content: { caption: 'A cat', width: 60 } }, { quote: { preview: 'A cat' } }])
  })

  it('may lose its line, and says nothing once it was deleted', () => {
    expect(heldAfter(picture, { uploadId })).toEqual({ uploadId, width: 60, height: 40 })
    expect(heldAfter({ ...picture, content: null }, { uploadId, caption: 'x' })).toBeNull()
  })
})
