import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS } from './profile-image.ts'
import { UploadId } from './values.ts'

/** What a file is for; it serves for nothing else. */
export const UploadPurpose = z.enum(['chat-image', 'chat-voice', 'level-test']).meta({ id: 'UploadPurpose' })
export type UploadPurpose = z.infer<typeof UploadPurpose>

/** Most bytes and, of sound, seconds of a file, by what it is for (decisions §3). */
export const UPLOAD_LIMITS = {
  'chat-image': { bytes: MOST_IMAGE_BYTES, pixels: MOST_IMAGE_PIXELS },
  'chat-voice': { bytes: 5 * 1024 * 1024, seconds: 120 },
  'level-test': { bytes: 10 * 1024 * 1024, seconds: 180 },
} as const

/** Hours after which a file that no message uses is gone. */
export const UNUSED_UPLOAD_HOURS = 24
/** Most files of one person that no message uses yet: a long journey's pictures, and no more than a disk can bear. */
export const MOST_UNUSED_UPLOADS = 100

/** A file that was taken. Kind, size and length are found in its bytes. */
export const Upload = z
  .object({
    uploadId: UploadId,
    purpose: UploadPurpose,
    url: z
      .string()
      .describe('Where it is seen or heard: an address for the caller alone, which works without a token for half a day to a day. Ask again for a newer one.'),
    contentType: z.string(),
    size: z.int().describe('Bytes as they are kept: of a picture without its metadata.'),
    width: z.int().optional().describe('Of a picture, pixels, upright.'),
    height: z.int().optional(),
    durationSeconds: z.number().optional().describe('Of sound, from its content.'),
  })
  .meta({ id: 'Upload' })
export type Upload = z.infer<typeof Upload>

/**
 * Takes a file for a message or for an evaluation. It is read by its content, never by its label; a picture loses all its metadata. A file that nothing uses is
 * gone after a day; one that a message used goes with the message. `FILE_TOO_LARGE` for too many bytes, pixels or seconds, `UNSUPPORTED_MEDIA_TYPE` for a kind
 * that not every browser shows or that cannot be measured, `VALIDATION_ERROR` for what is empty, cut, damaged or none, `RATE_LIMITED` while
 * {@link MOST_UNUSED_UPLOADS} wait to be used.
 */
export const createUpload = endpoint({
  id: 'createUpload',
  method: 'POST',
  path: '/uploads',
  tag: 'chat',
  summary: 'Upload a file for a message',
  auth: 'member',
  limit: '120/min',
  body: 'multipart',
  maxBody: UPLOAD_LIMITS['level-test'].bytes + 64 * 1024,
  input: z.object({
    file: z
      .file()
      .describe('`chat-image`: PNG, JPEG, WebP, 5 MB, 40 megapixels. `chat-voice`: WebM, MP4, Ogg, WAV, 5 MB, 120 s. `level-test`: the same, 10 MB, 180 s.'),
    purpose: UploadPurpose,
  }),
  output: Upload,
  status: 201,
  errors: ['FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'VALIDATION_ERROR', 'RATE_LIMITED'],
})

/** A file of the caller's own, or of a message in a room of theirs: not across a block, and not after the message was deleted. */
export const getUpload = endpoint({
  id: 'getUpload',
  method: 'GET',
  path: '/uploads/{uploadId}',
  tag: 'chat',
  summary: 'A file, with an address at which it is seen',
  auth: 'member',
  limit: '600/min',
  input: z.object({ uploadId: UploadId }),
  output: Upload,
  errors: ['NOT_FOUND'],
})
