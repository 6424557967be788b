import { ascii, big, concat, hasAt } from '#images/bytes'
import { orientationOf, orientationTiff } from '#images/exif'
import type { Orientation } from '#images/exif'
import type { ReadImage, Unread } from '#images/read'

const SIGNATURE = '\x89PNG\r\n\x1a\n'

/** What a still picture needs (PNG third edition, W3C 2025): pixels, palette, transparency, and colour said by numbers. Profiles, text, times and the frames of an animation go. */
const KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT'])
/** Kept at most once, of a bounded length: nothing can be hidden in them that is worth hiding. */
const LENGTHS: Readonly<Record<string, number>> = { IHDR: 13, PLTE: 768, tRNS: 256, gAMA: 4, cHRM: 32, sRGB: 1, cICP: 4, sBIT: 4, IEND: 0 }
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }

const CRCS = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc >>> 0
})

/** CRC-32 as PNG counts it (ISO 3309). */
export function crc32(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffffffff
  for (let at = from; at < to; at++) crc = (CRCS[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** A chunk of a PNG: length, type, data, checksum. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const chunk = concat([new Uint8Array(4), ascii(type), data, new Uint8Array(4)])
  const view = new DataView(chunk.buffer)
  view.setUint32(0, data.length)
  view.setUint32(8 + data.length, crc32(chunk, 4, 8 + data.length))
  return chunk
}

/** True for the signature of a PNG. */
export function isPng(bytes: Uint8Array): boolean {
  return hasAt(bytes, 0, SIGNATURE)
}

function readHeader(bytes: Uint8Array, at: number): { width: number; height: number } | 'broken' {
  const width = big(bytes, at, 4)
  const height = big(bytes, at + 4, 4)
  const isKnown = DEPTHS[bytes[at + 9] ?? -1]?.includes(bytes[at + 8] ?? 0) === true
  const isStandard = bytes[at + 10] === 0 && bytes[at + 11] === 0 && (bytes[at + 12] ?? 2) < 2
  return width > 0 && height > 0 && width < 2 ** 31 && height < 2 ** 31 && isKnown && isStandard ? { width, height } : 'broken'
}

/** Reads a PNG up to its end and keeps what draws it. What follows `IEND` goes; a chunk that is cut, or whose checksum is wrong, makes it `broken`. */
export function readPng(bytes: Uint8Array): ReadImage | Unread {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  const seen = new Set<string>()
  let size: { width: number; height: number } | null = null
  let orientation: Orientation = 1
  let before = ''
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = big(bytes, at, 4)
    const data = at + 8
    const end = data + length + 4
    if (end > bytes.length || big(bytes, data + length, 4) !== crc32(bytes, at + 4, data + length)) return 'broken'
    const type = String.fromCharCode(...bytes.subarray(at + 4, data))
    if (size === null) {
      const header = type === 'IHDR' && length === 13 ? readHeader(bytes, data) : 'broken'
      if (header === 'broken') return header
      size = header
    } else if (seen.has(type) && (type === 'IHDR' || (type === 'IDAT' && before !== 'IDAT'))) return 'broken'
    if (type === 'eXIf' && !seen.has('IDAT')) orientation = orientationOf(bytes.subarray(data, data + length))
    if (type === 'IDAT' && !seen.has(type) && orientation !== 1) parts.push(pngChunk('eXIf', orientationTiff(orientation)))
    const isRepeated = type !== 'IDAT' && seen.has(type)
    if (KEPT.has(type) && !isRepeated && length <= (LENGTHS[type] ?? length)) parts.push(bytes.subarray(at, end))
    // An upper-case first letter says that the picture cannot be drawn without it.
    else if (/^[A-Z]/.test(type)) return 'broken'
    if (type === 'IEND') return seen.has('IDAT') ? { ...size, orientation, parts } : 'broken'
    seen.add(type)
    before = type
    at = end
  }
  return 'broken'
}
