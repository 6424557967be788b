import { type Failure, fail } from '@studymate/contract/errors'
import { WEEK_SLOTS, type WeekBitmap, hasHalfHour, weekWhere } from '#schedule/week'

/** Days in the order of the week, which starts on Monday (decisions §3). */
export const DAYS_OF_WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const

/** A day of the week as the guide writes it. */
export type DayOfWeek = (typeof DAYS_OF_WEEK)[number]

/**
 * A stretch of one week on the wall clock of a zone named beside it. An end at or before the start lies on the next day (`22:00`–`02:00` belongs
 * to the day on which it starts). `24:00`, or `00:00` as an end, is the end of the day, so `00:00`–`00:00` is the whole day.
 */
export interface Slot {
  readonly dayOfWeek: DayOfWeek
  readonly startTime: string
  readonly endTime: string
}

/** What is wrong with one slot, by the path of the field. */
export interface SlotIssue {
  readonly path: string
  readonly message: string
}

const DAY = 24 * 60

/** Minutes since midnight of `HH:MM` up to `24:00`, or `null`. */
function minutesOf(time: string): number | null {
  const found = /^(\d{2}):(\d{2})$/.exec(time)
  const hours = Number(found?.[1] ?? Number.NaN)
  const minutes = Number(found?.[2] ?? Number.NaN)
  return hours <= 24 && minutes <= 59 && hours * 60 + minutes <= DAY ? hours * 60 + minutes : null
}

function readSlot(slot: Slot, index: number): { from: number; length: number } | SlotIssue {
  const start = minutesOf(slot.startTime)
  const end = minutesOf(slot.endTime)
  const issue = (field: string, message: string): SlotIssue => ({ path: `slots.${index}.${field}`, message })
  if (start === null || start === DAY) return issue('startTime', 'HH:MM from 00:00 to 23:30')
  if (end === null) return issue('endTime', 'HH:MM from 00:00 to 24:00')
  if (start % 30 !== 0) return issue('startTime', 'on the hour or the half hour')
  if (end % 30 !== 0) return issue('endTime', 'on the hour or the half hour')
  // Two equal times other than midnight are a slip far more often than a whole day.
  if (start === end && start !== 0) return issue('endTime', 'not the same as startTime')
  return { from: DAYS_OF_WEEK.indexOf(slot.dayOfWeek) * DAY + start, length: end > start ? end - start : DAY - start + end }
}

/**
 * The week of a zone that these slots describe, in that zone's own half hours; slots may touch, overlap, repeat and run over midnight, also from
 * Sunday to Monday. Times lie on the hour or half hour; anything else is `VALIDATION_ERROR` with `issues[]` of every slot, and nothing is dropped.
 */
export function readSlots(slots: readonly Slot[]): WeekBitmap | Failure<'VALIDATION_ERROR'> {
  const set = new Set<number>()
  const issues: SlotIssue[] = []
  for (const [index, slot] of slots.entries()) {
    const read = readSlot(slot, index)
    if ('path' in read) issues.push(read)
    else for (let minute = read.from; minute < read.from + read.length; minute += 30) set.add((minute / 30) % WEEK_SLOTS)
  }
  return issues.length > 0 ? fail('VALIDATION_ERROR', { issues }) : weekWhere((halfHour) => set.has(halfHour))
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/**
 * Half hours as few slots, Monday first: touching ones are one, an end at midnight is `24:00`, one that runs over midnight belongs to the day on
 * which it starts, and one of a day or more is cut at each midnight. `offset` (minutes) is added to every half hour: 0 for a week in its own zone.
 */
export function slotsOf(week: WeekBitmap, offset = 0): Slot[] {
  const slots: (Slot & { readonly from: number })[] = []
  const add = (start: number, length: number) => {
    const from = (((start + offset) % (7 * DAY)) + 7 * DAY) % (7 * DAY)
    const dayOfWeek = DAYS_OF_WEEK[Math.floor(from / DAY)]
    if (dayOfWeek) slots.push({ from, dayOfWeek, startTime: clock(from % DAY), endTime: clock(((from + length - 1) % DAY) + 1) })
  }
  // A week that is set through has no seam to start at: it starts at its zone's midnight.
  const whole = weekWhere(() => true).every((byte, i) => week[i] === byte)
  for (let first = 0; first < WEEK_SLOTS; first += 1) {
    if (!hasHalfHour(week, first) || (hasHalfHour(week, first - 1) && !(whole && first === 0))) continue
    let end = first + 1
    while (end < first + WEEK_SLOTS && hasHalfHour(week, end)) end += 1
    let start = whole ? -offset : first * 30
    const stop = start + (end - first) * 30
    while (stop - start >= DAY) {
      const midnight = start + DAY - ((((start + offset) % DAY) + DAY) % DAY)
      add(start, midnight - start)
      start = midnight
    }
    if (stop > start) add(start, stop - start)
  }
  return slots.toSorted((a, b) => a.from - b.from).map(({ dayOfWeek, startTime, endTime }) => ({ dayOfWeek, startTime, endTime }))
}
