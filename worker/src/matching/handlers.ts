import * as contract from '@studymate/contract/matching'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { ENOUGH_ACCEPTED } from '@studymate/domain/matching/answering'
import { opensProfile } from '@studymate/domain/settings/visibility'
import type { Handler, MemberCtx, Route } from '#edge/context'
import { route } from '#edge/context'
import { imageUrl } from '#edge/image-url'
import { birthYearsOf } from './filter.ts'
import type { Filter } from './filter.ts'
import { missingOf } from './missing.ts'
import type { Candidate, Known } from './people.store.ts'
import * as people from './people.store.ts'
import { presentCard, presentRelation } from './present.ts'
import { idsOf, keptOrder, mayMeetNow, rankedPage, rememberedOrder } from './rank.ts'
import { requestRoutes } from './requests.ts'
import * as store from './store.ts'

/** The caller as somebody who can be matched, or what they have still to tell. */
function seeking(me: Known | Candidate | undefined): Candidate | Failure<'ONBOARD_001'> {
  if (!me) throw new Error('the caller has no account')
  const missing = missingOf(me)
  if (missing.length > 0 || !people.isCandidate(me)) return fail('ONBOARD_001', { missing })
  return me
}

async function list(ctx: MemberCtx, filter: Filter, page: number, size: number) {
  const memory = rememberedOrder(ctx, filter)
  // One read brings the caller and the page that an earlier look promises.
  const ids = memory ? idsOf(memory, { page, size }, ctx.now) : []
  const [seen, kept] = await Promise.all([people.findPeople(ctx.db, [ctx.userId, ...ids], ctx.userId, ctx.now), memory ?? keptOrder(ctx, filter)])
  const me = seeking(seen.find(({ userId }) => userId === ctx.userId))
  if (isFailure(me)) return me
  const { candidates, total } = me.seeks ? await rankedPage(ctx, me, filter, { page, size, kept, seen }) : { candidates: [], total: 0 }
  // Being here is noted once an hour: a look at the list is a read, and stays one.
  if (page === 1 && me.seeks && ctx.now - (me.lastActive ?? 0) > store.NOTED_MS)
    ctx.after(ctx.db.batch([ctx.db.prepare(store.SQL.touchSeeker).bind(me.userId, ctx.now), ctx.db.prepare(store.SQL.touchPairs).bind(me.userId, ctx.now)]))
  return {
    data: candidates.map((candidate) => presentCard(me, candidate, ctx)),
    pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) },
    paused: !me.seeks,
  }
}

const listMatches: Handler<typeof contract.listMatches> = ({ page, size }, ctx) => list(ctx, {}, page, size)

const filterMatches: Handler<typeof contract.filterMatches> = async ({ page, size, ...filter }, ctx) => {
  if (filter.ageMin !== undefined && filter.ageMax !== undefined && filter.ageMin > filter.ageMax)
    return fail('VALIDATION_ERROR', { issues: [{ path: 'ageMax', message: 'at least ageMin' }] })
  return list(ctx, filter, page, size)
}

const matchProfile: Handler<typeof contract.matchProfile> = async ({ userId }, ctx) => {
  const { db, now } = ctx
  const [{ me, other }, between, about, waiting] = await Promise.all([
    people.findTwo(db, ctx.userId, userId, now),
    store.findBetween(db, ctx.userId, userId),
    people.findAbout(db, userId),
    store.waitingFor(db, userId, now),
  ])
  if (!me || !other || userId === ctx.userId || other.blocked || !people.isCandidate(other)) return fail('USER_001')
  const missing = missingOf(me)
  if (missing.length > 0 || !people.isCandidate(me)) return fail('ONBOARD_001', { missing })
  // Partners see each other even while one of them rests: they have a room together.
  if (!between.match && !mayMeetNow(me, other)) return fail('USER_001')
  const isPartner = between.match !== null
  const isOpen = opensProfile(other.visibility, isPartner)
  return {
    ...presentCard(me, other, ctx),
    profileImage: imageUrl(ctx, userId, other.profileImage, 'large'),
    relation: presentRelation({ ...between, waiting }, now),
    selfBio: isOpen ? about.selfBio : null,
    locationId: isOpen ? about.locationId : null,
    motivations: isOpen ? [...(other.motivations ?? [])] : [],
    learningStyles: isOpen ? [...(other.learningStyles ?? [])] : [],
    communicationMethods: isOpen ? [...(other.communicationMethods ?? [])] : [],
    email: isOpen && isPartner ? about.email : null,
    phoneNumber: isOpen && isPartner ? about.phoneNumber : null,
  }
}

const waitingTime: Handler<typeof contract.waitingTime> = async (_, ctx) => {
  const { db, now, userId } = ctx
  const [found] = await people.findPeople(db, [userId], userId, now)
  const me = seeking(found)
  if (isFailure(me)) return me
  const [pair] = people.pairsOf(me)
  const years = birthYearsOf(me, {}, now)
  if (!pair || !years) return fail('ONBOARD_001', { missing: ['learningLanguage'] })
  const { mine, theirs, minutes } = await store.findSides(db, { speaks: pair.learns, learns: pair.speaks, years, now })
  const median = minutes.length < ENOUGH_ACCEPTED ? null : (minutes[Math.floor((minutes.length - 1) / 2)] ?? null)
  const reason = median === null ? 'too-few' : null
  return { speaks: pair.learns, learns: pair.speaks, likeMe: mine, forMe: theirs, medianMinutes: median, reason, accepted: minutes.length }
}

export const routes: readonly Route[] = [
  route(contract.listMatches, listMatches),
  route(contract.filterMatches, filterMatches),
  route(contract.matchProfile, matchProfile),
  route(contract.waitingTime, waitingTime),
  ...requestRoutes,
]
