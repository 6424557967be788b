import * as z from 'zod'
import { ErrorsEnum } from './error-enum.ts'
import {
  CorrectionContent,
  Emoji,
  FileContent,
  ImageContent,
  MessageContent,
  ReadCursor,
  RoomMessage,
  SessionContent,
  TextContent,
  VoiceContent,
  WordContent,
} from './message.ts'
import { Notification } from './notifications.ts'
import { CallInvite } from './session-parts.ts'
import { MessageId, RoomId, SessionId, Timestamp, UserId } from './values.ts'

/** Largest frame in bytes on `/ws`; signaling frames with SDP may have 256 KB (decisions §3). */
export const FRAME_BYTES = 64 * 1024
/** A bare `/ws` must authenticate within this many milliseconds. */
export const CONNECT_MS = 5_000
/** Seconds between heartbeats; a socket that is silent for two and a half of them is taken for gone. */
export const HEARTBEAT_SECONDS = 30
/** Seconds a call rings before it is missed. */
export const RING_SECONDS = 45
/** Seconds a ticket lives. */
export const TICKET_SECONDS = 30

/** Identifies a message of one sender in one room before the server numbered it. */
export const ClientId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/)

const [textKind, correctionKind, wordKind, imageKind, voiceKind, sessionKind] = MessageContent.options
const envelope = { clientId: ClientId, replyTo: MessageId.optional() }

/** A message as its sender writes it, with the name it bears until the server has numbered it, and which one it answers. */
const WrittenMessage = z.discriminatedUnion('type', [
  // Whole objects and no intersection: an intersection reads each frame twice.
  textKind.extend(envelope),
  correctionKind.extend(envelope),
  wordKind.extend(envelope),
  imageKind.extend(envelope),
  voiceKind.extend(envelope),
  sessionKind.extend(envelope),
])

/** Frames of a client on `/ws` (decisions §8). */
export const ClientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('CONNECT'),
    ticket: z.string().max(256).optional(),
    token: z.string().max(4096).optional(),
    deviceId: z.string().max(64).optional(),
  }),
  z.object({ type: z.literal('SUBSCRIBE'), roomId: RoomId, lastSeq: z.int().min(0).optional(), lastRev: z.int().min(0).optional() }),
  z.object({
    type: z.literal('SEND_MESSAGE'),
    roomId: RoomId,
    message: WrittenMessage,
  }),
  z.object({
    type: z.literal('EDIT_MESSAGE'),
    roomId: RoomId,
    messageId: MessageId,
    content: z.union([TextContent, CorrectionContent, WordContent, FileContent, SessionContent]),
  }),
  z.object({ type: z.literal('DELETE_MESSAGE'), roomId: RoomId, messageId: MessageId }),
  z.object({ type: z.literal('REACTION'), roomId: RoomId, messageId: MessageId, emoji: Emoji, on: z.boolean() }),
  z.object({ type: z.literal('TYPING'), roomId: RoomId, typing: z.boolean() }),
  z.object({ type: z.literal('READ'), roomId: RoomId, seq: z.int().min(0) }),
  z.object({ type: z.literal('RING'), sessionId: SessionId }),
  z.object({ type: z.literal('RING_ANSWER'), sessionId: SessionId, accept: z.boolean() }),
  z.object({ type: z.literal('PING') }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

/** How the ringing of a call ended. */
export const RingEnd = z.enum(['accepted', 'declined', 'busy', 'missed', 'cancelled'])
export type RingEnd = z.infer<typeof RingEnd>

/** Frames of the server on `/ws` (decisions §8). A frame may also come in an array of frames, so that a busy room sends one for many. */
export const ServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('CONNECTED'), userId: UserId, heartbeatSeconds: z.int() }),
  // `firstSeq` where the member came to a group later: what is before it is not theirs.
  z.object({
    type: z.literal('SUBSCRIBED'),
    roomId: RoomId,
    lastSeq: z.int(),
    lastRev: z.int(),
    readCursors: z.array(ReadCursor),
    firstSeq: z.int().optional(),
  }),
  // Of a message with its `clientId`; of a change (edit, deletion, reaction) with the `rev` it got. It leaves after what it confirms is durable.
  z.object({
    type: z.literal('ACK'),
    roomId: RoomId,
    clientId: ClientId.optional(),
    messageId: MessageId,
    seq: z.int(),
    createdAt: Timestamp,
    rev: z.int().optional(),
  }),
  z.object({ type: z.literal('MESSAGE'), roomId: RoomId, messages: z.array(RoomMessage) }),
  z.object({
    type: z.literal('MESSAGE_EDITED'),
    roomId: RoomId,
    messageId: MessageId,
    seq: z.int(),
    content: z.union([z.string(), CorrectionContent, WordContent, ImageContent, VoiceContent, SessionContent]),
    editedAt: Timestamp,
    rev: z.int(),
  }),
  z.object({ type: z.literal('MESSAGE_DELETED'), roomId: RoomId, messageId: MessageId, seq: z.int(), deletedAt: Timestamp, rev: z.int() }),
  z.object({
    type: z.literal('REACTION'),
    roomId: RoomId,
    messageId: MessageId,
    seq: z.int(),
    userId: UserId,
    emoji: Emoji,
    on: z.boolean(),
    rev: z.int(),
  }),
  z.object({ type: z.literal('TYPING'), roomId: RoomId, userId: UserId, typing: z.boolean() }),
  z.object({ type: z.literal('READ'), roomId: RoomId, userId: UserId, seq: z.int(), rev: z.int() }),
  // A group, as this member sees it, is another: who is in it (`members`), what it is called (`title`), whose messages they see (`hidden`: read the history
  // anew), or they are in it no more (`left`). `nothing` is a change of somebody they have blocked: it is counted, and nothing is told of it.
  z.object({ type: z.literal('ROOM_CHANGED'), roomId: RoomId, rev: z.int(), what: z.enum(['members', 'title', 'hidden', 'left', 'nothing']) }),
  z.object({ type: z.literal('PRESENCE'), userId: UserId, online: z.boolean(), lastSeenAt: Timestamp.optional() }),
  z.object({ type: z.literal('NOTIFICATION'), notification: Notification }),
  z.object({ type: z.literal('RING'), session: CallInvite, from: z.object({ userId: UserId, displayName: z.string(), profileImage: z.string().nullable() }) }),
  // Somebody sat down in a session of mine, or got up, or it ended: `GET /sessions/{sessionId}` says how it stands.
  z.object({ type: z.literal('SESSION_CHANGED'), sessionId: SessionId }),
  z.object({ type: z.literal('RING_ENDED'), sessionId: SessionId, reason: RingEnd }),
  z.object({ type: z.literal('PONG') }),
  z.object({
    type: z.literal('ERROR'),
    code: ErrorsEnum,
    message: z.string(),
    clientId: z.string().optional(),
    retryAfter: z.number().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
])
export type ServerFrame = z.infer<typeof ServerFrame>
