import { expect, it } from 'vitest'
import { slotsOf, spansOf } from './hours.ts'

it('writes spans as slots and reads them back', () => {
  const spans = [
    { day: 1, start: 1200, end: 1380 },
    { day: 6, start: 1380, end: 1440 },
  ]
  expect(slotsOf(spans)).toEqual([
    { dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '23:00' },
    { dayOfWeek: 'SUNDAY', startTime: '23:00', endTime: '24:00' },
  ])
  expect(spansOf(slotsOf(spans))).toEqual(spans)
})

it('shows what runs over midnight on both days, also from Sunday to Monday', () => {
  expect(spansOf([{ dayOfWeek: 'SUNDAY', startTime: '22:00', endTime: '02:00' }])).toEqual([
    { day: 0, start: 0, end: 120 },
    { day: 6, start: 1320, end: 1440 },
  ])
  expect(spansOf([{ dayOfWeek: 'MONDAY', startTime: '00:00', endTime: '00:00' }])).toEqual([{ day: 0, start: 0, end: 1440 }])
})
