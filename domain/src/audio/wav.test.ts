import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWav } from '#audio/wav'
import { writeWav } from '#audio/write-wav'

interface Making {
  readonly tag?: number
  readonly channels?: number
  readonly rate?: number
  readonly bits?: number
  readonly extensible?: boolean
  readonly before?: readonly (readonly [string, number])[]
  readonly dataSize?: number
  readonly body: Uint8Array
}

function wav({ tag = 1, channels = 1, rate = 16_000, bits = 16, extensible = false, before = [], dataSize, body }: Making): Uint8Array {
  const fmtSize = extensible ? 40 : 16
  const fmt = new DataView(new ArrayBuffer(8 + fmtSize))
  text(fmt, 0, 'fmt ')
  fmt.setUint32(4, fmtSize, true)
  fmt.setUint16(8, extensible ? 0xfffe : tag, true)
  fmt.setUint16(10, channels, true)
  fmt.setUint32(12, rate, true)
  fmt.setUint32(16, (rate * channels * bits) / 8, true)
  fmt.setUint16(20, (channels * bits) / 8, true)
  fmt.setUint16(22, bits, true)
  if (extensible) fmt.setUint16(32, tag, true)
  const chunks = before.map(([name, size]) => {
    const chunk = new DataView(new ArrayBuffer(8 + size + (size & 1)))
    text(chunk, 0, name)
    chunk.setUint32(4, size, true)
    return new Uint8Array(chunk.buffer)
  })
  const head = new DataView(new ArrayBuffer(12))
  text(head, 0, 'RIFF')
  head.setUint32(4, 0xffffffff, true)
  text(head, 8, 'WAVE')
  const data = new DataView(new ArrayBuffer(8))
  text(data, 0, 'data')
  data.setUint32(4, dataSize ?? body.length, true)
  return Uint8Array.from([head, fmt, ...chunks, data, body].flatMap((part) => Array.from(part instanceof Uint8Array ? part : new Uint8Array(part.buffer))))
}

function text(view: DataView, at: number, value: string): void {
  for (let i = 0; i < value.length; i++) view.setUint8(at + i, value.charCodeAt(i))
}

const pcm16 = (...values: readonly number[]) => new Uint8Array(Int16Array.from(values).buffer)

function read(bytes: Uint8Array) {
  const audio = readWav(bytes)
  if (audio.unreadable) throw new Error(audio.reason)
  return audio
}

const sine = (rate: number, hz: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate))
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)

describe('reading WAV', () => {
  it('gives back what was written, within one step of 16 bits', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 400 }), (values) => {
        const audio = read(writeWav(Float32Array.from(values)))
        expect(audio.seconds).toBe(values.length / 16_000)
        values.forEach((value, i) => expect(Math.abs((audio.samples[i] ?? 9) - value)).toBeLessThan(1 / 16_000))
      }),
    )
  })

  it('reads 8, 16, 24 and 32 bits and float', () => {
    const close = (making: Making) => expect(Array.from(read(wav(making)).samples, (x) => Math.round(x * 100) / 100)).toEqual([0.5, -0.5])
    close({ bits: 8, body: Uint8Array.of(192, 64) })
    close({ bits: 16, body: pcm16(16_384, -16_384) })
    close({ bits: 24, body: Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0) })
    close({ bits: 32, body: new Uint8Array(Int32Array.of(2 ** 30, -(2 ** 30)).buffer) })
    close({ tag: 3, bits: 32, body: new Uint8Array(Float32Array.of(0.5, -0.5).buffer) })
    close({ extensible: true, body: pcm16(16_384, -16_384) })
    close({ extensible: true, tag: 3, bits: 32, body: new Uint8Array(Float32Array.of(0.5, -0.5).buffer) })
  })

  it('never lets a float that is no number through', () => {
    const audio = read(wav({ tag: 3, bits: 32, body: new Uint8Array(Float32Array.of(NaN, Infinity, -9, 0.25).buffer) }))
    expect(Array.from(audio.samples)).toEqual([0, 0, -1, 0.25])
  })

  it('mixes stereo to mono', () => {
    const audio = read(wav({ channels: 2, body: pcm16(16_384, 0, -16_384, 16_384) }))
    expect(Array.from(audio.samples)).toEqual([0.25, 0])
    expect(audio.source.channels).toBe(2)
  })

  it('knows the true length of a streamed file with LIST before the data (F59)', () => {
    const body = new Uint8Array(16_000 * 2 * 3)
    for (const dataSize of [0xffffffff, 0, body.length, body.length * 9]) {
      expect(
        read(
          wav({
            before: [
              ['LIST', 26],
              ['bext', 7],
            ],
            dataSize,
            body,
          }),
        ).seconds,
      ).toBe(3)
    }
  })

  it.each([8000, 22_050, 44_100, 48_000])('resamples %d Hz and cuts what 16 kHz cannot carry', (rate) => {
    const at = (hz: number) => {
      const body = new Uint8Array(Float32Array.from(sine(rate, hz, 0.5)).buffer)
      return read(wav({ tag: 3, bits: 32, rate, body }))
    }
    const low = at(440)
    expect(low.samples.length).toBe(8000)
    expect(low.seconds).toBe(0.5)
    const expected = sine(16_000, 440, 0.5)
    for (let i = 500; i < 7500; i++) expect(Math.abs((low.samples[i] ?? 9) - (expected[i] ?? 0))).toBeLessThan(0.02)
    if (rate > 20_000) expect(rms(at(10_000).samples)).toBeLessThan(0.01)
  })

  it('says why it does not read', () => {
    const reason = (bytes: Uint8Array) => {
      const audio = readWav(bytes)
      return audio.unreadable ? audio.reason : 'read'
    }
    const whole = writeWav(new Float32Array(100))
    expect(reason(new Uint8Array(0))).toBe('not-wav')
    expect(reason(new TextEncoder().encode('<!doctype html><p>RIFF WAVE data fmt '))).toBe('not-wav')
    for (const cut of [3, 11, 12, 20, 35]) expect(reason(whole.subarray(0, cut))).toBe('not-wav')
    expect(reason(whole.subarray(0, 36))).toBe('empty')
    expect(reason(whole.subarray(0, 44))).toBe('empty')
    expect(reason(whole.subarray(0, 45))).toBe('empty')
    expect(reason(writeWav(new Float32Array(0)))).toBe('empty')
    expect(reason(wav({ tag: 85, body: pcm16(1) }))).toBe('unsupported')
    expect(reason(wav({ tag: 3, bits: 64, body: new Uint8Array(8) }))).toBe('unsupported')
    expect(reason(wav({ channels: 9, body: new Uint8Array(18) }))).toBe('unsupported')
    expect(reason(wav({ channels: 0, body: new Uint8Array(18) }))).toBe('unsupported')
    expect(reason(wav({ rate: 1, body: pcm16(1) }))).toBe('unsupported')
    expect(reason(wav({ rate: 0, body: pcm16(1) }))).toBe('unsupported')
    expect(reason(writeWav(new Float32Array(16_000 * 180 + 1)))).toBe('too-long')
    expect(reason(writeWav(new Float32Array(16_000 * 180)))).toBe('read')
  })

  it('survives any bytes behind a WAV head', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(60), (noise, keep) => {
        const bytes = new Uint8Array(60 + noise.length)
        bytes.set(writeWav(new Float32Array(8)).subarray(0, keep))
        bytes.set(noise, Math.min(keep, 60))
        const audio = readWav(bytes)
        if (audio.unreadable) return
        expect(Number.isFinite(audio.seconds) && audio.seconds > 0).toBe(true)
        expect(audio.samples.every((x) => Math.abs(x) <= 1.5)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('reads a view into a larger buffer', () => {
    const file = writeWav(Float32Array.of(0.5, -0.5))
    const larger = new Uint8Array(file.length + 7)
    larger.set(file, 3)
    expect(read(larger.subarray(3, 3 + file.length)).samples.length).toBe(2)
  })
})
