import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { fluency, fluencyScore } from '#level-test/fluency'
import { PAUSE_MS } from '#level-test/voice-activity'
import { SAMPLE_RATE, VOICES, joined, silence, speak } from '../../../tools/speech.mjs'

const TALK =
  'I think people should work from home more often because it saves time and energy, although some meetings are easier when everybody is in the same room. Last summer my family travelled to a small village near the mountains.'
// As dictionaries divide the words.
const SYLLABLES = 57

const floats = (samples: Int16Array) => Float32Array.from(samples, (sample) => sample / 32_768)

/** The clip cut at the given shares of its length, with a silence of `seconds` at each cut. */
function withGaps(
  clip: Int16Array,
  shares: readonly number[],
  seconds: number,
): { clip: Int16Array; gaps: readonly (readonly [startMs: number, endMs: number])[] } {
  const cuts = shares.map((share) => Math.floor(share * clip.length)).toSorted((a, b) => a - b)
  const parts: Int16Array[] = []
  const gaps: (readonly [number, number])[] = []
  let at = 0
  let length = 0
  for (const cut of cuts) {
    parts.push(clip.subarray(at, cut), silence(seconds))
    length += cut - at
    gaps.push([(length / SAMPLE_RATE) * 1000, (length / SAMPLE_RATE + seconds) * 1000])
    length += seconds * SAMPLE_RATE
    at = cut
  }
  return { clip: joined(...parts, clip.subarray(at)), gaps }
}

/** Noise of a fixed seed, −1…1. */
function noise(length: number): Float32Array {
  let state = 12_345
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return state / 2 ** 31
  })
}

let slt: Int16Array
beforeAll(async () => {
  slt = await speak(TALK)
})

describe('fluency of speech', () => {
  it.each(VOICES)('counts the syllables of %s within 30 % of the dictionary', async (voice) => {
    const measured = fluency(floats(await speak(TALK, { voice })))
    expect(measured.reason).toBeUndefined()
    expect(measured.features?.syllables).toBeGreaterThan(SYLLABLES * 0.7)
    expect(measured.features?.syllables).toBeLessThan(SYLLABLES * 1.3)
  })

  it('falls when six gaps of 0.8 s are spliced in, and names each of them (F54)', () => {
    const whole = fluency(floats(slt))
    const { clip, gaps } = withGaps(
      slt,
      [1, 2, 3, 4, 5, 6].map((n) => n / 7),
      0.8,
    )
    const broken = fluency(floats(clip))
    expect(broken.score).toBeLessThan((whole.score ?? 0) - 5)
    for (const [startMs, endMs] of gaps) {
      const named = broken.pauses.some((pause) => Math.abs(pause.startMs - startMs) <= 100 && Math.abs(pause.endMs - endMs) <= 100)
      expect(named, `${startMs}–${endMs}`).toBe(true)
    }
  })

  it('never rises by silence inside, wherever it is', () => {
    const share = fc.double({ min: 0.03, max: 0.97, noNaN: true })
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), fc.double({ min: 0.4, max: 3, noNaN: true }), (shares, seconds) => {
        expect(fluency(floats(withGaps(slt, shares, seconds).clip)).score ?? 101).toBeLessThan(fluency(floats(slt)).score ?? 0)
      }),
      { numRuns: 25 },
    )
  })

  it('falls with each further gap', () => {
    const scores = [0, 1, 2, 4, 8].map(
      (count) =>
        fluency(
          floats(
            withGaps(
              slt,
              Array.from({ length: count }, (_, i) => (i + 1) / (count + 1)),
              0.6,
            ).clip,
          ),
        ).score ?? 0,
    )
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(new Set(scores).size).toBe(scores.length)
  })

  it('falls when the same words are drawn out', async () => {
    const slow = fluency(floats(await speak(TALK, { pace: 2 })))
    expect(slow.score).toBeLessThan(fluency(floats(slt)).score ?? 0)
  })

  it('does not count thinking before the first word and silence after the last', () => {
    expect(fluency(floats(joined(silence(5), slt, silence(4)))).score).toBeCloseTo(fluency(floats(slt)).score ?? 0, 0)
  })

  it('hears the same through a quiet microphone, an offset and a little noise', () => {
    const { clip } = withGaps(slt, [0.3, 0.6], 0.8)
    const plain = fluency(floats(clip))
    const hiss = noise(clip.length)
    for (const change of [(x: number) => x * 0.1, (x: number) => x + 0.02, (x: number, i: number) => x + 0.005 * (hiss[i] ?? 0)]) {
      const changed = fluency(floats(clip).map(change))
      expect(Math.abs((changed.score ?? 0) - (plain.score ?? 0))).toBeLessThan(4)
      expect(changed.pauses).toHaveLength(2)
    }
  })

  it('finds the pauses of a noisy room even when digital silence is spliced in', () => {
    const hiss = noise(slt.length * 3)
    const room = floats(withGaps(slt, [0.3, 0.6], 0.8).clip).map((x, i) => x + 0.07 * (hiss[i] ?? 0))
    expect(fluency(room).pauses).toHaveLength(2)
    const cut = Math.floor(room.length * 0.85)
    const spliced = new Float32Array(room.length + SAMPLE_RATE * 4)
    spliced.set(room.subarray(0, cut))
    spliced.set(room.subarray(cut), cut + SAMPLE_RATE * 4)
    expect(fluency(spliced).pauses).toHaveLength(3)
  })

  it('keeps its evidence inside the clip, in order, start before end', () => {
    const { clip } = withGaps(slt, [0.1, 0.35, 0.7], 1.2)
    const { pauses, runs } = fluency(floats(clip))
    const all = [...pauses, ...runs].toSorted((a, b) => a.startMs - b.startMs)
    expect(pauses).toHaveLength(3)
    expect(runs).toHaveLength(4)
    let end = 0
    for (const span of all) {
      expect(span.startMs).toBeGreaterThanOrEqual(end)
      expect(span.endMs).toBeGreaterThan(span.startMs)
      end = span.endMs
    }
    expect(end).toBeLessThanOrEqual((clip.length / SAMPLE_RATE) * 1000)
    for (const pause of pauses) expect(pause.endMs - pause.startMs).toBeGreaterThanOrEqual(PAUSE_MS)
  })
})

describe('what is no speech has no fluency, never a low one', () => {
  const ten = SAMPLE_RATE * 10
  const HISS = noise(SAMPLE_RATE * 20)
  const cases: readonly (readonly [string, () => Float32Array, string])[] = [
    ['nothing', () => new Float32Array(0), 'NO_SPEECH'],
    ['less than a frame', () => new Float32Array(7), 'NO_SPEECH'],
    ['digital silence', () => new Float32Array(ten), 'NO_SPEECH'],
    ['a quiet room', () => noise(ten).map((x) => x * 0.001), 'NO_SPEECH'],
    ['one second of speech in ten', () => floats(joined(silence(4), slt.subarray(8000, 24_000), silence(5))), 'NO_SPEECH'],
    ['steady noise', () => noise(ten).map((x) => x * 0.2), 'NOISE'],
    ['noise that comes and goes like syllables', () => noise(ten).map((x, i) => x * 0.2 * (1 + Math.sin((i * 8 * Math.PI) / SAMPLE_RATE))), 'NOISE'],
    ['a steady tone', () => Float32Array.from({ length: ten }, (_, i) => 0.3 * Math.sin(i * 0.1)), 'NOISE'],
    ['speech drowned in noise', () => floats(slt).map((x, i) => x * 0.3 + (HISS[i] ?? 0) * 0.2), 'NOISE'],
    ['speech whose pauses are lost in noise', () => floats(withGaps(slt, [0.3, 0.6], 0.8).clip).map((x, i) => x + (HISS[i] ?? 0) * 0.2), 'NOISE'],
    ['speech far too loud for the microphone', () => floats(slt).map((x) => Math.max(-1, Math.min(1, x * 20))), 'CLIPPED'],
  ]
  it.each(cases)('%s', (_name, clip, reason) => {
    expect(fluency(clip())).toMatchObject({ score: null, reason, features: null, confidence: 0 })
  })
})

it('scores strictly by each measure', () => {
  const measures = fc.record({
    articulationRate: fc.double({ min: 0.5, max: 7, noNaN: true }),
    phonationRatio: fc.double({ min: 0.05, max: 1, noNaN: true }),
    pausesPerMinute: fc.double({ min: 0, max: 100, noNaN: true }),
    meanRun: fc.double({ min: 1, max: 60, noNaN: true }),
  })
  fc.assert(
    fc.property(measures, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (base, step) => {
      const score = fluencyScore(base)
      expect(score).toBeGreaterThan(0)
      expect(score).toBeLessThan(100)
      expect(fluencyScore({ ...base, articulationRate: base.articulationRate * (1 + step) })).toBeGreaterThan(score)
      expect(fluencyScore({ ...base, phonationRatio: base.phonationRatio * (1 + step) })).toBeGreaterThan(score)
      expect(fluencyScore({ ...base, pausesPerMinute: base.pausesPerMinute + step })).toBeLessThan(score)
      expect(fluencyScore({ ...base, meanRun: base.meanRun * (1 + step) })).toBeGreaterThan(score)
    }),
  )
})
