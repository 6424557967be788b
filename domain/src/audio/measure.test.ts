import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mp4, ogg, wav, webm } from '@studymate/host/testing/sounds'
import { ascii, concat } from '#images/bytes'
import { measureAudio } from './measure.ts'
import { opusSamples } from './opus.ts'

const seconds = (bytes: Uint8Array): number => {
  const result = measureAudio(bytes)
  return 'seconds' in result ? result.seconds : Number.NaN
}
const reason = (bytes: Uint8Array): string => {
  const result = measureAudio(bytes)
  return 'unreadable' in result ? result.unreadable : 'read'
}

/** A WAV of a pipe: lengths that nobody went back to write, and a chunk of words before the samples (F59). */
function piped(length: number): Uint8Array {
  const plain = wav(length)
  const bytes = concat([plain.subarray(0, 36), ascii('LIST'), Uint8Array.of(4, 0, 0, 0), ascii('INFO'), plain.subarray(36)])
  const view = new DataView(bytes.buffer)
  view.setUint32(4, 0xffffffff, true)
  view.setUint32(52, 0xffffffff, true)
  return bytes
}

describe('the length of a recording comes from its content (F59, F60)', () => {
  it.each([
    ['a WAV', wav(1.5), 1.5],
    ['a WAV of a pipe', piped(60), 60],
    ['a WebM without a length', webm(14), 14],
    ['a WebM that began late', webm(14, { startMs: 90_000 }), 14],
    ['a WebM whose header claims 1 s', webm(130, { claims: 1 }), 130],
    ['an Ogg', ogg(14), 14],
    ['an Ogg trimmed at its end', ogg(2, 480), 1.99],
    ['an MP4', mp4(60), 60],
    ['an MP4 whose header claims 1 s', mp4(60, { claims: 1 }), 60],
    ['an MP4 in fragments', mp4(60, { fragments: true }), 60],
  ])('%s', (_name, bytes, right) => {
    expect(Math.abs(seconds(bytes) - right)).toBeLessThan(0.05)
  })

  it.each([
    ['nothing', 'not-audio', new Uint8Array()],
    ['a page', 'not-audio', ascii('<html>')],
    ['a WAV of 44 bytes', 'empty', wav(0)],
    ['a cut WAV', 'cut', wav(2).subarray(0, 40_000)],
    ['a WebM without sound', 'empty', webm(0)],
    ['a cut WebM', 'cut', webm(2).subarray(0, -3)],
    ['a WebM with pictures', 'unsupported', webm(2, { video: true })],
    ['an Ogg with nothing after its head', 'empty', ogg(0).subarray(0, 47)],
    ['a cut Ogg', 'cut', ogg(2).subarray(0, -3)],
    ['an empty MP4', 'empty', mp4(0)],
    ['a cut MP4', 'cut', mp4(2).subarray(0, -3)],
    ['an MP4 whose table never came', 'cut', mp4(2).subarray(0, 20)],
    ['an MP4 with pictures', 'unsupported', mp4(2, { video: true })],
    ['an mp3', 'unsupported', Uint8Array.of(0xff, 0xfb, 0x90, 0x64, 0, 0)],
  ])('refuses %s as %s', (_name, why, bytes) => {
    expect(reason(bytes)).toBe(why)
  })

  it('trusts no times of a WebM that say less than its packets hold', () => {
    const bytes = webm(130)
    // Every block at the time of the first.
    for (let at = 0; at + 8 < bytes.length; at++) if (bytes[at] === 0xa3 && bytes[at + 2] === 0x81) bytes.fill(0, at + 3, at + 5)
    expect(seconds(bytes)).toBeGreaterThan(129)
  })

  it('gives a length above nothing or a reason, whatever the bytes', () => {
    const made = [wav(0.2), piped(0.2), webm(0.5), webm(0.5, { video: true }), ogg(0.5), mp4(0.5), mp4(0.5, { fragments: true })]
    const damaged = fc
      .record({
        whole: fc.constantFrom(...made),
        changes: fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 24 }),
        keep: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ whole, changes, keep }) => {
        const bytes = Uint8Array.from(whole)
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        return bytes.subarray(0, Math.ceil(bytes.length * keep))
      })
    const labelled = fc
      .tuple(fc.constantFrom('RIFF    WAVEfmt ', '\x1a\x45\xdf\xa3\x42\x82\x84webm', 'OggS', '\0\0\0\x10ftypM4A     '), fc.uint8Array({ maxLength: 400 }))
      .map(([head, tail]) => concat([ascii(head), tail]))
    fc.assert(
      fc.property(fc.oneof(damaged, labelled, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        const result = measureAudio(bytes)
        if ('unreadable' in result) return
        expect(Number.isFinite(result.seconds)).toBe(true)
        expect(result.seconds).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a packet of Opus', () => {
  it.each([
    [[0xf8], 960],
    [[0xf9], 1920],
    [[0xfb, 6], 5760],
    [[0xfb, 7], 0],
    [[0x18], 2880],
    [[], 0],
  ])('%j holds %i samples', (bytes, samples) => {
    expect(opusSamples(Uint8Array.from(bytes), 0, bytes.length)).toBe(samples)
  })
})
