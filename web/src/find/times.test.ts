import { describe, expect, it } from 'vitest'
import { WEEKDAYS } from '@studymate/contract/reference'
import { byTime } from '#find/times'

const slot = (dayOfWeek: 'MONDAY' | 'TUESDAY' | 'THURSDAY' | 'SUNDAY', startTime: string, endTime: string) => ({ dayOfWeek, startTime, endTime })

describe('shared hours in words', () => {
  it('joins the days of one time, the most first', () => {
    const slots = [slot('MONDAY', '07:00', '07:30'), slot('TUESDAY', '20:00', '22:00'), slot('THURSDAY', '20:00', '22:00')]
    expect(byTime(slots, 'ko')).toEqual([
      { days: '화·목', time: '20:00–22:00' },
      { days: '월', time: '07:00–07:30' },
    ])
    expect(byTime(slots, 'en')[0]).toEqual({ days: 'Tue, Thu', time: '20:00–22:00' })
  })
  it('names no day of a time that is free on each', () => {
    const week = WEEKDAYS.map(({ code }) => ({ dayOfWeek: code, startTime: '20:00', endTime: '22:00' }))
    expect(byTime(week, 'ko')).toEqual([{ days: null, time: '20:00–22:00' }])
    expect(byTime(week.slice(1), 'en')).toEqual([{ days: 'Tue, Wed, Thu, Fri, Sat, Sun', time: '20:00–22:00' }])
  })
  it.each([
    [slot('TUESDAY', '20:00', '22:00'), 120, { days: '화', time: '22:00–24:00' }],
    [slot('SUNDAY', '23:00', '24:00'), 60, { days: '월', time: '00:00–01:00' }],
    [slot('MONDAY', '09:00', '12:00'), -840, { days: '일', time: '19:00–22:00' }],
    [slot('MONDAY', '00:00', '24:00'), 0, { days: '월', time: '00:00–24:00' }],
  ])('moves %j by %d minutes', (one, ahead, said) => {
    expect(byTime([one], 'ko', ahead)).toEqual([said])
  })
})
