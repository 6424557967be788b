import { FRAME_MS, clippedShare, levels, periodicity } from '#audio/signal'
import { SAMPLE_RATE } from '#audio/write-wav'
import { type Span, type VoiceActivity, voiceActivity } from '#level-test/voice-activity'

/** Name of this measure in a result. */
export const FLUENCY_MODEL = 'fluency-1'

/** Less speech than this is no answer, ms. */
export const LEAST_SPEECH_MS = 2000

/** Why a clip has no fluency: too little voice, sound that is not speech, or so loud that it is distorted. Never a low score. */
export type FluencyReason = 'NO_SPEECH' | 'NOISE' | 'CLIPPED'

/** What was measured between the first and the last sound of a clip. */
export interface FluencyFeatures {
  /** Syllables per second of speech, without pauses. */
  readonly articulationRate: number
  /** Share of time that is speech, 0–1. */
  readonly phonationRatio: number
  /** Pauses per minute of speech. */
  readonly pausesPerMinute: number
  /** Syllables between two pauses, mean. */
  readonly meanRun: number
  /** Mean length of a pause, ms; null without one. */
  readonly meanPauseMs: number | null
  readonly syllables: number
  readonly speechMs: number
}

/** Fluency of one clip. `score` is null exactly when `reason` is there. */
export interface Fluency {
  /** 0–100, one decimal; an estimate: uncalibrated. */
  readonly score: number | null
  readonly reason?: FluencyReason
  readonly features: FluencyFeatures | null
  readonly pauses: readonly Span[]
  readonly runs: readonly Span[]
  /** 0–1: how much speech there was and how far above the background. Never above 0.7 while uncalibrated. */
  readonly confidence: number
}

/**
 * Fluency from the signal alone (16 kHz mono, −1…1), in linear time, without knowing a word: works for every language.
 * Syllable nuclei are voiced peaks of level with a dip of 2 dB before them (de Jong & Wempe 2009). The score is a mean of four
 * logistic curves over articulation rate, phonation ratio, pauses a minute and mean run, the measures that agree with raters
 * (Cucchiarini, Strik & Boves 2000, 2002; Kormos & Dénes 2004; Bosker et al. 2013; de Jong et al. 2013). Middle and slope of each curve
 * are ours (docs/level-test.md) and not yet calibrated on rated learners. Pauses put into speech lower it
 * (property test; only a cut that leaves less than a syllable between two pauses can hide one of them).
 */
export function fluency(samples: Float32Array): Fluency {
  const db = levels(samples)
  const activity = voiceActivity(db)
  const speechMs = activity.runs.reduce((sum, run) => sum + run.endMs - run.startMs, 0)
  if (activity.top < -50 || speechMs < LEAST_SPEECH_MS) return none('NO_SPEECH')
  const speech = clipOf(samples, activity.runs)
  const clipped = clippedShare(speech)
  if (clipped > 0.05) return none('CLIPPED')
  const nuclei = syllableNuclei(samples, db, activity)
  // Speech has closures and weak syllables; within 15 dB of its background pauses are guessed (measured: docs/level-test.md).
  if (activity.top - activity.floor < 15 || nuclei.length < speechMs / 2000) return none('NOISE')

  const features = featuresOf(activity, nuclei.length, speechMs)
  return {
    score: Math.round(fluencyScore(features) * 10) / 10,
    features,
    pauses: activity.pauses,
    runs: activity.runs,
    confidence: confidenceOf(speechMs, activity.top - activity.floor, clipped),
  }
}

/** Frames in which a syllable has its peak. */
export function syllableNuclei(samples: Float32Array, db: Float32Array, activity: VoiceActivity): number[] {
  const nuclei: number[] = []
  for (const run of activity.runs) {
    const end = run.endMs / FRAME_MS
    let dip = -Infinity
    let peak = -1
    for (let i = run.startMs / FRAME_MS; i <= end; i++) {
      const level = i < end ? (db[i] ?? -100) : -Infinity
      if (peak < 0) {
        // Going down or up from a dip: a rise of 2 dB opens a peak.
        dip = Math.min(dip === -Infinity ? (db[i - 1] ?? -100) : dip, level)
        if (level >= dip + DIP_DB) peak = i
      } else if (level > (db[peak] ?? 0)) peak = i
      else if (level <= (db[peak] ?? 0) - DIP_DB) {
        if ((db[peak] ?? -100) > activity.threshold && periodicity(samples, peak) >= VOICED) nuclei.push(peak)
        dip = level
        peak = -1
      }
    }
  }
  return nuclei
}

const DIP_DB = 2
const VOICED = 0.45

/** The four measures that a score is made of. */
export type FluencyMeasures = Pick<FluencyFeatures, 'articulationRate' | 'phonationRatio' | 'pausesPerMinute' | 'meanRun'>

/** Each measure as 0–100 points on its own curve. */
export function fluencyParts(features: FluencyMeasures): FluencyMeasures {
  return {
    articulationRate: logistic((features.articulationRate - 3) / 0.65),
    phonationRatio: logistic((features.phonationRatio - 0.62) / 0.11),
    pausesPerMinute: logistic((36 - features.pausesPerMinute) / 10),
    meanRun: logistic(Math.log(Math.max(features.meanRun, 0.1) / 5) / 0.42),
  }
}

/** 0–100 for measured features, the mean of their points; strictly falls with more pauses, shorter runs, less phonation and slower speech. */
export function fluencyScore(features: FluencyMeasures): number {
  const parts = fluencyParts(features)
  return (parts.articulationRate + parts.phonationRatio + parts.pausesPerMinute + parts.meanRun) / 4
}

function logistic(x: number): number {
  return 100 / (1 + Math.exp(-x))
}

function featuresOf(activity: VoiceActivity, syllables: number, speechMs: number): FluencyFeatures {
  const first = activity.runs[0]?.startMs ?? 0
  const last = activity.runs.at(-1)?.endMs ?? 0
  const pauseMs = activity.pauses.reduce((sum, pause) => sum + pause.endMs - pause.startMs, 0)
  return {
    articulationRate: syllables / (speechMs / 1000),
    phonationRatio: speechMs / (last - first),
    pausesPerMinute: activity.pauses.length / (speechMs / 60_000),
    meanRun: syllables / activity.runs.length,
    meanPauseMs: activity.pauses.length === 0 ? null : pauseMs / activity.pauses.length,
    syllables,
    speechMs,
  }
}

function none(reason: FluencyReason): Fluency {
  return { score: null, reason, features: null, pauses: [], runs: [], confidence: 0 }
}

function clipOf(samples: Float32Array, runs: readonly Span[]): Float32Array {
  const first = ((runs[0]?.startMs ?? 0) * SAMPLE_RATE) / 1000
  const last = ((runs.at(-1)?.endMs ?? 0) * SAMPLE_RATE) / 1000
  return samples.subarray(first, last)
}

function confidenceOf(speechMs: number, range: number, clipped: number): number {
  const length = Math.min(1, speechMs / 20_000)
  const clearness = Math.max(0.3, Math.min(1, (range - 15) / 15))
  const intact = clipped > 0.005 ? 0.6 : 1
  return Math.round(70 * length * clearness * intact) / 100
}
