import type { InputOf } from '@studymate/contract/endpoint'
import type { filterMatches } from '@studymate/contract/matching'
import { giftOf } from '@studymate/domain/matching/fit'
import { ageGroup, newestBirthYear } from '@studymate/domain/people/age'
import { sharedSlots } from '@studymate/domain/schedule/free-hours'
import { isEmptyWeek, sharedWeek } from '@studymate/domain/schedule/week'
import type { BirthYears, Candidate } from './people.store.ts'

/** What a list is narrowed by; nothing means everybody. */
export type Filter = Omit<InputOf<typeof filterMatches>, 'page' | 'size'>

const OLDEST = 1900

/** Birth years of those whom a person may meet by age and whose age passes; null where nobody can. */
export function birthYearsOf(me: Candidate, filter: Filter, now: number): BirthYears | null {
  const group = me.birthYear === null ? 'unknown' : ageGroup(me.birthYear, now)
  if (group === 'unknown') return null
  const [lowest, highest] = group === 'minor' ? [14, 17] : [18, null]
  const ageMin = Math.max(lowest, filter.ageMin ?? 0)
  const ageMax = highest === null ? filter.ageMax : Math.min(highest, filter.ageMax ?? highest)
  const from = ageMax === undefined ? OLDEST : newestBirthYear(ageMax + 1, now) + 1
  const to = newestBirthYear(ageMin, now)
  return from > to ? null : { from, to }
}

/** Whether a candidate passes everything of a filter but the age, which {@link birthYearsOf} has seen to. */
export function passes(me: Candidate, person: Candidate, filter: Filter, now: number): boolean {
  const { nativeLanguage, learningLanguage, level, interests, gender, availability, communicationMethods, location } = filter
  if (nativeLanguage !== undefined && person.nativeLanguage !== nativeLanguage) return false
  if (learningLanguage !== undefined && !person.learning.some(({ code }) => code === learningLanguage)) return false
  if (level !== undefined) {
    const theirs = learningLanguage === undefined ? giftOf(person, me)?.level : person.learning.find(({ code }) => code === learningLanguage)?.level
    if (!theirs || ![level].flat().includes(theirs)) return false
  }
  if (interests !== undefined && !interests.some((topic) => person.interests?.includes(topic))) return false
  if (gender !== undefined && person.gender !== gender) return false
  if (communicationMethods !== undefined && !communicationMethods.some((method) => person.communicationMethods?.includes(method))) return false
  if (location !== undefined && person.locationId !== location) return false
  return availability === undefined || meets(me, person, availability, now)
}

function meets(me: Candidate, person: Candidate, on: NonNullable<Filter['availability']>, now: number): boolean {
  if (!me.free || !person.free) return false
  if (on === 'ANY') return !isEmptyWeek(sharedWeek(me.free, person.free))
  return sharedSlots(me.free, person.free, me.timeZone, now).some((slot) => on.includes(slot.dayOfWeek))
}
