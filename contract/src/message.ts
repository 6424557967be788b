import * as z from 'zod'
import { MessageId, Timestamp, UserId, text } from './values.ts'

/** What a message holds. Text is the first kind; image, voice, correction, word and session cards follow. */
export const MessageContent = z.object({ type: z.literal('text'), content: text({ min: 1, max: 4000 }) })

/** A message as everybody in the room sees it. `seq` numbers the room's messages from 1 without a gap. */
export const Message = z
  .object({
    messageId: MessageId,
    clientId: z.string(),
    seq: z.int(),
    senderId: UserId,
    type: z.literal('text'),
    /** Null where the message was deleted: its place stays. */
    content: z.string().nullable(),
    replyTo: MessageId.optional(),
    editedAt: Timestamp.optional(),
    deletedAt: Timestamp.optional(),
    createdAt: Timestamp,
    /** Members whose read cursor has reached it, the sender left out. */
    readBy: z.array(UserId),
  })
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>

/** How far a member has read: the `seq` of the last message seen. */
export const ReadCursor = z.object({ userId: UserId, seq: z.int() }).meta({ id: 'ReadCursor' })
export type ReadCursor = z.infer<typeof ReadCursor>
