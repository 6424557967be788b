import { COMMUNICATION_METHODS, LEARNING_STYLES, MOTIVATIONS, type Named, TOPICS } from '@studymate/contract/reference'
import { type CefrLevel, type LanguageCode, UserId } from '@studymate/contract/values'
import type { CrowdPerson } from '#matching/crowd'
import { weekWhere } from '#schedule/week'

/** A row of numbers from 0 to 1 (without 1) that is the same for the same seed. Mulberry32 (T. Ettinger). */
export function numbersFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Offsets in hours where most of the speakers live; others are spread over a day.
const HOME: Readonly<Record<string, readonly number[]>> = { ko: [9, 9, 9, 9, -8, -5], en: [-5, -8, -6, 0, 9, 10] }
const LEVELS: readonly (readonly [CefrLevel, number])[] = [
  ['A1', 0.2],
  ['A2', 0.5],
  ['B1', 0.8],
  ['B2', 0.95],
  ['C1', 1],
]

/** What a crowd is made of: one pair of languages, ids from `first` on. */
export interface MadeUp {
  readonly seed: number
  readonly count: number
  readonly speaks: LanguageCode
  readonly learns: LanguageCode
  readonly now: number
  readonly first?: number
}

/**
 * People who could be, for tests and for the bench: levels as in a class, evenings and weekends on the clocks where they live, some topics more loved than
 * others, one in ten who has named no hours. The same for the same seed.
 */
export function madeUpPeople({ seed, count, speaks, learns, now, first = 0 }: MadeUp): CrowdPerson[] {
  const chance = numbersFrom(seed)
  const upTo = (n: number): number => Math.floor(chance() * n)
  const some = (list: readonly Named[], most: number): string[] => {
    const codes = new Set<string>()
    for (let left = 1 + upTo(most); left > 0; left -= 1) codes.add(list[Math.floor(list.length * chance() ** 1.5)]?.code ?? '')
    return [...codes]
  }
  const level = (): CefrLevel => {
    const n = chance()
    return LEVELS.find(([, upper]) => n < upper)?.[0] ?? 'C1'
  }
  const week = () => {
    const homes = HOME[speaks] ?? [0, 1, 2, 3, 8, 9]
    const offset = 2 * (homes[upTo(homes.length)] ?? 0)
    const stretches = Array.from({ length: 1 + upTo(5) }, () => {
      const day = upTo(7)
      const hour = chance() < 0.7 ? 18 + upTo(5) : (day > 4 ? 9 : 6) + upTo(10)
      return { from: day * 48 + hour * 2 - offset, length: 2 + 2 * upTo(3) }
    })
    return weekWhere((halfHour) => stretches.some(({ from, length }) => (((halfHour - from) % 336) + 336) % 336 < length))
  }
  return Array.from({ length: count }, (_, n) => {
    const asked = chance() < 0.5 ? 0 : upTo(10)
    const answered = Math.floor(asked * chance())
    const spoken = level()
    return {
      userId: UserId.parse(`user_${speaks}${String(first + n).padStart(8, '0')}`),
      nativeLanguage: speaks,
      learning: [{ code: learns, level: spoken }],
      alsoSpeaks: [{ code: learns, level: spoken }],
      interests: chance() < 0.1 ? [] : some(TOPICS, 8),
      motivations: some(MOTIVATIONS, 3),
      learningStyles: some(LEARNING_STYLES, 3),
      communicationMethods: some(COMMUNICATION_METHODS, 3),
      free: chance() < 0.1 ? null : week(),
      gender: ['FEMALE', 'MALE', null][upTo(3)] ?? null,
      wishedGender: chance() < 0.1 ? 'FEMALE' : null,
      birthYear: 1960 + upTo(46),
      locationId: chance() < 0.2 ? 'KR-11' : null,
      answering: { asked, answered, medianMinutes: answered === 0 ? null : upTo(4_000) },
      load: { open: chance() < 0.2 ? upTo(11) : 0, asked, joinedAt: now - upTo(100) * 86_400_000 },
      lastActive: now - upTo(60 * 86_400_000),
    }
  })
}
