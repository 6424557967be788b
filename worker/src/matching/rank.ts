import * as z from 'zod'
import { UserId } from '@studymate/contract/values'
import { rankCandidates } from '@studymate/domain/matching/compatibility'
import { mayMeet } from '@studymate/domain/matching/policy'
import type { MemberCtx } from '#edge/context'
import { digest } from '#edge/ports'
import { RANKING_PREFIX, RANKING_SECONDS } from './data.ts'
import { birthYearsOf, passes } from './filter.ts'
import type { Filter } from './filter.ts'
import type { Candidate, Known } from './people.store.ts'
import * as people from './people.store.ts'

// A shorter list is ranked anew each time: it costs little, and whoever has just come shows at once.
const LONG = 60
// So old an order may be before a look at it makes the next one.
const FRESH_MS = 60_000

/** An order as it is kept: `order` is what the pages follow, `next` what the first page follows when it is looked at again. */
const Order = z.object({ updatedAt: z.number(), rankedAt: z.number(), order: z.array(UserId), next: z.array(UserId).nullable() })
export type Order = z.infer<typeof Order>

/** A page of possible partners, best first, and how many there are in all. */
export interface RankedPage {
  readonly candidates: readonly Candidate[]
  readonly total: number
}

function keyOf(userId: UserId, filter: Filter): string {
  return `${RANKING_PREFIX}${userId}:${digest(JSON.stringify(filter)).slice(0, 16)}`
}

/** The order that is kept for the caller under a filter; null where there is none. */
export async function keptOrder(ctx: MemberCtx, filter: Filter): Promise<Order | null> {
  return Order.nullable().parse(await ctx.env.KV.get(keyOf(ctx.userId, filter), 'json'))
}

/**
 * Possible partners that pass the filter, best first. A first page ranks anew, or, where the list is long and the caller has changed nothing since, follows
 * the order that an earlier look left behind; later pages follow the first. Everybody on a page is looked at again, so that nobody shows who has hidden,
 * blocked or changed meanwhile.
 */
export async function rankedPage(ctx: MemberCtx, me: Candidate, filter: Filter, of: { page: number; size: number; kept: Order | null }): Promise<RankedPage> {
  const { page, size } = of
  const kept = of.kept?.updatedAt === me.updatedAt ? of.kept : null
  const from = (page - 1) * size
  const keep = (order: UserId[], next: UserId[] | null) =>
    ctx.env.KV.put(keyOf(me.userId, filter), JSON.stringify({ updatedAt: me.updatedAt, rankedAt: ctx.now, order, next } satisfies Order), {
      expirationTtl: RANKING_SECONDS,
    })
  if (kept && (page > 1 || kept.order.length >= LONG)) {
    const isStale = page === 1 && ctx.now - kept.rankedAt > FRESH_MS
    const order = (isStale ? kept.next : null) ?? kept.order
    if (isStale) ctx.after(rankAnew(ctx, me, filter).then((ranked) => keep(order, ranked.map(idOf))))
    const ids = order.slice(from, from + size)
    const found = ids.length === 0 ? [] : await people.findPeople(ctx.db, ids, me.userId, ctx.now)
    const fitting = new Map(rankCandidates(me, found.filter(isSuitable(me, filter, ctx.now)), blockedBetween).map((candidate) => [candidate.userId, candidate]))
    return { candidates: ids.flatMap((id) => fitting.get(id) ?? []), total: order.length }
  }
  const ranked = await rankAnew(ctx, me, filter)
  if (ranked.length > size) ctx.after(keep(ranked.map(idOf), null))
  return { candidates: ranked.slice(from, from + size), total: ranked.length }
}

async function rankAnew(ctx: MemberCtx, me: Candidate, filter: Filter): Promise<Candidate[]> {
  const years = birthYearsOf(me, filter, ctx.now)
  const found = years ? await people.findCandidates(ctx.db, me, years, ctx.now) : []
  return rankCandidates(me, found.filter(isSuitable(me, filter, ctx.now)), blockedBetween)
}

function idOf({ userId }: Candidate): UserId {
  return userId
}

function isSuitable(me: Candidate, filter: Filter, now: number) {
  return (person: Known | Candidate): person is Candidate => people.isCandidate(person) && passes(me, person, filter, now)
}

/** What stands between the one who looks and a person who was read for them. */
function blockedBetween(person: Known): { blocked: boolean } {
  return { blocked: person.blocked }
}

/** Whether the one who looks may meet a person who was read for them. */
export function mayMeetNow(me: Known, other: Known): boolean {
  return mayMeet(me, other, blockedBetween(other))
}
