import { big, concat, hasAt, little } from '#images/bytes'

/** How an image lies, as Exif counts it: 1 upright, 3 upside down, 6 and 8 on its side, the even ones mirrored (Exif 2.32, tag 0x0112). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

const ALL: readonly Orientation[] = [1, 2, 3, 4, 5, 6, 7, 8]
const ORIENTATION = 0x0112
const SHORT = 3
// A file of a camera has some thirty entries; more are not worth walking.
const MOST_ENTRIES = 512

/** The orientation that a TIFF header (the payload of Exif) tells of its first image; 1 where it tells none that exists. */
export function orientationOf(tiff: Uint8Array): Orientation {
  const isLittle = hasAt(tiff, 0, 'II')
  if (!isLittle && !hasAt(tiff, 0, 'MM')) return 1
  const read = (at: number, size: 2 | 4) => (isLittle ? little(tiff, at, size) : big(tiff, at, size))
  if (tiff.length < 8 || read(2, 2) !== 42) return 1
  const directory = read(4, 4)
  if (directory + 2 > tiff.length) return 1
  const count = Math.min(read(directory, 2), MOST_ENTRIES)
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12
    if (entry + 12 > tiff.length) return 1
    if (read(entry, 2) !== ORIENTATION) continue
    return read(entry + 2, 2) === SHORT ? (ALL.find((orientation) => orientation === read(entry + 8, 2)) ?? 1) : 1
  }
  return 1
}

/** A TIFF header that holds the orientation and nothing else: 26 bytes. */
export function orientationTiff(orientation: Orientation): Uint8Array {
  return concat([
    Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8),
    Uint8Array.of(0, 1),
    Uint8Array.of(ORIENTATION >> 8, ORIENTATION & 255, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0),
    Uint8Array.of(0, 0, 0, 0),
  ])
}

/** Width and height as they are seen once the orientation is followed. */
export function upright(stored: { width: number; height: number }, orientation: Orientation): { width: number; height: number } {
  return orientation >= 5 ? { width: stored.height, height: stored.width } : { width: stored.width, height: stored.height }
}
