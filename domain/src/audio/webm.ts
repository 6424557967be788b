import { measured } from '#audio/measured'
import type { Measured } from '#audio/measured'
import { OPUS_RATE, opusSamples } from '#audio/opus'

const SEGMENT = 0x18538067
const CLUSTER = 0x1f43b675
const INFO = 0x1549a966
const TRACKS = 0x1654ae6b
const TRACK = 0xae
const BLOCK_GROUP = 0xa0
// What holds other elements is entered, everything else is read or left out: an unknown length (a live recording) then needs no end.
const ENTERED = new Set([SEGMENT, CLUSTER, INFO, TRACKS, TRACK, BLOCK_GROUP])

const TIMESTAMP_SCALE = 0x2ad7b1
const CODEC = 0x86
const TRACK_NUMBER = 0xd7
const TRACK_TYPE = 0x83
const DEFAULT_DURATION = 0x23e383
const CLUSTER_TIME = 0xe7
const SIMPLE_BLOCK = 0xa3
const BLOCK = 0xa1
const BLOCK_DURATION = 0x9b

const AUDIO = 2
const VIDEO = 1

/** A number of EBML with its length marker (RFC 8794 §4): its value, -1 where every bit of it is set, and how many bytes it took; null where it is none. */
function vint(bytes: Uint8Array, at: number, keepMarker: boolean): { value: number; size: number } | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const size = Math.clz32(first) - 23
  if (size > 8 || at + size > bytes.length) return null
  let value = keepMarker ? first : first & (0xff >> size)
  let isAllOnes = value === 0xff >> size
  for (let i = 1; i < size; i++) {
    const byte = bytes[at + i] ?? 0
    isAllOnes &&= byte === 0xff
    value = value * 256 + byte
  }
  return { value: !keepMarker && isAllOnes ? -1 : value, size }
}

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0
  for (let i = 0; i < Math.min(size, 8); i++) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

interface Track {
  number: number
  type: number
  isOpus: boolean
  /** Seconds of one frame where the file says so; 0 where it does not. */
  frame: number
}

/**
 * Length of a WebM or Matroska recording from its blocks (RFC 9559): from the first one's time to the last one's end, never from the header's word, which a
 * browser's recorder leaves out or a liar writes. Of Opus also what its packets hold, where that is more.
 */
export function webmSeconds(bytes: Uint8Array): Measured {
  const tracks: Track[] = []
  let scale = 1e-3
  let cluster = 0
  let group: { time: number; packet: number } | null = null
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  let packets = 0

  const sound = () => tracks.find(({ type }) => type === AUDIO)
  // Takes a block that begins at `at`: track, time beside its cluster's, flags, frames.
  const take = (at: number, end: number): { time: number; packet: number } | null => {
    const number = vint(bytes, at, false)
    const track = sound()
    if (!number || !track || number.value !== track.number || at + number.size + 3 >= end) return null
    const beside = at + number.size
    const relative = (((bytes[beside] ?? 0) << 24) >> 16) | (bytes[beside + 1] ?? 0)
    const time = (cluster + relative) * scale
    const hasLace = ((bytes[beside + 2] ?? 0) & 0x06) !== 0
    const frames = hasLace ? (bytes[beside + 3] ?? 0) + 1 : 1
    const packet = track.isOpus ? opusSamples(bytes, hasLace ? end : beside + 3, end) / OPUS_RATE : 0
    const length = packet > 0 ? packet : track.frame * frames
    packets += packet
    first = Math.min(first, time)
    last = Math.max(last, time + length)
    return { time, packet: length }
  }

  for (let at = 0; at < bytes.length;) {
    const id = vint(bytes, at, true)
    const length = id && vint(bytes, at + id.size, false)
    if (!id || !length) return { reason: at > 0 ? 'cut' : 'broken' }
    const data = at + id.size + length.size
    const end = length.value < 0 ? bytes.length : data + length.value
    if (end > bytes.length) return { reason: 'cut' }
    if (length.value < 0 && !ENTERED.has(id.value)) return { reason: 'broken' }
    const track = tracks.at(-1)
    if (id.value === TRACK) tracks.push({ number: 0, type: 0, isOpus: false, frame: 0 })
    else if (id.value === TIMESTAMP_SCALE) scale = unsigned(bytes, data, length.value) / 1e9
    else if (id.value === TRACK_NUMBER && track) track.number = unsigned(bytes, data, length.value)
    else if (id.value === TRACK_TYPE && track) track.type = unsigned(bytes, data, length.value)
    else if (id.value === DEFAULT_DURATION && track) track.frame = unsigned(bytes, data, length.value) / 1e9
    else if (id.value === CODEC && track) track.isOpus = String.fromCharCode(...bytes.subarray(data, Math.min(end, data + 32))) === 'A_OPUS'
    else if (id.value === CLUSTER_TIME) cluster = unsigned(bytes, data, length.value)
    else if (id.value === SIMPLE_BLOCK) take(data, end)
    else if (id.value === BLOCK) group = take(data, end)
    else if (id.value === BLOCK_DURATION && group) last = Math.max(last, group.time + unsigned(bytes, data, length.value) * scale)
    if (id.value === BLOCK_GROUP) group = null
    at = ENTERED.has(id.value) ? data : end
  }
  if (tracks.some(({ type }) => type === VIDEO)) return { reason: 'unsupported' }
  if (!Number.isFinite(first)) return { reason: 'empty' }
  return measured(Math.max(last - first, packets))
}
