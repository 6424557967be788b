import type { Criterion } from '@studymate/contract/level-test-parts'
import type { EngineEvaluation, EngineRemark } from '@studymate/contract/engine-evaluation'
import type { LanguageCode } from '@studymate/contract/values'
import { type Overall, overall } from '#level-test/overall'
import { type Evidence, type Score, type Scores, known, unknown } from '#level-test/result'
import { type Transcript, findQuote, ownLanguage, wordsOf } from '#level-test/transcript'

/** Who judged. */
export interface Judge {
  readonly engine: string
  readonly model: string
  /** It had the recordings and not only their transcripts. */
  readonly heardAudio: boolean
}

/** A strength or weakness that rests on words that were said. Times are null where the transcript has none. */
export interface Remark {
  readonly text: string
  readonly quote: string
  readonly questionId: string
  readonly startMs: number | null
  readonly endMs: number | null
}

/** A result with an engine's judgement in it. */
export interface Merged {
  readonly scores: Scores
  readonly overall: Overall
  readonly strengths: readonly Remark[]
  readonly weaknesses: readonly Remark[]
  /** The engine's own sentences, at most five. */
  readonly recommendations: readonly string[]
}

/** Fewer words than this, over all answers, are nothing to judge. */
export const LEAST_WORDS = 10

const CONFIDENCE = 0.5
const MOST_REMARKS = 5

/**
 * Puts an engine's judgement of the transcripts beside what was measured.
 * - pronunciation: only from an engine that heard the audio; else null, `TEXT_ONLY_ENGINE`.
 * - fluency: what the signal measured stays; an engine that heard fills in only where nothing was recorded to measure.
 * - coherence: the prompt's "Fluency & Coherence", which a reader of transcripts judges by the order of thoughts.
 * - vocabulary and grammar: the mean of items (what is recognised) and engine (what is used); the engine alone without items.
 * - The engine's own `cefrLevel` and `overallScore` decide nothing: the level comes from the scores (field case F58).
 * A remark whose quote was never said is dropped. With fewer than {@link LEAST_WORDS} words in the tested language (F56) nothing is taken over.
 */
export function mergeEvaluation(
  embedded: Scores,
  evaluation: EngineEvaluation,
  transcripts: readonly Transcript[],
  judge: Judge,
  languageCode: LanguageCode,
): Merged {
  const words = transcripts.reduce((sum, { text }) => sum + wordsOf(ownLanguage(text, languageCode), languageCode).length, 0)
  if (words < LEAST_WORDS) {
    const silent = unknown('NO_SPEECH')
    const scores: Scores = { ...embedded, coherence: silent, interaction: silent }
    return { scores, overall: overall(scores, false), strengths: [], weaknesses: [], recommendations: [] }
  }
  const strengths = said(evaluation.strengths, transcripts)
  const weaknesses = said(evaluation.weaknesses, transcripts)
  const judged = (criterion: Criterion, points: number): Score => known(points, judge, quotesOf(criterion, [...strengths, ...weaknesses]), CONFIDENCE)
  const scores: Scores = {
    pronunciation: pronunciationOf(embedded.pronunciation, evaluation.pronunciation, judge, (points) => judged('pronunciation', points)),
    fluency: judge.heardAudio && embedded.fluency.reason === 'NO_ANSWERS' ? judged('fluency', evaluation.fluency) : embedded.fluency,
    vocabulary: both(embedded.vocabulary, judged('vocabulary', evaluation.vocabulary)),
    grammar: both(embedded.grammar, judged('grammar', evaluation.grammar)),
    coherence: judged('coherence', evaluation.fluency),
    interaction: judged('interaction', evaluation.interaction),
  }
  return {
    scores,
    overall: overall(scores, true),
    strengths: strengths.map(withoutCriterion),
    weaknesses: weaknesses.map(withoutCriterion),
    recommendations: evaluation.recommendations.slice(0, MOST_REMARKS),
  }
}

type Said = Remark & { readonly criterion: string | null }

function said(remarks: readonly EngineRemark[], transcripts: readonly Transcript[]): Said[] {
  return remarks
    .flatMap((remark) => {
      const quote = remark.quote || quoteIn(remark.text)
      const place = findQuote(quote, transcripts)
      return place ? [{ text: remark.text, quote, ...place, criterion: remark.criterion ?? null }] : []
    })
    .slice(0, MOST_REMARKS)
}

// The guide's remarks are plain sentences: what stands in quotation marks is then the quote.
function quoteIn(text: string): string {
  return /["“「『«]([^"”」』»]+)["”」』»]/u.exec(text)?.[1] ?? ''
}

function withoutCriterion({ text, quote, questionId, startMs, endMs }: Said): Remark {
  return { text, quote, questionId, startMs, endMs }
}

// A remark without a known criterion speaks for all that this engine judged.
function quotesOf(criterion: Criterion, remarks: readonly Said[]): Evidence[] {
  const prompted = criterion === 'coherence' ? 'fluency' : criterion
  const known = ['pronunciation', 'fluency', 'vocabulary', 'grammar', 'coherence', 'interaction']
  return remarks
    .filter((remark) => remark.criterion === criterion || remark.criterion === prompted || !known.includes(remark.criterion ?? ''))
    .map(({ questionId, quote, startMs, endMs }) => ({ kind: 'quote' as const, questionId, quote, startMs, endMs }))
}

function pronunciationOf(measured: Score, points: number | null, judge: Judge, make: (points: number) => Score): Score {
  if (measured.score !== null) return measured
  if (!judge.heardAudio) return unknown('TEXT_ONLY_ENGINE')
  return points === null ? unknown('NO_PRONUNCIATION_ENGINE') : make(points)
}

function both(items: Score, engine: Score): Score {
  if (items.score === null || engine.score === null) return engine
  return known(
    (items.score + engine.score) / 2,
    { engine: `${items.engine}+${engine.engine}`, model: `${items.model}+${engine.model}` },
    [...items.evidence, ...engine.evidence],
    Math.max(items.confidence, engine.confidence),
  )
}
