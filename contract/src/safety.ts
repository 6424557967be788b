import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { MessageId, ReportId, RequestId, RoomId, Timestamp, UserId, pageInput, text } from './values.ts'

const common = { tag: 'safety', auth: 'member' } as const

/** Reasons of a report. */
export const REPORT_REASONS = ['SPAM', 'HARASSMENT', 'SEXUAL', 'HATE', 'SCAM', 'IMPERSONATION', 'UNDERAGE', 'OTHER'] as const
/** Why somebody is reported. */
export const ReportReason = z.enum(REPORT_REASONS).meta({ id: 'ReportReason' })
export type ReportReason = z.infer<typeof ReportReason>

/** Blocks somebody: from now on neither sees, asks, writes to or rings the other, anywhere. The other is not told. Twice is harmless. */
export const blockUser = endpoint({
  ...common,
  id: 'blockUser',
  method: 'POST',
  path: '/users/{userId}/block',
  summary: 'Block somebody',
  limit: '600/hour',
  input: z.object({ userId: UserId }),
  output: z.object({ userId: UserId, blocked: z.literal(true) }),
  errors: ['USER_001', 'VALIDATION_ERROR'],
})

/** Takes a block back; without one it is harmless. */
export const unblockUser = endpoint({
  ...common,
  id: 'unblockUser',
  method: 'DELETE',
  path: '/users/{userId}/block',
  summary: 'Take a block back',
  limit: '600/hour',
  input: z.object({ userId: UserId }),
  output: z.object({ userId: UserId, blocked: z.literal(false) }),
  errors: [],
})

/** Whom the caller has blocked, newest first. `displayName` is null of somebody whom the caller could not see when they blocked them: an id buys no name. */
export const listBlocks = endpoint({
  ...common,
  id: 'listBlocks',
  method: 'GET',
  path: '/users/blocks',
  summary: 'People whom the caller has blocked',
  limit: '120/min',
  input: z.object({ ...pageInput }),
  output: z.array(z.object({ userId: UserId, displayName: z.string().nullable(), profileImage: z.string().nullable(), blockedAt: Timestamp })),
  beside: paged,
  errors: [],
})

const about = { reason: ReportReason, details: text({ max: 1000 }).optional() }

/**
 * Reports a person, a request (its hello) or a message of a room of the caller's. What was reported is kept with the report. The same thing again,
 * while it is not decided, is the same report. `NOT_FOUND` for what the caller cannot see.
 */
export const report = endpoint({
  ...common,
  id: 'report',
  method: 'POST',
  path: '/reports',
  summary: 'Report a person, a request or a message',
  limit: '60/hour',
  status: 201,
  input: z.object({
    targetType: z.enum(['user', 'request', 'message']),
    targetId: z.union([UserId, RequestId, MessageId]),
    /** Needed with a message: the room it stands in. */
    roomId: RoomId.optional(),
    ...about,
  }),
  output: z.object({ reportId: ReportId, createdAt: Timestamp }),
  errors: ['NOT_FOUND', 'VALIDATION_ERROR'],
})
