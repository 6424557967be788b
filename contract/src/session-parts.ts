import * as z from 'zod'
import { RoomId, SessionId, Timestamp, UserId } from './values.ts'

/** Kinds of a call of two, in the guide's letter case. */
export const SESSION_TYPES = ['audio', 'video'] as const
/** One of {@link SESSION_TYPES}. */
export type SessionType = (typeof SESSION_TYPES)[number]

/** What a ringing device needs to know of a call. It rings until `expiresAt`. */
export const CallInvite = z
  .object({ sessionId: SessionId, type: z.enum(SESSION_TYPES), roomId: RoomId.nullable(), expiresAt: Timestamp })
  .meta({ id: 'CallInvite' })
export type CallInvite = z.infer<typeof CallInvite>

/** A person as a call shows them. */
export const CallPerson = z.object({ userId: UserId, displayName: z.string(), profileImage: z.string().nullable() })
export type CallPerson = z.infer<typeof CallPerson>
