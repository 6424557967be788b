import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { onSignOut } from '#app/session'

/** Where the person is in a test. Never holds questions, answers or results: those are the server's. */
interface LevelTestState {
  readonly currentQuestionIndex: number
  readonly testStatus: 'idle' | 'in-progress' | 'processing' | 'completed' | 'error'
}

const START: LevelTestState = { currentQuestionIndex: 0, testStatus: 'idle' }

/** The guide's store: index and status only, under its name. */
export const useLevelTest = create<LevelTestState>()(persist(() => START, { name: 'level-test-storage' }))

onSignOut(() => {
  useLevelTest.setState(START)
})
