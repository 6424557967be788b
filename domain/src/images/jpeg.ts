import { ascii, big, concat, hasAt } from '#images/bytes'
import { orientationOf, orientationTiff } from '#images/exif'
import type { Orientation } from '#images/exif'
import type { ReadImage, Unread } from '#images/read'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const DHT = 0xc4
const DQT = 0xdb
const DRI = 0xdd
const APP0 = 0xe0
const APP1 = 0xe1
const APP14 = 0xee
/** Frames that browsers draw: baseline, extended and progressive Huffman (ITU-T T.81, table B.1). */
const DRAWN = new Set([0xc0, 0xc1, 0xc2])
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])
const EXIF = 'Exif\0\0'
const ADOBE = 'Adobe'

/** True for the first marker of a JPEG and the beginning of a second. */
export function isJpeg(bytes: Uint8Array): boolean {
  return hasAt(bytes, 0, '\xff\xd8\xff')
}

/** A segment with its marker and length. */
export function jpegSegment(marker: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = payload.length + 2
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), payload])
}

/** JFIF without a thumbnail: version 1.1, square pixels. */
const JFIF = jpegSegment(APP0, Uint8Array.of(...ascii('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0))

interface Frame {
  readonly width: number
  readonly height: number
}

function readFrame(bytes: Uint8Array, from: number, to: number): Frame | 'broken' {
  const components = bytes[from + 5] ?? 0
  const isWhole = to - from === 6 + 3 * components && (components === 1 || components === 3 || components === 4) && bytes[from] === 8
  const frame = { height: big(bytes, from + 1, 2), width: big(bytes, from + 3, 2) }
  return isWhole && frame.width > 0 && frame.height > 0 ? frame : 'broken'
}

/** Quantization tables have the length that they say, else words could stand in their place (T.81 §B.2.4.1). */
function areQuantizers(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at < to && (bytes[at] ?? 0xff) >> 4 < 2 && ((bytes[at] ?? 0) & 15) < 4) at += (bytes[at] ?? 0) >> 4 === 1 ? 129 : 65
  return at === to && to > from
}

/** The same of Huffman tables (T.81 §B.2.4.2). */
function areHuffman(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from
  while (at + 17 <= to && (bytes[at] ?? 0xff) >> 4 < 2 && ((bytes[at] ?? 0) & 15) < 4) {
    const symbols = bytes.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0)
    if (symbols > 256) return false
    at += 17 + symbols
  }
  return at === to && to > from
}

/** Whether a segment that stays has the form of its kind. */
function isWellFormed(bytes: Uint8Array, marker: number, from: number, to: number): boolean {
  switch (marker) {
    case DQT:
      return areQuantizers(bytes, from, to)
    case DHT:
      return areHuffman(bytes, from, to)
    case DRI:
      return to - from === 2
    case SOS:
      return (bytes[from] ?? 0) >= 1 && (bytes[from] ?? 0) <= 4 && to - from === 4 + 2 * (bytes[from] ?? 0)
    default:
      return true
  }
}

/** Where the coded data that begins at `from` ends: at the next marker that is no restart and no stuffed byte. -1 where the file ends first. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return -1
}

/**
 * Reads a JPEG up to its end and keeps frame, tables and scans. All `APPn` and comments go: Exif with its position and thumbnail, XMP, IPTC, colour
 * profiles, further pictures after the end. What stays of them is written anew: an empty JFIF header, Adobe's colour transform, the orientation.
 */
export function readJpeg(bytes: Uint8Array): ReadImage | Unread {
  const body: Uint8Array[] = []
  let frame: Frame | null = null
  let orientation: Orientation | null = null
  // Written only where it stood: with neither, a decoder takes the colours from the names of the components.
  let jfif: Uint8Array | null = null
  let adobe: Uint8Array | null = null
  let scans = 0
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return 'broken'
    const marker = bytes[at + 1] ?? 0
    // Any number of FF may stand before a marker as padding.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) {
      if (frame === null || scans === 0) return 'broken'
      const head = orientation === null || orientation === 1 ? [] : [jpegSegment(APP1, concat([ascii(EXIF), orientationTiff(orientation)]))]
      const parts = [Uint8Array.of(0xff, SOI), ...(jfif ? [jfif] : []), ...(adobe ? [adobe] : []), ...head, ...body, Uint8Array.of(0xff, EOI)]
      return { ...frame, orientation: orientation ?? 1, parts }
    }
    const from = at + 4
    const to = at + 2 + big(bytes, at + 2, 2)
    if (to < from || to > bytes.length) return 'broken'
    let end = to
    if (!isWellFormed(bytes, marker, from, to)) return 'broken'
    if (FRAMES.has(marker)) {
      if (!DRAWN.has(marker)) return 'unsupported'
      const read: Frame | 'broken' = frame === null ? readFrame(bytes, from, to) : 'broken'
      if (read === 'broken') return read
      frame = read
    } else if (marker === SOS) {
      if (frame === null) return 'broken'
      end = endOfScan(bytes, to)
      if (end < 0) return 'broken'
      scans += 1
    } else if (marker === APP0 && hasAt(bytes, from, 'JFIF\0')) jfif = JFIF
    else if (marker === APP1 && hasAt(bytes, from, EXIF)) orientation ??= orientationOf(bytes.subarray(from + EXIF.length, to))
    else if (marker === APP14 && hasAt(bytes, from, ADOBE) && to - from >= 12) adobe ??= jpegSegment(APP14, bytes.subarray(from, from + 12))
    else if (marker < 0xc0 || (marker >= 0xd0 && marker <= SOI)) return 'broken'
    if (FRAMES.has(marker) || marker === SOS || marker === DHT || marker === DQT || marker === DRI) body.push(bytes.subarray(at, end))
    at = end
  }
  return 'broken'
}
