import type { InputOf } from '@studymate/contract/endpoint'
import type { filterMatches } from '@studymate/contract/matching'
import { DayOfWeekCode } from '@studymate/contract/reference'
import type { CrowdQuestion } from '@studymate/domain/matching/crowd'
import { giftOf } from '@studymate/domain/matching/fit'
import type { Seeker } from '@studymate/domain/matching/seeker'
import { ageGroup, newestBirthYear } from '@studymate/domain/people/age'
import { offsetMinutes } from '@studymate/domain/schedule/time-zone'
import { type WeekBitmap, emptyWeek, overlapMinutes, sharedWeek, weekOfDays, weekWhere } from '@studymate/domain/schedule/week'
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

/** Says of candidates whether they pass everything of a filter but the age, which {@link birthYearsOf} has seen to. */
export function passes(me: Candidate, filter: Filter, now: number): (person: Candidate) => boolean {
  const { nativeLanguage, learningLanguage, level, interests, gender, availability, communicationMethods, location } = filter
  const levels = level === undefined ? null : [level].flat()
  const within = availability === undefined ? null : me.free ? sharedWeek(me.free, hoursOf(me, availability, now)) : emptyWeek()
  return (person) => {
    if (nativeLanguage !== undefined && person.nativeLanguage !== nativeLanguage) return false
    if (learningLanguage !== undefined && !person.learning.some(({ code }) => code === learningLanguage)) return false
    if (levels) {
      const theirs = learningLanguage === undefined ? giftOf(person, me)?.level : person.learning.find(({ code }) => code === learningLanguage)?.level
      if (!theirs || !levels.includes(theirs)) return false
    }
    if (interests !== undefined && !interests.some((topic) => person.interests?.includes(topic))) return false
    if (gender !== undefined && person.gender !== gender) return false
    if (communicationMethods !== undefined && !communicationMethods.some((method) => person.communicationMethods?.includes(method))) return false
    if (location !== undefined && person.locationId !== location) return false
    return within === null || (!!person.free && overlapMinutes(within, person.free) > 0)
  }
}

/** The half hours, in UTC, that a filter asks for: some days of the caller's own clock, or the whole week. */
function hoursOf(me: Candidate, on: NonNullable<Filter['availability']>, now: number): WeekBitmap {
  if (on === 'ANY') return weekWhere(() => true)
  return weekOfDays(
    on.map((day) => DayOfWeekCode.options.indexOf(day)),
    offsetMinutes(me.timeZone, now),
  )
}

/** A filter as a crowd understands it, but for the birth years and those who are left out. */
export function questionOf(me: Candidate, filter: Filter, now: number): Omit<CrowdQuestion, 'years' | 'without'> {
  const { nativeLanguage, learningLanguage, level, interests, gender, availability, communicationMethods, location } = filter
  return {
    me: seekerOf(me),
    now,
    ...(nativeLanguage === undefined ? {} : { nativeLanguage }),
    ...(learningLanguage === undefined ? {} : { learningLanguage }),
    ...(level === undefined ? {} : { levels: [level].flat() }),
    ...(interests === undefined ? {} : { interests }),
    ...(gender === undefined ? {} : { gender }),
    ...(communicationMethods === undefined ? {} : { communicationMethods }),
    ...(location === undefined ? {} : { location }),
    ...(availability === undefined ? {} : { within: hoursOf(me, availability, now) }),
  }
}

/** What of a person decides how well others fit; no name travels. */
function seekerOf(me: Candidate): Seeker {
  const { userId, nativeLanguage, alsoSpeaks = [], learning, interests = [], motivations = [], learningStyles = [], communicationMethods = [] } = me
  const { free = null, gender = null, wishedGender = null, answering = null } = me
  const lists = { alsoSpeaks: [...alsoSpeaks], learning: [...learning], interests: [...interests], motivations: [...motivations] }
  return {
    ...lists,
    userId,
    nativeLanguage,
    learningStyles: [...learningStyles],
    communicationMethods: [...communicationMethods],
    free,
    gender,
    wishedGender,
    answering,
  }
}
