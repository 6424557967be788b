import type { CefrLevel, LanguageCode } from '@studymate/contract/values'
import { habitWord } from '#matching/answering'
import { type Direction, type Facet, type Fluency, NEUTRAL, mutual, shared, sharedMinutes } from '#matching/fit'
import type { Seeker } from '#matching/seeker'

/** What makes two people fit, from the view of the one who looks. Codes are those of the reference lists; a page puts them into words. */
export type ReasonFact =
  | { readonly kind: 'speaks-what-you-learn'; readonly language: LanguageCode; readonly fluency: Fluency }
  | { readonly kind: 'learns-what-you-speak'; readonly language: LanguageCode; readonly level: CefrLevel | null }
  | { readonly kind: 'levels-fit'; readonly yours: CefrLevel; readonly theirs: CefrLevel }
  | { readonly kind: 'shared-hours'; readonly minutesPerWeek: number }
  | { readonly kind: 'shared-interests'; readonly topics: readonly string[] }
  | { readonly kind: 'shared-motivations'; readonly motivations: readonly string[] }
  | { readonly kind: 'shared-communication-methods'; readonly methods: readonly string[] }
  | { readonly kind: 'shared-learning-styles'; readonly styles: readonly string[] }
  | { readonly kind: 'partner-as-you-wished'; readonly gender: string }
  | { readonly kind: 'usually-answers' }

/**
 * A reason that is true: were this one fact unknown, the score would be lower by `points`, an integer of at least 1 (for the two of language: without it
 * there is no score at all). `weight` 0–1 says how strong the fact is of its kind and fills its bar.
 */
export type Reason = ReasonFact & { readonly weight: number; readonly points: number }

/** A mutual fit of 0–1 as the score that people see: an integer 0–100. */
export function toScore(fit: number): number {
  return Math.round(100 * fit)
}

function factsOf(me: Seeker, other: Seeker, [mine, theirs]: readonly [Direction, Direction]): (readonly [Facet, ReasonFact])[] {
  const facts: (readonly [Facet, ReasonFact])[] = []
  const minutes = sharedMinutes(me, other)
  if (minutes !== null && minutes > 0) facts.push(['hours', { kind: 'shared-hours', minutesPerWeek: minutes }])
  if (mine.gift.level && theirs.gift.level) facts.push(['levels', { kind: 'levels-fit', yours: mine.gift.level, theirs: theirs.gift.level }])
  facts.push(
    ['interests', { kind: 'shared-interests', topics: shared(me.interests, other.interests) }],
    ['motivations', { kind: 'shared-motivations', motivations: shared(me.motivations, other.motivations) }],
    ['methods', { kind: 'shared-communication-methods', methods: shared(me.communicationMethods, other.communicationMethods) }],
    ['styles', { kind: 'shared-learning-styles', styles: shared(me.learningStyles, other.learningStyles) }],
  )
  // What they wish of me is theirs to tell.
  if (other.gender) facts.push(['gender', { kind: 'partner-as-you-wished', gender: other.gender }])
  if (habitWord(other.answering)) facts.push(['answering', { kind: 'usually-answers' }])
  return facts
}

// The wish and the habit are facts of one side; all others are shared, so both directions lose them.
const ONE_SIDED: readonly Facet[] = ['gender', 'answering']

/** Every reason that moves the score by a point or more: the two of language first, then by points. */
export function reasonsOf(me: Seeker, other: Seeker, pair: readonly [Direction, Direction]): Reason[] {
  const [mine, theirs] = pair
  const score = toScore(mutual(mine.values, theirs.values))
  const reasons: Reason[] = []
  for (const [facet, fact] of factsOf(me, other, pair)) {
    const unknown = { [facet]: NEUTRAL }
    const without = mutual({ ...mine.values, ...unknown }, ONE_SIDED.includes(facet) ? theirs.values : { ...theirs.values, ...unknown })
    const points = score - toScore(without)
    // How often somebody answers is nobody else's business: said or not said is all.
    const weight = fact.kind === 'usually-answers' ? 1 : (mine.values[facet] - NEUTRAL) / NEUTRAL
    if (points >= 1) reasons.push({ ...fact, weight, points })
  }
  const { gift: received, values: forMe } = mine
  const { gift: given, values: forThem } = theirs
  return [
    { kind: 'speaks-what-you-learn', language: received.language, fluency: received.fluency, weight: forMe.language, points: score },
    { kind: 'learns-what-you-speak', language: given.language, level: given.level, weight: forThem.language, points: score },
    ...reasons.toSorted((a, b) => b.points - a.points),
  ]
}
