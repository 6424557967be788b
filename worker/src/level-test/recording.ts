import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { MOST_AUDIO_BYTES, MOST_AUDIO_SECONDS } from '@studymate/contract/level-test-parts'
import { MIME_TYPES, sniffContainer } from '@studymate/domain/audio/sniff'
import type { Container } from '@studymate/domain/audio/sniff'
import { readWav } from '@studymate/domain/audio/wav'
import { fluency } from '@studymate/domain/level-test/fluency'
import type { Fluency } from '@studymate/domain/level-test/fluency'
import { digestBytes } from '#level-test/audio-link'

/** A recording that came, measured. */
export interface Recording {
  /** SHA-256 of the bytes: the same recording sent twice has the same id. */
  readonly audioId: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly container: Container
  readonly contentType: string
  /** From the bytes; null of a container that is not read here. */
  readonly seconds: number | null
  readonly fluency: Fluency | null
}

type Refusal = Failure<'VALIDATION_ERROR' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE'>

function notAudio(message: string): Refusal {
  return fail('VALIDATION_ERROR', { issues: [{ path: 'audio', message }] })
}

/**
 * Reads what was recorded, by its content and never by its label. WAV is measured here; other containers are taken only where an engine
 * transcribes (`canTranscribe`), for nothing here reads them. FILE_TOO_LARGE over 10 MB or 180 s.
 */
export async function readRecording(file: Blob, canTranscribe: boolean): Promise<Recording | Refusal> {
  if (file.size > MOST_AUDIO_BYTES) return fail('FILE_TOO_LARGE', { maxBytes: MOST_AUDIO_BYTES, maxSeconds: MOST_AUDIO_SECONDS })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const container = sniffContainer(bytes)
  if (container === null) return notAudio(bytes.length === 0 ? 'The recording is empty.' : 'This is not audio.')
  const common = { audioId: digestBytes(bytes), bytes, container, contentType: MIME_TYPES[container] }
  if (container !== 'wav') {
    if (canTranscribe) return { ...common, seconds: null, fluency: null }
    return fail('UNSUPPORTED_MEDIA_TYPE', { container, expected: 'audio/wav, 16 kHz mono 16 bit' })
  }
  const measured = measure(bytes)
  return isFailure(measured) ? measured : { ...common, ...measured }
}

function measure(bytes: Uint8Array): { seconds: number; fluency: Fluency } | Refusal {
  const wav = readWav(bytes, MOST_AUDIO_SECONDS)
  if (!wav.unreadable) return { seconds: Math.round(wav.seconds * 1000) / 1000, fluency: fluency(wav.samples) }
  switch (wav.reason) {
    case 'too-long':
      return fail('FILE_TOO_LARGE', { maxSeconds: MOST_AUDIO_SECONDS })
    case 'unsupported':
      return fail('UNSUPPORTED_MEDIA_TYPE', { container: 'wav', expected: 'audio/wav, 16 kHz mono 16 bit' })
    case 'empty':
      return notAudio('The recording is empty.')
    case 'not-wav':
      return notAudio('The header of the WAV file is broken.')
  }
}

/** Where the recordings of a test lie in the bucket. */
export function audioPrefix(userId: string, testId: string): string {
  return `level-test/${userId}/${testId}/`
}

/** Where one take lies. Each take has its own place, so that two sent at the same time cannot overwrite each other. */
export function audioKey(userId: string, testId: string, questionId: string, audioId: string): string {
  return `${audioPrefix(userId, testId)}${questionId}/${audioId.slice(0, 32)}`
}

/** Deletes every recording of a test. */
export async function deleteAudio(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix, limit: 500 })
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
    if (!truncated) return
  }
}
