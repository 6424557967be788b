import * as z from 'zod'
import { LoginId, MatchId, MessageId, RequestId, RoomId, SessionId, TestId, UploadId, UserId } from './values.ts'
import { ProviderId } from './ways-in.ts'

/**
 * What happened, in the past tense. An event is a wake-up: a consumer reads the present truth. `id` makes a second
 * delivery harmless, `at` is epoch milliseconds.
 */
export const DomainEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('account.registered'), userId: UserId }),
  z.object({ type: z.literal('verification.asked'), userId: UserId }),
  z.object({ type: z.literal('login.ended'), userId: UserId, loginIds: z.array(LoginId) }),
  z.object({ type: z.literal('password.forgotten'), email: z.string(), tongue: z.enum(['ko', 'en']) }),
  z.object({ type: z.literal('security.changed'), userId: UserId, what: z.enum(['password', 'two-factor-on', 'two-factor-off']) }),
  z.object({ type: z.literal('email.change-asked'), userId: UserId, changeId: z.string() }),
  z.object({ type: z.literal('way.linked'), userId: UserId, provider: ProviderId }),
  z.object({ type: z.literal('person.changed'), userId: UserId }),
  z.object({ type: z.literal('image.replaced'), userId: UserId }),
  z.object({ type: z.literal('match.requested'), requestId: RequestId, fromUserId: UserId, toUserId: UserId }),
  z.object({ type: z.literal('match.accepted'), matchId: MatchId, requestId: RequestId, roomId: RoomId, byUserId: UserId, otherUserId: UserId }),
  z.object({ type: z.literal('match.ended'), matchId: MatchId, roomId: RoomId, byUserId: UserId, otherUserId: UserId }),
  z.object({ type: z.literal('notice.held'), userId: UserId, notice: z.enum(['match.request', 'match.accepted']), requestId: RequestId }),
  z.object({ type: z.literal('group.changed'), roomId: RoomId }),
  // `seating` is the nonce that the rows of those who were added have.
  z.object({ type: z.literal('group.seated'), roomId: RoomId, byUserId: UserId, seating: z.string() }),
  z.object({ type: z.literal('person.blocked'), userId: UserId, blockedUserId: UserId, on: z.boolean() }),
  z.object({ type: z.literal('messages.counted'), userId: UserId, roomId: RoomId, count: z.int(), zone: z.string() }),
  z.object({ type: z.literal('upload.dropped'), uploadId: UploadId, messageId: MessageId }),
  z.object({ type: z.literal('call.joined'), userId: UserId, sessionId: SessionId }),
  z.object({ type: z.literal('call.left'), userId: UserId, sessionId: SessionId, seconds: z.int() }),
  z.object({ type: z.literal('call.missed'), sessionId: SessionId, fromUserId: UserId, toUserId: UserId }),
  z.object({ type: z.literal('test.answered'), userId: UserId, testId: TestId, questionId: z.string() }),
  z.object({ type: z.literal('test.completed'), userId: UserId, testId: TestId }),
])
export type DomainEvent = z.infer<typeof DomainEvent>
/** Name of an event: who, a dot, what happened. */
export type EventType = DomainEvent['type']
/** The event of one type. */
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>

/** What travels in the queue. */
export const EventEnvelope = z.object({ id: z.string(), at: z.number(), event: DomainEvent })
export type EventEnvelope = z.infer<typeof EventEnvelope>
