import { isFailure } from '@studymate/contract/errors'
import { MOST_IMAGE_BYTES, MOST_SMALL } from '@studymate/contract/profile-image'
import type { CleanImage } from '@studymate/domain/images/clean'
import { invalidField, readImage } from '#edge/read-image'
import type { FileRefusal } from '#edge/read-image'

/** Reads the picture and its small copy, each by its content; what comes out holds no metadata. */
export async function readUpload(image: unknown, small: unknown): Promise<{ large: CleanImage; small: CleanImage | null } | FileRefusal> {
  const large = await readImage(image, 'image', MOST_IMAGE_BYTES)
  if (isFailure(large)) return large
  if (small === undefined) return { large, small: null }
  const copy = await readImage(small, 'small', MOST_SMALL.bytes)
  if (isFailure(copy)) return copy
  if (Math.max(copy.width, copy.height) > MOST_SMALL.side) return invalidField('small', `at most ${MOST_SMALL.side} pixels a side`)
  return { large, small: copy }
}
