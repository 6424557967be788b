import type { WeekSlot } from '@studymate/contract/matching'
import { WEEKDAYS } from '@studymate/contract/reference'

const DAYS = WEEKDAYS.map(({ code }) => code)
/** A Monday (UTC), for names of days. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000
const DAY_MINUTES = 1440

/** Days of the week that share one stretch of time, in words of a language. */
export interface DaysAndTime {
  /** `화·목`, `Tue, Thu`; null for every day of the week. */
  readonly days: string | null
  /** `20:00–22:00`. */
  readonly time: string
}

function shortDay(index: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY + index * DAY_MS)
}

function clock(minutes: number): string {
  const at = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

/** Slots by their time, those on the most days first; `minutesAhead` moves them to a clock that is so far ahead. */
export function byTime(slots: readonly WeekSlot[], locale: string, minutesAhead = 0): DaysAndTime[] {
  const groups = new Map<string, { days: number[]; minutes: number }>()
  for (const { dayOfWeek, startTime, endTime } of slots) {
    const start = minutesOf(startTime) + minutesAhead
    const end = minutesOf(endTime) + minutesAhead
    const day = (((DAYS.indexOf(dayOfWeek) + Math.floor(start / DAY_MINUTES)) % 7) + 7) % 7
    const until = clock(end)
    const time = `${clock(start)}–${until === '00:00' ? '24:00' : until}`
    const group = groups.get(time) ?? { days: [], minutes: 0 }
    groups.set(time, { days: [...group.days, day], minutes: group.minutes + ((end - start + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES) })
  }
  const joint = locale === 'ko' ? '·' : ', '
  return [...groups]
    .toSorted(([, a], [, b]) => b.minutes - a.minutes)
    .map(([time, { days }]) => ({
      time,
      days:
        days.length === DAYS.length
          ? null
          : days
              .toSorted((a, b) => a - b)
              .map((day) => shortDay(day, locale))
              .join(joint),
    }))
}
