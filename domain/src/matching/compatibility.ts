import type { UserId } from '@studymate/contract/values'
import { type Load, arrange, hasRoom, worth } from '#matching/fairness'
import { directions, mutual } from '#matching/fit'
import { type Between, mayMeet } from '#matching/policy'
import { type Reason, reasonsOf, toScore } from '#matching/reasons'
import type { Seeker, Standing } from '#matching/seeker'

/** How two people fit, and why. */
export interface Compatibility {
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** The fit behind the score, 0–1 and symmetric, unrounded: for ordering. 0 unless each speaks what the other learns. */
export function mutualFit(a: Seeker, b: Seeker): number {
  const pair = directions(a, b)
  return pair ? mutual(pair[0].values, pair[1].values) : 0
}

/**
 * How well two people fit, 0–100 and symmetric; 0, without reasons, unless each speaks what the other learns. For each direction a weighted sum of how well
 * the other serves, joined by the harmonic mean; the reasons are those of `a`. Whether they may meet is another question: {@link mayMeet}.
 * Weights and sources: docs/matching.md.
 */
export function compatibility(a: Seeker, b: Seeker): Compatibility {
  const pair = directions(a, b)
  if (!pair) return { score: 0, reasons: [] }
  return { score: toScore(mutual(pair[0].values, pair[1].values)), reasons: reasonsOf(a, b, pair) }
}

const NO_LOAD: Load = { open: 0, asked: 0, joinedAt: 0 }

/** The order among equals: whoever was here last, then by id, so that it is the same each time. */
export function byRecency(a: { readonly userId: UserId; readonly lastActive?: number | null }, b: typeof a): number {
  return (b.lastActive ?? 0) - (a.lastActive ?? 0) || (a.userId < b.userId ? -1 : 1)
}

/**
 * The candidates whom `me` may meet, fits with and can ask, best first by {@link worth}, with places given away as in {@link arrange}. `between` says what
 * stands between me and a candidate. For a bounded list: it looks at every one.
 */
export function rankCandidates<C extends Seeker & Standing>(
  me: Seeker & Standing,
  candidates: readonly C[],
  between: (candidate: C) => Between,
  now: number,
): C[] {
  const ranked = candidates
    .filter((candidate) => mayMeet(me, candidate, between(candidate)) && hasRoom(candidate.load?.open ?? 0))
    .map((candidate) => {
      const load = candidate.load ?? NO_LOAD
      return { candidate, userId: candidate.userId, load, value: worth(mutualFit(me, candidate), load.open) }
    })
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.value - a.value || byRecency(a.candidate, b.candidate))
  return arrange(ranked, me.userId, now).map(({ candidate }) => candidate)
}
