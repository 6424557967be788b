import * as z from 'zod'
import { UserId } from '@studymate/contract/values'
import { mutualFit, rankCandidates } from '@studymate/domain/matching/compatibility'
import { orderOf } from '@studymate/domain/matching/crowd'
import type { CrowdAnswer, CrowdQuestion, PairOfLanguages } from '@studymate/domain/matching/crowd'
import { hasRoom } from '@studymate/domain/matching/fairness'
import { mayMeet } from '@studymate/domain/matching/policy'
import type { MemberCtx } from '#edge/context'
import { digest } from '#edge/ports'
import { RANKING_PREFIX, RANKING_SECONDS } from './data.ts'
import { birthYearsOf, passes, questionOf } from './filter.ts'
import type { Filter } from './filter.ts'
import type { Candidate, Known } from './people.store.ts'
import * as people from './people.store.ts'

// Among fewer people a list is ranked anew each time: it costs little, and whoever has just come shows at once.
const MANY = 60
// So old an order may be before a look at it makes the next one.
const FRESH_MS = 60_000

// Orders that one isolate remembers besides KV; a few hundred ids each.
const REMEMBERED = 300

/**
 * An order as it is kept: `order` is what the pages follow, `next` what the first page follows when it is looked at again; `amongMany` lets a first page
 * follow it, too.
 */
const Order = z.object({ updatedAt: z.number(), rankedAt: z.number(), amongMany: z.boolean(), order: z.array(UserId), next: z.array(UserId).nullable() })
export type Order = z.infer<typeof Order>

/** A page of possible partners, best first, and how many there are in all. */
export interface RankedPage {
  readonly candidates: readonly Candidate[]
  readonly total: number
}

/** Which page, and of how many. */
export interface PageOf {
  readonly page: number
  readonly size: number
}

// A second look mostly meets the isolate of the first: what it remembers saves the way to KV, which stays the truth for all others.
const remembered = new Map<string, Order>()

function keyOf(userId: UserId, filter: Filter): string {
  return `${RANKING_PREFIX}${userId}:${digest(JSON.stringify(filter)).slice(0, 16)}`
}

function remember(key: string, order: Order): void {
  remembered.delete(key)
  remembered.set(key, order)
  const [oldest] = remembered.keys()
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
}

/** The order that this isolate remembers for the caller under a filter; null where it does not. */
export function rememberedOrder(ctx: MemberCtx, filter: Filter): Order | null {
  const order = remembered.get(keyOf(ctx.userId, filter))
  return order && ctx.now < order.rankedAt + RANKING_SECONDS * 1000 ? order : null
}

/** The order that is kept for the caller under a filter; null where there is none. */
export async function keptOrder(ctx: MemberCtx, filter: Filter): Promise<Order | null> {
  return Order.nullable()
    .catch(null)
    .parse(await ctx.env.KV.get(keyOf(ctx.userId, filter), 'json'))
}

function isStale(kept: Order, page: number, now: number): boolean {
  return page === 1 && now - kept.rankedAt > FRESH_MS
}

/** Ids of a page of a kept order: a first page that is looked at again later follows the next one. */
export function idsOf(kept: Order, { page, size }: PageOf, now: number): UserId[] {
  const order = (isStale(kept, page, now) ? kept.next : null) ?? kept.order
  return order.slice((page - 1) * size, page * size)
}

/**
 * Possible partners that pass the filter, best first. A first page ranks anew, or, among many people and where the caller has changed nothing since, follows
 * the order that an earlier look left behind; later pages follow the first. Everybody on a page is looked at again, so that nobody shows who has hidden,
 * blocked or changed meanwhile. `seen` are people who were read already.
 */
export async function rankedPage(
  ctx: MemberCtx,
  me: Candidate,
  filter: Filter,
  of: PageOf & { kept: Order | null; seen: readonly (Known | Candidate)[] },
): Promise<RankedPage> {
  const { page, size, seen } = of
  const kept = of.kept?.updatedAt === me.updatedAt ? of.kept : null
  const keep = async (order: UserId[], next: UserId[] | null, amongMany: boolean): Promise<void> => {
    const value: Order = { updatedAt: me.updatedAt, rankedAt: ctx.now, amongMany, order, next }
    await ctx.env.KV.put(keyOf(me.userId, filter), JSON.stringify(value), { expirationTtl: RANKING_SECONDS })
    remember(keyOf(me.userId, filter), value)
  }
  if (kept && (page > 1 || kept.amongMany)) {
    const ids = idsOf(kept, of, ctx.now)
    if (isStale(kept, page, ctx.now)) ctx.after(rankAnew(ctx, me, filter).then((ranked) => keep(kept.next ?? kept.order, ranked.order, ranked.amongMany)))
    else if (kept !== rememberedOrder(ctx, filter)) remember(keyOf(me.userId, filter), kept)
    return { candidates: await lookAgain(ctx, me, filter, ids, seen), total: kept.order.length }
  }
  const ranked = await rankAnew(ctx, me, filter)
  if (ranked.isWhole && (ranked.order.length > size || ranked.amongMany)) ctx.after(keep(ranked.order, null, ranked.amongMany))
  const ids = ranked.order.slice((page - 1) * size, page * size)
  return { candidates: await lookAgain(ctx, me, filter, ids, ranked.seen), total: ranked.order.length }
}

/** Those of some ids, in their order, who may be shown now. */
async function lookAgain(ctx: MemberCtx, me: Candidate, filter: Filter, ids: readonly UserId[], seen: readonly (Known | Candidate)[]): Promise<Candidate[]> {
  const known = new Map(seen.map((person) => [person.userId, person]))
  const isHere = ids.every((id) => known.has(id))
  const found = isHere ? known : new Map((await people.findPeople(ctx.db, ids, me.userId, ctx.now)).map((person) => [person.userId, person]))
  const suits = isSuitable(me, filter, ctx.now)
  return ids.flatMap((id) => {
    const person = found.get(id)
    if (!person || person.isPartner || !suits(person) || !mayMeetNow(me, person)) return []
    return hasRoom(person.load?.open ?? 0) && mutualFit(me, person) > 0 ? person : []
  })
}

interface Ranked {
  readonly order: UserId[]
  /** Everybody was looked at, so that the order can be kept. */
  readonly isWhole: boolean
  /** So many were looked at that it is worth to keep even a short list of them. */
  readonly amongMany: boolean
  /** People who were read on the way. */
  readonly seen: readonly Candidate[]
}

/** The crowd of a pair of languages. */
function askCrowd(ctx: MemberCtx, pair: PairOfLanguages, question: CrowdQuestion): Promise<CrowdAnswer | null> {
  return ctx.env.CROWD.get(ctx.env.CROWD.idFromName(`${pair.speaks}>${pair.learns}`)).rank(pair, question)
}

// Few people are read and scored here; of many the crowd knows everybody. Until it has read them, those who were here last stand for all.
async function rankAnew(ctx: MemberCtx, me: Candidate, filter: Filter): Promise<Ranked> {
  const years = birthYearsOf(me, filter, ctx.now)
  if (!years) return { order: [], isWhole: true, amongMany: false, seen: [] }
  const pairs = people.pairsOf(me)
  const { isCrowded, without } = await people.crowdedPairs(ctx.db, me, pairs, years)
  if (isCrowded) {
    const question: CrowdQuestion = { ...questionOf(me, filter, ctx.now), years, without }
    const answers = await Promise.all(pairs.map((pair) => askCrowd(ctx, pair, question)))
    const known = answers.filter((answer) => answer !== null)
    if (known.length === answers.length) return { order: orderOf(known, me.userId, ctx.now), isWhole: true, amongMany: true, seen: [] }
  }
  const found = await people.findCandidates(ctx.db, me, years, ctx.now)
  const seen = rankCandidates(me, found.filter(isSuitable(me, filter, ctx.now)), blockedBetween, ctx.now)
  return { order: seen.map(idOf), isWhole: !isCrowded, amongMany: found.length >= MANY, seen }
}

function idOf({ userId }: Candidate): UserId {
  return userId
}

function isSuitable(me: Candidate, filter: Filter, now: number) {
  const isWanted = passes(me, filter, now)
  return (person: Known | Candidate): person is Candidate => people.isCandidate(person) && isWanted(person)
}

/** What stands between the one who looks and a person who was read for them. */
function blockedBetween(person: Known): { blocked: boolean } {
  return { blocked: person.blocked }
}

/** Whether the one who looks may meet a person who was read for them. */
export function mayMeetNow(me: Known, other: Known): boolean {
  return mayMeet(me, other, blockedBetween(other))
}
