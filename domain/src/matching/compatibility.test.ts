import { CEFR_LEVELS, LANGUAGES, UserId } from '@studymate/contract/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compatibility, mutualFit, rankCandidates } from '#matching/compatibility'
import { WEIGHTS, directions, harmonic, mutual } from '#matching/fit'
import type { Facet } from '#matching/fit'
import type { Reason } from '#matching/reasons'
import type { Seeker, Standing } from '#matching/seeker'
import { weekWhere } from '#schedule/week'

const NOW = Date.UTC(2026, 10, 25)
const codes = LANGUAGES.slice(0, 4)
const levels = fc.constantFrom(...CEFR_LEVELS, null)
const languages = fc.uniqueArray(fc.record({ code: fc.constantFrom(...codes), level: levels }), { maxLength: 3, selector: (l) => l.code })
const tags = fc.uniqueArray(fc.constantFrom('music', 'film', 'food', 'travel', 'books'), { maxLength: 5 })
const ids = fc.integer({ min: 0, max: 9 }).map((n) => UserId.parse(`user_00000${n}`))
const seekers: fc.Arbitrary<Seeker> = fc.record({
  userId: ids,
  nativeLanguage: fc.constantFrom(...codes),
  alsoSpeaks: languages,
  learning: languages,
  interests: tags,
  motivations: tags,
  learningStyles: tags,
  communicationMethods: tags,
  free: fc.option(
    fc.uint8Array({ minLength: 42, maxLength: 42 }).map((bytes) => bytes.map((byte, i) => (i % 7 === 0 ? byte : 0))),
    { nil: null },
  ),
  gender: fc.constantFrom('FEMALE', 'MALE', null),
  wishedGender: fc.constantFrom('FEMALE', 'MALE', 'ANY', null),
  answering: fc.option(
    fc.tuple(fc.nat(20), fc.nat(20), fc.option(fc.nat(5_000))).map(([a, b, medianMinutes]) => ({ asked: a + b, answered: a, medianMinutes })),
    { nil: null },
  ),
})
// Random people rarely fit: this pair always does.
const pairs = fc.tuple(seekers, seekers, levels, levels).map(([a, b, mine, theirs]): [Seeker, Seeker] => [
  { ...a, nativeLanguage: 'ko', learning: [{ code: 'en', level: mine }, ...a.learning.filter((l) => l.code !== 'en')] },
  { ...b, nativeLanguage: 'en', learning: [{ code: 'ko', level: theirs }, ...b.learning.filter((l) => l.code !== 'ko')] },
])

const mina: Seeker = { userId: UserId.parse('user_minamina'), nativeLanguage: 'ko', learning: [{ code: 'en', level: 'B1' }] }
const john: Seeker = { userId: UserId.parse('user_johnjohn'), nativeLanguage: 'en', learning: [{ code: 'ko', level: 'A2' }] }
const kinds = (a: Seeker, b: Seeker) => compatibility(a, b).reasons.map((reason) => reason.kind)

/** The same two people, with the fact of one reason unknown. */
function forget(reason: Reason, me: Seeker, other: Seeker): [Seeker, Seeker] {
  const unlevelled = (seeker: Seeker) => seeker.learning.map((l) => ({ ...l, level: null }))
  switch (reason.kind) {
    case 'speaks-what-you-learn':
      return [{ ...me, learning: [] }, other]
    case 'learns-what-you-speak':
      return [me, { ...other, learning: [] }]
    case 'levels-fit':
      return [me, { ...other, learning: unlevelled(other) }]
    case 'shared-hours':
      return [me, { ...other, free: null }]
    case 'shared-interests':
      return [me, { ...other, interests: [] }]
    case 'shared-motivations':
      return [me, { ...other, motivations: [] }]
    case 'shared-communication-methods':
      return [me, { ...other, communicationMethods: [] }]
    case 'shared-learning-styles':
      return [me, { ...other, learningStyles: [] }]
    case 'partner-as-you-wished':
      return [me, { ...other, gender: null }]
    case 'usually-answers':
      return [me, { ...other, answering: null }]
  }
}

/** For each reason: what two people say so that it is stated, and the other without that one fact. */
const STATED: Record<Reason['kind'], { readonly me?: Partial<Seeker>; readonly other?: Partial<Seeker>; readonly without: Partial<Seeker> }> = {
  'speaks-what-you-learn': { without: { nativeLanguage: 'fr' } },
  'learns-what-you-speak': { without: { learning: [{ code: 'ja', level: 'A2' }] } },
  'levels-fit': { without: { learning: [{ code: 'ko', level: null }] } },
  'shared-hours': { me: { free: weekWhere((i) => i < 8) }, other: { free: weekWhere((i) => i < 4) }, without: { free: null } },
  'shared-interests': { me: { interests: ['film', 'food'] }, other: { interests: ['food'] }, without: { interests: ['music'] } },
  'shared-motivations': { me: { motivations: ['work'] }, other: { motivations: ['work'] }, without: { motivations: ['travel'] } },
  'shared-communication-methods': {
    me: { communicationMethods: ['TEXT', 'CALL'] },
    other: { communicationMethods: ['CALL', 'TEXT'] },
    without: { communicationMethods: ['VIDEO'] },
  },
  'shared-learning-styles': {
    me: { learningStyles: ['free', 'games', 'books'] },
    other: { learningStyles: ['books', 'free', 'games'] },
    without: { learningStyles: [] },
  },
  'partner-as-you-wished': { me: { wishedGender: 'FEMALE' }, other: { gender: 'FEMALE' }, without: { gender: null } },
  'usually-answers': { other: { answering: { asked: 9, answered: 9, medianMinutes: 30 } }, without: { answering: null } },
}

describe('compatibility', () => {
  it('has weights that make one whole', () => {
    expect(Object.values<number>(WEIGHTS).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    const best = { language: 1, hours: 1, levels: 1, interests: 1, motivations: 1, gender: 1, answering: 1, methods: 1, styles: 1 }
    expect(mutual(best, best)).toBeCloseTo(1, 12)
  })

  it('is an integer from 0 to 100, the same from both sides', () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(seekers, seekers), pairs), ([a, b]) => {
        const { score } = compatibility(a, b)
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true)
        expect(compatibility(b, a).score).toBe(score)
        expect(mutualFit(b, a)).toBe(mutualFit(a, b))
      }),
    )
  })

  it('is 0 without reasons unless each speaks what the other learns', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(compatibility(a, { ...b, learning: [] })).toEqual({ score: 0, reasons: [] })
        expect(compatibility({ ...a, learning: [{ code: 'ko', level: null }] }, b)).toEqual({ score: 0, reasons: [] })
        expect(compatibility(a, { ...b, nativeLanguage: 'fr', alsoSpeaks: [] }).score === 0 || a.learning.some((l) => l.code === 'fr')).toBe(true)
        expect(compatibility(a, b).score).toBeGreaterThan(0)
      }),
    )
  })

  it('says only what is true: without the fact the score falls by the points said', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const { score, reasons } = compatibility(a, b)
        for (const reason of reasons) {
          expect(reason.weight).toBeGreaterThan(0)
          expect(reason.weight).toBeLessThanOrEqual(1)
          expect(reason.points).toBeGreaterThanOrEqual(1)
          const [me, other] = forget(reason, a, b)
          const left = compatibility(me, other)
          expect(left.score).toBe(score - reason.points)
          expect(left.reasons.some((r) => r.kind === reason.kind)).toBe(false)
        }
      }),
    )
  })

  it.each(Object.entries(STATED))(
    'states %s by its fact alone, which moves the score by its points and changes no other reason',
    (kind, { me, other, without }) => {
      const { score, reasons } = compatibility({ ...mina, ...me }, { ...john, ...other })
      const stated = reasons.find((reason) => reason.kind === kind)
      if (!stated) throw new Error('not stated')
      const left = compatibility({ ...mina, ...me }, { ...john, ...other, ...without })
      expect(score - left.score).toBe(stated.points)
      expect(stated.points).toBeGreaterThan(0)
      const isOfLanguage = kind === 'speaks-what-you-learn' || kind === 'learns-what-you-speak'
      expect(left.reasons.map((reason) => reason.kind)).toEqual(isOfLanguage ? [] : reasons.flatMap((reason) => (reason === stated ? [] : reason.kind)))
      // Seen from the other, the pair has the same score.
      expect(compatibility({ ...john, ...other }, { ...mina, ...me }).score).toBe(score)
    },
  )

  it('joins the two directions by the harmonic mean: the one who gets less decides', () => {
    expect(harmonic(0.9, 0.3)).toBeCloseTo(0.45, 12)
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const pair = directions(a, b)
        if (!pair) throw new Error('they fit')
        const [mine, theirs] = pair.map(({ values }) => Object.entries(WEIGHTS).reduce((sum, [facet, weight]) => sum + weight * values[facet as Facet], 0))
        expect(mutualFit(a, b)).toBeCloseTo(2 / (1 / (mine ?? 0) + 1 / (theirs ?? 0)), 12)
      }),
    )
  })

  it('tells both the same languages, each from their side', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const find = (of: readonly Reason[], kind: Reason['kind']) => of.flatMap((r) => (r.kind === kind && 'language' in r ? [r.language] : []))
        const [mine, theirs] = [compatibility(a, b).reasons, compatibility(b, a).reasons]
        expect(find(mine, 'speaks-what-you-learn')).toEqual(find(theirs, 'learns-what-you-speak'))
        expect(find(mine, 'learns-what-you-speak')).toEqual(find(theirs, 'speaks-what-you-learn'))
      }),
    )
  })

  it('grows with each thing more in common', () => {
    const topics = ['a', 'b', 'c', 'd']
    const fits = topics.map((_, n) => mutualFit({ ...mina, interests: topics }, { ...john, interests: [...topics.slice(0, n), 'z'] }))
    const hours = [0, 1, 2, 8, 40].map((n) => mutualFit({ ...mina, free: weekWhere(() => true) }, { ...john, free: weekWhere((i) => i < n) }))
    expect(fits).toEqual(fits.toSorted((x, y) => x - y))
    expect(new Set(fits).size).toBe(4)
    // No hour named is unknown, so the row starts at one half hour.
    expect(hours.slice(1)).toEqual(hours.slice(1).toSorted((x, y) => x - y))
    expect(hours[0]).toBe(mutualFit(mina, john))
  })

  it('knows that having no hour in common is worse than not knowing', () => {
    const [day, night] = [weekWhere((i) => i < 4), weekWhere((i) => i > 300)]
    expect(compatibility({ ...mina, free: day }, { ...john, free: night }).score).toBeLessThan(compatibility(mina, john).score)
    expect(kinds({ ...mina, free: day }, { ...john, free: night })).not.toContain('shared-hours')
  })

  it('takes levels that carry a talk, and says nothing of two beginners', () => {
    const at = (mine: 'A1' | 'B1', theirs: 'A1' | 'B1') =>
      [
        { ...mina, learning: [{ code: 'en', level: mine }] },
        { ...john, learning: [{ code: 'ko', level: theirs }] },
      ] as const
    expect(kinds(...at('B1', 'B1'))).toContain('levels-fit')
    expect(kinds(...at('A1', 'A1'))).not.toContain('levels-fit')
    expect(mutualFit(...at('B1', 'B1'))).toBeGreaterThan(mutualFit(...at('A1', 'B1')))
    expect(mutualFit(...at('A1', 'B1'))).toBeGreaterThan(mutualFit(...at('A1', 'A1')))
  })

  it('lets a second language count from B2, for those below', () => {
    const speaker = (level: 'B1' | 'B2' | 'C2'): Seeker => ({ ...john, nativeLanguage: 'fr', alsoSpeaks: [{ code: 'en', level }] })
    expect(compatibility(mina, speaker('B1')).score).toBe(0)
    expect(mutualFit(mina, speaker('C2'))).toBeGreaterThan(mutualFit(mina, speaker('B2')))
    // Not for those as far or farther, nor below B2 for anybody.
    for (const level of ['B2', 'C1'] as const) expect(compatibility({ ...mina, learning: [{ code: 'en', level }] }, speaker('B2')).score).toBe(0)
    expect(compatibility({ ...mina, learning: [{ code: 'en', level: 'A2' }] }, speaker('B1')).score).toBe(0)
    const strength = (me: Seeker, other: Seeker) => compatibility(me, other).reasons.map(({ weight }) => weight)
    expect([strength(mina, speaker('C2')).slice(0, 2), strength(speaker('C2'), mina).slice(0, 2)]).toEqual([
      [0.9, 1],
      [1, 0.9],
    ])
    expect(mutualFit(mina, john)).toBeGreaterThan(mutualFit(mina, speaker('C2')))
  })

  it('takes the language that is given best, the earlier of two as good', () => {
    const learning = (['ja', 'en'] as const).map((code) => ({ code, level: 'A2' as const }))
    const both = (native: 'en' | 'fr'): Seeker => ({ ...john, nativeLanguage: native, alsoSpeaks: [...learning].map(({ code }) => ({ code, level: 'C1' })) })
    const given = (other: Seeker) => compatibility({ ...mina, learning }, other).reasons[0]
    expect(given(both('fr'))).toMatchObject({ language: 'ja', fluency: 'C1' })
    expect(given(both('en'))).toMatchObject({ language: 'en', fluency: 'NATIVE' })
  })

  it('keeps a wish to the one who wished', () => {
    const [wishing, woman] = [
      { ...mina, wishedGender: 'FEMALE' },
      { ...john, gender: 'FEMALE' },
    ]
    expect(kinds(wishing, woman)).toContain('partner-as-you-wished')
    expect(kinds(woman, wishing)).not.toContain('partner-as-you-wished')
    expect(mutualFit(wishing, { ...john, gender: 'MALE' })).toBeLessThan(mutualFit(wishing, john))
    expect(kinds({ ...mina, wishedGender: 'ANY' }, woman)).not.toContain('partner-as-you-wished')
  })

  it('speaks of answering only with enough of it', () => {
    expect(kinds(mina, { ...john, answering: { asked: 2, answered: 2, medianMinutes: 60 } })).not.toContain('usually-answers')
    expect(kinds(mina, { ...john, answering: { asked: 9, answered: 9, medianMinutes: 60 } })).toContain('usually-answers')
    expect(kinds(mina, { ...john, answering: { asked: 9, answered: 9, medianMinutes: null } })).not.toContain('usually-answers')
    // The word is all that is said: the bar is as full for nine of nine as for eight.
    const weights = [8, 9].map((answered) =>
      compatibility(mina, { ...john, answering: { asked: 9, answered, medianMinutes: 60 } }).reasons.find(({ kind }) => kind === 'usually-answers'),
    )
    expect(weights.map((reason) => reason?.weight)).toEqual([1, 1])
    // Quick answers are worth more than slow ones, and slow ones more than none.
    const fits = [0, 60, 1_440, 9_000].map((medianMinutes) => mutualFit(mina, { ...john, answering: { asked: 9, answered: 9, medianMinutes } }))
    expect(fits).toEqual(fits.toSorted((a, b) => b - a))
    expect(new Set(fits).size).toBe(4)
    expect(fits.at(-1)).toBeGreaterThan(mutualFit(mina, john))
    expect(mutualFit(mina, { ...john, answering: { asked: 9, answered: 0 } })).toBeLessThan(mutualFit(mina, john))
  })

  it('says what the least welcome knows', () => {
    const { score, reasons } = compatibility(
      { ...mina, interests: ['music', 'film'], free: weekWhere((i) => i < 8) },
      { ...john, interests: ['film'], free: weekWhere((i) => i >= 4 && i < 20) },
    )
    expect(reasons).toMatchObject([
      { kind: 'speaks-what-you-learn', language: 'en', fluency: 'NATIVE' },
      { kind: 'learns-what-you-speak', language: 'ko', level: 'A2' },
      { kind: 'shared-hours', minutesPerWeek: 120 },
      { kind: 'levels-fit', yours: 'B1', theirs: 'A2' },
      { kind: 'shared-interests', topics: ['film'] },
    ])
    expect(score).toBe(79)
  })
})

describe('a ranked list', () => {
  const standing = { visibility: 'public', allowMatching: true } as const
  const people = fc
    .tuple(seekers, fc.constantFrom('minor', 'adult', 'unknown'), fc.nat(3), fc.constantFrom('public', 'friends', 'private'), fc.boolean())
    .map(([seeker, ageGroup, lastActive, visibility, allowMatching]): Seeker & Standing => ({ ...seeker, ageGroup, lastActive, visibility, allowMatching }))

  it('never holds whom one may not meet, and is the same in any order', () => {
    fc.assert(
      fc.property(people, fc.uniqueArray(people, { selector: (p) => p.userId }), fc.array(ids), (me, others, blocked) => {
        const between = (other: Standing) => ({ blocked: blocked.includes(other.userId) })
        const list = rankCandidates(me, others, between, NOW)
        for (const other of list) {
          expect(other.ageGroup).toBe(me.ageGroup)
          expect(me.ageGroup).not.toBe('unknown')
          expect(blocked).not.toContain(other.userId)
          expect([other.userId === me.userId, other.visibility === 'private', other.allowMatching]).toEqual([false, false, true])
        }
        expect(rankCandidates(me, others.toReversed(), between, NOW)).toEqual(list)
        const scores = list.map((other) => compatibility(me, other).score)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      }),
    )
  })

  it('puts whoever was here last first among equals', () => {
    const me = { ...mina, ...standing, ageGroup: 'adult' } as const
    const [early, late] = [1, 2].map((lastActive) => ({
      ...john,
      ...standing,
      ageGroup: 'adult' as const,
      userId: UserId.parse(`user_at0000${lastActive}`),
      lastActive,
    }))
    if (!early || !late) throw new Error('two people')
    expect(rankCandidates(me, [early, late], () => ({ blocked: false }), NOW)).toEqual([late, early])
  })
})
