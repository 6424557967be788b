/** Containers that a browser, a phone or a person's file can bring. */
export type Container = 'wav' | 'webm' | 'ogg' | 'mp4' | 'mp3' | 'flac' | 'aac'

/** The MIME type of each container, for those who serve or forward the bytes. */
export const MIME_TYPES = {
  wav: 'audio/wav',
  webm: 'audio/webm',
  ogg: 'audio/ogg',
  mp4: 'audio/mp4',
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  aac: 'audio/aac',
} as const satisfies Record<Container, string>

/**
 * Which container the bytes are, read from their content and never from a label: iOS sends mp4 where webm was asked for
 * (field case F60). Reads at most the first 512 bytes and what an ID3 tag points at. `null` for anything else, 0 bytes included.
 * Signatures: RIFF/WAVE (also RF64), EBML doctype, Ogg page, ISO 14496-12 `ftyp`, ID3v2, MPEG audio frame sync, FLAC, ADTS.
 */
export function sniffContainer(bytes: Uint8Array): Container | null {
  if ((at(bytes, 0, 'RIFF') || at(bytes, 0, 'RF64')) && at(bytes, 8, 'WAVE')) return 'wav'
  if (at(bytes, 0, '\x1A\x45\xDF\xA3')) return isWebm(bytes) ? 'webm' : null
  if (at(bytes, 0, 'OggS')) return 'ogg'
  if (at(bytes, 4, 'ftyp')) return 'mp4'
  if (at(bytes, 0, 'fLaC')) return 'flac'
  if (at(bytes, 0, 'ID3')) return afterId3(bytes)
  return frameSync(bytes, 0)
}

function at(bytes: Uint8Array, offset: number, signature: string): boolean {
  if (bytes.length < offset + signature.length) return false
  for (let i = 0; i < signature.length; i++) if (bytes[offset + i] !== signature.charCodeAt(i)) return false
  return true
}

// Matroska and WebM share the EBML magic; the doctype element (0x4282) in the first bytes tells that it is one of them.
function isWebm(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 512)
  for (let i = 4; i < end; i++) {
    if (bytes[i] !== 0x42 || bytes[i + 1] !== 0x82) continue
    return at(bytes, i + 3, 'webm') || at(bytes, i + 3, 'matroska')
  }
  return false
}

function afterId3(bytes: Uint8Array): Container {
  // The size is synchsafe: four groups of seven bits.
  const size = ((bytes[6] ?? 0) << 21) | ((bytes[7] ?? 0) << 14) | ((bytes[8] ?? 0) << 7) | (bytes[9] ?? 0)
  if (at(bytes, 10 + size, 'fLaC')) return 'flac'
  return frameSync(bytes, 10 + size) ?? 'mp3'
}

function frameSync(bytes: Uint8Array, offset: number): Container | null {
  const first = bytes[offset]
  const second = bytes[offset + 1]
  const third = bytes[offset + 2]
  if (first !== 0xff || second === undefined || third === undefined) return null
  if ((second & 0xf6) === 0xf0) return 'aac'
  // Layer III only, and no reserved version, bitrate or rate: text in UTF-16 begins with FF FE and must not pass.
  const isFrame = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08 && third >> 4 !== 15 && third >> 4 !== 0 && (third & 0x0c) !== 0x0c
  return isFrame ? 'mp3' : null
}
