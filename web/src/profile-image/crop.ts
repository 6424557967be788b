/** A square cut out of a picture, in its pixels: the corner and the length of a side. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** A picture's size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** How far one may go in: a face in a group photo. */
export const MOST_ZOOM = 5
/** One step of the arrows, in parts of the square. */
const STEP = 0.1

const between = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

function inside(size: Size, { x, y, side }: Crop): Crop {
  return { side, x: between(x, 0, size.width - side), y: between(y, 0, size.height - side) }
}

/** The largest square, in the middle; of a tall picture a little above it, where faces are. */
export function firstCrop(size: Size): Crop {
  const side = Math.min(size.width, size.height)
  return { side, x: (size.width - side) / 2, y: (size.height - side) * (size.height > size.width ? 0.3 : 0.5) }
}

/** How far a crop is in: 1 for the whole width or height, up to 5. */
export function zoomOf(size: Size, crop: Crop): number {
  return Math.min(size.width, size.height) / crop.side
}

/** The crop at another zoom, around the same middle. */
export function zoomed(size: Size, crop: Crop, zoom: number): Crop {
  const side = Math.min(size.width, size.height) / between(zoom, 1, MOST_ZOOM)
  return inside(size, { side, x: crop.x + (crop.side - side) / 2, y: crop.y + (crop.side - side) / 2 })
}

/** The crop moved by parts of its side; it stops at the edges. */
export function moved(size: Size, crop: Crop, right: number, down: number): Crop {
  return inside(size, { ...crop, x: crop.x + right * crop.side, y: crop.y + down * crop.side })
}

/** The crop one step of an arrow on; the same one where the edge is reached. */
export function stepped(size: Size, crop: Crop, arrow: 'left' | 'right' | 'up' | 'down'): Crop {
  const [right, down] = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] }[arrow]
  return moved(size, crop, right ?? 0, down ?? 0)
}
