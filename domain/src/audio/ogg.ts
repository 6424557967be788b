import { measured } from '#audio/measured'
import type { Measured } from '#audio/measured'
import { OPUS_RATE, opusSamples } from '#audio/opus'
import { hasAt, little } from '#images/bytes'

const HEAD = 27

interface Stream {
  readonly serial: number
  readonly rate: number
  readonly isOpus: boolean
  /** Samples at the beginning that are not played. */
  readonly skip: number
}

function streamOf(bytes: Uint8Array, serial: number, at: number, end: number): Stream | null {
  if (hasAt(bytes, at, 'OpusHead') && at + 19 <= end) return { serial, rate: OPUS_RATE, isOpus: true, skip: little(bytes, at + 10, 2) }
  if (hasAt(bytes, at, '\x01vorbis') && at + 30 <= end) return { serial, rate: little(bytes, at + 12, 4), isOpus: false, skip: 0 }
  return null
}

/**
 * Length of an Ogg recording (RFC 3533): of Opus what its packets hold (RFC 7845), trimmed at the end where its last position says so; of Vorbis its last
 * position. Other codings are `unsupported`.
 */
export function oggSeconds(bytes: Uint8Array): Measured {
  let stream: Stream | null = null
  let packets = 0
  let position = 0
  let pages = 0
  // A packet that goes on over the end of a page begins once.
  let goesOn = false
  for (let at = 0; at < bytes.length;) {
    if (at + HEAD > bytes.length) return { reason: 'cut' }
    if (!hasAt(bytes, at, 'OggS')) return { reason: 'broken' }
    const count = bytes[at + 26] ?? 0
    const data = at + HEAD + count
    if (data > bytes.length) return { reason: 'cut' }
    const sizes = bytes.subarray(at + HEAD, data)
    const end = data + sizes.reduce((sum, size) => sum + size, 0)
    if (end > bytes.length) return { reason: 'cut' }
    const serial = little(bytes, at + 14, 4)
    if (stream === null) stream = streamOf(bytes, serial, data, end)
    else if (stream.serial === serial) {
      pages += 1
      const [low, high] = [little(bytes, at + 6, 4), little(bytes, at + 10, 4)]
      // All bits set: no packet ends on this page.
      if (high < 2 ** 31) position = Math.max(position, high * 2 ** 32 + low)
      let packet = data
      let start = goesOn ? -1 : data
      for (const size of sizes) {
        packet += size
        goesOn = size === 255
        if (goesOn) continue
        if (start >= 0 && stream.isOpus && !hasAt(bytes, start, 'OpusTags')) packets += opusSamples(bytes, start, packet)
        start = packet
      }
      if (goesOn && start >= 0 && stream.isOpus && !hasAt(bytes, start, 'OpusTags')) packets += opusSamples(bytes, start, end)
    }
    at = end
  }
  if (stream === null) return { reason: 'unsupported' }
  if (stream.rate === 0) return { reason: 'broken' }
  if (pages === 0) return { reason: 'empty' }
  if (!stream.isOpus) return measured(position / stream.rate)
  // The last packet may be longer than what was said; more than one packet less is no trimming but a lie.
  const isTrimmed = position > 0 && position < packets && packets - position <= 5_760
  return measured(((isTrimmed ? position : packets) - stream.skip) / stream.rate)
}
