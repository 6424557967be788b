import { COMMUNICATION_METHODS, LEARNING_STYLES, MOTIVATIONS, type Named, TOPICS } from '@studymate/contract/reference'
import type { CefrLevel, LanguageCode, UserId } from '@studymate/contract/values'
import { byRecency } from '#matching/compatibility'
import { type Placed, arrange, byNeed, hasRoom, isNewcomer, lot, mayBeDrawn, worth } from '#matching/fairness'
import { FLUENCY, WEIGHTS, answeringValue, commonValue, fluencyOf, genderValue, harmonic, hoursValue, levelsValue } from '#matching/fit'
import type { Seeker } from '#matching/seeker'
import { isWished } from '#matching/policy'
import { WEEK_SLOTS, type WeekBitmap, isEmptyWeek } from '#schedule/week'

/** The people who speak one language and learn another. */
export interface PairOfLanguages {
  readonly speaks: LanguageCode
  readonly learns: LanguageCode
}

/** What a crowd keeps of a person. */
export interface CrowdPerson extends Seeker {
  readonly birthYear: number
  readonly locationId: string | null
}

/** What somebody asks of a crowd; every field given must hold. */
export interface CrowdQuestion {
  readonly me: Seeker
  /** Birth years, both inclusive. */
  readonly years: { readonly from: number; readonly to: number }
  readonly nativeLanguage?: LanguageCode
  readonly learningLanguage?: LanguageCode
  /** Theirs in `learningLanguage`, or else in what this crowd learns. */
  readonly levels?: readonly CefrLevel[]
  readonly interests?: readonly string[]
  readonly gender?: string
  readonly communicationMethods?: readonly string[]
  readonly location?: string
  /** UTC half hours on one of which both must be free. */
  readonly within?: WeekBitmap
  /** Whom not to count, such as those with a block between. */
  readonly without: readonly UserId[]
  readonly now: number
}

/** Most places that a crowd gives: what is further down nobody pages to. */
export const PLACES = 500
// Enough for every place of those that is given away.
const SPARE = 200
const WORDS = WEEK_SLOTS / 32 + 0.5

function masker(...lists: readonly (readonly Named[])[]): (...of: readonly (readonly string[] | undefined)[]) => number {
  const bits = lists.map((list, at) => {
    const from = lists.slice(0, at).reduce((sum, before) => sum + before.length, 0)
    return new Map(list.map(({ code }, n) => [code, 1 << (from + n)]))
  })
  return (...of) => of.reduce((mask, codes, at) => (codes ?? []).reduce((sum, code) => sum | (bits[at]?.get(code) ?? 0), mask), 0)
}

const topicsOf = masker(TOPICS)
const habitsOf = masker(MOTIVATIONS, LEARNING_STYLES, COMMUNICATION_METHODS)
const ALL = {
  motivations: MOTIVATIONS.map((row) => row.code),
  styles: LEARNING_STYLES.map((row) => row.code),
  methods: COMMUNICATION_METHODS.map((row) => row.code),
}
const PART = { motivations: habitsOf(ALL.motivations), styles: habitsOf([], ALL.styles), methods: habitsOf([], [], ALL.methods) }
const COMMON = Array.from({ length: 33 }, (_, count) => commonValue(count))
const HOURS = Array.from({ length: WEEK_SLOTS + 1 }, (_, halfHours) => hoursValue(halfHours * 30))

function bitsSet(word: number): number {
  let v = word - ((word >> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >> 2) & 0x33333333)
  return (Math.imul((v + (v >> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0x3f
}

function wordsOf(week: WeekBitmap): Uint32Array {
  const words = new Uint32Array(WORDS)
  week.forEach((byte, i) => {
    words[i >> 2] = (words[i >> 2] ?? 0) | (byte << ((i & 3) * 8))
  })
  return words
}

interface Row extends Placed {
  readonly person: Pick<CrowdPerson, 'nativeLanguage' | 'alsoSpeaks' | 'learning' | 'gender' | 'wishedGender' | 'birthYear' | 'locationId'>
  readonly lastActive: number
  readonly level: CefrLevel | null
  readonly week: Uint32Array | null
  readonly topics: number
  readonly habits: number
  readonly answers: number
}

/** Somebody who passed, with what their place depends on. */
export interface Passed extends Placed {
  readonly lastActive: number
}

/** What a crowd answers: those who can come into the first {@link PLACES}, best first. */
export type CrowdAnswer = readonly Passed[]

function byValue(a: Passed, b: Passed): number {
  return b.value - a.value || byRecency(a, b)
}

/** The order that the answers of one or more crowds make, each person once, places given away as in {@link arrange}; at most {@link PLACES}. */
export function orderOf(answers: readonly CrowdAnswer[], viewerId: UserId, now: number): UserId[] {
  const best = new Map<UserId, Passed>()
  for (const person of answers.flat()) {
    const other = best.get(person.userId)
    if (!other || other.value < person.value) best.set(person.userId, person)
  }
  return arrange([...best.values()].toSorted(byValue), viewerId, now)
    .slice(0, PLACES)
    .map(({ userId }) => userId)
}

/**
 * Everybody who speaks one language and learns another, in a form that scores tens of thousands in milliseconds: the order of {@link rankCandidates}, of
 * everybody instead of a few. Holds no names, and is made anew from the database whenever it is lost.
 */
export class Crowd {
  readonly #pair: PairOfLanguages
  readonly #rows = new Map<UserId, Row>()

  constructor(pair: PairOfLanguages) {
    this.#pair = pair
  }

  get size(): number {
    return this.#rows.size
  }

  /** Takes somebody in, or what has changed of them. */
  put(person: CrowdPerson): void {
    const { userId, nativeLanguage, alsoSpeaks = [], learning, gender = null, wishedGender = null, birthYear, locationId } = person
    const row: Row = {
      userId,
      value: 0,
      load: person.load ?? { open: 0, asked: 0, joinedAt: 0 },
      person: { nativeLanguage, alsoSpeaks, learning, gender, wishedGender, birthYear, locationId },
      lastActive: person.lastActive ?? 0,
      level: learning.find(({ code }) => code === this.#pair.learns)?.level ?? null,
      week: person.free && !isEmptyWeek(person.free) ? wordsOf(person.free) : null,
      topics: topicsOf(person.interests),
      habits: habitsOf(person.motivations, person.learningStyles, person.communicationMethods),
      answers: answeringValue(person.answering),
    }
    this.#rows.set(userId, row)
  }

  /** Who of the crowd can come into a list of somebody's. */
  rank(question: CrowdQuestion): CrowdAnswer {
    const { me, now } = question
    const passed = this.#passed(question)
    const best = passed.reduce((most, { value }) => Math.max(most, value), 0)
    const newcomers = passed.filter(({ load }) => isNewcomer(load, now)).toSorted(byNeed(me.userId, now))
    const fitting = passed.filter(({ value }) => mayBeDrawn(value, best))
    const drawn = top(
      fitting.map((place) => ({ place, value: 1 - lot(me.userId, place.userId, now) / 2 ** 32 })),
      SPARE,
      (a, b) => b.value - a.value,
    )
    const kept = new Set([...top(passed, PLACES, byValue), ...newcomers.slice(0, SPARE), ...drawn.map(({ place }) => place)])
    return [...kept].toSorted(byValue)
  }

  #passed(question: CrowdQuestion): Passed[] {
    const { me } = question
    const { speaks, learns } = this.#pair
    const mine = me.learning.find(({ code }) => code === speaks)?.level ?? null
    const week = me.free && !isEmptyWeek(me.free) ? wordsOf(me.free) : null
    const [topics, habits] = [topicsOf(me.interests), habitsOf(me.motivations, me.learningStyles, me.communicationMethods)]
    const answers = answeringValue(me.answering)
    const without = new Set<UserId>([...question.without, me.userId])
    const passes = filterOf(question, this.#pair, week)
    const found: Passed[] = []
    for (const row of this.#rows.values()) {
      const { person, load } = row
      if (!hasRoom(load.open) || without.has(row.userId) || !isWished(me, person) || !isWished(person, me) || !passes(row)) continue
      const theirFluency = fluencyOf(person, speaks, mine)
      const myFluency = fluencyOf(me, learns, row.level)
      if (!theirFluency || !myFluency) continue
      const common = row.habits & habits
      const both =
        WEIGHTS.hours * (week && row.week ? (HOURS[sharedHalfHours(week, row.week)] ?? 0) : hoursValue(null)) +
        WEIGHTS.levels * levelsValue(mine, row.level) +
        WEIGHTS.interests * (COMMON[bitsSet(row.topics & topics)] ?? 0) +
        WEIGHTS.motivations * (COMMON[bitsSet(common & PART.motivations)] ?? 0) +
        WEIGHTS.styles * (COMMON[bitsSet(common & PART.styles)] ?? 0) +
        WEIGHTS.methods * (COMMON[bitsSet(common & PART.methods)] ?? 0)
      const toMe =
        both + WEIGHTS.language * FLUENCY[theirFluency] + WEIGHTS.gender * genderValue(me.wishedGender, person.gender) + WEIGHTS.answering * row.answers
      const toThem = both + WEIGHTS.language * FLUENCY[myFluency] + WEIGHTS.gender * genderValue(person.wishedGender, me.gender) + WEIGHTS.answering * answers
      found.push({ userId: row.userId, load, lastActive: row.lastActive, value: worth(harmonic(toMe, toThem), load.open) })
    }
    return found
  }
}

function sharedHalfHours(a: Uint32Array, b: Uint32Array): number {
  let count = 0
  for (let i = 0; i < WORDS; i += 1) count += bitsSet((a[i] ?? 0) & (b[i] ?? 0))
  return count
}

function filterOf(question: CrowdQuestion, pair: PairOfLanguages, week: Uint32Array | null): (row: Row) => boolean {
  const { years, nativeLanguage, learningLanguage, levels, gender, location } = question
  const topics = question.interests && topicsOf(question.interests)
  const methods = question.communicationMethods && habitsOf([], [], question.communicationMethods)
  const within = question.within && week ? wordsOf(question.within).map((word, i) => word & (week[i] ?? 0)) : null
  return (row) => {
    const { person, level } = row
    if (person.birthYear < years.from || person.birthYear > years.to) return false
    if (nativeLanguage !== undefined && person.nativeLanguage !== nativeLanguage) return false
    const learnt = learningLanguage === undefined ? null : person.learning.find(({ code }) => code === learningLanguage)
    if (learnt === undefined) return false
    const theirs = learningLanguage === undefined || learningLanguage === pair.learns ? level : (learnt?.level ?? null)
    if (levels && (theirs === null || !levels.includes(theirs))) return false
    if (topics !== undefined && (topics & row.topics) === 0) return false
    if (methods !== undefined && (methods & row.habits) === 0) return false
    if (gender !== undefined && person.gender !== gender) return false
    if (location !== undefined && person.locationId !== location) return false
    return question.within === undefined || (within !== null && row.week !== null && sharedHalfHours(within, row.week) > 0)
  }
}

/** The first `count` of a list as if it were sorted, without sorting all of it. */
function top<T extends { readonly value: number }>(list: readonly T[], count: number, order: (a: T, b: T) => number): T[] {
  if (list.length <= count) return list.toSorted(order)
  // Values lie between 0 and 1: by thousandths one sees below which nobody can be among the first.
  const counts = new Uint32Array(1_002)
  const slot = (value: number): number => Math.min(1_001, Math.floor(value * 1_000))
  for (const { value } of list) counts[slot(value)] = (counts[slot(value)] ?? 0) + 1
  let [floor, sum] = [1_001, 0]
  while (floor > 0 && sum < count) {
    sum += counts[floor] ?? 0
    if (sum < count) floor -= 1
  }
  return list
    .filter(({ value }) => slot(value) >= floor)
    .toSorted(order)
    .slice(0, count)
}
