import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFailure } from '@studymate/contract/errors'
import { MessageId } from '@studymate/contract/values'
import { type Placed, acceptMessage, moveCursor } from '#chat/room'

const open = { isMember: true, blocked: false, earlier: null, replyStands: true, last: null }
const placed = (seq: number): Placed => ({ messageId: MessageId.parse(`msg_${String(seq).padStart(8, '0')}`), seq, createdAt: 1000 + seq })

describe('acceptMessage', () => {
  it.each([
    ['a stranger', { ...open, isMember: false }, 'CHAT_001'],
    ['a stranger who repeats what a member sent', { ...open, isMember: false, earlier: placed(3) }, 'CHAT_001'],
    ['somebody across a block', { ...open, blocked: true }, 'USER_002'],
    ['an answer to nothing', { ...open, replyStands: false }, 'VALIDATION_ERROR'],
  ])('refuses %s', (_, facts, code) => {
    expect(acceptMessage(facts, 1)).toMatchObject({ failed: true, code })
  })

  it('gives a repeated message its first place, also across a block that came later', () => {
    expect(acceptMessage({ ...open, earlier: placed(3), blocked: true, last: { seq: 9, createdAt: 5 } }, 99)).toEqual({ kind: 'again', placed: placed(3) })
  })

  it('keeps time from going back when the clock does', () => {
    expect(acceptMessage({ ...open, last: { seq: 4, createdAt: 5000 } }, 4000)).toEqual({ kind: 'new', seq: 5, createdAt: 5000 })
  })
})

describe('moveCursor', () => {
  it.each([
    [50, 10, 60, 50],
    [0, 999_999, 12, 12],
    [12, 12, 12, 12],
    [0, 0, 0, 0],
    [5, 6, 7, 6],
  ])('from %i asked for %i of %i gives %i', (cursor, asked, last, next) => {
    expect(moveCursor(cursor, asked, last)).toBe(next)
  })
})

// A room as simple as it can be: a list of what was accepted, and the whole truth worked out from it each time.
interface Model {
  readonly log: { readonly seq: number; readonly senderId: string; readonly clientId: string }[]
  readonly cursors: Map<string, number>
}

const people = ['ann', 'bea', 'cho'] as const
const step = fc.oneof(
  fc.record({
    kind: fc.constant('send' as const),
    who: fc.constantFrom(...people),
    clientId: fc.integer({ min: 0, max: 8 }),
    at: fc.integer({ min: 0, max: 1000 }),
  }),
  fc.record({ kind: fc.constant('read' as const), who: fc.constantFrom(...people), seq: fc.integer({ min: 0, max: 40 }) }),
)

describe('a room under any order of steps', () => {
  it('numbers without a gap, keeps each client id once, and moves no cursor back or beyond the end', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const model: Model = { log: [], cursors: new Map(people.map((who) => [who, 0])) }
        const times: number[] = []
        for (const now of steps) {
          if (now.kind === 'send') {
            const found = model.log.find((entry) => entry.senderId === now.who && entry.clientId === String(now.clientId))
            const last = model.log.at(-1)
            const decision = acceptMessage(
              { ...open, earlier: found ? placed(found.seq) : null, last: last ? { seq: last.seq, createdAt: times.at(-1) ?? 0 } : null },
              now.at,
            )
            if (isFailure(decision)) throw new Error('a member was refused')
            expect(decision.kind).toBe(found ? 'again' : 'new')
            if (decision.kind === 'new') {
              model.log.push({ seq: decision.seq, senderId: now.who, clientId: String(now.clientId) })
              times.push(decision.createdAt)
              model.cursors.set(now.who, moveCursor(model.cursors.get(now.who) ?? 0, decision.seq, decision.seq))
            }
          } else {
            const before = model.cursors.get(now.who) ?? 0
            const after = moveCursor(before, now.seq, model.log.length)
            expect(after).toBeGreaterThanOrEqual(before)
            model.cursors.set(now.who, after)
          }
          for (const who of people) expect(model.cursors.get(who)).toBeLessThanOrEqual(model.log.length)
        }
        expect(model.log.map(({ seq }) => seq)).toEqual(model.log.map((_, index) => index + 1))
        expect(times).toEqual(times.toSorted((a, b) => a - b))
      }),
      { numRuns: 300 },
    )
  })
})
