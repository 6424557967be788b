import { fail, isFailure } from '@studymate/contract/errors'
import type { FrameTable } from '#live/frames'
import { callOf } from './call.object.ts'
import { ringPartnerOf } from './ringing.ts'
import { ringEnded } from './rings.ts'

/** Frames of ringing on a person's socket. */
export const sessionFrames: Pick<FrameTable, 'RING' | 'RING_ANSWER'> = {
  RING: async ({ sessionId }, ctx) => {
    const rung = await ringPartnerOf(ctx.env, ctx.userId, sessionId, ctx.now)
    if (isFailure(rung)) return rung
    // Whoever is here already has, in effect, accepted.
    return rung.state === 'joined' ? [ringEnded(sessionId, 'accepted')] : null
  },
  RING_ANSWER: async ({ sessionId, accept }, ctx) => {
    const reason = await callOf(ctx.env, sessionId).answer(ctx.userId, accept)
    // All devices heard how it ended; one that answers after the end hears it again.
    return reason === null ? fail('NOT_FOUND') : [ringEnded(sessionId, reason)]
  },
}
