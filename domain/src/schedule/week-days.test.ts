import { expect, it } from 'vitest'
import { emptyWeek, hasHalfHour, weekMinutes, weekOfDays } from '#schedule/week'

it('gives the half hours of a day on a clock ahead of or behind UTC, around the week', () => {
  const monday = weekOfDays([0], 540)
  expect(weekMinutes(monday)).toBe(1440)
  // Monday in Seoul begins on Sunday at 15:00 UTC.
  expect([hasHalfHour(monday, 6 * 48 + 29), hasHalfHour(monday, 6 * 48 + 30), hasHalfHour(monday, 29), hasHalfHour(monday, 30)]).toEqual([
    false,
    true,
    true,
    false,
  ])
  const sunday = weekOfDays([6], -300)
  expect([hasHalfHour(sunday, 0), hasHalfHour(sunday, 9), hasHalfHour(sunday, 10)]).toEqual([true, true, false])
  expect(weekOfDays([], 0)).toEqual(emptyWeek())
  expect(weekMinutes(weekOfDays([0, 1, 2, 3, 4, 5, 6], 345))).toBe(10_080)
})
