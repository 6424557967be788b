import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { MOST_IMAGE_PIXELS } from '@studymate/contract/profile-image'
import { cleanImage } from '@studymate/domain/images/clean'
import type { CleanImage } from '@studymate/domain/images/clean'

/** Why a file is not taken. */
export type FileRefusal = Failure<'VALIDATION_ERROR' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE'>

/** A field that is wrong, in words. */
export function invalidField(path: string, message: string): FileRefusal {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

/** Reads a picture by its content, within its size; what comes out holds no metadata. `path` is the field that brought it. */
export async function readImage(file: unknown, path: string, mostBytes: number): Promise<CleanImage | FileRefusal> {
  // The contract names a file of the browser's types, the platform has its own.
  if (!(file instanceof Blob)) return invalidField(path, 'a file')
  if (file.size > mostBytes) return fail('FILE_TOO_LARGE', { path, maxBytes: mostBytes })
  const image = cleanImage(new Uint8Array(await file.arrayBuffer()))
  if (!('refused' in image)) return image
  switch (image.refused) {
    case 'not-an-image':
      return invalidField(path, file.size === 0 ? 'The file is empty.' : 'This is not an image.')
    case 'broken':
      return invalidField(path, 'The image is cut or damaged.')
    case 'unsupported':
      return fail('UNSUPPORTED_MEDIA_TYPE', { path, format: image.format, expected: 'image/png, image/jpeg, image/webp' })
    case 'too-many-pixels':
      return fail('FILE_TOO_LARGE', { path, maxPixels: MOST_IMAGE_PIXELS, width: image.width, height: image.height })
  }
}
