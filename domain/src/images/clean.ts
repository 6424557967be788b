import { concat, hasAt } from '#images/bytes'
import { upright } from '#images/exif'
import { isJpeg, readJpeg } from '#images/jpeg'
import { isPng, readPng } from '#images/png'
import type { ReadImage, Unread } from '#images/read'
import { isWebp, readWebp } from '#images/webp'

/** Formats of an image that is taken. */
export type ImageFormat = 'png' | 'jpeg' | 'webp'

/** The MIME type of each, for who serves the bytes. */
export const IMAGE_TYPES = { png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp' } as const satisfies Record<ImageFormat, string>

/** Most pixels of an image, by its header: 40 megapixels (decisions §3). */
export const MOST_PIXELS = 40_000_000

const READERS: readonly { format: ImageFormat; is: (bytes: Uint8Array) => boolean; read: (bytes: Uint8Array) => ReadImage | Unread }[] = [
  { format: 'png', is: isPng, read: readPng },
  { format: 'jpeg', is: isJpeg, read: readJpeg },
  { format: 'webp', is: isWebp, read: readWebp },
]

/** A copy of an image without anything but the image. `width` and `height` are as it is seen, upright. */
export interface CleanImage {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Why an image is not taken. `format` names one that is known and not taken: `heic`, `avif`, `gif`, `bmp`, `tiff`, `svg`, `ico`, or how a known one is not (`animated webp`). */
export type Refused =
  | { readonly refused: 'not-an-image' | 'broken' }
  | { readonly refused: 'unsupported'; readonly format: string }
  | { readonly refused: 'too-many-pixels'; readonly width: number; readonly height: number }

/** An image of a kind that is known and not taken, by its first bytes. */
function foreignFormat(bytes: Uint8Array): string | null {
  if (hasAt(bytes, 4, 'ftyp')) {
    const brand = String.fromCharCode(...bytes.subarray(8, 12))
    return brand === 'avif' || brand === 'avis' ? 'avif' : /^(?:hei|hev|mif1|msf1)/.test(brand) ? 'heic' : null
  }
  if (hasAt(bytes, 0, 'GIF8')) return 'gif'
  if (hasAt(bytes, 0, 'BM')) return 'bmp'
  if (hasAt(bytes, 0, 'II*\0') || hasAt(bytes, 0, 'MM\0*')) return 'tiff'
  if (hasAt(bytes, 0, '\0\0\x01\0')) return 'ico'
  const head = String.fromCharCode(...bytes.subarray(0, 512)).toLowerCase()
  return head.includes('<svg') ? 'svg' : null
}

/**
 * Reads an image by its content, never by its label, and gives a copy without metadata: what draws it and how it lies stays, all else goes. Decodes
 * nothing: work and memory follow the bytes, not the pixels that a header claims.
 */
export function cleanImage(bytes: Uint8Array): CleanImage | Refused {
  const reader = READERS.find(({ is }) => is(bytes))
  if (!reader) {
    const format = foreignFormat(bytes)
    return format === null ? { refused: 'not-an-image' } : { refused: 'unsupported', format }
  }
  const read = reader.read(bytes)
  if (read === 'broken') return { refused: 'broken' }
  if (read === 'unsupported') return { refused: 'unsupported', format: reader.format === 'webp' ? 'animated webp' : `rare ${reader.format}` }
  if (read.width * read.height > MOST_PIXELS) return { refused: 'too-many-pixels', width: read.width, height: read.height }
  return { format: reader.format, ...upright(read, read.orientation), bytes: concat(read.parts) }
}
