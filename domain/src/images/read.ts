import type { Orientation } from '#images/exif'

/** What a reader found: the stored size in pixels, how the image lies, and the parts of a clean copy. */
export interface ReadImage {
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  readonly parts: readonly Uint8Array[]
}

/** Why bytes are not taken: `broken` is cut or malformed, `unsupported` of a kind that browsers do not show as one still picture. */
export type Unread = 'broken' | 'unsupported'
