/**
 * Why bytes have no length here: `empty` no sound in it, `cut` it ends in the middle, `broken` its form is wrong, `unsupported` another coding than is read, or
 * a picture moves in it.
 */
export type Unmeasured = 'empty' | 'cut' | 'broken' | 'unsupported'

/** Seconds of sound, more than 0 and finite, from what the bytes hold; or why not. */
export type Measured = { readonly seconds: number } | { readonly reason: Unmeasured }

/** Seconds as a result; `empty` where there are none, `broken` where a number is none. */
export function measured(seconds: number): Measured {
  if (!Number.isFinite(seconds)) return { reason: 'broken' }
  return seconds > 0 ? { seconds } : { reason: 'empty' }
}
