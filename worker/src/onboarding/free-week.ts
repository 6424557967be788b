import { isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { freeWeek } from '@studymate/domain/schedule/free-hours'
import { DAYS_OF_WEEK, readSlots } from '@studymate/domain/schedule/slots'
import { offsetMinutes } from '@studymate/domain/schedule/time-zone'
import { encodeWeek, weekMinutes } from '@studymate/domain/schedule/week'
import type { Schedule } from '@studymate/contract/onboarding'
import * as store from './store.ts'

function slotsOf(rows: readonly store.SlotRow[]) {
  return rows.map((row) => ({ dayOfWeek: row.day_of_week, startTime: row.start_time, endTime: row.end_time }))
}

/** The week to store for slots in a zone at `now` (epoch ms). */
export function weekOf(rows: readonly store.SlotRow[], zone: string, now: number): store.Week | Failure<'VALIDATION_ERROR'> {
  const week = freeWeek(slotsOf(rows), zone, now)
  return isFailure(week) ? week : { week: encodeWeek(week), offsetMinutes: offsetMinutes(zone, now) }
}

/** Free hours as the person wrote them, in the order of the week. */
export function presentSchedule({ zone, slots }: store.FreeHours): Schedule {
  const local = readSlots(slotsOf(slots))
  const rank = (row: store.SlotRow) => DAYS_OF_WEEK.indexOf(row.day_of_week) * 10_000 + Number(row.start_time.replace(':', ''))
  return {
    timeZone: zone,
    slots: slots
      .toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
      .map((row) => ({ slotId: row.id, dayOfWeek: row.day_of_week, startTime: row.start_time, endTime: row.end_time })),
    minutesPerWeek: isFailure(local) ? 0 : weekMinutes(local),
  }
}
