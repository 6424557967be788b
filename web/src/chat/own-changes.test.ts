import { describe, expect, it } from 'vitest'
import type { ClientFrame } from '@studymate/contract/live'
import { MessageId, RoomId } from '@studymate/contract/values'
import { OwnChanges } from '#chat/own-changes'

const roomId = RoomId.parse('room_00000001')
const messageId = MessageId.parse('msg_00000001')
const other = MessageId.parse('msg_00000002')

function edit(of: MessageId, content: string) {
  return {
    asks: { type: 'EDIT_MESSAGE' as const, roomId, messageId: of, content },
    shows: (rev: number) => ({ type: 'MESSAGE_EDITED' as const, roomId, messageId: of, seq: 1, content, editedAt: '2026-11-25T00:00:00.000Z', rev }),
  }
}

function line() {
  const sent: ClientFrame[] = []
  const state = { isOpen: true }
  const changes = new OwnChanges((frame) => {
    if (state.isOpen) sent.push(frame)
    return state.isOpen
  })
  return { sent, state, changes, words: () => sent.splice(0).map((frame) => ('content' in frame ? frame.content : frame.type)) }
}

describe('changes of mine', () => {
  it('show what was confirmed, in the order made', () => {
    const { changes } = line()
    expect([changes.make(edit(messageId, 'one')), changes.make(edit(messageId, 'two')), changes.make(edit(other, 'three'))]).toEqual([true, true, true])
    expect(changes.confirmed(other, 3)).toMatchObject({ content: 'three', rev: 3 })
    expect(changes.confirmed(messageId, 4)).toMatchObject({ content: 'one' })
    expect(changes.confirmed(messageId, 5)).toMatchObject({ content: 'two' })
    expect(changes.confirmed(messageId, 6)).toBeNull()
  })

  it('made while the line is down go with the next, and so do those that nobody confirmed', () => {
    const { changes, state, words } = line()
    changes.make(edit(messageId, 'one'))
    changes.make(edit(other, 'two'))
    changes.confirmed(other, 1)
    expect(words()).toEqual(['one', 'two'])
    state.isOpen = false
    expect(changes.make(edit(messageId, 'three'))).toBe(false)
    changes.again()
    expect(words()).toEqual([])
    state.isOpen = true
    changes.again()
    expect(words()).toEqual(['one', 'three'])
    // What the old line never brought is not taken for what came next.
    expect(changes.confirmed(messageId, 2)).toMatchObject({ content: 'one' })
    expect(changes.confirmed(messageId, 3)).toMatchObject({ content: 'three' })
    changes.again()
    expect(words()).toEqual([])
  })

  it('that are refused are asked for no more', () => {
    const { changes, words } = line()
    changes.make(edit(messageId, 'one'))
    expect([changes.refused(other), changes.refused(undefined), changes.refused(messageId), changes.refused(messageId)]).toEqual([false, false, true, false])
    expect(changes.isEmpty).toBe(true)
    words()
    changes.make(edit(other, 'two'))
    changes.clear()
    changes.again()
    expect(words()).toEqual(['two'])
  })
})
