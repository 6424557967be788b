import { fail, isFailure } from '@studymate/contract/errors'
import { UPLOAD_LIMITS } from '@studymate/contract/uploads'
import type { UploadPurpose } from '@studymate/contract/uploads'
import { measureAudio } from '@studymate/domain/audio/measure'
import { MIME_TYPES } from '@studymate/domain/audio/sniff'
import { IMAGE_TYPES } from '@studymate/domain/images/clean'
import { invalidField, readImage } from '#edge/read-image'
import type { FileRefusal } from '#edge/read-image'

/** A file as it will be kept, with what was found in it. */
export interface ReadFile {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** Pixels; null of sound. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** Null of a picture. */
  readonly seconds: number | null
}

const WHY = {
  'not-audio': 'This is not audio.',
  empty: 'There is no sound in the recording.',
  cut: 'The recording ends in the middle.',
  broken: 'The recording is damaged.',
} as const

async function readSound(file: Blob, limits: { readonly bytes: number; readonly seconds: number }): Promise<ReadFile | FileRefusal> {
  if (file.size > limits.bytes) return fail('FILE_TOO_LARGE', { path: 'file', maxBytes: limits.bytes })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const sound = measureAudio(bytes)
  if ('unreadable' in sound) {
    if (sound.unreadable === 'unsupported')
      return fail('UNSUPPORTED_MEDIA_TYPE', { path: 'file', format: sound.container, expected: 'audio/webm, audio/mp4, audio/ogg, audio/wav' })
    return invalidField('file', file.size === 0 ? 'The file is empty.' : WHY[sound.unreadable])
  }
  const seconds = Math.round(sound.seconds * 1000) / 1000
  if (seconds > limits.seconds) return fail('FILE_TOO_LARGE', { path: 'file', maxSeconds: limits.seconds, seconds })
  return { bytes, contentType: MIME_TYPES[sound.container], size: null, seconds }
}

/** Reads what was uploaded for a purpose, by its content. */
export async function readFile(file: unknown, purpose: UploadPurpose): Promise<ReadFile | FileRefusal> {
  if (purpose === 'chat-image') {
    const image = await readImage(file, 'file', UPLOAD_LIMITS[purpose].bytes)
    if (isFailure(image)) return image
    return { bytes: image.bytes, contentType: IMAGE_TYPES[image.format], size: { width: image.width, height: image.height }, seconds: null }
  }
  return file instanceof Blob ? readSound(file, UPLOAD_LIMITS[purpose]) : invalidField('file', 'a file')
}
