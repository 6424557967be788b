import { FRAME_MS } from '#audio/signal'

/** A silence inside speech counts as a pause from here on, ms (de Jong & Bosker 2013). */
export const PAUSE_MS = 250

/** A stretch of a clip, milliseconds from its start; `startMs` < `endMs`, both inside the clip. */
export interface Span {
  readonly startMs: number
  readonly endMs: number
}

/** Where a clip has sound of the speaker's loudness, and the levels that decided it (dB of full scale). */
export interface VoiceActivity {
  /** Stretches without a pause. */
  readonly runs: readonly Span[]
  /** Silences of at least {@link PAUSE_MS} between two runs; what comes before the first and after the last is no pause. */
  readonly pauses: readonly Span[]
  /** Level of the loudest 200 ms. */
  readonly top: number
  /** Level of the background: the quietest tenth of what is not digital silence. */
  readonly floor: number
  /** Above this a frame is sound. */
  readonly threshold: number
}

const LOUD_FRAMES = 20
const DIGITAL_SILENCE = -85
const SHORTEST_RUN_MS = 60

/**
 * Sound and silence by level: sound lies at most 25 dB under the loudest 200 ms (de Jong & Wempe 2009) and, where the background
 * is louder than that, 4 dB above the background. The loudest 200 ms are a fixed time and digital silence does not count as
 * background, so silence spliced into a clip moves no threshold.
 */
export function voiceActivity(levels: Float32Array): VoiceActivity {
  const sorted = levels.toSorted()
  const top = sorted[Math.max(0, sorted.length - LOUD_FRAMES)] ?? DIGITAL_SILENCE
  const real = sorted.filter((level) => level > DIGITAL_SILENCE)
  const floor = real[Math.floor(real.length / 10)] ?? DIGITAL_SILENCE
  const threshold = Math.max(top - 25, Math.min(floor + 4, top - 10))
  const runs = joinRuns(soundSpans(levels, threshold))
  const pauses = runs.slice(1).map((run, index) => ({ startMs: runs[index]?.endMs ?? 0, endMs: run.startMs }))
  return { runs, pauses, top, floor, threshold }
}

function soundSpans(levels: Float32Array, threshold: number): Span[] {
  const spans: Span[] = []
  let start = -1
  for (let i = 0; i <= levels.length; i++) {
    const isSound = (levels[i] ?? -Infinity) > threshold
    if (isSound && start < 0) start = i
    if (!isSound && start >= 0) {
      spans.push({ startMs: start * FRAME_MS, endMs: i * FRAME_MS })
      start = -1
    }
  }
  return spans
}

function joinRuns(spans: readonly Span[]): Span[] {
  const runs: Span[] = []
  // A click or a breath is shorter than any syllable: it must not cut a pause in two.
  for (const span of spans.filter((one) => one.endMs - one.startMs >= SHORTEST_RUN_MS)) {
    const last = runs.at(-1)
    if (last && span.startMs - last.endMs < PAUSE_MS) runs[runs.length - 1] = { startMs: last.startMs, endMs: span.endMs }
    else runs.push(span)
  }
  return runs
}
