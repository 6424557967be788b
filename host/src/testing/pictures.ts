import { ascii, concat } from '@studymate/domain/images/bytes'
import { orientationTiff } from '@studymate/domain/images/exif'
import type { Orientation } from '@studymate/domain/images/exif'
import { jpegSegment } from '@studymate/domain/images/jpeg'
import { pngChunk } from '@studymate/domain/images/png'
import { riffChunk } from '@studymate/domain/images/webp'

type Bytes = Uint8Array<ArrayBuffer>

/** Words that stand in every piece of metadata that {@link jpeg}, {@link png} and {@link webp} put into a picture: none may come out. */
export const CANARY = 'Jongno-gu-37.5704N-126.9921E'

function words(prefix: string): Bytes {
  return concat([ascii(prefix), ascii(CANARY)])
}

/** Exif with an orientation and, in big-endian TIFF, a GPS directory of a real form: latitude and longitude as rationals. */
export function gpsExif(orientation: Orientation): Bytes {
  const entry = (tag: number, type: number, count: number, value: readonly number[]) => Uint8Array.of(tag >> 8, tag & 255, 0, type, 0, 0, 0, count, ...value)
  const number = (value: number) => [0, 0, value >> 8, value & 255]
  const rational = (value: number, over: number) => Uint8Array.of(...number(value), ...number(over))
  const end = new Uint8Array(4)
  const gps = 38
  const rationals = gps + 2 + 4 * 12 + 4
  const tiff = concat([
    Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2),
    entry(0x0112, 3, 1, [0, orientation, 0, 0]),
    entry(0x8825, 4, 1, number(gps)),
    end,
    Uint8Array.of(0, 4),
    entry(1, 2, 2, [0x4e, 0, 0, 0]),
    entry(2, 5, 3, number(rationals)),
    entry(3, 2, 2, [0x45, 0, 0, 0]),
    entry(4, 5, 3, number(rationals + 24)),
    end,
    rational(37, 1),
    rational(34, 1),
    rational(1334, 100),
    rational(126, 1),
    rational(59, 1),
    rational(3156, 100),
  ])
  return concat([tiff, ascii(CANARY)])
}

/** A baseline JPEG of grey blocks of 8 × 8 pixels, coded here by hand (ITU-T T.81): `shade` is 0 black to 255 white at a block. */
export function jpeg(of: {
  width: number
  height: number
  shade?: (x: number, y: number) => number
  orientation?: Orientation
  metadata?: boolean
  after?: Uint8Array
}): Bytes {
  const { width, height, shade = () => 128, orientation = 1, metadata = true, after = new Uint8Array() } = of
  const frame = Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0)
  const dc = Uint8Array.of(0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
  const ac = Uint8Array.of(0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  return concat([
    Uint8Array.of(0xff, 0xd8),
    jpegSegment(0xe0, concat([ascii('JFIF\0'), Uint8Array.of(1, 1, 0, 0, 1, 0, 1, 0, 0)])),
    ...(metadata
      ? [
          jpegSegment(0xe1, concat([ascii('Exif\0\0'), gpsExif(orientation)])),
          jpegSegment(0xe1, words('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>')),
          jpegSegment(0xe2, words('ICC_PROFILE\0\x01\x01')),
          jpegSegment(0xed, words('Photoshop 3.0\x008BIM\x04\x04')),
          jpegSegment(0xfe, words('comment ')),
        ]
      : orientation === 1
        ? []
        : [jpegSegment(0xe1, concat([ascii('Exif\0\0'), orientationTiff(orientation)]))]),
    jpegSegment(0xdb, concat([Uint8Array.of(0), new Uint8Array(64).fill(8)])),
    jpegSegment(0xc0, frame),
    jpegSegment(0xc4, dc),
    jpegSegment(0xc4, ac),
    jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)),
    coded(Math.ceil(width / 8), Math.ceil(height / 8), shade),
    Uint8Array.of(0xff, 0xd9),
    after,
  ])
}

/** The scan: one DC difference and an end of block each. */
function coded(columns: number, rows: number, shade: (x: number, y: number) => number): Bytes {
  const CODES = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110', '1111110']
  let bits = ''
  let before = 0
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = shade(x, y) - 128
      const step = value - before
      before = value
      const length = step === 0 ? 0 : Math.abs(step).toString(2).length
      bits += CODES[length] ?? ''
      if (length > 0) bits += (step > 0 ? step : step + 2 ** length - 1).toString(2).padStart(length, '0')
      bits += '0'
    }
  }
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1')
  const bytes: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8), 2)
    bytes.push(byte)
    // A coded FF is followed by a stuffed 0, or it would read as a marker.
    if (byte === 0xff) bytes.push(0)
  }
  return Uint8Array.from(bytes)
}

/** Bytes as zlib takes them without making them smaller (RFC 1950, RFC 1951 §3.2.4). */
function stored(bytes: Uint8Array): Bytes {
  const MOST = 0xffff
  const blocks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += MOST) {
    const block = bytes.subarray(at, at + MOST)
    const { length } = block
    blocks.push(Uint8Array.of(at + MOST < bytes.length ? 0 : 1, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255), block)
  }
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return concat([Uint8Array.of(0x78, 0x01), ...blocks, Uint8Array.of(b >> 8, b & 255, a >> 8, a & 255)])
}

/** A grey PNG. `claims` writes another size into the header than the pixels have; `noise` fills it with bytes that do not compress. */
export function png(of: {
  width: number
  height: number
  claims?: { width: number; height: number }
  metadata?: boolean
  after?: Uint8Array
  noise?: boolean
}): Bytes {
  const { width, height, claims = { width, height }, metadata = true, after = new Uint8Array(), noise = false } = of
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, claims.width)
  view.setUint32(4, claims.height)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = new Uint8Array((width + 1) * height)
  // A linear congruential generator (Numerical Recipes): the same picture in every run.
  if (noise) for (let i = 0, seed = 1; i < rows.length; i++) rows[i] = i % (width + 1) === 0 ? 0 : (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 24
  return concat([
    ascii('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', header),
    ...(metadata
      ? [
          pngChunk('iCCP', words('profile\0\0')),
          pngChunk('tEXt', words('Comment\0')),
          pngChunk('iTXt', words('XML:com.adobe.xmp\0\0\0\0\0')),
          pngChunk('tIME', Uint8Array.of(7, 234, 11, 25, 14, 0, 0)),
          pngChunk('eXIf', gpsExif(6)),
        ]
      : []),
    pngChunk('IDAT', stored(rows)),
    ...(metadata ? [pngChunk('zTXt', words('Late\0\0'))] : []),
    pngChunk('IEND', new Uint8Array()),
    after,
  ])
}

/** The smallest lossless and lossy WebP, one pixel each. */
const PIXELS = {
  lossless: Uint8Array.of(0x2f, 0x00, 0x00, 0x00, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0x00),
  lossy: Uint8Array.of(0x30, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x01, 0x00, 0x01, 0x00, 0x0e, 0xc0, 0xfe, 0x25, 0xa4, 0x00, 0x03, 0x70, 0x00, 0x00, 0x00, 0x00),
} as const

/** A WebP of one pixel, in the extended form with all kinds of metadata. */
export function webp(of: { kind: 'lossless' | 'lossy'; animated?: boolean; metadata?: boolean; after?: Uint8Array }): Bytes {
  const { kind, animated = false, metadata = true, after = new Uint8Array() } = of
  const body = concat([
    ...(metadata || animated ? [riffChunk('VP8X', Uint8Array.of((metadata ? 0x2c : 0) | (animated ? 2 : 0), 0, 0, 0, 0, 0, 0, 0, 0, 0))] : []),
    ...(metadata ? [riffChunk('ICCP', words(''))] : []),
    riffChunk(kind === 'lossy' ? 'VP8 ' : 'VP8L', PIXELS[kind]),
    ...(metadata ? [riffChunk('EXIF', gpsExif(1)), riffChunk('XMP ', words('<x:xmpmeta>')), riffChunk('abcd', words('own'))] : []),
  ])
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, body.length + 4, true)
  return concat([ascii('RIFF'), size, ascii('WEBP'), body, after])
}

/** The beginning of a HEIC file, as a phone writes it. */
export function heic(): Bytes {
  return concat([Uint8Array.of(0, 0, 0, 24), ascii('ftypheic'), new Uint8Array(4), ascii('mif1heic'), new Uint8Array(200)])
}
