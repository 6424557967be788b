import * as contract from '@studymate/contract/matching'
import { fail, isFailure } from '@studymate/contract/errors'
import { RequestId, timestamp } from '@studymate/contract/values'
import { noWordBecause, habitWord } from '@studymate/domain/matching/answering'
import { INBOX_CAP } from '@studymate/domain/matching/fairness'
import { directions } from '@studymate/domain/matching/fit'
import { REQUEST_LIFE, decideAccept, decideAsk, decideReject, decideWithdraw, statusAt } from '@studymate/domain/matching/requests'
import { ADULT_AGE, newestBirthYear } from '@studymate/domain/people/age'
import { matchChanged } from '#chat/room'
import type { Handler, MemberCtx } from '#edge/context'
import { route } from '#edge/context'
import { personOf } from '#live/person'
import { commitAcceptance, matchIdsOf } from './acceptance.ts'
import { missingOf } from './missing.ts'
import * as people from './people.store.ts'
import { presentPartner, presentRequest } from './present.ts'
import { bellKeyOf } from '#notifications/keys'
import * as store from './store.ts'

/** Reading again after a lost race: each time somebody else's change stands, so the second look decides. */
const LOOKS = 3

function mustVerifyMail(ctx: MemberCtx, me: people.Known): boolean {
  const hasTransport = ctx.settings.SMTP_URL !== undefined || ctx.settings.MAIL_API_URL !== undefined
  return hasTransport && !me.isVerified
}

const requestMatch: Handler<typeof contract.requestMatch> = async ({ targetUserId, message }, ctx) => {
  const { db, now } = ctx
  const hello = message ? message : null
  const requestId = RequestId.parse(ctx.ids.next('mreq'))
  const expiresAt = timestamp(now + REQUEST_LIFE)
  for (let look = 0; look < LOOKS; look++) {
    const [{ me, other }, { match, mine, theirs }, waiting] = await Promise.all([
      people.findTwo(db, ctx.userId, targetUserId, now),
      store.findBetween(db, ctx.userId, targetUserId),
      store.waitingFor(db, targetUserId, now),
    ])
    // The same call under the same key after a crash: what the first one wrote stands.
    if (mine?.requestId === requestId)
      return mine.status === 'accepted' ? { status: 'accepted', requestId, ...matchIdsOf(ctx.userId, targetUserId) } : { status: 'open', requestId, expiresAt }
    const missing = me ? missingOf(me) : []
    if (missing.length > 0) return fail('ONBOARD_001', { missing })
    if (!me || !other) return fail('MATCH_001')
    const pair = people.isCandidate(me) && people.isCandidate(other) ? directions(me, other) : null
    const fits = pair !== null
    const decision = decideAsk(
      {
        sender: me,
        receiver: other,
        blocked: other.blocked,
        fits,
        matched: match !== null,
        latest: mine,
        crossing: theirs,
        mustVerifyMail: mustVerifyMail(ctx, me),
        hello,
        waiting,
      },
      now,
    )
    if (isFailure(decision)) return decision
    if (decision.kind === 'match' && theirs) {
      await commitAcceptance(ctx, theirs, { requestId, hello })
      const after = await store.findRequest(db, theirs.requestId)
      if (after?.status === 'accepted') {
        ctx.after(personOf(ctx.env, ctx.userId).readBellOf(bellKeyOf(theirs.requestId)))
        return { status: 'accepted', requestId, ...matchIdsOf(ctx.userId, targetUserId) }
      }
      continue
    }
    const ids = store.pairOf(ctx.userId, targetUserId)
    // What I give is what I speak; what I get is what I learn.
    const side = [pair?.[1].gift.language ?? null, pair?.[0].gift.language ?? null]
    const results = await db.batch([
      db.prepare(store.SQL.lapsePair).bind(...ids, now, now - REQUEST_LIFE),
      db.prepare(store.SQL.ask).bind(requestId, ctx.userId, targetUserId, ...ids, hello, now, now - REQUEST_LIFE, ...side, INBOX_CAP),
      ...store.answeringStatements(db, targetUserId, now),
      ctx.emit(
        { type: 'match.requested', requestId, fromUserId: ctx.userId, toUserId: targetUserId },
        { sql: 'EXISTS (SELECT 1 FROM match_requests WHERE id = ?)', values: [requestId] },
      ),
    ])
    if (results[1] && results[1].meta.changes > 0) return { status: 'open', requestId, expiresAt }
  }
  return fail('CONFLICT')
}

const acceptMatch: Handler<typeof contract.acceptMatch> = async ({ requestId }, ctx) => {
  const request = await store.findRequest(ctx.db, requestId)
  const ownId = ctx.userId
  if (!request || (request.senderId !== ownId && request.receiverId !== ownId)) return fail('NOT_FOUND')
  const { me, other } = await people.findTwo(ctx.db, ownId, request.senderId === ownId ? request.receiverId : request.senderId, ctx.now)
  if (!me || !other) return fail('MATCH_001')
  const decision = decideAccept({ request, viewer: me, sender: other, blocked: other.blocked }, ctx.now)
  if (isFailure(decision)) return decision
  const reply = { requestId, ...matchIdsOf(request.senderId, request.receiverId) }
  if (decision.kind === 'already') return reply
  await commitAcceptance(ctx, request)
  const after = await store.findRequest(ctx.db, requestId)
  const status = after ? statusAt(after, ctx.now) : 'withdrawn'
  if (status === 'open') return fail('MATCH_001')
  if (status !== 'accepted') return fail('CONFLICT', { status })
  ctx.after(personOf(ctx.env, ctx.userId).readBellOf(bellKeyOf(requestId)))
  return reply
}

const rejectMatch: Handler<typeof contract.rejectMatch> = async ({ requestId, reason }, ctx) => {
  const { db, now, userId } = ctx
  for (let look = 0; look < LOOKS; look++) {
    const decision = decideReject(await store.findRequest(db, requestId), userId, now)
    if (isFailure(decision)) return decision
    if (decision.kind === 'already') return { requestId, status: 'rejected' }
    await db.batch([
      db.prepare(store.SQL.reject).bind(requestId, userId, now, now - REQUEST_LIFE, reason || null),
      ...store.answeringStatements(db, userId, now),
    ])
    ctx.after(personOf(ctx.env, userId).readBellOf(bellKeyOf(requestId)))
  }
  return fail('CONFLICT')
}

const withdrawMatch: Handler<typeof contract.withdrawMatch> = async ({ requestId }, ctx) => {
  const { db, now, userId } = ctx
  for (let look = 0; look < LOOKS; look++) {
    const request = await store.findRequest(db, requestId)
    const decision = decideWithdraw(request, userId, now)
    if (isFailure(decision)) return decision
    if (decision.kind === 'already') return { requestId, status: 'withdrawn' }
    await db.batch([
      db.prepare(store.SQL.withdraw).bind(requestId, userId, now, now - REQUEST_LIFE),
      ...(request ? store.answeringStatements(db, request.receiverId, now) : []),
    ])
    if (request) ctx.after(personOf(ctx.env, request.receiverId).takeBackInBell(bellKeyOf(requestId)))
  }
  return fail('CONFLICT')
}

const listRequests: Handler<typeof contract.listRequests> = async ({ direction, page, size }, ctx) => {
  const { db, now, userId } = ctx
  const { requests, total } = await store.openRequests(db, {
    userId,
    direction,
    size,
    offset: (page - 1) * size,
    newestAdult: newestBirthYear(ADULT_AGE, now),
    now,
  })
  const others = requests.map((request) => (request.senderId === userId ? request.receiverId : request.senderId))
  const found = await people.findPeople(db, [userId, ...others], userId, now)
  const candidates = new Map(found.filter(people.isCandidate).map((person) => [person.userId, person]))
  const me = candidates.get(userId)
  const data = requests.flatMap((request) => {
    const person = candidates.get(request.senderId === userId ? request.receiverId : request.senderId)
    return me && person ? [presentRequest(me, person, request, ctx)] : []
  })
  return { data, pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) } }
}

const listPartners: Handler<typeof contract.listPartners> = async ({ page, size }, ctx) => {
  const partners = await store.partnersOf(ctx.db, ctx.userId, { size, offset: (page - 1) * size })
  const totalItems = partners[0]?.total ?? 0
  return { data: partners.map((partner) => presentPartner(partner, ctx)), pagination: { page, size, totalItems, totalPages: Math.ceil(totalItems / size) } }
}

const endPartnership: Handler<typeof contract.endPartnership> = async ({ userId }, ctx) => {
  const { db, now } = ctx
  const match = await store.findAnyMatch(db, ctx.userId, userId)
  if (!match) return fail('NOT_FOUND')
  const { matchId, roomId } = match
  if (match.endedAt === null)
    await db.batch([
      db.prepare(store.SQL.endMatch).bind(...store.pairOf(ctx.userId, userId), ctx.userId, now),
      ctx.emit(
        { type: 'match.ended', matchId, roomId, byUserId: ctx.userId, otherUserId: userId },
        { sql: 'EXISTS (SELECT 1 FROM matches WHERE id = ? AND ended_by = ? AND ended_at = ?)', values: [matchId, ctx.userId, now] },
      ),
    ])
  // Again on each call: a room that did not hear of it the first time hears of it now, and the event tells it besides.
  await matchChanged(ctx.env, roomId)
  return { userId, ended: true }
}

const ownAnswering: Handler<typeof contract.ownAnswering> = async (_, ctx) => {
  const habit = (await store.findHabit(ctx.db, ctx.userId, ctx.now)) ?? { asked: 0, answered: 0, medianMinutes: null, open: 0 }
  return {
    asked: habit.asked,
    answered: habit.answered,
    medianMinutes: habit.medianMinutes ?? null,
    shownAs: habitWord(habit),
    reason: noWordBecause(habit),
    open: habit.open,
    most: INBOX_CAP,
  }
}

export const requestRoutes = [
  route(contract.requestMatch, requestMatch),
  route(contract.acceptMatch, acceptMatch),
  route(contract.rejectMatch, rejectMatch),
  route(contract.withdrawMatch, withdrawMatch),
  route(contract.listRequests, listRequests),
  route(contract.listPartners, listPartners),
  route(contract.endPartnership, endPartnership),
  route(contract.ownAnswering, ownAnswering),
]
