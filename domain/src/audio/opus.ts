/** Samples a second of every Opus clock (RFC 6716, RFC 7845). */
export const OPUS_RATE = 48_000

const SILK = [480, 960, 1920, 2880]
const HYBRID = [480, 960]
const CELT = [120, 240, 480, 960]
/** Longest packet: 120 ms (RFC 6716 §3.2.5). */
const MOST = 5_760

/** Samples at {@link OPUS_RATE} that one Opus packet holds, from its first bytes (RFC 6716 §3.1); 0 for an empty or impossible one. */
export function opusSamples(bytes: Uint8Array, at: number, end: number): number {
  const toc = bytes[at]
  if (toc === undefined || at >= end) return 0
  const config = toc >> 3
  const frame = (config < 12 ? SILK[config & 3] : config < 16 ? HYBRID[config & 1] : CELT[config & 3]) ?? 0
  const code = toc & 3
  const frames = code === 0 ? 1 : code < 3 ? 2 : at + 1 < end ? (bytes[at + 1] ?? 0) & 63 : 0
  return frame * frames <= MOST ? frame * frames : 0
}
