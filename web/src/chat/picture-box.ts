import type { ImageContent } from '@studymate/contract/message'

/** Widest and highest a picture stands in the log, CSS pixels. */
const BOX = 280

/** The place of a picture, kept before it is here: nothing moves when it comes. A very long one shows its middle; opened, it is whole. */
export function boxOf({ width, height }: ImageContent): { width: number; aspectRatio: string } {
  const ratio = Math.min(2.4, Math.max(0.5, width / Math.max(1, height)))
  return { width: Math.max(64, Math.round(ratio < 1 ? Math.min(BOX, height) * ratio : Math.min(BOX, width))), aspectRatio: String(ratio) }
}
