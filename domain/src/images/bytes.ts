/** What the readers of images share: a view over bytes that never reads outside, and the parts of an output. */

/** Unsigned big-endian number of `size` bytes at `at`; the caller has made sure that they are there. */
export function big(bytes: Uint8Array, at: number, size: 1 | 2 | 4): number {
  let value = 0
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** Unsigned little-endian number of `size` bytes at `at`. */
export function little(bytes: Uint8Array, at: number, size: 2 | 3 | 4): number {
  let value = 0
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0)
  return value
}

/** True where the ASCII of `signature` stands at `at`. */
export function hasAt(bytes: Uint8Array, at: number, signature: string): boolean {
  if (bytes.length < at + signature.length) return false
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false
  return true
}

/** ASCII as bytes. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** Parts in one piece. */
export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
