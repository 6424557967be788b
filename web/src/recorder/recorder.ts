import { resample } from '@studymate/domain/audio/resample'
import { SAMPLE_RATE, writeWav } from '@studymate/domain/audio/write-wav'
import { openMicrophone } from '#recorder/microphone'
import type { MicProblem, Microphone } from '#recorder/microphone'

/** A finished recording: 16 kHz mono 16-bit WAV. */
export interface Take {
  readonly wav: Blob
  readonly seconds: number
}

/**
 * `idle` microphone off · `asking` the browser asks · `listening` on, nothing kept · `recording` · `stopped` off, a take is there ·
 * `refused` off, `problem` says why.
 */
export type RecorderState = 'idle' | 'asking' | 'listening' | 'recording' | 'stopped' | 'refused'

/** What the page draws. `level` and `levels` are 0–1, `null` while the microphone is off. */
export interface RecorderSnapshot {
  readonly state: RecorderState
  readonly level: number | null
  readonly levels: readonly number[]
  readonly seconds: number
  /** Nothing was heard for four seconds. */
  readonly quiet: boolean
  readonly take: Take | null
  readonly problem: MicProblem | null
}

const NOTHING: RecorderSnapshot = { state: 'idle', level: null, levels: [], seconds: 0, quiet: false, take: null, problem: null }
const QUIET_SECONDS = 4
/** Under this level, 0–1, nobody speaks: about −46 dB of full scale. */
export const QUIET_LEVEL = 0.1

/** Loudness of samples on the scale of a meter: 0 at −60 dB of full scale, 0.5 at about −21 dB (an ordinary voice), 1 at 0 dB. */
export function meterLevel(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const db = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-10)
  return Math.max(0, Math.min(1, (db + 60) / 60)) ** 1.6
}

/** Records one take at a time. It lives outside React: a page subscribes to it and closes it when it goes. */
export class Recorder {
  #snapshot = NOTHING
  #listeners = new Set<() => void>()
  #microphone: Microphone | null = null
  #chunks: Float32Array[] = []
  #length = 0
  #mostSeconds = 0
  #lastHeard = 0
  /** Counts openings: an answer to an older prompt is not wanted any more. */
  #opening = 0

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly snapshot = (): RecorderSnapshot => this.#snapshot

  #set(change: Partial<RecorderSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }

  async #open(): Promise<boolean> {
    if (this.#microphone) return true
    const opening = ++this.#opening
    this.#set({ ...NOTHING, state: 'asking' })
    const opened = await openMicrophone(
      (samples) => this.#take(samples),
      () => opening === this.#opening,
      () => this.#lost(),
    )
    if (opened === 'unwanted') return false
    if (typeof opened === 'string') {
      this.#set({ ...NOTHING, state: 'refused', problem: opened })
      return false
    }
    this.#microphone = opened
    return true
  }

  /** Turns the microphone on for a look at the meter. */
  async listen(): Promise<void> {
    if (await this.#open()) this.#set({ state: 'listening', level: 0 })
  }

  /** Starts a take; it stops by itself after `mostSeconds`. */
  async start(mostSeconds: number): Promise<void> {
    if (!(await this.#open())) return
    this.#chunks = []
    this.#length = 0
    this.#lastHeard = 0
    this.#mostSeconds = mostSeconds
    this.#set({ state: 'recording', level: 0, levels: [], seconds: 0, quiet: false, take: null, problem: null })
  }

  #take(samples: Float32Array): void {
    const { state, levels } = this.#snapshot
    const level = meterLevel(samples)
    if (state === 'listening') this.#set({ level })
    if (state !== 'recording' || !this.#microphone) return
    this.#chunks.push(samples)
    this.#length += samples.length
    const seconds = this.#length / this.#microphone.sampleRate
    if (level >= QUIET_LEVEL) this.#lastHeard = seconds
    this.#set({ level, levels: [...levels, level], seconds, quiet: seconds - this.#lastHeard >= QUIET_SECONDS })
    if (seconds >= this.#mostSeconds) this.stop()
  }

  /** Ends the take and turns the microphone off. */
  stop(): void {
    if (this.#snapshot.state !== 'recording' || !this.#microphone) return
    const { sampleRate } = this.#microphone
    const samples = new Float32Array(this.#length)
    let at = 0
    for (const chunk of this.#chunks) {
      samples.set(chunk, at)
      at += chunk.length
    }
    const most = samples.subarray(0, Math.floor(this.#mostSeconds * sampleRate))
    const wav = new Blob([writeWav(sampleRate === SAMPLE_RATE ? most : resample(most, sampleRate, SAMPLE_RATE))], { type: 'audio/wav' })
    this.#off()
    this.#set({ state: 'stopped', level: null, take: { wav, seconds: most.length / sampleRate }, seconds: most.length / sampleRate })
  }

  // Unplugged, or taken away by the browser: what was said so far is a take.
  #lost(): void {
    if (this.#snapshot.state === 'recording' && this.#length > 0) return this.stop()
    this.#off()
    this.#set({ ...NOTHING, state: 'refused', problem: 'missing' })
  }

  /** Shows a take that was kept from before. */
  restore(take: Take): void {
    this.#off()
    this.#set({ ...NOTHING, state: 'stopped', take, seconds: take.seconds })
  }

  /** Turns everything off and forgets the take; also while the browser still asks. */
  close(): void {
    this.#off()
    this.#set(NOTHING)
  }

  #off(): void {
    this.#opening++
    this.#microphone?.close()
    this.#microphone = null
    this.#chunks = []
  }
}
