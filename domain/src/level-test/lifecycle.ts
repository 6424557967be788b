import { type Failure, fail } from '@studymate/contract/errors'
import type { TestMode, TestStatus } from '@studymate/contract/level-test-parts'
import type { LanguageCode } from '@studymate/contract/values'
import { MAX_SECONDS } from '#audio/wav'
import type { Form, Question } from '#level-test/question'

/** A test and its record end this long after its start, ms: 14 days (guide, "레벨 테스트 세션"). */
export const LIFE_MS = 14 * 24 * 60 * 60 * 1000

/** How often an answer can be taken again. */
export const MOST_RETAKES = 2

/** What was answered: an option, a recording that is stored under `audioId` (its true length in seconds), or typed instead of spoken. */
export type AnswerValue =
  | { readonly kind: 'choice'; readonly optionId: string }
  | { readonly kind: 'recording'; readonly audioId: string; readonly seconds: number }
  | { readonly kind: 'typed'; readonly text: string }

/** The take that counts. */
export interface Answer {
  readonly questionId: string
  readonly value: AnswerValue
  /** 1 for the first, at most 3. */
  readonly take: number
  readonly answeredAt: number
}

/** One test while it lives. Plain data: it can be stored as JSON. */
export interface LevelTest extends Form {
  readonly languageCode: LanguageCode
  readonly mode: TestMode
  readonly status: TestStatus
  readonly startedAt: number
  /** When it was completed or cancelled. */
  readonly endedAt: number | null
  /** In the order of the first takes. */
  readonly answers: readonly Answer[]
}

/** What became of an answer: `already` changed nothing. */
export interface Accepted {
  readonly test: LevelTest
  readonly outcome: 'new' | 'retake' | 'already'
  /** The recording that the retake replaced, for its deletion. */
  readonly replaced: AnswerValue | null
  readonly nextQuestion: Question | null
}

/** A fresh test. */
export function startTest(
  form: Form,
  { languageCode, mode, now }: { readonly languageCode: LanguageCode; readonly mode: TestMode; readonly now: number },
): LevelTest {
  return { ...form, languageCode, mode, status: 'in-progress', startedAt: now, endedAt: null, answers: [] }
}

/** When the test ends by itself, epoch ms. */
export function expiresAt(test: LevelTest): number {
  return test.startedAt + LIFE_MS
}

/** The first question without an answer, in the order of the form. */
export function nextQuestion(test: LevelTest): Question | null {
  const answered = new Set(test.answers.map((answer) => answer.questionId))
  return test.questions.find((question) => !answered.has(question.questionId)) ?? null
}

/**
 * Takes an answer, in any order. A second answer to a question changes nothing (`already`) unless `retake` is set; the same recording sent twice
 * is never a second retake. NOT_FOUND after 14 days, CONFLICT when the test is over or both retakes are used, VALIDATION_ERROR for an unknown
 * question or option, a kind that does not fit, or a recording of no length or over 180 s. A refusal leaves the question open.
 */
export function acceptAnswer(
  test: LevelTest,
  { questionId, value, retake }: { readonly questionId: string; readonly value: AnswerValue; readonly retake: boolean },
  now: number,
): Accepted | Failure<'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR'> {
  if (now >= expiresAt(test)) return fail('NOT_FOUND')
  if (test.status !== 'in-progress') return fail('CONFLICT', { status: test.status })
  const question = test.questions.find((one) => one.questionId === questionId)
  if (!question) return fail('VALIDATION_ERROR', { questionId: 'no such question in this test' })
  const problem = misfit(question, value)
  if (problem) return fail('VALIDATION_ERROR', problem)

  const before = test.answers.find((answer) => answer.questionId === questionId)
  if (!before) {
    const next = { ...test, answers: [...test.answers, { questionId, value, take: 1, answeredAt: now }] }
    return { test: next, outcome: 'new', replaced: null, nextQuestion: nextQuestion(next) }
  }
  if (!retake || isSame(before.value, value)) return { test, outcome: 'already', replaced: null, nextQuestion: nextQuestion(test) }
  if (before.take > MOST_RETAKES) return fail('CONFLICT', { retakes: MOST_RETAKES })
  const answers = test.answers.map((answer) => (answer === before ? { questionId, value, take: before.take + 1, answeredAt: now } : answer))
  const next = { ...test, answers }
  return { test: next, outcome: 'retake', replaced: before.value, nextQuestion: nextQuestion(next) }
}

/** Ends a test for scoring, also with questions left open. Twice is once. CONFLICT when cancelled, VALIDATION_ERROR without a single answer, NOT_FOUND after 14 days. */
export function completeTest(test: LevelTest, now: number): LevelTest | Failure<'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR'> {
  if (now >= expiresAt(test)) return fail('NOT_FOUND')
  if (test.status === 'completed') return test
  if (test.status === 'cancelled') return fail('CONFLICT', { status: test.status })
  if (test.answers.length === 0) return fail('VALIDATION_ERROR', { answers: 'answer at least one question first' })
  return { ...test, status: 'completed', endedAt: now }
}

/** Gives a test up. Twice is once. CONFLICT when completed, NOT_FOUND after 14 days. */
export function cancelTest(test: LevelTest, now: number): LevelTest | Failure<'NOT_FOUND' | 'CONFLICT'> {
  if (now >= expiresAt(test)) return fail('NOT_FOUND')
  if (test.status === 'cancelled') return test
  if (test.status === 'completed') return fail('CONFLICT', { status: test.status })
  return { ...test, status: 'cancelled', endedAt: now }
}

function misfit(question: Question, value: AnswerValue): Readonly<Record<string, string>> | null {
  if ((question.kind === 'speaking') !== (value.kind !== 'choice'))
    return { answer: `a ${question.kind} question takes ${question.kind === 'speaking' ? 'a recording or text' : 'an option'}` }
  if (value.kind === 'choice' && !question.options?.some((option) => option.id === value.optionId)) return { optionId: 'no such option' }
  if (value.kind === 'recording' && !(value.seconds > 0 && value.seconds <= MAX_SECONDS)) return { audio: `more than 0 and at most ${MAX_SECONDS} seconds` }
  if (value.kind === 'typed' && value.text.trim() === '') return { text: 'empty' }
  return null
}

function isSame(a: AnswerValue, b: AnswerValue): boolean {
  if (a.kind === 'choice') return b.kind === 'choice' && a.optionId === b.optionId
  if (a.kind === 'recording') return b.kind === 'recording' && a.audioId === b.audioId
  return b.kind === 'typed' && a.text === b.text
}
