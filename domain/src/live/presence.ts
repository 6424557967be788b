import { ageGroup } from '#people/age'

const COARSE_MS = 15 * 60_000

/** When somebody was last here as others see it: rounded down to a quarter of an hour. Epoch ms. */
export function coarseLastSeen(at: number): number {
  return Math.floor(at / COARSE_MS) * COARSE_MS
}

/** Whether partners see if a person is here: never of a minor, nor of somebody whose age is unknown (decisions §5). */
export function showsPresence(birthYear: number | null, now: number): boolean {
  return ageGroup(birthYear, now) === 'adult'
}
