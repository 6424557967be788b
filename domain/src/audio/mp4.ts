import { measured } from '#audio/measured'
import type { Measured } from '#audio/measured'
import { big, hasAt } from '#images/bytes'

/** Boxes that hold boxes on the way to what tells the length (ISO 14496-12). */
const ENTERED = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'mvex', 'moof', 'traf'])

interface Track {
  id: number
  handler: string
  /** Ticks a second. */
  scale: number
  /** Ticks of the samples that tables and fragments list. */
  ticks: number
  samples: number
  /** Ticks at which fragments begin and end, where they say when. */
  from: number
  to: number
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

/** Adds what a time-to-sample table lists: pairs of how many and how long. */
function addTable(bytes: Uint8Array, at: number, end: number, track: Track): void {
  const count = big(bytes, at + 4, 4)
  for (let i = 0, pair = at + 8; i < count && pair + 8 <= end; i++, pair += 8) {
    track.samples += big(bytes, pair, 4)
    track.ticks += big(bytes, pair, 4) * big(bytes, pair + 4, 4)
  }
}

/** Adds what a run of a fragment lists. Each sample says its own length where flag 0x100 is set. */
function addRun(bytes: Uint8Array, at: number, end: number, track: Track, usual: number): void {
  const flags = big(bytes, at, 4) & 0xffffff
  const count = big(bytes, at + 4, 4)
  if ((flags & 0x100) === 0) {
    // Each sample has bytes of its own somewhere: a count beyond the file is a lie.
    const real = Math.min(count, bytes.length)
    track.samples += real
    track.ticks += real * usual
    return
  }
  const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => (flags & flag) !== 0).length
  let sample = at + 8 + ((flags & 1) === 0 ? 0 : 4) + ((flags & 4) === 0 ? 0 : 4)
  for (let i = 0; i < count && sample + step <= end; i++, sample += step) {
    track.samples += 1
    track.ticks += big(bytes, sample, 4)
  }
}

/** Where a fragment's header has its usual length: after the base offset (8) and the description (4), where they are there. */
function usualOf(bytes: Uint8Array, at: number, end: number, otherwise: number): number {
  const flags = big(bytes, at, 4) & 0xffffff
  const place = at + 8 + ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4)
  return (flags & 8) === 0 || place + 4 > end ? otherwise : big(bytes, place, 4)
}

/**
 * Length of an MP4 recording (ISO 14496-12): what the sample tables of its sound list, and the runs of its fragments, in the ticks of its media header; from the
 * first fragment to the end of the last where they say when they are: a browser gives the last sample of each too short. The header's own duration is not read:
 * a fragmented recording says 0 there.
 */
export function mp4Seconds(bytes: Uint8Array): Measured {
  const tracks: Track[] = []
  const usual = new Map<number, number>()
  let current: Track | undefined
  let usualHere = 0
  let time: number | null = null
  let hasMedia = false

  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return { reason: 'cut' }
    const name = nameAt(bytes, at + 4)
    let size = big(bytes, at, 4)
    let data = at + 8
    if (size === 1) {
      if (at + 16 > bytes.length) return { reason: 'cut' }
      size = big(bytes, at + 8, 4) * 2 ** 32 + big(bytes, at + 12, 4)
      data = at + 16
    } else if (size === 0) size = bytes.length - at
    if (size < data - at) return { reason: 'broken' }
    const end = at + size
    if (end > bytes.length) return { reason: 'cut' }
    if (name === 'trak') {
      current = { id: 0, handler: '', scale: 0, ticks: 0, samples: 0, from: Number.POSITIVE_INFINITY, to: 0 }
      tracks.push(current)
    } else if (name === 'tkhd' && current) current.id = big(bytes, data + (bytes[data] === 1 ? 20 : 12), 4)
    else if (name === 'mdhd' && current) current.scale = big(bytes, data + (bytes[data] === 1 ? 20 : 12), 4)
    else if (name === 'hdlr' && current && current.handler === '') current.handler = nameAt(bytes, data + 8)
    else if (name === 'stts' && current) addTable(bytes, data, end, current)
    else if (name === 'trex') usual.set(big(bytes, data + 4, 4), big(bytes, data + 12, 4))
    else if (name === 'tfhd') {
      const id = big(bytes, data + 4, 4)
      current = tracks.find((track) => track.id === id)
      usualHere = usualOf(bytes, data, end, usual.get(id) ?? 0)
      time = null
    } else if (name === 'tfdt') time = bytes[data] === 1 ? big(bytes, data + 4, 4) * 2 ** 32 + big(bytes, data + 8, 4) : big(bytes, data + 4, 4)
    else if (name === 'trun' && current) {
      const before = current.ticks
      addRun(bytes, data, end, current, usualHere)
      if (time !== null) {
        current.from = Math.min(current.from, time)
        time += current.ticks - before
        current.to = Math.max(current.to, time)
      }
    }
    if (name === 'mdat') hasMedia ||= end > data
    at = ENTERED.has(name) ? data : end
  }
  const sound = tracks.find(({ handler }) => handler === 'soun')
  if (tracks.some(({ handler }) => handler === 'vide')) return { reason: 'unsupported' }
  if (!sound) return { reason: hasAt(bytes, 4, 'ftyp') && tracks.length === 0 ? 'cut' : 'unsupported' }
  if (!hasMedia || sound.samples === 0) return { reason: 'empty' }
  return sound.scale === 0 ? { reason: 'broken' } : measured(Math.max(sound.ticks, sound.to - sound.from) / sound.scale)
}
