import { SAMPLE_RATE } from '#audio/write-wav'

/** Step between energy frames, milliseconds. */
export const FRAME_MS = 10

const FRAME = (SAMPLE_RATE * FRAME_MS) / 1000
const FLOOR_DB = -100
const DECIMATION = 4
const LOW_RATE = SAMPLE_RATE / DECIMATION

/** Level of the signal in frames of {@link FRAME_MS}, in dB of full scale, −100 at the least; smoothed over 50 ms, without what lies under about 80 Hz. */
export function levels(samples: Float32Array): Float32Array {
  const count = Math.floor(samples.length / FRAME)
  const power = new Float64Array(count)
  let low = 0
  for (let frame = 0, at = 0; frame < count; frame++) {
    let sum = 0
    for (let i = 0; i < FRAME; i++, at++) {
      const x = samples[at] ?? 0
      // One-pole low-pass, subtracted: takes away the offset of cheap microphones and mains hum.
      low += 0.031 * (x - low)
      sum += (x - low) * (x - low)
    }
    power[frame] = sum / FRAME
  }
  const db = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const p = (k: number) => power[Math.max(0, Math.min(count - 1, i + k))] ?? 0
    const smooth = (p(-2) + 2 * p(-1) + 3 * p(0) + 2 * p(1) + p(2)) / 9
    db[i] = Math.max(FLOOR_DB, 10 * Math.log10(smooth + 1e-10))
  }
  return db
}

/** Share of samples at full scale, 0–1: a plateau there is clipping. */
export function clippedShare(samples: Float32Array): number {
  let clipped = 0
  for (let i = 1; i < samples.length; i++) if (Math.abs(samples[i] ?? 0) >= 0.985 && Math.abs(samples[i - 1] ?? 0) >= 0.985) clipped++
  return samples.length === 0 ? 0 : clipped / samples.length
}

/**
 * How periodic 40 ms around a frame are, 0–1: the highest normalised autocorrelation between 60 and 400 Hz at 4 kHz.
 * 0.45 and more is voiced (Boersma 1993).
 */
export function periodicity(samples: Float32Array, frame: number): number {
  const window = (LOW_RATE * 40) / 1000
  const longest = Math.ceil(LOW_RATE / 60)
  const shortest = Math.floor(LOW_RATE / 400)
  const start = Math.round(frame * FRAME + FRAME / 2 - ((window + longest) * DECIMATION) / 2)
  const low = new Float64Array(window + longest)
  let mean = 0
  for (let i = 0; i < low.length; i++) {
    let sum = 0
    for (let k = 0; k < DECIMATION; k++) sum += samples[start + i * DECIMATION + k] ?? 0
    low[i] = sum
    mean += sum / low.length
  }
  for (let i = 0; i < low.length; i++) low[i] = (low[i] ?? 0) - mean
  let best = 0
  for (let lag = shortest; lag <= longest; lag++) {
    let cross = 0
    let here = 0
    let there = 0
    for (let i = 0; i < window; i++) {
      const a = low[i] ?? 0
      const b = low[i + lag] ?? 0
      cross += a * b
      here += a * a
      there += b * b
    }
    const norm = Math.sqrt(here * there)
    if (norm > 1e-9) best = Math.max(best, cross / norm)
  }
  return best
}
