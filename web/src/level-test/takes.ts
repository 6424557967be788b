import { clear, createStore, del, entries, set } from 'idb-keyval'
import { answerLevelTest } from '@studymate/contract/level-test'
import { TestId } from '@studymate/contract/values'
import { api } from '#app/api'
import { currentSession, onSignOut } from '#app/session'
import { problemOf } from '#ui/problem'
import type { Problem } from '#ui/problem'

/** An answer on its way: spoken, chosen or typed. `isReady` is false while the person may still say it again. */
export interface KeptTake {
  readonly userId: string
  readonly testId: string
  readonly questionId: string
  readonly answer: { readonly kind: 'audio'; readonly wav: Blob; readonly seconds: number } | { readonly kind: 'text'; readonly text: string }
  readonly takes: number
  readonly isReady: boolean
}

/** How far an answer is. A `refused` one stays here until it is said again; a `waiting` one is sent again by itself. */
export type Stage = { readonly stage: 'draft' | 'waiting' | 'sending' | 'sent' } | { readonly stage: 'refused'; readonly problem: Problem }

const RETRY_MS = 4_000
const MOST_ATTEMPTS_AT_ONCE = 2

const store = createStore('studymate-level-test', 'takes')
onSignOut(() => clear(store))

const keyOf = (testId: string, questionId: string) => `${testId}/${questionId}`

/**
 * Sends the answers of one test behind the person's back. Each is kept in this browser until the server has it, so that neither a reload nor a
 * dropped network loses one.
 */
export class Takes {
  readonly #testId: string
  readonly #kept = new Map<string, KeptTake>()
  #stages: ReadonlyMap<string, Stage> = new Map()
  #listeners = new Set<() => void>()
  #running = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false

  constructor(testId: string) {
    this.#testId = testId
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): ReadonlyMap<string, Stage> => this.#stages

  #mark(questionId: string, stage: Stage): void {
    this.#stages = new Map(this.#stages).set(questionId, stage)
    for (const listener of this.#listeners) listener()
  }

  /** Finds what an earlier visit left, sends what was ready, and gives what was not. */
  async open(): Promise<KeptTake[]> {
    this.#isClosed = false
    window.addEventListener('online', this.#pump)
    const userId = currentSession()?.userId
    const found = (await entries<string, KeptTake>(store).catch(() => [])).map(([, take]) => take)
    for (const take of found) {
      if (take.testId !== this.#testId || take.userId !== userId) continue
      this.#kept.set(take.questionId, take)
      this.#mark(take.questionId, { stage: take.isReady ? 'waiting' : 'draft' })
    }
    this.#pump()
    return [...this.#kept.values()]
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    window.removeEventListener('online', this.#pump)
  }

  /** Keeps an answer; a ready one goes on its way. */
  async keep(take: Omit<KeptTake, 'userId' | 'testId'>): Promise<void> {
    const full: KeptTake = { ...take, testId: this.#testId, userId: currentSession()?.userId ?? '' }
    this.#kept.set(take.questionId, full)
    this.#mark(take.questionId, { stage: take.isReady ? 'waiting' : 'draft' })
    // Private windows may have no store: the answer then lives as long as the page.
    await set(keyOf(this.#testId, take.questionId), full, store).catch(() => undefined)
    this.#pump()
  }

  /** Forgets one answer, or all of them. */
  async forget(questionId?: string): Promise<void> {
    const gone = questionId === undefined ? [...this.#kept.keys()] : [questionId]
    for (const id of gone) {
      this.#kept.delete(id)
      await del(keyOf(this.#testId, id), store).catch(() => undefined)
    }
  }

  /** Sends what waits, at once. */
  readonly #pump = (): void => {
    clearTimeout(this.#timer)
    for (const take of this.#kept.values()) {
      if (this.#isClosed || this.#running >= MOST_ATTEMPTS_AT_ONCE) return
      if (take.isReady && this.#stages.get(take.questionId)?.stage === 'waiting') void this.#send(take)
    }
  }

  /** Tries a refused answer once more. */
  again(questionId: string): void {
    if (this.#kept.get(questionId)?.isReady) this.#mark(questionId, { stage: 'waiting' })
    this.#pump()
  }

  async #send(take: KeptTake): Promise<void> {
    const { questionId, answer } = take
    this.#running++
    this.#mark(questionId, { stage: 'sending' })
    try {
      const testId = TestId.parse(this.#testId)
      const body = answer.kind === 'audio' ? { audio: new File([answer.wav], `${questionId}.wav`, { type: 'audio/wav' }) } : { answer: answer.text }
      // An engine may listen for a while before the reply comes.
      await api.call(answerLevelTest, { testId, questionId, ...body }, { timeout: 120_000 })
      // Said again meanwhile: that one is still to be sent.
      if (this.#kept.get(questionId) === take) {
        await this.forget(questionId)
        this.#mark(questionId, { stage: 'sent' })
      }
    } catch (error) {
      const problem = problemOf(error)
      const isPassing = problem.code === 'NETWORK' || problem.code === 'RATE_LIMITED' || problem.code === 'INTERNAL' || problem.code === 'UNKNOWN'
      this.#mark(questionId, isPassing ? { stage: 'waiting' } : { stage: 'refused', problem })
      if (isPassing && !this.#isClosed) this.#timer = setTimeout(this.#pump, RETRY_MS)
      return
    } finally {
      this.#running--
    }
    this.#pump()
  }
}
