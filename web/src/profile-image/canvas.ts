import { IMAGE_SIDES } from '@studymate/contract/profile-image'
import { cleanImage } from '@studymate/domain/images/clean'
import type { Crop } from '#profile-image/crop'

/** Why a file cannot be shown: no picture that this browser reads, or one of too many pixels to take apart. */
export type Unopened = 'unreadable' | 'too-many-pixels'

/** Opens a picture upright. One whose header claims more than 40 megapixels is not decoded. */
export async function openPicture(file: Blob): Promise<ImageBitmap | Unopened> {
  const read = cleanImage(new Uint8Array(await file.arrayBuffer()))
  if ('refused' in read && read.refused === 'too-many-pixels') return 'too-many-pixels'
  try {
    // What this browser can show is a picture, a phone's own HEIC too: it is encoded anew.
    return await createImageBitmap(file)
  } catch {
    return 'unreadable'
  }
}

/** Draws the square of a picture over a whole canvas. */
export function draw(canvas: HTMLCanvasElement, picture: CanvasImageSource, crop: Crop): void {
  const context = canvas.getContext('2d')
  if (!context) return
  context.imageSmoothingQuality = 'high'
  // What is seen through a picture would be black in a JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, crop.x, crop.y, crop.side, crop.side, 0, 0, canvas.width, canvas.height)
}

function encoded(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.86))
}

async function encode(picture: ImageBitmap, crop: Crop, most: number, name: string): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.max(1, Math.min(most, Math.round(crop.side)))
  draw(canvas, picture, crop)
  let blob = await encoded(canvas, 'image/webp')
  // Safari gives a PNG for what it cannot write, ten times as large.
  if (blob?.type !== 'image/webp') blob = await encoded(canvas, 'image/jpeg')
  if (!blob) throw new Error('This browser could not encode the picture.')
  return new File([blob], name, { type: blob.type })
}

/** The square of a picture in both sizes, encoded anew: nothing of the file that was chosen but its pixels is left. */
export async function encodeBoth(picture: ImageBitmap, crop: Crop): Promise<{ image: File; small: File }> {
  const [image, small] = await Promise.all([encode(picture, crop, IMAGE_SIDES.large, 'image'), encode(picture, crop, IMAGE_SIDES.small, 'small')])
  return { image, small }
}
