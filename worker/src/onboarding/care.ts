import { isFailure } from '@studymate/contract/errors'
import { offsetMinutes } from '@studymate/domain/schedule/time-zone'
import { weekOf } from './free-week.ts'
import * as store from './store.ts'

/** Most people that one run takes; the next one goes on. */
const PEOPLE = 500

/**
 * Computes the stored weeks of UTC again where a zone's clock has changed since (F41): what was written for eight in the evening stays at eight.
 * Returns for how many people.
 */
export async function reviseWeeks(db: D1Database, now: number): Promise<number> {
  let revised = 0
  for (let zone = await store.nextZone(db, ''); zone !== null && revised < PEOPLE; zone = await store.nextZone(db, zone)) {
    const offset = offsetMinutes(zone, now)
    // Hours that cannot be read stay out of date: without a step on, the run would ask for them for ever.
    for (let before = -1; revised > before && revised < PEOPLE;) {
      before = revised
      for (const userId of await store.outOfDate(db, zone, offset)) {
        const hours = await store.freeHoursOf(db, userId)
        if (hours.zone === null) continue
        const week = weekOf(hours.slots, hours.zone, now)
        if (isFailure(week)) continue
        await store.reviseWeek(db, { userId, hours: { ...hours, zone: hours.zone }, week, now })
        revised += 1
      }
    }
  }
  return revised
}
