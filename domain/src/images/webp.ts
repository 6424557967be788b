import { ascii, concat, hasAt, little } from '#images/bytes'
import { orientationOf, orientationTiff } from '#images/exif'
import type { Orientation } from '#images/exif'
import type { ReadImage, Unread } from '#images/read'

const ANIMATED = 0x02
const HAS_EXIF = 0x08
const HAS_ALPHA = 0x10

interface Size {
  readonly width: number
  readonly height: number
}

/** True for a RIFF file of the form WEBP. */
export function isWebp(bytes: Uint8Array): boolean {
  return hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP')
}

/** A chunk of RIFF: name, length, data, and a byte that makes it even. */
export function riffChunk(name: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8)
  head.set(ascii(name))
  new DataView(head.buffer).setUint32(4, data.length, true)
  return concat([head, data, new Uint8Array(data.length % 2)])
}

/** Size from the frame header of VP8 (RFC 6386 §9.1); a still picture is a key frame. */
function lossySize(data: Uint8Array): Size | null {
  if (data.length < 10 || ((data[0] ?? 1) & 1) !== 0 || !hasAt(data, 3, '\x9d\x01\x2a')) return null
  return { width: little(data, 6, 2) & 0x3fff, height: little(data, 8, 2) & 0x3fff }
}

/** Size from the header of VP8L (WebP lossless bitstream, RFC 9649 §3.4). */
function losslessSize(data: Uint8Array): Size | null {
  if (data.length < 5 || data[0] !== 0x2f || (data[4] ?? 0) >> 5 !== 0) return null
  const bits = little(data, 1, 4)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/**
 * Reads a still WebP (RFC 9649) and keeps its one picture with its transparency. Exif, XMP, colour profile, unknown chunks and what follows the end of
 * the RIFF go; the extended header is written anew. An animation is `unsupported`.
 */
export function readWebp(bytes: Uint8Array): ReadImage | Unread {
  const end = 8 + little(bytes, 4, 4)
  if (bytes.length < 12 || end > bytes.length) return 'broken'
  let canvas: Size | null = null
  let picture: (Size & { chunk: Uint8Array }) | null = null
  let alpha: Uint8Array | null = null
  let hasAlpha = false
  let orientation: Orientation = 1
  for (let at = 12; at + 8 <= end;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4))
    const length = little(bytes, at + 4, 4)
    const to = at + 8 + length
    if (to > end) return 'broken'
    const data = bytes.subarray(at + 8, to)
    if (name === 'VP8X') {
      if (at !== 12 || length < 10) return 'broken'
      const flags = data[0] ?? 0
      if ((flags & ANIMATED) !== 0) return 'unsupported'
      hasAlpha = (flags & HAS_ALPHA) !== 0
      canvas = { width: little(data, 4, 3) + 1, height: little(data, 7, 3) + 1 }
    } else if (name === 'ANIM' || name === 'ANMF') return 'unsupported'
    else if (name === 'VP8 ' || name === 'VP8L') {
      const size = name === 'VP8 ' ? lossySize(data) : losslessSize(data)
      if (size === null || size.width === 0 || size.height === 0 || picture !== null) return 'broken'
      picture = { ...size, chunk: riffChunk(name, data) }
    } else if (name === 'ALPH') {
      if (canvas === null || alpha !== null || picture !== null) return 'broken'
      alpha = riffChunk(name, data)
    } else if (name === 'EXIF') orientation = orientationOf(hasAt(data, 0, 'Exif\0\0') ? data.subarray(6) : data)
    at = to + (length % 2)
  }
  if (picture === null || (canvas !== null && (canvas.width !== picture.width || canvas.height !== picture.height))) return 'broken'
  const isExtended = canvas !== null || orientation !== 1
  const header = riffChunk('VP8X', extended(picture, (hasAlpha ? HAS_ALPHA : 0) | (orientation === 1 ? 0 : HAS_EXIF)))
  const exif = orientation === 1 ? [] : [riffChunk('EXIF', orientationTiff(orientation))]
  const body = [...(isExtended ? [header] : []), ...(alpha ? [alpha] : []), picture.chunk, ...exif]
  const riff = new Uint8Array(12)
  riff.set(ascii('RIFF'))
  riff.set(ascii('WEBP'), 8)
  new DataView(riff.buffer).setUint32(4, 4 + body.reduce((sum, chunk) => sum + chunk.length, 0), true)
  return { width: picture.width, height: picture.height, orientation, parts: [riff, ...body] }
}

function extended({ width, height }: Size, flags: number): Uint8Array {
  const [w, h] = [width - 1, height - 1]
  return Uint8Array.of(flags, 0, 0, 0, w & 255, (w >> 8) & 255, w >> 16, h & 255, (h >> 8) & 255, h >> 16)
}
