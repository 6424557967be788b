import * as z from 'zod'
import { SessionId, Timestamp } from './values.ts'

export const SESSION_TYPES = ['audio', 'video', 'text'] as const

/** What a ringing device needs to know of a call. */
export const CallInvite = z
  .object({ sessionId: SessionId, type: z.enum(SESSION_TYPES), roomId: z.string().nullable(), expiresAt: Timestamp })
  .meta({ id: 'CallInvite' })
export type CallInvite = z.infer<typeof CallInvite>
