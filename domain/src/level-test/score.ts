import { FLUENCY_MODEL, type Fluency } from '#level-test/fluency'
import { grammarScore } from '#level-test/grammar'
import { type Overall, overall } from '#level-test/overall'
import type { AnswerKey, Question } from '#level-test/question'
import { type Evidence, type FeatureName, type Score, type Scores, known, unknown } from '#level-test/result'
import { type Choice, vocabularyScore } from '#level-test/vocabulary'

/** A recorded answer as the signal tells it. */
export interface Talk {
  readonly questionId: string
  readonly fluency: Fluency
}

/** Everything that was answered; the last take of each question. */
export interface Answered {
  readonly choices: readonly Choice[]
  readonly talks: readonly Talk[]
  /** An engine turned the talks into text. */
  readonly isTranscribed: boolean
}

const MOST_PAUSES = 20

/** The scores that need no engine, and the reason for each one that does; `mergeEvaluation` fills those in. */
export function score(questions: readonly Question[], key: AnswerKey, answered: Answered): { readonly scores: Scores; readonly overall: Overall } {
  const unread = unknown(answered.isTranscribed ? 'NO_EVALUATION' : 'NO_TRANSCRIBING_ENGINE')
  const scores: Scores = {
    pronunciation: unknown('NO_PRONUNCIATION_ENGINE'),
    fluency: fluencyOf(answered.talks),
    vocabulary: orUnread(vocabularyScore(questions, key, answered.choices), unread),
    grammar: orUnread(grammarScore(questions, key, answered.choices), unread),
    coherence: unread,
    interaction: unread,
  }
  return { scores, overall: overall(scores, answered.isTranscribed) }
}

// Where the form has no such items, an engine is the only way to the score: say so.
function orUnread(score: Score, unread: Score): Score {
  return score.reason === 'NOT_ASKED' ? unread : score
}

/** The median of the talks that could be measured; without one the most common reason among them. */
function fluencyOf(talks: readonly Talk[]): Score {
  const measured = talks.flatMap(({ questionId, fluency }) => (fluency.score === null ? [] : [{ questionId, fluency, score: fluency.score }]))
  if (measured.length === 0) {
    const reasons = talks.flatMap(({ fluency }) => fluency.reason ?? [])
    const count = (reason: string) => reasons.filter((one) => one === reason).length
    return unknown(reasons.toSorted((a, b) => count(b) - count(a))[0] ?? 'NO_ANSWERS')
  }
  const sorted = measured.map((one) => one.score).toSorted((a, b) => a - b)
  const middle = ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
  // Five short talks tell more than one: what is unsure about each is halved by the others.
  const unsure = measured.reduce((product, { fluency }) => product * (1 - fluency.confidence), 1)
  return known(
    middle,
    { engine: 'embedded', model: FLUENCY_MODEL },
    measured.flatMap(({ questionId, fluency }) => evidenceOf(questionId, fluency)),
    1 - unsure,
  )
}

function evidenceOf(questionId: string, { score: clipScore, features, pauses, runs }: Fluency): Evidence[] {
  const feature = (name: FeatureName, value: number | null | undefined): Evidence[] =>
    value === null || value === undefined ? [] : [{ kind: 'feature', questionId, name, value: Math.round(value * 1000) / 1000 }]
  const longest = pauses.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, MOST_PAUSES)
  const run = runs.toSorted((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs)).slice(0, 1)
  return [
    ...feature('clipScore', clipScore),
    ...feature('articulationRate', features?.articulationRate),
    ...feature('phonationRatio', features?.phonationRatio),
    ...feature('pausesPerMinute', features?.pausesPerMinute),
    ...feature('meanRun', features?.meanRun),
    ...feature('meanPauseMs', features?.meanPauseMs),
    ...longest.toSorted((a, b) => a.startMs - b.startMs).map((pause) => ({ kind: 'pause' as const, questionId, ...pause })),
    ...run.map((one) => ({ kind: 'run' as const, questionId, ...one })),
  ]
}
