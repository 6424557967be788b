import type { CallOf, DataOf } from '#endpoint'
import * as contract from '#level-test'
import type { LevelTest, TestQuestion, TestResult } from '#level-test-parts'
import { TestId } from '#values'
import { callApi } from './call-api.ts'

export { APIError, NetworkError } from './errors.ts'

/** What became of an answer; `transcription` is null with a `reason`. */
export type SubmittedAnswer = DataOf<typeof contract.answerLevelTest>

/** Starts a test; it lives 14 days. */
export function startLevelTest(languageCode: CallOf<typeof contract.startLevelTest>['languageCode']): Promise<LevelTest> {
  return callApi(contract.startLevelTest, { languageCode })
}

/** The questions of a test, in their order. */
export async function getLevelTestQuestions(testId: string): Promise<TestQuestion[]> {
  return (await callApi(contract.levelTestQuestions, { testId: TestId.parse(testId) })).questions
}

/** Hands in a recording; `questionId` may be the number of the question, from 1. */
export function submitVoiceAnswer(testId: string, questionId: string | number, audioBlob: Blob): Promise<SubmittedAnswer> {
  const audio = audioBlob instanceof File ? audioBlob : new File([audioBlob], 'answer', { type: audioBlob.type })
  return callApi(contract.answerLevelTest, { testId: TestId.parse(testId), questionId, audio })
}

/** Ends a test and gives its result; twice gives the same. */
export function completeLevelTest(testId: string): Promise<TestResult> {
  return callApi(contract.completeLevelTest, { testId: TestId.parse(testId) })
}

/** The result of a test that has been completed. */
export function getLevelTestResult(testId: string): Promise<TestResult> {
  return callApi(contract.levelTestResult, { testId: TestId.parse(testId) })
}

let running: string | null = null

function runningTest(): string {
  if (running === null) throw new Error('no test was started: call getQuestions first')
  return running
}

/** What the guide's page and store call: one test at a time, its id kept in this module. */
const levelTestAPI = {
  /** Starts a test of English and gives its questions. */
  getQuestions: async (): Promise<TestQuestion[]> => {
    const { testId, questions } = await startLevelTest('en')
    running = testId
    return questions
  },
  /** Hands in the recording of the n-th question, from 1. */
  submitAnswer: (audioBlob: Blob, questionNumber: number): Promise<SubmittedAnswer> => submitVoiceAnswer(runningTest(), questionNumber, audioBlob),
  /** Ends the running test. Whose it is the token says. */
  completeTest: (_userId?: string): Promise<TestResult> => completeLevelTest(runningTest()),
} as const
export default levelTestAPI
