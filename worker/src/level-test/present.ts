import type { Tongue } from '@studymate/contract/errors'
import type * as contract from '@studymate/contract/level-test-parts'
import { timestamp } from '@studymate/contract/values'
import { MOST_RETAKES, expiresAt } from '@studymate/domain/level-test/lifecycle'
import type { Question } from '@studymate/domain/level-test/question'
import type { Scores } from '@studymate/domain/level-test/result'
import type * as z from 'zod'
import type { Snapshot, StoredResult, Taken } from './record.ts'
import { advice, feedback, praise } from './words.ts'

/** A question in the caller's language; what it aims at stays here. */
export function presentQuestion(question: Question, tongue: Tongue): contract.TestQuestion {
  const { questionId, kind, prompt, instruction, options, thinkSeconds, maxSeconds } = question
  return { questionId, kind, prompt, instruction: instruction[tongue], ...(options ? { options: [...options] } : {}), thinkSeconds, maxSeconds }
}

/** An answer with what is known of it. */
export function presentAnswer({ answer, facts }: Taken): contract.TestAnswer {
  const { value } = answer
  return {
    questionId: answer.questionId,
    kind: value.kind,
    answer: value.kind === 'choice' ? value.optionId : value.kind === 'typed' ? value.text : null,
    duration: value.kind === 'recording' ? value.seconds : null,
    take: answer.take,
    retakesLeft: Math.max(0, MOST_RETAKES + 1 - answer.take),
    answeredAt: timestamp(answer.answeredAt),
    voice: facts.fluency?.reason ?? null,
    transcription: facts.heard?.text ?? null,
    ...(facts.unheard ? { reason: facts.unheard } : {}),
    engine: facts.heard?.engine ?? null,
    model: facts.heard?.model ?? null,
    words: [...(facts.heard?.words ?? [])],
  }
}

/** The fields of a test that lists show too. */
export function presentHead({ meta, test }: Snapshot) {
  return {
    ...meta,
    languageCode: test.languageCode,
    questionCount: test.questions.length,
    mode: test.mode,
    status: test.status,
    startedAt: timestamp(test.startedAt),
    expiresAt: timestamp(expiresAt(test)),
  }
}

/** A test as its owner sees it. */
export function presentTest(snapshot: Snapshot, scoring: readonly contract.Scoring[], tongue: Tongue): contract.LevelTest {
  return {
    ...presentHead(snapshot),
    scoring: [...scoring],
    questions: snapshot.test.questions.map((question) => presentQuestion(question, tongue)),
    answers: snapshot.takes.map(presentAnswer),
    ...(snapshot.result ? { result: presentResult(snapshot.result, tongue) } : {}),
  }
}

type Points = z.input<typeof contract.TestResult>['scores']

function pointsOf(scores: Scores): Points {
  const { pronunciation, fluency, vocabulary, grammar, coherence, interaction } = scores
  return {
    pronunciation: pronunciation.score,
    fluency: fluency.score,
    vocabulary: vocabulary.score,
    grammar: grammar.score,
    coherence: coherence.score,
    interaction: interaction.score,
  }
}

function detailsOf(scores: Scores): contract.TestResult['details'] {
  const detail = (criterion: contract.Criterion) => ({ ...scores[criterion], evidence: [...scores[criterion].evidence] })
  return {
    pronunciation: detail('pronunciation'),
    fluency: detail('fluency'),
    vocabulary: detail('vocabulary'),
    grammar: detail('grammar'),
    coherence: detail('coherence'),
    interaction: detail('interaction'),
  }
}

/** A result in the caller's language. An engine's own sentences stay as it wrote them. */
export function presentResult(result: StoredResult, tongue: Tongue): contract.TestResult {
  const { overall, summary, remarks, scores } = result
  const points = pointsOf(scores)
  // The best of what is weak is no strength.
  const strong = summary.strengths.filter(({ level }) => level !== 'A1' && level !== 'A2')
  const step = summary.nextStep === null ? [] : [advice(summary.nextStep, tongue)]
  return {
    testId: result.testId,
    languageCode: result.languageCode,
    mode: result.mode,
    status: 'completed',
    startedAt: timestamp(result.startedAt),
    completedAt: timestamp(result.completedAt),
    overallLevel: overall.level,
    cefrLevel: overall.level,
    ...(overall.reason ? { reason: overall.reason } : {}),
    orAbove: overall.orAbove,
    range: overall.from && overall.to ? { from: overall.from, to: overall.to } : null,
    overallScore: overall.score,
    confidence: overall.confidence,
    estimate: true,
    ...points,
    scores: points,
    details: detailsOf(scores),
    summary: { canDo: summary.canDo, strengths: [...summary.strengths], nextStep: summary.nextStep },
    strengths: remarks.strengths.length > 0 ? remarks.strengths.map(({ text }) => text) : strong.map(({ facet }) => praise(facet, tongue)),
    weaknesses: remarks.weaknesses.map(({ text }) => text),
    recommendations: result.recommendations.length > 0 ? [...result.recommendations] : step,
    feedback: [feedback(overall.level, overall.orAbove, tongue), ...step].join(' '),
    remarks: { strengths: [...remarks.strengths], weaknesses: [...remarks.weaknesses] },
    engines: [...result.engines],
    answers: result.answers.map(presentAnswer),
    questions: result.questions.map((question) => presentQuestion(question, tongue)),
    audioUntil: result.audioUntil === null ? null : timestamp(result.audioUntil),
    bank: result.bank,
  }
}

/** A line of the history. */
export function presentPast(result: StoredResult) {
  const { overall } = result
  return {
    testId: result.testId,
    languageCode: result.languageCode,
    mode: result.mode,
    status: 'completed' as const,
    completedAt: timestamp(result.completedAt),
    overallLevel: overall.level,
    cefrLevel: overall.level,
    orAbove: overall.orAbove,
    overallScore: overall.score,
    scores: pointsOf(result.scores),
  }
}
