import * as z from 'zod'
import { ErrorsEnum } from './error-enum.ts'
import { CallPerson } from './session-parts.ts'
import { Timestamp, UserId } from './values.ts'

/** Largest frame with SDP in bytes; every other frame has the limit of `/ws` (decisions §3). */
export const SDP_FRAME_BYTES = 256 * 1024
/** Seconds that a seat is kept after its connection was lost (decisions §9). */
export const SEAT_KEPT_SECONDS = 60
/** Codes with which the server ends a socket of a call. All but `tokenExpired` and `silent` are final: a client that comes back at once would fight. */
export const CALL_CLOSE = {
  loginEnded: 4001,
  tokenExpired: 4002,
  silent: 4003,
  badStart: 4004,
  replaced: 4010,
  ended: 4011,
  left: 4012,
  refused: 4013,
} as const

/** One page's connection to a call, chosen by the page. It stays through a lost socket and changes with a reload. */
export const ConnectionId = z.string().regex(/^[\w-]{8,64}$/)
export type ConnectionId = z.infer<typeof ConnectionId>

const media = { mic: z.boolean(), camera: z.boolean() }

/** Somebody in a call. `connected` is false while their seat is kept for a lost connection. */
export const CallParticipant = CallPerson.extend({ ...media, connected: z.boolean(), connectionId: ConnectionId, joinedAt: Timestamp }).meta({
  id: 'CallParticipant',
})
export type CallParticipant = z.infer<typeof CallParticipant>

/** A candidate as `RTCIceCandidate.toJSON()` writes it (W3C WebRTC §4.8.1); null says that there are no more. */
export const IceCandidate = z
  .object({
    candidate: z.string().max(4_096),
    sdpMid: z.string().max(256).nullish(),
    sdpMLineIndex: z.int().min(0).max(65_535).nullish(),
    usernameFragment: z.string().max(256).nullish(),
  })
  .nullable()
export type IceCandidate = z.infer<typeof IceCandidate>

const sdp = z.string().min(1).max(SDP_FRAME_BYTES)
/** To whom a frame goes; with `toConnection` it is dropped when they have come back with another page. */
const toward = { to: UserId, toConnection: ConnectionId.optional() }
const origin = { from: UserId, fromConnection: ConnectionId }

/** Frames of a client on `/ws/session/{sessionId}` (decisions §8). */
export const CallClientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('CONNECT'),
    ticket: z.string().max(256).optional(),
    token: z.string().max(4096).optional(),
    connectionId: ConnectionId.optional(),
  }),
  z.object({ type: z.literal('offer'), ...toward, sdp }),
  z.object({ type: z.literal('answer'), ...toward, sdp }),
  z.object({ type: z.literal('ice-candidate'), ...toward, candidate: IceCandidate }),
  /** Asks the other side for a new offer. The side whose id comes first asks, the other offers: so no two offers meet. */
  z.object({ type: z.literal('renegotiate'), ...toward }),
  z.object({ type: z.literal('media-state'), ...media }),
  z.object({ type: z.literal('PING') }),
])
export type CallClientFrame = z.infer<typeof CallClientFrame>

/** Why a call ended for both. */
export const CallEnd = z.enum(['completed', 'cancelled', 'blocked'])
export type CallEnd = z.infer<typeof CallEnd>

/** Frames of the server on `/ws/session/{sessionId}` (decisions §8). */
export const CallServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('CONNECTED'), userId: UserId, connectionId: ConnectionId, heartbeatSeconds: z.int(), participants: z.array(CallParticipant) }),
  z.object({ type: z.literal('offer'), ...origin, sdp: z.string() }),
  z.object({ type: z.literal('answer'), ...origin, sdp: z.string() }),
  z.object({ type: z.literal('ice-candidate'), ...origin, candidate: IceCandidate }),
  z.object({ type: z.literal('renegotiate'), ...origin }),
  /** Somebody came, or came back: with another `connectionId` their page is new, and so must be the connection to it. */
  z.object({ type: z.literal('peer-joined'), participant: CallParticipant }),
  /** A connection was lost; the seat is kept until `seatKeptUntil`. */
  z.object({ type: z.literal('peer-lost'), userId: UserId, seatKeptUntil: Timestamp }),
  z.object({ type: z.literal('peer-left'), userId: UserId, reason: z.enum(['left', 'lost']) }),
  z.object({ type: z.literal('media-state'), from: UserId, ...media }),
  z.object({ type: z.literal('ended'), reason: CallEnd }),
  z.object({ type: z.literal('PONG') }),
  z.object({ type: z.literal('ERROR'), code: ErrorsEnum, message: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
])
export type CallServerFrame = z.infer<typeof CallServerFrame>
