import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { RingState } from '@studymate/contract/sessions'
import type { SessionId, UserId } from '@studymate/contract/values'
import { entrance } from '@studymate/domain/sessions/seats'
import type { WorkerEnv } from '#edge/context'
import { imageUrl } from '#edge/image-url'
import type { CallFacts } from './call-book.ts'
import { callOf } from './call.object.ts'
import * as store from './store.ts'
import type { SeatRow, StoredSession } from './store.ts'

/** A session that may be entered now, seen by one of its two. */
export interface OpenSession {
  readonly session: StoredSession
  readonly facts: CallFacts
  readonly mine: SeatRow
  readonly partner: SeatRow
}

/** The small picture of somebody in a call, for all who are in it or for one `viewer`; its address outlives the call. */
export function faceOf({ env, now }: { env: WorkerEnv; now: number }, seat: SeatRow, viewer?: UserId): string | null {
  return imageUrl({ env, now, ...(viewer === undefined ? {} : { userId: viewer }) }, seat.user_id, seat.profile_image, 'small')
}

/** What a call object is told of a session. */
export function factsOf(session: StoredSession): CallFacts {
  return { sessionId: session.id, scheduledAt: session.scheduled_at, createdAt: session.created_at }
}

/** The session if it can be entered: a stranger's is not there, an ended one is over, an early one says when it opens. */
export async function openSession(
  db: D1Database,
  sessionId: SessionId,
  userId: UserId,
  now: number,
): Promise<OpenSession | Failure<'NOT_FOUND' | 'SESSION_001' | 'CONFLICT' | 'MATCH_001'>> {
  const session = await store.findSession(db, sessionId, userId)
  const mine = session?.seats.find((seat) => seat.user_id === userId)
  const partner = session?.seats.find((seat) => seat.user_id !== userId)
  if (!session || !mine || !partner) return fail('NOT_FOUND')
  const door = entrance({ status: session.status, scheduledAt: session.scheduled_at }, now)
  if (door === 'over') return fail('SESSION_001')
  if (door === 'early') return fail('CONFLICT', { reason: 'TOO_EARLY', scheduledAt: session.scheduled_at })
  const between = await store.partnershipOf(db, userId, partner.user_id)
  if (!between?.matched || between.blocked) return fail('MATCH_001')
  return { session, facts: factsOf(session), mine, partner }
}

/** Rings the partner of a session on all their devices. */
export async function ringPartnerOf(
  env: WorkerEnv,
  userId: UserId,
  sessionId: SessionId,
  now: number,
): Promise<{ state: RingState; expiresAt: number | null } | Failure<'NOT_FOUND' | 'SESSION_001' | 'CONFLICT' | 'MATCH_001'>> {
  const open = await openSession(env.DB, sessionId, userId, now)
  if (isFailure(open)) return open
  const { session, facts, mine, partner } = open
  const outcome = await callOf(env, sessionId).ring(facts, {
    from: { userId, displayName: mine.display_name, profileImage: faceOf({ env, now }, mine, partner.user_id) },
    to: partner.user_id,
    type: session.type,
    roomId: session.room_id,
    inAnotherCall: await store.isInAnotherCall(env.DB, sessionId, partner.user_id),
  })
  if (outcome === 'over') return fail('SESSION_001')
  if (outcome === 'ringing-elsewhere') return fail('CONFLICT', { reason: 'RINGING_ELSEWHERE' })
  return { state: outcome.state, expiresAt: outcome.expiresAt }
}
