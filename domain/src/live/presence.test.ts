import { describe, expect, it } from 'vitest'
import { coarseLastSeen } from '#live/presence'

const now = Date.parse('2026-11-25T11:52:31.400Z')

describe('presence', () => {
  it('tells quarters of an hour only', () => {
    expect(new Date(coarseLastSeen(now)).toISOString()).toBe('2026-11-25T11:45:00.000Z')
    expect(coarseLastSeen(coarseLastSeen(now))).toBe(coarseLastSeen(now))
  })
})
