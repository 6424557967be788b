import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ringAfter, rings } from '#sessions/ring'
import type { Ring, RingAct } from '#sessions/ring'
import { EARLY_MS, LATE_MS, afterLastSeat, arrive, depart, entrance, presentSeconds, statusNow } from '#sessions/seats'
import type { Presence } from '#sessions/seats'

const ring: Ring = { caller: 'a', callee: 'b', startedAt: 0, expiresAt: 45_000, reason: null }

describe('a ring', () => {
  it.each<[RingAct, number, ReturnType<typeof ringAfter>]>([
    [{ act: 'answer', by: 'b', accept: true }, 1, 'accepted'],
    [{ act: 'answer', by: 'b', accept: false }, 1, 'declined'],
    [{ act: 'answer', by: 'a', accept: true }, 1, null],
    [{ act: 'join', by: 'b' }, 1, 'accepted'],
    [{ act: 'join', by: 'a' }, 1, null],
    [{ act: 'leave', by: 'a' }, 1, 'cancelled'],
    [{ act: 'leave', by: 'b' }, 1, 'declined'],
    [{ act: 'end' }, 1, 'cancelled'],
    [{ act: 'clock' }, 44_999, null],
    [{ act: 'clock' }, 45_000, 'missed'],
    [{ act: 'answer', by: 'b', accept: true }, 45_000, 'missed'],
  ])('ends by %j at %i ms as %s', (act, now, reason) => {
    expect(ringAfter(ring, act, now)).toBe(reason)
  })

  it('ends once: whatever happens after, its reason stays', () => {
    const acts = fc.oneof(
      fc.record({ act: fc.constant('answer' as const), by: fc.constantFrom('a', 'b', 'c'), accept: fc.boolean() }),
      fc.record({ act: fc.constant('join' as const), by: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ act: fc.constant('leave' as const), by: fc.constantFrom('a', 'b', 'c') }),
      fc.constant({ act: 'end' as const }),
      fc.constant({ act: 'clock' as const }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(acts, fc.nat(60_000)), { maxLength: 12 }), (steps) => {
        let now = 0
        let state = ring
        const reasons: string[] = []
        for (const [act, wait] of steps) {
          now += wait
          const reason = ringAfter(state, act, now)
          if (reason === null) continue
          state = { ...state, reason }
          reasons.push(reason)
        }
        expect(reasons.length).toBeLessThanOrEqual(1)
        expect(rings(state, now)).toBe(reasons.length === 0 && now < ring.expiresAt)
      }),
    )
  })
})

describe('the entrance', () => {
  const at = 10 * LATE_MS
  it.each([
    ['SCHEDULED', at - EARLY_MS - 1, 'early', 'SCHEDULED'],
    ['SCHEDULED', at - EARLY_MS, 'open', 'SCHEDULED'],
    ['SCHEDULED', at + LATE_MS, 'open', 'SCHEDULED'],
    ['SCHEDULED', at + LATE_MS + 1, 'over', 'CANCELLED'],
    ['ONGOING', at + 9 * LATE_MS, 'open', 'ONGOING'],
    ['COMPLETED', at, 'over', 'COMPLETED'],
    ['CANCELLED', at, 'over', 'CANCELLED'],
  ] as const)('of one that is %s at %i is %s', (status, now, door, seen) => {
    expect(entrance({ status, scheduledAt: at }, now)).toBe(door)
    expect(statusNow({ status, scheduledAt: at }, now)).toBe(seen)
  })
})

it('says what an emptied session becomes', () => {
  expect(afterLastSeat({ joined: 2, scheduledAt: 0, createdAt: 0 }, 1)).toBe('COMPLETED')
  expect(afterLastSeat({ joined: 1, scheduledAt: 0, createdAt: 0 }, 1)).toBe('CANCELLED')
  expect(afterLastSeat({ joined: 1, scheduledAt: 60_000, createdAt: 0 }, 1)).toBe('SCHEDULED')
  expect(afterLastSeat({ joined: 1, scheduledAt: 60_000, createdAt: 0 }, 60_001 + LATE_MS)).toBe('CANCELLED')
})

it('never counts more presence than time went by, however often a page comes and goes', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(100_000))), (steps) => {
      let now = 0
      let presence: Presence = { presentMs: 0, since: null }
      for (const [here, wait] of steps) {
        presence = here ? arrive(presence, now) : depart(presence, now)
        now += wait
      }
      expect(presentSeconds(presence, now)).toBeLessThanOrEqual(Math.round(now / 1000))
    }),
  )
})
