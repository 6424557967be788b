import { fail, isFailure } from '@studymate/contract/errors'
import { ringPartner } from '@studymate/contract/sessions'
import { takeInIsolate } from '#edge/limits'
import type { FrameTable } from '#live/frames'
import { callOf } from './call.object.ts'
import { ringPartnerOf } from './ringing.ts'
import { ringEnded } from './rings.ts'
import { findSession } from './store.ts'

/** Frames of ringing on a person's socket. */
export const sessionFrames: Pick<FrameTable, 'RING' | 'RING_ANSWER'> = {
  RING: async ({ sessionId }, ctx) => {
    // The same count as of the operation: who was declined must not ring on by the other way in.
    const { id, limit } = ringPartner
    const allowance = limit ? takeInIsolate(`${id}:${ctx.userId}`, limit, ctx.now) : null
    if (allowance?.allowed === false) return fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds })
    const rung = await ringPartnerOf(ctx.env, ctx.userId, sessionId, ctx.now)
    if (isFailure(rung)) return rung
    // Whoever is here already has, in effect, accepted.
    return rung.state === 'joined' ? [ringEnded(sessionId, 'accepted')] : null
  },
  RING_ANSWER: async ({ sessionId, accept }, ctx) => {
    // Asking the call of a session that is not theirs would make it.
    if (!(await findSession(ctx.env.DB, sessionId, ctx.userId))) return fail('NOT_FOUND')
    const reason = await callOf(ctx.env, sessionId).answer(ctx.userId, accept)
    // All devices heard how it ended; one that answers after the end hears it again.
    return reason === null ? fail('NOT_FOUND') : [ringEnded(sessionId, reason)]
  },
}
