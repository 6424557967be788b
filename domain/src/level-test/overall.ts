import { Criterion } from '@studymate/contract/level-test-parts'
import type { CefrLevel } from '@studymate/contract/values'
import { levelAt, levelOf, lowerOf } from '#level-test/bands'
import type { Scores } from '#level-test/result'

/** How much each criterion counts. Coherence and interaction are judged from monologues, so half. */
export const WEIGHTS = { pronunciation: 1, fluency: 1, vocabulary: 1, grammar: 1, coherence: 0.5, interaction: 0.5 } as const satisfies Record<
  Criterion,
  number
>

/** Where a test ends up. `level` is null exactly when nothing is known; then `reason` says so. Always an estimate. */
export interface Overall {
  readonly level: CefrLevel | null
  readonly reason?: 'NOTHING_KNOWN'
  /** The level is the highest that this test can tell: "B2 or above". */
  readonly orAbove: boolean
  /** One level below and above, held inside A1–C2; with `orAbove` the upper end is C2. */
  readonly from: CefrLevel | null
  readonly to: CefrLevel | null
  /** The weighted median behind the level, 0–100, not capped. */
  readonly score: number | null
  /** 0–1: mean confidence of the known scores, less when few are known. */
  readonly confidence: number
}

/** The highest level without a transcript: nobody has read what was said (decisions §6; `ai.md` §4). */
export const HIGHEST_UNHEARD: CefrLevel = 'B2'

/** The overall level: the weighted median of the known scores. `isTranscribed`: an engine turned the talks into text. */
export function overall(scores: Scores, isTranscribed: boolean): Overall {
  const rated = Criterion.options.flatMap((criterion) => {
    const { score, confidence } = scores[criterion]
    return score === null ? [] : [{ score, confidence, weight: WEIGHTS[criterion] }]
  })
  const score = weightedMedian(rated)
  if (score === null) return { level: null, reason: 'NOTHING_KNOWN', orAbove: false, from: null, to: null, score: null, confidence: 0 }
  const free = levelOf(score)
  const level = isTranscribed ? free : lowerOf(free, HIGHEST_UNHEARD)
  const orAbove = !isTranscribed && level === HIGHEST_UNHEARD
  const mean = rated.reduce((sum, one) => sum + one.confidence, 0) / rated.length
  return {
    level,
    orAbove,
    from: levelAt(level, -1),
    to: orAbove ? 'C2' : levelAt(level, 1),
    score: Math.round(score * 10) / 10,
    confidence: Math.round(mean * Math.min(1, rated.length / 3) * 100) / 100,
  }
}

/** The value with half of the weight on either side; between two such values their mean; null of nothing. */
export function weightedMedian(values: readonly { readonly score: number; readonly weight: number }[]): number | null {
  const sorted = values.toSorted((a, b) => a.score - b.score)
  const half = sorted.reduce((sum, value) => sum + value.weight, 0) / 2
  let below = 0
  for (const [index, { score, weight }] of sorted.entries()) {
    below += weight
    if (below > half) return score
    if (below === half) return (score + (sorted[index + 1]?.score ?? score)) / 2
  }
  return null
}
