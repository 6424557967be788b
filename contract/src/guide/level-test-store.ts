import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { TestQuestion, TestResult } from '#level-test-parts'
import levelTestAPI from './level-test-api.ts'
import type { SubmittedAnswer } from './level-test-api.ts'

type Step = 'questions' | 'submission' | 'completion' | 'result'

/** A recording that was handed in; `questionIndex` counts from 0. */
export interface Recording {
  readonly questionIndex: number
  readonly blob: Blob
  readonly transcription: string | null
  readonly timestamp: string
}

/** The guide's store of a running level test. */
export interface LevelTestStore {
  readonly questions: readonly TestQuestion[]
  readonly currentQuestionIndex: number
  readonly recordings: readonly Recording[]
  readonly testStatus: 'idle' | 'processing' | 'completed' | 'error'
  readonly result: TestResult | null
  readonly loading: Readonly<Record<Step, boolean>>
  readonly errors: Readonly<Record<Step, unknown>>
  loadQuestions(): Promise<void>
  submitAnswer(audioBlob: Blob, questionNumber: number): Promise<SubmittedAnswer>
  completeTest(userId?: string): Promise<TestResult>
  resetTest(): void
}

const NOTHING = { questions: null, submission: null, completion: null, result: null } as const
const QUIET = { questions: false, submission: false, completion: false, result: false } as const

/** The guide's `useLevelTestStore`: only index and status outlive the page, under `level-test-storage`; questions, recordings and results never do. */
const useLevelTestStore = create<LevelTestStore>()(
  persist(
    (set) => {
      const step = async <T>(name: Step, work: () => Promise<T>): Promise<T> => {
        set((state) => ({ loading: { ...state.loading, [name]: true }, errors: { ...state.errors, [name]: null } }))
        try {
          return await work()
        } catch (error) {
          set((state) => ({ errors: { ...state.errors, [name]: error }, ...(name === 'completion' ? { testStatus: 'error' } : {}) }))
          throw error
        } finally {
          set((state) => ({ loading: { ...state.loading, [name]: false } }))
        }
      }
      return {
        questions: [],
        currentQuestionIndex: 0,
        recordings: [],
        testStatus: 'idle',
        result: null,
        loading: QUIET,
        errors: NOTHING,
        loadQuestions: () =>
          step('questions', async () => {
            set({ questions: await levelTestAPI.getQuestions() })
          }),
        submitAnswer: (blob, questionNumber) =>
          step('submission', async () => {
            const answer = await levelTestAPI.submitAnswer(blob, questionNumber)
            const questionIndex = questionNumber - 1
            const recording = { questionIndex, blob, transcription: answer.transcription, timestamp: answer.answeredAt }
            set((state) => ({ recordings: [...state.recordings.filter((one) => one.questionIndex !== questionIndex), recording] }))
            return answer
          }),
        completeTest: (userId) =>
          step('completion', async () => {
            set({ testStatus: 'processing' })
            const result = await levelTestAPI.completeTest(userId)
            set({ result, testStatus: 'completed' })
            return result
          }),
        resetTest: () => set({ currentQuestionIndex: 0, recordings: [], testStatus: 'idle', result: null, errors: NOTHING }),
      }
    },
    { name: 'level-test-storage', partialize: ({ currentQuestionIndex, testStatus }) => ({ currentQuestionIndex, testStatus }) },
  ),
)
export default useLevelTestStore
