import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { MOST_IMAGE_BYTES, MOST_IMAGE_PIXELS, MOST_SMALL } from '@studymate/contract/profile-image'
import { cleanImage } from '@studymate/domain/images/clean'
import type { CleanImage } from '@studymate/domain/images/clean'

type Refusal = Failure<'VALIDATION_ERROR' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE'>

function invalid(path: string, message: string): Refusal {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

async function readOne(file: unknown, path: string, mostBytes: number): Promise<CleanImage | Refusal> {
  // The contract names a file of the browser's types, the platform has its own.
  if (!(file instanceof Blob)) return invalid(path, 'a file')
  if (file.size > mostBytes) return fail('FILE_TOO_LARGE', { path, maxBytes: mostBytes })
  const image = cleanImage(new Uint8Array(await file.arrayBuffer()))
  if (!('refused' in image)) return image
  switch (image.refused) {
    case 'not-an-image':
      return invalid(path, file.size === 0 ? 'The file is empty.' : 'This is not an image.')
    case 'broken':
      return invalid(path, 'The image is cut or damaged.')
    case 'unsupported':
      return fail('UNSUPPORTED_MEDIA_TYPE', { path, format: image.format, expected: 'image/png, image/jpeg, image/webp' })
    case 'too-many-pixels':
      return fail('FILE_TOO_LARGE', { path, maxPixels: MOST_IMAGE_PIXELS, width: image.width, height: image.height })
  }
}

/** Reads the picture and its small copy, each by its content; what comes out holds no metadata. */
export async function readUpload(image: unknown, small: unknown): Promise<{ large: CleanImage; small: CleanImage | null } | Refusal> {
  const large = await readOne(image, 'image', MOST_IMAGE_BYTES)
  if (isFailure(large)) return large
  if (small === undefined) return { large, small: null }
  const copy = await readOne(small, 'small', MOST_SMALL.bytes)
  if (isFailure(copy)) return copy
  if (Math.max(copy.width, copy.height) > MOST_SMALL.side) return invalid('small', `at most ${MOST_SMALL.side} pixels a side`)
  return { large, small: copy }
}
