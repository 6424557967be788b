import type { Criterion, ScoreReason } from '@studymate/contract/level-test-parts'
import type { CefrLevel } from '@studymate/contract/values'

/** What a score rests on. Times are ms from the start of that answer's recording, inside it, start before end. */
export type Evidence =
  | { readonly kind: 'pause' | 'run'; readonly questionId: string; readonly startMs: number; readonly endMs: number }
  | { readonly kind: 'feature'; readonly questionId: string | null; readonly name: FeatureName; readonly value: number }
  | { readonly kind: 'item'; readonly questionId: string; readonly itemId: string; readonly right: boolean; readonly level: CefrLevel }
  | { readonly kind: 'quote'; readonly questionId: string; readonly quote: string; readonly startMs: number | null; readonly endMs: number | null }

/** A measured number. Units: rates per second (syllables) or per minute of speech (pauses), shares 0–1, lengths in syllables or ms. */
export type FeatureName =
  | 'articulationRate'
  | 'phonationRatio'
  | 'pausesPerMinute'
  | 'meanRun'
  | 'meanPauseMs'
  | 'clipScore'
  | 'wordsKnown'
  | 'pseudoWordsClaimed'
  | 'gapsRight'

/** One criterion's result. `reason` is there exactly when `score` is null; then `engine` and `model` are null too. */
export interface Score {
  /** 0–100, one decimal. */
  readonly score: number | null
  readonly reason?: ScoreReason
  /** `embedded`, the name of a configured engine, or both joined by `+`. */
  readonly engine: string | null
  readonly model: string | null
  readonly evidence: readonly Evidence[]
  /** 0–1. Every score here is an estimate; without calibration none is above 0.7. */
  readonly confidence: number
}

/** The score of each criterion, known or not. */
export type Scores = Readonly<Record<Criterion, Score>>

/** A score that is known. */
export function known(score: number, by: { engine: string; model: string }, evidence: readonly Evidence[], confidence: number): Score {
  const bounded = Math.max(0, Math.min(100, score))
  return {
    score: Math.round(bounded * 10) / 10,
    engine: by.engine,
    model: by.model,
    evidence,
    confidence: Math.round(Math.max(0, Math.min(0.7, confidence)) * 100) / 100,
  }
}

/** A score that is not known, with the reason. */
export function unknown(reason: ScoreReason, evidence: readonly Evidence[] = []): Score {
  return { score: null, reason, engine: null, model: null, evidence, confidence: 0 }
}
