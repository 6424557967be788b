import { openPicture } from '#profile-image/canvas'
import type { Unopened } from '#profile-image/canvas'

/** Longest side of a picture in a message, pixels. */
const LONGEST = 1600

/** A picture as it is sent: encoded anew, so that nothing of the chosen file but its pixels is left. */
export interface Picture {
  readonly blob: Blob
  readonly width: number
  readonly height: number
}

function encoded(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.84))
}

/** Makes a picture small enough to send: at most 1600 px, WebP, or JPEG where the browser cannot write that. */
export async function encodePicture(file: Blob): Promise<Picture | Unopened> {
  const picture = await openPicture(file)
  if (typeof picture === 'string') return picture
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const context = canvas.getContext('2d')
  if (!context) return 'unreadable'
  context.imageSmoothingQuality = 'high'
  // What is seen through a picture would be black in a JPEG.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  let blob = await encoded(canvas, 'image/webp')
  if (blob?.type !== 'image/webp') blob = await encoded(canvas, 'image/jpeg')
  return blob ? { blob, width: canvas.width, height: canvas.height } : 'unreadable'
}
