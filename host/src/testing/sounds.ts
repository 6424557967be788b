import { writeWav } from '@studymate/domain/audio/write-wav'
import { ascii, concat } from '@studymate/domain/images/bytes'

type Bytes = Uint8Array<ArrayBuffer>

const OPUS_MS = 20

/** A voice-like tone as 16 kHz mono WAV. */
export function wav(seconds: number): Bytes {
  const samples = Float32Array.from({ length: Math.round(seconds * 16_000) }, (_, at) => Math.sin(at / 9) * 0.4 * (1 + Math.sin(at / 2000)) * 0.5)
  return writeWav(samples)
}

/** One Opus packet of 20 ms (CELT, one frame), `at` its number. */
function packet(at: number): Bytes {
  return Uint8Array.of(0xf8, at & 255, 0xff, 0xfe)
}

function number(value: number, size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) & 255)
}

function element(id: readonly number[], data: Uint8Array | 'unknown', ...inside: Uint8Array[]): Bytes {
  const body = data === 'unknown' ? concat(inside) : concat([data, ...inside])
  const known = body.length < 127 ? Uint8Array.of(0x80 | body.length) : concat([Uint8Array.of(0x10 | (body.length >>> 24)), number(body.length & 0xffffff, 3)])
  const length = data === 'unknown' ? Uint8Array.of(0x01, 255, 255, 255, 255, 255, 255, 255) : known
  return concat([Uint8Array.from(id), length, body])
}

/**
 * WebM as a browser's recorder writes it: no length in its header, segment and clusters of unknown length, Opus in simple blocks. `claims` puts a length in
 * seconds into the header nevertheless; `video` adds a track of pictures.
 */
export function webm(seconds: number, of: { claims?: number; video?: boolean; startMs?: number } = {}): Bytes {
  const { claims, video = false, startMs = 0 } = of
  const none = new Uint8Array()
  const duration = claims === undefined ? none : new Uint8Array(8)
  if (claims !== undefined) new DataView(duration.buffer).setFloat64(0, claims * 1000)
  const info = element(
    [0x15, 0x49, 0xa9, 0x66],
    element([0x2a, 0xd7, 0xb1], number(1_000_000, 3)),
    claims === undefined ? none : element([0x44, 0x89], duration),
  )
  const track = (index: number, type: number, codec: string) =>
    element([0xae], element([0xd7], number(index, 1)), element([0x83], number(type, 1)), element([0x86], ascii(codec)))
  const tracks = element([0x16, 0x54, 0xae, 0x6b], track(1, 2, 'A_OPUS'), video ? track(2, 1, 'V_VP8') : none)
  const clusters: Uint8Array[] = []
  const count = Math.round((seconds * 1000) / OPUS_MS)
  for (let first = 0; first < count; first += 500) {
    const blocks = Array.from({ length: Math.min(500, count - first) }, (_, at) =>
      element([0xa3], Uint8Array.of(0x81), number(at * OPUS_MS, 2), Uint8Array.of(0x80), packet(first + at)),
    )
    clusters.push(element([0x1f, 0x43, 0xb6, 0x75], 'unknown', element([0xe7], number(startMs + first * OPUS_MS, 4)), ...blocks))
  }
  const head = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], ascii('webm')))
  return concat([head, element([0x18, 0x53, 0x80, 0x67], 'unknown', info, tracks, ...clusters)])
}

/** Ogg with Opus, a page a second. `endTrim` samples less than the packets hold are said at the end. */
export function ogg(seconds: number, endTrim = 0): Bytes {
  const page = (position: number, sequence: number, packets: readonly Uint8Array[]) => {
    const bytes = concat([
      ascii('OggS'),
      Uint8Array.of(0, sequence === 0 ? 2 : 0),
      new Uint8Array(8),
      Uint8Array.of(7, 0, 0, 0),
      number(0, 8),
      Uint8Array.of(packets.length),
      Uint8Array.from(packets.map(({ length }) => length)),
      ...packets,
    ])
    new DataView(bytes.buffer).setBigUint64(6, BigInt(position), true)
    return bytes
  }
  const count = Math.round((seconds * 1000) / OPUS_MS)
  const head = concat([ascii('OpusHead'), Uint8Array.of(1, 1, 0, 0), new Uint8Array(7)])
  const pages = [page(0, 0, [head]), page(0, 1, [concat([ascii('OpusTags'), new Uint8Array(8)])])]
  for (let first = 0; first < count; first += 50) {
    const packets = Array.from({ length: Math.min(50, count - first) }, (_, at) => packet(first + at))
    const isLast = first + 50 >= count
    pages.push(page((first + packets.length) * 960 - (isLast ? endTrim : 0), pages.length, packets))
  }
  return concat(pages)
}

function box(name: string, ...inside: Uint8Array[]): Bytes {
  const body = concat(inside)
  return concat([number(body.length + 8, 4), ascii(name), body])
}

/** MP4 with AAC at 48 kHz as iOS writes it: whole, or in fragments with no length in the header. `claims` is the header's own word in seconds. */
export function mp4(seconds: number, of: { fragments?: boolean; claims?: number; video?: boolean } = {}): Bytes {
  const { fragments = false, claims = fragments ? 0 : seconds, video = false } = of
  const frames = Math.round((seconds * 48_000) / 1024)
  const full = (...parts: Uint8Array[]) => concat([new Uint8Array(4), ...parts])
  const trak = (id: number, handler: string, samples: number) =>
    box(
      'trak',
      box('tkhd', full(new Uint8Array(8), number(id, 4), new Uint8Array(68))),
      box(
        'mdia',
        box('mdhd', full(new Uint8Array(8), number(48_000, 4), number(claims * 48_000, 4), new Uint8Array(4))),
        box('hdlr', full(new Uint8Array(4), ascii(handler), new Uint8Array(13))),
        box('minf', box('stbl', box('stts', full(number(samples > 0 ? 1 : 0, 4), ...(samples > 0 ? [number(samples, 4), number(1024, 4)] : []))))),
      ),
    )
  const media = box('mdat', new Uint8Array(Math.max(0, frames) * 4).fill(0x21))
  const head = box('ftyp', ascii('M4A '), number(0, 4), ascii('isom'))
  const moov = (samples: number, ...more: Uint8Array[]) =>
    box('moov', box('mvhd', new Uint8Array(100)), trak(1, 'soun', samples), ...(video ? [trak(2, 'vide', 1)] : []), ...more)
  if (!fragments) return concat([head, moov(frames), media])
  const trex = box('mvex', box('trex', full(number(1, 4), number(1, 4), number(1024, 4), new Uint8Array(8))))
  const half = Math.floor(frames / 2)
  // One run says the length of each sample, the last of them too short as Chromium does; the other leaves it to the header of the track.
  const at = (time: number) => box('tfdt', full(number(time, 4)))
  const sizes = concat(Array.from({ length: half }, (_, index) => number(index === half - 1 ? 24 : 1024, 4)))
  const first = box('moof', box('traf', box('tfhd', full(number(1, 4))), at(0), box('trun', number(0x100, 4), number(half, 4), sizes)))
  const second = box('moof', box('traf', box('tfhd', full(number(1, 4))), at(half * 1024), box('trun', full(number(frames - half, 4)))))
  return concat([head, moov(0, trex), first, media, second, box('mdat', Uint8Array.of(1))])
}
