import { useEffect, useState, useSyncExternalStore } from 'react'
import { levelTestAudio } from '@studymate/contract/level-test'
import { TestId } from '@studymate/contract/values'
import { api } from '#app/api'

/** Where a recording is being played from; `key` names the button that asked. */
interface Playing {
  readonly key: string
  readonly isLoading: boolean
}

/** Plays the person's own recordings, one at a time, from a second. */
export class Player {
  readonly #testId: string
  readonly #audio = new Audio()
  #playing: Playing | null = null
  #failed = false
  #listeners = new Set<() => void>()
  #untilMs: number | null = null

  constructor(testId: string) {
    this.#testId = testId
    this.#audio.addEventListener('ended', () => this.#set(null))
    this.#audio.addEventListener('timeupdate', () => {
      if (this.#untilMs !== null && this.#audio.currentTime * 1000 >= this.#untilMs) this.stop()
    })
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): Playing | null => this.#playing
  /** The recording could not be fetched. */
  readonly failed = (): boolean => this.#failed

  #set(playing: Playing | null): void {
    this.#playing = playing
    for (const listener of this.#listeners) listener()
  }

  /** Plays `questionId` from `startMs` to `endMs` (to the end with null); pressed again it stops. */
  async toggle(key: string, questionId: string, startMs: number, endMs: number | null): Promise<void> {
    if (this.#playing?.key === key) return this.stop()
    this.#audio.pause()
    this.#failed = false
    this.#set({ key, isLoading: true })
    try {
      const { url } = await api.call(levelTestAudio, { testId: TestId.parse(this.#testId), questionId })
      if (this.#playing?.key !== key) return
      this.#audio.src = url
      this.#audio.currentTime = Math.max(0, startMs / 1000)
      this.#untilMs = endMs
      await this.#audio.play()
      this.#set({ key, isLoading: false })
    } catch {
      this.#failed = true
      this.#set(null)
    }
  }

  stop(): void {
    this.#audio.pause()
    this.#set(null)
  }
}

/** A player for as long as the page is open. */
export function usePlayer(testId: string): { player: Player; playing: string | null; failed: boolean } {
  const [player] = useState(() => new Player(testId))
  const playing = useSyncExternalStore(player.subscribe, player.snapshot)
  const failed = useSyncExternalStore(player.subscribe, player.failed)
  useEffect(() => () => player.stop(), [player])
  return { player, playing: playing?.key ?? null, failed }
}
