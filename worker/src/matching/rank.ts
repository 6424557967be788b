import * as z from 'zod'
import { UserId } from '@studymate/contract/values'
import { rankCandidates } from '@studymate/domain/matching/compatibility'
import { mayMeet } from '@studymate/domain/matching/policy'
import type { MemberCtx } from '#edge/context'
import { digest } from '#edge/ports'
import { birthYearsOf, passes } from './filter.ts'
import type { Filter } from './filter.ts'
import type { Candidate, Known } from './people.store.ts'
import * as people from './people.store.ts'

/** Seconds that the order of a list is kept, so that its pages fit together. */
export const RANKING_SECONDS = 600
/** Prefix of the kept orders in KV; it is the registry's name of them. */
export const RANKING_PREFIX = 'match-rank:'

const Kept = z.array(UserId)

/** A page of possible partners, best first, and how many there are in all. */
export interface RankedPage {
  readonly candidates: readonly Candidate[]
  readonly total: number
}

function keyOf(me: Candidate, filter: Filter): string {
  return `${RANKING_PREFIX}${me.userId}:${digest(JSON.stringify(filter)).slice(0, 16)}`
}

/**
 * Possible partners that pass the filter, best first. The first page ranks anew and keeps the order; later pages follow it, and look at each of their
 * people again, so that nobody shows who has hidden, blocked or changed since.
 */
export async function rankedPage(ctx: MemberCtx, me: Candidate, filter: Filter, page: number, size: number): Promise<RankedPage> {
  const key = keyOf(me, filter)
  const from = (page - 1) * size
  const kept = page === 1 ? null : Kept.nullable().parse(await ctx.env.KV.get(key, 'json'))
  if (kept) {
    const ids = kept.slice(from, from + size)
    const found = ids.length === 0 ? [] : await people.findPeople(ctx.db, ids, me.userId, ctx.now)
    const fitting = rankCandidates(me, found.filter(isSuitable(me, filter, ctx.now)), blockedBetween)
    const byId = new Map(fitting.map((candidate) => [candidate.userId, candidate]))
    return { candidates: ids.flatMap((id) => byId.get(id) ?? []), total: kept.length }
  }
  const years = birthYearsOf(me, filter, ctx.now)
  const found = years ? await people.findCandidates(ctx.db, me, years, ctx.now) : []
  const ranked = rankCandidates(me, found.filter(isSuitable(me, filter, ctx.now)), blockedBetween)
  const order = ranked.map((candidate) => candidate.userId)
  if (order.length > size) ctx.after(ctx.env.KV.put(key, JSON.stringify(order), { expirationTtl: RANKING_SECONDS }))
  return { candidates: ranked.slice(from, from + size), total: order.length }
}

function isSuitable(me: Candidate, filter: Filter, now: number) {
  return (person: Known | Candidate): person is Candidate => people.isCandidate(person) && passes(me, person, filter, now)
}

/** What stands between the one who looks and a person who was read for them. */
export function blockedBetween(person: Known): { blocked: boolean } {
  return { blocked: person.blocked }
}

/** Whether the one who looks may meet a person who was read for them. */
export function mayMeetNow(me: Known, other: Known): boolean {
  return mayMeet(me, other, blockedBetween(other))
}
