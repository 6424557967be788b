import * as contract from '@studymate/contract/sessions'
import { fail, isFailure } from '@studymate/contract/errors'
import { SessionId, timestamp } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import { LATE_MS } from '@studymate/domain/sessions/seats'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { relay } from '#events/outbox'
import { callOf } from './call.object.ts'
import { sessionChanged } from './changed.ts'
import { iceServersFor } from './ice.ts'
import { presentSeat, presentSession } from './present.ts'
import { faceOf, factsOf, openSession, ringPartnerOf } from './ringing.ts'
import * as store from './store.ts'

/** How far ahead a session can be planned. */
const FARTHEST_MS = 366 * 86_400_000

async function shown(ctx: MemberCtx, sessionId: SessionId): Promise<contract.Session | null> {
  const session = await store.findSession(ctx.db, sessionId, ctx.userId)
  return session ? presentSession(session, ctx.userId, ctx) : null
}

function timeOf(scheduledAt: string | undefined, now: number): number | null {
  if (scheduledAt === undefined) return now
  const at = Date.parse(scheduledAt)
  // A minute ago is now: clocks differ.
  if (at < now - 60_000 || at > now + FARTHEST_MS) return null
  return Math.max(at, now)
}

const createSession: Handler<typeof contract.createSession> = async (input, ctx) => {
  const { db, now, userId } = ctx
  const { partnerId } = input
  if (partnerId === userId) return fail('MATCH_001')
  const [between, learnt, theirs] = await Promise.all([
    store.partnershipOf(db, userId, partnerId),
    store.learnsFirst(db, userId),
    store.learnsFirst(db, partnerId),
  ])
  if (!between) return fail('USER_001')
  if (!between.matched || between.blocked) return fail('MATCH_001')
  const at = timeOf(input.scheduledAt, now)
  if (at === null) return fail('VALIDATION_ERROR', { issues: [{ path: 'scheduledAt', message: 'from now to a year ahead' }] })
  const sessionId = SessionId.parse(ctx.ids.next('sess'))
  await db.batch([
    db.prepare(store.SQL.cancelUnused).bind(...inOrder(userId, partnerId), now, now - LATE_MS),
    db
      .prepare(store.SQL.add)
      .bind(
        sessionId,
        input.type,
        userId,
        partnerId,
        between.roomId,
        at,
        input.duration,
        input.topic ?? null,
        input.description ?? null,
        input.language ?? learnt,
        input.targetLanguage ?? theirs,
        now,
      ),
    db.prepare(store.SQL.addSeats).bind(sessionId),
  ])
  const made = await shown(ctx, sessionId)
  if (made) return made
  // The two have a call open: whoever asks second comes into it.
  const standing = await store.openCallOf(db, userId, partnerId)
  const session = standing ? await shown(ctx, standing) : null
  return session ?? fail('MATCH_001')
}

function inOrder(a: UserId, b: UserId): [UserId, UserId] {
  return a < b ? [a, b] : [b, a]
}

const listSessions: Handler<typeof contract.listSessions> = async ({ page, size }, ctx) => {
  const { sessions, total } = await store.pageOfSessions(ctx.db, ctx.userId, page, size)
  return {
    data: sessions.flatMap((session) => presentSession(session, ctx.userId, ctx) ?? []),
    pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) },
  }
}

const getSession: Handler<typeof contract.getSession> = async ({ sessionId }, ctx) => (await shown(ctx, sessionId)) ?? fail('NOT_FOUND')

const joinSession: Handler<typeof contract.joinSession> = async ({ sessionId }, ctx) => {
  const { db, now, userId } = ctx
  const open = await openSession(db, sessionId, userId, now)
  if (isFailure(open)) return open
  const { mine, facts } = open
  // The call first: from here on its clock frees the seat, should nobody come to sit in it.
  const nonce = await callOf(ctx.env, sessionId).take(facts, { userId, displayName: mine.display_name, profileImage: faceOf(ctx, mine) })
  if (nonce === null) return fail('SESSION_001')
  const event = { type: 'call.joined' as const, userId, sessionId }
  const eventId = `evt_joined_${nonce}`
  await db.batch([
    db.prepare(store.SQL.sit).bind(sessionId, userId, nonce, now),
    db.prepare(store.SQL.start).bind(sessionId, now),
    // Its id follows from the sitting: thirty joins at once are one.
    db.prepare(store.SQL.announceSeat).bind(eventId, event.type, JSON.stringify(event), now, sessionId, userId, nonce),
  ])
  ctx.after(relay(db, ctx.env.EVENTS, [eventId], now).catch(() => undefined))
  ctx.after(sessionChanged(ctx.env, sessionId))
  const session = await store.findSession(db, sessionId, userId)
  const seat = session?.seats.find((one) => one.user_id === userId)
  const presented = session ? presentSession(session, userId, ctx) : null
  if (!seat || !presented) return fail('NOT_FOUND')
  if (seat.seated !== 1) {
    // It ended, or one blocked the other, since it was looked at; else both seats are taken.
    const now = await openSession(db, sessionId, userId, ctx.now)
    return isFailure(now) ? now : fail('SESSION_002')
  }
  return { session: presented, participant: presentSeat(seat, ctx) }
}

const leaveSession: Handler<typeof contract.leaveSession> = async ({ sessionId }, ctx) => {
  const session = await store.findSession(ctx.db, sessionId, ctx.userId)
  if (!session) return fail('NOT_FOUND')
  await callOf(ctx.env, sessionId).leave(factsOf(session), ctx.userId)
  return (await shown(ctx, sessionId)) ?? fail('NOT_FOUND')
}

const completeSession: Handler<typeof contract.completeSession> = async ({ sessionId }, ctx) => {
  const session = await store.findSession(ctx.db, sessionId, ctx.userId)
  if (!session) return fail('NOT_FOUND')
  await callOf(ctx.env, sessionId).end(factsOf(session), false)
  return (await shown(ctx, sessionId)) ?? fail('NOT_FOUND')
}

const ringPartner: Handler<typeof contract.ringPartner> = async ({ sessionId }, ctx) => {
  const rung = await ringPartnerOf(ctx.env, ctx.userId, sessionId, ctx.now)
  return isFailure(rung) ? rung : { sessionId, state: rung.state, expiresAt: rung.expiresAt === null ? null : timestamp(rung.expiresAt) }
}

const iceServers: Handler<typeof contract.iceServers> = async ({ sessionId }, ctx) => {
  const session = await shown(ctx, sessionId)
  if (!session) return fail('NOT_FOUND')
  if (session.status === 'COMPLETED' || session.status === 'CANCELLED') return fail('SESSION_001')
  const { servers, expiresAt } = iceServersFor(ctx.settings, ctx.userId, ctx.now)
  return { iceServers: servers, expiresAt: expiresAt === null ? null : timestamp(expiresAt) }
}

export const routes = [
  route(contract.createSession, createSession),
  route(contract.listSessions, listSessions),
  route(contract.getSession, getSession),
  route(contract.joinSession, joinSession),
  route(contract.leaveSession, leaveSession),
  route(contract.completeSession, completeSession),
  route(contract.ringPartner, ringPartner),
  route(contract.iceServers, iceServers),
]
