const COARSE_MS = 15 * 60_000

/** When somebody was last here as others see it: rounded down to a quarter of an hour. Epoch ms. */
export function coarseLastSeen(at: number): number {
  return Math.floor(at / COARSE_MS) * COARSE_MS
}
