/** The sample rate of everything that is recorded and read here, Hz (decisions §3). */
export const SAMPLE_RATE = 16_000

/**
 * A WAV file of mono samples in −1…1: 44-byte header, 16-bit PCM. Louder samples are clipped, NaN is silence.
 * `sampleRate` only labels the samples; nothing is resampled.
 */
export function writeWav(samples: Float32Array, sampleRate: number = SAMPLE_RATE): Uint8Array<ArrayBuffer> {
  const size = samples.length * 2
  const bytes = new Uint8Array(44 + size)
  const view = new DataView(bytes.buffer)
  const tag = (offset: number, name: string) => {
    for (let i = 0; i < name.length; i++) view.setUint8(offset + i, name.charCodeAt(i))
  }
  tag(0, 'RIFF')
  view.setUint32(4, 36 + size, true)
  tag(8, 'WAVE')
  tag(12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  tag(36, 'data')
  view.setUint32(40, size, true)
  for (let i = 0; i < samples.length; i++) view.setInt16(44 + i * 2, pcm(samples[i] ?? 0), true)
  return bytes
}

function pcm(sample: number): number {
  if (Number.isNaN(sample)) return 0
  return Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)
}
