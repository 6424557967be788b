// The guide's `store/levelTestStore.js`, to the letter.
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import levelTestAPI from './levelTestAPI.js'

const useLevelTestStore = create(
  persist(
    (set) => ({
      questions: [],
      currentQuestionIndex: 0,
      recordings: [],
      testStatus: 'idle',
      result: null,

      loading: {
        questions: false,
        submission: false,
        completion: false,
        result: false,
      },

      errors: {
        questions: null,
        submission: null,
        completion: null,
        result: null,
      },

      loadQuestions: async () => {
        try {
          set((state) => ({ loading: { ...state.loading, questions: true } }))
          const questions = await levelTestAPI.getQuestions()
          set({ questions })
        } catch (error) {
          set((state) => ({ errors: { ...state.errors, questions: error } }))
          throw error
        } finally {
          set((state) => ({ loading: { ...state.loading, questions: false } }))
        }
      },

      submitAnswer: async (audioBlob, questionNumber) => {
        try {
          set((state) => ({ loading: { ...state.loading, submission: true } }))
          const result = await levelTestAPI.submitAnswer(audioBlob, questionNumber)
          set((state) => ({
            recordings: [
              ...state.recordings.filter((r) => r.questionIndex !== questionNumber - 1),
              {
                questionIndex: questionNumber - 1,
                blob: audioBlob,
                transcription: result.transcription,
                timestamp: new Date().toISOString(),
              },
            ],
          }))
          return result
        } catch (error) {
          set((state) => ({ errors: { ...state.errors, submission: error } }))
          throw error
        } finally {
          set((state) => ({ loading: { ...state.loading, submission: false } }))
        }
      },

      completeTest: async (userId) => {
        try {
          set((state) => ({ loading: { ...state.loading, completion: true }, testStatus: 'processing' }))
          const result = await levelTestAPI.completeTest(userId)
          set({ result, testStatus: 'completed' })
          return result
        } catch (error) {
          set((state) => ({ errors: { ...state.errors, completion: error }, testStatus: 'error' }))
          throw error
        } finally {
          set((state) => ({ loading: { ...state.loading, completion: false } }))
        }
      },

      resetTest: () =>
        set({
          currentQuestionIndex: 0,
          recordings: [],
          testStatus: 'idle',
          result: null,
          errors: { questions: null, submission: null, completion: null, result: null },
        }),
    }),
    {
      name: 'level-test-storage',
      partialize: (state) => ({
        currentQuestionIndex: state.currentQuestionIndex,
        testStatus: state.testStatus,
      }),
    },
  ),
)

export default useLevelTestStore
