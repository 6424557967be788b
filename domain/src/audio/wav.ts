import { measured } from '#audio/measured'
import type { Measured } from '#audio/measured'
import { resample } from '#audio/resample'
import { SAMPLE_RATE } from '#audio/write-wav'

/** The longest audio that is read, seconds: an answer of the level test (decisions §3). */
export const MAX_SECONDS = 180

/**
 * Why bytes are not read: `not-wav` no RIFF/WAVE or a header cut short; `empty` a header without one whole sample;
 * `too-long` over the limit; `unsupported` a WAV with a coding, width, rate or channel count that is not read here.
 */
export type WavReason = 'not-wav' | 'empty' | 'too-long' | 'unsupported'

/** Bytes that are not read, with the reason. */
export interface UnreadableWav {
  readonly unreadable: true
  readonly reason: WavReason
}

/** What a WAV file says, as 16 kHz mono. */
export interface WavAudio {
  readonly unreadable: false
  /** 16 kHz mono, −1…1. Never NaN. */
  readonly samples: Float32Array
  readonly sampleRate: typeof SAMPLE_RATE
  /** True length in seconds, from the bytes that are there and never from the header's word or the client's. */
  readonly seconds: number
  /** As it was recorded. */
  readonly source: { readonly sampleRate: number; readonly channels: number; readonly bits: number; readonly coding: 'pcm' | 'float' }
}

interface Format {
  readonly coding: 'pcm' | 'float'
  readonly channels: number
  readonly sampleRate: number
  readonly bits: number
}

const PCM = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe

/** Where the samples of a WAV file lie: `size` bytes from `start`; `isCut` where its header promises more than there is. */
interface Layout {
  readonly format: Format
  readonly start: number
  readonly size: number
  readonly isCut: boolean
}

/** What a program writes that does not know the length yet: this much and more. */
const STREAMED = 0x7ff00000

function layoutOf(view: DataView): Layout | UnreadableWav {
  const riff = tagAt(view, 0)
  if ((riff !== 'RIFF' && riff !== 'RF64') || tagAt(view, 8) !== 'WAVE') return unreadable('not-wav')

  let format: Format | 'unsupported' | null = null
  for (let at = 12; at + 8 <= view.byteLength;) {
    const tag = tagAt(view, at)
    const size = view.getUint32(at + 4, true)
    const body = at + 8
    if (tag === 'fmt ') {
      if (size < 16 || body + size > view.byteLength) return unreadable('not-wav')
      format = formatAt(view, body, size)
    } else if (tag === 'data') {
      if (format === null) return unreadable('not-wav')
      if (format === 'unsupported') return unreadable('unsupported')
      // A pipe cannot go back to write its length: 0 or ffffffff then mean "to the end". A claim beyond the end is cut there.
      const rest = view.byteLength - body
      const isStreamed = size === 0 && tagAt(view, body) !== 'LIST'
      return { format, start: body, size: isStreamed ? rest : Math.min(size, rest), isCut: size > rest && size < STREAMED }
    }
    at = body + size + (size & 1)
  }
  return unreadable(format === null ? 'not-wav' : 'empty')
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/**
 * Reads RIFF/WAVE: 8-, 16-, 24- and 32-bit PCM and 32-bit float, up to 8 channels (mixed to mono), 8–192 kHz (resampled to 16 kHz),
 * WAVE_FORMAT_EXTENSIBLE, other chunks before `data`, odd chunks with their pad byte, and streamed files whose sizes are 0 or
 * ffffffff (field case F59: length is what the bytes hold). Allocates at most 4 bytes a frame of `maxSeconds` twice.
 * Source: Microsoft & IBM 1991, Multimedia Programming Interface; RFC 2361.
 */
export function readWav(bytes: Uint8Array, maxSeconds: number = MAX_SECONDS): WavAudio | UnreadableWav {
  const view = viewOf(bytes)
  const layout = layoutOf(view)
  return 'unreadable' in layout ? layout : decode(view, layout.start, layout.size, layout.format, maxSeconds)
}

/** Length of what {@link readWav} reads, without decoding it; what ends before its header says so is `cut`. */
export function wavSeconds(bytes: Uint8Array): Measured {
  const layout = layoutOf(viewOf(bytes))
  if ('unreadable' in layout) return { reason: layout.reason === 'not-wav' ? 'broken' : layout.reason === 'unsupported' ? 'unsupported' : 'empty' }
  const { format, size, isCut } = layout
  if (isCut) return { reason: 'cut' }
  return measured(Math.floor(size / ((format.bits / 8) * format.channels)) / format.sampleRate)
}

function unreadable(reason: WavReason): UnreadableWav {
  return { unreadable: true, reason }
}

function tagAt(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return ''
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
}

function formatAt(view: DataView, at: number, size: number): Format | 'unsupported' {
  let tag = view.getUint16(at, true)
  // The first two bytes of the sub-format GUID are the plain format tag.
  if (tag === EXTENSIBLE && size >= 40) tag = view.getUint16(at + 24, true)
  const channels = view.getUint16(at + 2, true)
  const sampleRate = view.getUint32(at + 4, true)
  const bits = view.getUint16(at + 14, true)
  const known = (tag === PCM && [8, 16, 24, 32].includes(bits)) || (tag === FLOAT && bits === 32)
  if (!known || channels < 1 || channels > 8 || sampleRate < 8000 || sampleRate > 192_000) return 'unsupported'
  return { coding: tag === PCM ? 'pcm' : 'float', channels, sampleRate, bits }
}

function decode(view: DataView, start: number, size: number, format: Format, maxSeconds: number): WavAudio | UnreadableWav {
  const width = format.bits / 8
  const frames = Math.floor(size / (width * format.channels))
  if (frames === 0) return unreadable('empty')
  const seconds = frames / format.sampleRate
  if (seconds > maxSeconds) return unreadable('too-long')
  const read = reader(view, format)
  const mono = new Float32Array(frames)
  for (let frame = 0, at = start; frame < frames; frame++) {
    let sum = 0
    for (let channel = 0; channel < format.channels; channel++, at += width) sum += read(at)
    mono[frame] = sum / format.channels
  }
  return { unreadable: false, samples: resample(mono, format.sampleRate, SAMPLE_RATE), sampleRate: SAMPLE_RATE, seconds, source: { ...format } }
}

function reader(view: DataView, format: Format): (at: number) => number {
  if (format.coding === 'float') {
    return (at) => {
      const value = view.getFloat32(at, true)
      return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0
    }
  }
  switch (format.bits) {
    case 8:
      return (at) => (view.getUint8(at) - 128) / 128
    case 16:
      return (at) => view.getInt16(at, true) / 32_768
    case 24:
      return (at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
    default:
      return (at) => view.getInt32(at, true) / 2_147_483_648
  }
}
