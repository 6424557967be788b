import type { Criterion } from '@studymate/contract/level-test-parts'
import type { CefrLevel } from '@studymate/contract/values'
import { levelOf } from '#level-test/bands'
import { fluencyParts } from '#level-test/fluency'
import type { Overall } from '#level-test/overall'
import type { Score, Scores } from '#level-test/result'

/** A side of a result that a sentence can name: a criterion, or of fluency one of its four measures. */
export type Facet = Exclude<Criterion, 'fluency'> | 'fluency.pace' | 'fluency.speakingTime' | 'fluency.pauses' | 'fluency.runs'

/** A facet and the level it reaches; the page says it in words. */
export interface Highlight {
  readonly facet: Facet
  readonly level: CefrLevel
}

/** The one thing to do next: practise the weakest facet, or record again because the recording told nothing. */
export type NextStep = ({ readonly kind: 'practise' } & Highlight) | { readonly kind: 'again'; readonly reason: 'NO_SPEECH' | 'NOISE' | 'CLIPPED' }

/** What stands over the scores. */
export interface Summary {
  /** `canDo.speaking.B1` …; null when no level is known. */
  readonly canDo: `canDo.speaking.${CefrLevel}` | null
  /** At most two, the best first, of different criteria where there are two. */
  readonly strengths: readonly Highlight[]
  readonly nextStep: NextStep | null
}

/** Two strengths and one next step out of known scores; nothing is praised or criticised that was not measured. */
export function summary(scores: Scores, { level }: Overall): Summary {
  const facets = facetsOf(scores).toSorted((a, b) => b.points - a.points)
  const reason = scores.fluency.reason
  const isUnheard = reason === 'NO_SPEECH' || reason === 'NOISE' || reason === 'CLIPPED'
  const weakest = facets.at(-1)
  // The weakest facet is the next step and must not be praised too.
  const praised = facets.slice(0, isUnheard ? facets.length : -1)
  const best = praised[0]
  const second = praised.find((facet) => criterionOf(facet.facet) !== (best && criterionOf(best.facet))) ?? praised[1]
  return {
    canDo: level === null ? null : `canDo.speaking.${level}`,
    strengths: [best, second].flatMap((facet) => (facet ? [highlight(facet)] : [])),
    nextStep: isUnheard ? { kind: 'again', reason } : weakest ? { kind: 'practise', ...highlight(weakest) } : null,
  }
}

interface Rated {
  readonly facet: Facet
  readonly points: number
}

function highlight({ facet, points }: Rated): Highlight {
  return { facet, level: levelOf(points) }
}

function criterionOf(facet: Facet): string {
  return facet.split('.')[0] ?? facet
}

function facetsOf(scores: Scores): Rated[] {
  const whole = (['pronunciation', 'vocabulary', 'grammar', 'coherence', 'interaction'] as const).flatMap((criterion) => {
    const points = scores[criterion].score
    return points === null ? [] : [{ facet: criterion, points }]
  })
  return [...whole, ...fluencyFacets(scores.fluency)]
}

function fluencyFacets(fluency: Score): Rated[] {
  if (fluency.score === null) return []
  const mean = (name: string) => {
    const values = fluency.evidence.flatMap((evidence) => (evidence.kind === 'feature' && evidence.name === name ? [evidence.value] : []))
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
  }
  const articulationRate = mean('articulationRate')
  const phonationRatio = mean('phonationRatio')
  const pausesPerMinute = mean('pausesPerMinute')
  const meanRun = mean('meanRun')
  if (articulationRate === null || phonationRatio === null || pausesPerMinute === null || meanRun === null) return []
  const parts = fluencyParts({ articulationRate, phonationRatio, pausesPerMinute, meanRun })
  return [
    { facet: 'fluency.pace', points: parts.articulationRate },
    { facet: 'fluency.speakingTime', points: parts.phonationRatio },
    { facet: 'fluency.pauses', points: parts.pausesPerMinute },
    { facet: 'fluency.runs', points: parts.meanRun },
  ]
}
