import { type Failure, isFailure } from '@studymate/contract/errors'
import { type Slot, readSlots, slotsOf } from '#schedule/slots'
import { offsetMinutes } from '#schedule/time-zone'
import { type WeekBitmap, hasHalfHour, sharedWeek, weekWhere } from '#schedule/week'

/**
 * Free hours of a zone as a week of UTC, by the zone's offset at `now` (epoch ms): it must be made again when the offset changes. Where the offset
 * is no multiple of 30 minutes, only half hours of UTC that are free from end to end count. Faulty slots are `VALIDATION_ERROR`.
 */
export function freeWeek(slots: readonly Slot[], timeZone: string, now: number): WeekBitmap | Failure<'VALIDATION_ERROR'> {
  const local = readSlots(slots)
  if (isFailure(local)) return local
  const offset = offsetMinutes(timeZone, now)
  const shift = Math.floor(offset / 30)
  const isAligned = offset % 30 === 0
  return weekWhere((utc) => hasHalfHour(local, utc + shift) && (isAligned || hasHalfHour(local, utc + shift + 1)))
}

/** A week of UTC as slots on the wall clock of a zone at `now` (epoch ms); in Kathmandu a slot may start at 05:45. */
export function slotsInZone(week: WeekBitmap, timeZone: string, now: number): Slot[] {
  return slotsOf(week, offsetMinutes(timeZone, now))
}

/** The free hours that two people share, as slots on the wall clock of the one who looks. */
export function sharedSlots(a: WeekBitmap, b: WeekBitmap, timeZone: string, now: number): Slot[] {
  return slotsInZone(sharedWeek(a, b), timeZone, now)
}
