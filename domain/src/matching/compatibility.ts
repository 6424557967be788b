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

/**
 * The candidates whom `me` may meet and fits with, best first; among equals whoever was here last, then by id, so that an order is
 * the same each time. `between` says what stands between me and a candidate. For a bounded list: it looks at every one.
 */
export function rankCandidates<C extends Seeker & Standing>(me: Seeker & Standing, candidates: readonly C[], between: (candidate: C) => Between): C[] {
  return candidates
    .filter((candidate) => mayMeet(me, candidate, between(candidate)))
    .map((candidate) => ({ candidate, fit: mutualFit(me, candidate) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit || (b.candidate.lastActive ?? 0) - (a.candidate.lastActive ?? 0) || (a.candidate.userId < b.candidate.userId ? -1 : 1))
    .map(({ candidate }) => candidate)
}
