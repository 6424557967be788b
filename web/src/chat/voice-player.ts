import { onSignOut } from '#app/session'
import { onSilence } from '#chat/silence'

/** What is heard now: of which message, from where, how fast. */
export interface Playing {
  readonly key: string
  readonly isPlaying: boolean
  readonly seconds: number
}

/** How fast a voice note can be heard. */
export const RATES = [1, 1.5, 0.75] as const
export type Rate = (typeof RATES)[number]

/** Plays voice notes, one at a time, outside React. The chosen speed holds for the next ones too. */
class VoicePlayer {
  readonly #audio = new Audio()
  readonly #watchers = new Set<() => void>()
  #url: string | null = null
  #playing: Playing | null = null
  #rate: Rate = 1
  #frame = 0

  constructor() {
    this.#audio.preload = 'auto'
    this.#audio.addEventListener('ended', () => this.stop())
    this.#audio.addEventListener('pause', () => this.#show({ isPlaying: false }))
    this.#audio.addEventListener('timeupdate', () => this.#show({ seconds: this.#audio.currentTime }))
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): Playing | null => this.#playing
  readonly rate = (): Rate => this.#rate

  #tell(): void {
    for (const watcher of this.#watchers) watcher()
  }

  #show(change: Partial<Playing>): void {
    if (!this.#playing) return
    this.#playing = { ...this.#playing, ...change }
    this.#tell()
  }

  // The clock of the element ticks four times a second: the waveform follows each frame.
  readonly #follow = (): void => {
    cancelAnimationFrame(this.#frame)
    if (this.#playing?.isPlaying !== true) return
    this.#show({ seconds: this.#audio.currentTime })
    this.#frame = requestAnimationFrame(this.#follow)
  }

  #load(key: string, sound: Blob): void {
    if (this.#playing?.key === key) return
    this.stop()
    this.#url = URL.createObjectURL(sound)
    this.#audio.src = this.#url
    this.#playing = { key, isPlaying: false, seconds: 0 }
  }

  /** Plays a note, or pauses it where it plays. Throws what the browser says when it cannot play it. */
  async toggle(key: string, sound: Blob): Promise<void> {
    if (this.#playing?.key === key && this.#playing.isPlaying) return this.#audio.pause()
    this.#load(key, sound)
    this.#audio.playbackRate = this.#rate
    await this.#audio.play()
    this.#show({ isPlaying: true })
    this.#follow()
  }

  /** Goes on from a second of a note. */
  seek(key: string, sound: Blob, seconds: number): void {
    this.#load(key, sound)
    this.#audio.currentTime = seconds
    this.#show({ seconds })
  }

  setRate(rate: Rate): void {
    this.#rate = rate
    this.#audio.playbackRate = rate
    this.#tell()
  }

  stop(): void {
    this.#audio.pause()
    this.#audio.removeAttribute('src')
    if (this.#url !== null) URL.revokeObjectURL(this.#url)
    this.#url = null
    this.#playing = null
    this.#tell()
  }
}

/** The one player of the page. */
export const voicePlayer = new VoicePlayer()
onSignOut(() => voicePlayer.stop())
onSilence(() => voicePlayer.stop())
