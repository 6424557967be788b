import { isFailure } from '@studymate/contract/errors'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { freeWeek, sharedSlots, slotsInZone } from '#schedule/free-hours'
import { DAYS_OF_WEEK, type DayOfWeek, type Slot, readSlots, slotsOf } from '#schedule/slots'
import { isTimeZone, offsetMinutes } from '#schedule/time-zone'
import { type WeekBitmap, decodeWeek, encodeWeek, hasHalfHour, overlapMinutes, weekMinutes, weekWhere } from '#schedule/week'

const WINTER = Date.UTC(2027, 0, 10)
const SUMMER = Date.UTC(2027, 6, 11)

const slot = (dayOfWeek: DayOfWeek, startTime: string, endTime: string): Slot => ({ dayOfWeek, startTime, endTime })

function week(slots: readonly Slot[], timeZone = 'UTC', now = WINTER): WeekBitmap {
  const made = freeWeek(slots, timeZone, now)
  if (isFailure(made)) throw new Error(JSON.stringify(made.details))
  return made
}

const zones = fc.constantFrom(
  'Asia/Seoul',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Etc/GMT+12',
  'UTC',
)
const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2030, 0, 1) })
const weeks = fc.uint8Array({ minLength: 42, maxLength: 42 })
const halfHours = fc.integer({ min: 0, max: 47 }).map((i) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 === 0 ? '00' : '30'}`)
const slots = fc
  .record({ dayOfWeek: fc.constantFrom(...DAYS_OF_WEEK), startTime: halfHours, endTime: fc.oneof(halfHours, fc.constant('24:00')) })
  .filter((s) => s.startTime !== s.endTime || s.startTime === '00:00')

/** Whether the platform's own clock of a zone, at an instant, shows a time inside a slot. */
function isInside(at: number, timeZone: string, free: readonly Slot[]): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  const today = DAYS_OF_WEEK.findIndex((day) => day === part('weekday').toUpperCase())
  const time = `${part('hour')}:${part('minute')}`
  return free.some(({ dayOfWeek, startTime, endTime }) => {
    const end = endTime === '00:00' ? '24:00' : endTime
    const day = DAYS_OF_WEEK.indexOf(dayOfWeek)
    if (startTime < end) return day === today && startTime <= time && time < end
    return (day === today && startTime <= time) || ((day + 1) % 7 === today && time < end)
  })
}

// 1970-01-01 was a Thursday.
const halfHourOf = (at: number) => Math.floor(at / 1_800_000 + 3 * 48) % 336

describe('free hours as a week of UTC', () => {
  it('says what the wall clock of the platform says, at any instant in any zone', () => {
    fc.assert(
      fc.property(fc.array(slots, { maxLength: 6 }), zones, instants, (free, timeZone, now) => {
        const start = now - (now % 1_800_000)
        // Two quarters tell the half hour, and the offset has to be that of the instant itself.
        const isFree = [0, 15, 29].every((minute) => isInside(start + minute * 60_000, timeZone, free))
        fc.pre([0, 15, 29].every((minute) => offsetMinutes(timeZone, start + minute * 60_000) === offsetMinutes(timeZone, start)))
        expect(hasHalfHour(week(free, timeZone, start), halfHourOf(start))).toBe(isFree)
      }),
    )
  })

  it('knows the offset that Temporal knows', () => {
    fc.assert(
      fc.property(zones, instants, (timeZone, now) => {
        const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
        expect(offsetMinutes(timeZone, now)).toBe(offsetNanoseconds / 60e9)
      }),
    )
  })

  it('comes back as the same hours, in any zone', () => {
    fc.assert(
      fc.property(weeks, zones, instants, (utc, timeZone, now) => {
        fc.pre(offsetMinutes(timeZone, now) % 30 === 0)
        expect(week(slotsInZone(utc, timeZone, now), timeZone, now)).toEqual(utc)
      }),
    )
  })

  it('never promises more than was given where offsets are odd', () => {
    fc.assert(
      fc.property(fc.array(slots, { maxLength: 6 }), instants, (free, now) => {
        const local = readSlots(free)
        if (isFailure(local)) throw new Error('slots are right')
        const kathmandu = week(free, 'Asia/Kathmandu', now)
        expect(weekMinutes(kathmandu)).toBeLessThanOrEqual(weekMinutes(local))
        for (const { startTime } of slotsInZone(kathmandu, 'Asia/Kathmandu', now)) expect(startTime).toMatch(/:(15|45)$|^00:00$/)
      }),
    )
    expect(slotsInZone(week([slot('MONDAY', '06:00', '08:00')], 'Asia/Kathmandu'), 'Asia/Kathmandu', WINTER)).toEqual([slot('MONDAY', '06:15', '07:45')])
  })

  it('shares symmetrically and is stored in 84 digits', () => {
    fc.assert(
      fc.property(weeks, weeks, (a, b) => {
        expect(overlapMinutes(a, b)).toBe(overlapMinutes(b, a))
        expect(overlapMinutes(a, a)).toBe(weekMinutes(a))
        expect(decodeWeek(encodeWeek(a))).toEqual(a)
      }),
    )
    expect(encodeWeek(week([slot('MONDAY', '00:00', '01:00')]))).toBe(`03${'00'.repeat(41)}`)
    for (const text of ['', '00', 'zz'.repeat(42), '0'.repeat(85)]) expect(decodeWeek(text)).toBeNull()
  })
})

/** The half hours around each change of a zone's clock within two years, by the platform's own reckoning. */
function changesOf(timeZone: string): number[] {
  const start = Date.UTC(2026, 0, 1)
  const changes: number[] = []
  for (let at = start; at < Date.UTC(2028, 0, 1); at += 12 * 3_600_000) {
    if (offsetMinutes(timeZone, at) === offsetMinutes(timeZone, at + 12 * 3_600_000)) continue
    let [low, high] = [at, at + 12 * 3_600_000]
    while (high - low > 1_800_000) {
      const middle = low + Math.floor((high - low) / 3_600_000) * 1_800_000
      if (offsetMinutes(timeZone, middle) === offsetMinutes(timeZone, low)) low = middle
      else high = middle
    }
    changes.push(high)
  }
  return changes
}

describe('free hours around a change of clocks', () => {
  const HALF_HOUR = 1_800_000
  // Over midnight, into and out of the hours that clocks skip and repeat, and the night from Sunday, on which most of them change, to Monday.
  const free = [slot('SATURDAY', '22:00', '03:30'), slot('SUNDAY', '02:30', '04:00'), slot('SUNDAY', '23:00', '01:00'), slot('FRIDAY', '23:30', '24:00')]

  it.each([
    ['America/New_York', 4],
    ['Europe/London', 4],
    ['Australia/Lord_Howe', 4],
    ['Pacific/Chatham', 4],
    ['America/St_Johns', 4],
    ['America/Santiago', 4],
    ['Asia/Seoul', 0],
  ] as const)('say for each half hour of two days before and after what the clock on the wall of %s says', (timeZone, times) => {
    const changes = changesOf(timeZone)
    expect(changes).toHaveLength(times)
    for (const change of changes)
      for (let at = change - 96 * HALF_HOUR; at < change + 96 * HALF_HOUR; at += HALF_HOUR) {
        const isFree = isInside(at, timeZone, free) && isInside(at + 29 * 60_000, timeZone, free)
        expect([new Date(at).toISOString(), hasHalfHour(week(free, timeZone, at), halfHourOf(at))]).toEqual([new Date(at).toISOString(), isFree])
      }
  })

  it('keep the hours on the wall and move those of the world, for any slots', () => {
    fc.assert(
      fc.property(fc.array(slots, { maxLength: 6 }), fc.constantFrom('America/New_York', 'Europe/London', 'America/Santiago'), (given, timeZone) => {
        const [change = 0] = changesOf(timeZone)
        const [before, after] = [change - HALF_HOUR, change]
        const moved = (offsetMinutes(timeZone, after) - offsetMinutes(timeZone, before)) / 30
        const [old, next] = [week(given, timeZone, before), week(given, timeZone, after)]
        expect(slotsInZone(next, timeZone, after)).toEqual(slotsInZone(old, timeZone, before))
        expect(next).toEqual(weekWhere((halfHour) => hasHalfHour(old, halfHour + moved)))
        expect(weekMinutes(next)).toBe(weekMinutes(old))
      }),
      { numRuns: 50 },
    )
  })
})

describe('F41: availability over a change of clocks', () => {
  it('overlaps in winter and not in summer', () => {
    const shared = (now: number) =>
      overlapMinutes(week([slot('SUNDAY', '23:00', '24:00')], 'Asia/Seoul', now), week([slot('SUNDAY', '09:00', '10:00')], 'America/New_York', now))
    expect([shared(WINTER), shared(SUMMER)]).toEqual([60, 0])
  })

  it('wraps the weekday and tells each one in their own time', () => {
    const seoul = week([slot('MONDAY', '06:00', '08:00')], 'Asia/Seoul')
    const newYork = week([slot('SUNDAY', '16:00', '18:00')], 'America/New_York')
    expect(overlapMinutes(seoul, newYork)).toBe(120)
    expect(sharedSlots(seoul, newYork, 'Asia/Seoul', WINTER)).toEqual([slot('MONDAY', '06:00', '08:00')])
    expect(sharedSlots(seoul, newYork, 'America/New_York', WINTER)).toEqual([slot('SUNDAY', '16:00', '18:00')])
  })
})

describe('F42: slots at and over midnight', () => {
  it.each([
    [[slot('FRIDAY', '22:00', '02:00')], 240, [slot('FRIDAY', '22:00', '02:00')]],
    [[slot('SUNDAY', '22:00', '02:00')], 240, [slot('SUNDAY', '22:00', '02:00')]],
    [[slot('FRIDAY', '23:30', '24:00')], 30, [slot('FRIDAY', '23:30', '24:00')]],
    [[slot('FRIDAY', '23:30', '00:00')], 30, [slot('FRIDAY', '23:30', '24:00')]],
    [[slot('FRIDAY', '00:00', '00:00')], 1440, [slot('FRIDAY', '00:00', '24:00')]],
    [[slot('MONDAY', '09:00', '10:00'), slot('MONDAY', '10:00', '11:30')], 150, [slot('MONDAY', '09:00', '11:30')]],
    [[slot('MONDAY', '22:00', '24:00'), slot('TUESDAY', '00:00', '01:00')], 180, [slot('MONDAY', '22:00', '01:00')]],
    [
      [slot('MONDAY', '22:00', '24:00'), slot('TUESDAY', '00:00', '24:00'), slot('WEDNESDAY', '00:00', '01:00')],
      1620,
      [slot('MONDAY', '22:00', '24:00'), slot('TUESDAY', '00:00', '24:00'), slot('WEDNESDAY', '00:00', '01:00')],
    ],
    [DAYS_OF_WEEK.map((day) => slot(day, '00:00', '24:00')), 10_080, DAYS_OF_WEEK.map((day) => slot(day, '00:00', '24:00'))],
    [[], 0, []],
  ])('keeps %j', (given, minutes, shown) => {
    expect(weekMinutes(week(given))).toBe(minutes)
    expect(slotsOf(week(given))).toEqual(shown)
  })

  it.each([
    ['12:00', '12:00', 'endTime'],
    ['24:00', '02:00', 'startTime'],
    ['9:00', '10:00', 'startTime'],
    ['09:00', '24:30', 'endTime'],
    ['09:15', '10:00', 'startTime'],
    ['09:00', '09:59', 'endTime'],
    ['٠٩:٠٠', '10:00', 'startTime'],
  ])('refuses %s–%s and names the field', (startTime, endTime, field) => {
    const read = readSlots([slot('MONDAY', '08:00', '09:00'), slot('FRIDAY', startTime, endTime)])
    expect(read).toMatchObject({ code: 'VALIDATION_ERROR', details: { issues: [{ path: `slots.1.${field}` }] } })
  })

  it('shows a week that is free throughout as seven days in every zone', () => {
    const always = weekWhere(() => true)
    fc.assert(
      fc.property(zones, instants, (timeZone, now) => {
        expect(slotsInZone(always, timeZone, now)).toEqual(DAYS_OF_WEEK.map((day) => slot(day, '00:00', '24:00')))
      }),
    )
  })
})

describe('F43: names of zones', () => {
  it.each(['Asia/Calcutta', 'Asia/Kolkata', 'ROK', 'Etc/GMT-9', 'UTC', 'America/Argentina/Buenos_Aires', 'asia/seoul', 'EST5EDT'])('knows %s', (name) => {
    expect(isTimeZone(name)).toBe(true)
  })
  it.each(['KST', '+09:00', '-03', 'JST', 'IST', 'SystemV/AST4', 'Asia/Seoull', '', 'Asia/', 'Z', ' Asia/Seoul', 'A'.repeat(100)])('refuses %j', (name) => {
    expect(isTimeZone(name)).toBe(false)
  })
  it('knows every zone that the platform lists', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([])
  })
})
