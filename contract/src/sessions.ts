import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { CallPerson, SESSION_TYPES } from './session-parts.ts'
import { LanguageCode, RoomId, SessionId, Timestamp, UserId, pageInput, text } from './values.ts'

/** `audio` or `video`, read in any letter case and written lower (decisions §14). */
const SessionTypeInput = z
  .string()
  .max(16)
  .transform((value) => value.toLowerCase())
  .pipe(z.enum(SESSION_TYPES))

/** How far a session is; the last two are ends. */
export const SessionStatus = z.enum(['SCHEDULED', 'ONGOING', 'COMPLETED', 'CANCELLED'])
export type SessionStatus = z.infer<typeof SessionStatus>

/** One of the two people of a session and their seat. */
export const SessionParticipant = CallPerson.extend({
  /** Whether they are in the call now; a seat whose connection was lost counts for 60 s. */
  seated: z.boolean(),
  joinedAt: Timestamp.nullable(),
  leftAt: Timestamp.nullable(),
}).meta({ id: 'SessionParticipant' })

/** A session of two matched partners. `duration` is in minutes; `language` and `targetLanguage` are its first and second half. */
export const Session = z
  .object({
    sessionId: SessionId,
    type: z.enum(SESSION_TYPES),
    status: SessionStatus,
    partner: CallPerson,
    createdBy: UserId,
    /** The chat of the two. */
    roomId: RoomId.nullable(),
    scheduledAt: Timestamp,
    duration: z.int(),
    topic: z.string().nullable(),
    description: z.string().nullable(),
    language: LanguageCode.nullable(),
    targetLanguage: LanguageCode.nullable(),
    participants: z.array(SessionParticipant),
    startedAt: Timestamp.nullable(),
    endedAt: Timestamp.nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

const one = z.object({ sessionId: SessionId })

/**
 * Opens a call of two matched partners, now. Where the two already have one that is not over, that one is the answer: two
 * people who call each other at the same moment meet. Guide 7, 1:1 sessions.
 */
export const createSession = endpoint({
  id: 'createSession',
  method: 'POST',
  path: '/sessions/create',
  aliases: ['/session/create', '/sessions'],
  tag: 'sessions',
  summary: 'Open a call with a matched partner',
  auth: 'member',
  limit: '60/min',
  status: 201,
  input: z.object({
    partnerId: UserId,
    type: SessionTypeInput.default('video'),
    /** Without it: now. A session can be entered from 15 minutes before its time. */
    scheduledAt: z.iso.datetime({ offset: true }).optional(),
    duration: z.int().min(5).max(240).default(30),
    topic: text({ max: 100, line: true }).optional(),
    description: text({ max: 500 }).optional(),
    language: LanguageCode.optional(),
    targetLanguage: LanguageCode.optional(),
  }),
  output: Session,
  errors: ['USER_001', 'MATCH_001', 'VALIDATION_ERROR'],
})

/** The caller's sessions, newest first. Guide 7. */
export const listSessions = endpoint({
  id: 'listSessions',
  method: 'GET',
  path: '/sessions/list',
  aliases: ['/session/list'],
  tag: 'sessions',
  summary: 'My sessions, newest first',
  auth: 'member',
  limit: '120/min',
  input: z.object({ ...pageInput }),
  output: z.array(Session),
  beside: paged,
  errors: [],
})

/** A session of the caller. Guide 7. */
export const getSession = endpoint({
  id: 'getSession',
  method: 'GET',
  path: '/sessions/{sessionId}',
  aliases: ['/session/{sessionId}'],
  tag: 'sessions',
  summary: 'One of my sessions',
  auth: 'member',
  limit: '240/min',
  input: one,
  output: Session,
  errors: ['NOT_FOUND'],
})

/** Takes a seat; twice answers the same seat. Joining while it rings accepts. Guide 7. */
export const joinSession = endpoint({
  id: 'joinSession',
  method: 'POST',
  path: '/sessions/{sessionId}/join',
  aliases: ['/session/{sessionId}/join'],
  tag: 'sessions',
  summary: 'Take my seat in a session',
  auth: 'member',
  limit: '120/min',
  input: one,
  output: z.object({ session: Session, participant: SessionParticipant }),
  errors: ['NOT_FOUND', 'SESSION_001', 'SESSION_002', 'CONFLICT', 'MATCH_001'],
})

/** Gives the seat back; twice is harmless. When both have left, the session is over. Guide 7. */
export const leaveSession = endpoint({
  id: 'leaveSession',
  method: 'POST',
  path: '/sessions/{sessionId}/leave',
  aliases: ['/session/{sessionId}/leave'],
  tag: 'sessions',
  summary: 'Leave a session',
  auth: 'member',
  limit: '120/min',
  input: one,
  output: Session,
  errors: ['NOT_FOUND'],
})

/** Ends a session for both; twice is harmless. decisions §1. */
export const completeSession = endpoint({
  id: 'completeSession',
  method: 'POST',
  path: '/sessions/{sessionId}/complete',
  aliases: ['/session/{sessionId}/complete'],
  tag: 'sessions',
  summary: 'End a session for both',
  auth: 'member',
  limit: '60/min',
  input: one,
  output: Session,
  errors: ['NOT_FOUND'],
})

/** `ringing` on the partner's devices, `busy` elsewhere, or `joined`: already here. */
export const RingState = z.enum(['ringing', 'busy', 'joined'])
export type RingState = z.infer<typeof RingState>

/** Rings all devices of the partner for 45 s; again while it rings changes nothing. decisions §8. */
export const ringPartner = endpoint({
  id: 'ringPartner',
  method: 'POST',
  path: '/sessions/{sessionId}/ring',
  aliases: ['/session/{sessionId}/ring'],
  tag: 'sessions',
  summary: 'Ring the partner',
  auth: 'member',
  limit: '30/min',
  input: one,
  output: z.object({ sessionId: SessionId, state: RingState, expiresAt: Timestamp.nullable() }),
  errors: ['NOT_FOUND', 'SESSION_001', 'CONFLICT', 'MATCH_001'],
})

/** Servers for one connection, as `RTCConfiguration.iceServers` takes them. TURN passwords live until `expiresAt`: ask anew for each connection. */
export const iceServers = endpoint({
  id: 'iceServers',
  method: 'GET',
  path: '/sessions/{sessionId}/ice-servers',
  aliases: ['/session/{sessionId}/ice-servers'],
  tag: 'sessions',
  summary: 'STUN and TURN servers with short-lived passwords',
  auth: 'member',
  limit: '120/min',
  input: one,
  output: z.object({
    iceServers: z.array(z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() })),
    /** When the passwords end; null where no server needs one. */
    expiresAt: Timestamp.nullable(),
  }),
  errors: ['NOT_FOUND', 'SESSION_001'],
})
