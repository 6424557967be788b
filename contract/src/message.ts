import * as z from 'zod'
import { MessageId, SessionId, Timestamp, UploadId, UserId, text } from './values.ts'

/** Minutes in which a message's sender may still change it. */
export const EDIT_MINUTES = 15
/** Most different emoji under one message. */
export const MOST_EMOJI = 12

/** Plain words. */
export const TextContent = text({ min: 1, max: 4000 })

/** Another's sentence, said better: the whole corrected sentence, and in one line why. */
export const CorrectionContent = z
  .object({ messageId: MessageId, corrected: text({ min: 1, max: 4000 }), why: text({ min: 1, max: 300 }).optional() })
  .meta({ id: 'CorrectionContent' })
export type CorrectionContent = z.infer<typeof CorrectionContent>

/** A word with what it means, to be kept. */
export const WordContent = z
  .object({ term: text({ min: 1, max: 100, line: true }), meaning: text({ min: 1, max: 300 }), example: text({ min: 1, max: 300 }).optional() })
  .meta({ id: 'WordContent' })
export type WordContent = z.infer<typeof WordContent>

/** A picture or a voice note that was uploaded for it, and a line under it. */
export const FileContent = z.object({ uploadId: UploadId, caption: text({ min: 1, max: 1000 }).optional() }).meta({ id: 'FileContent' })
export type FileContent = z.infer<typeof FileContent>

/** A picture as a message shows it: its size in pixels, upright, so that its place is kept before it is loaded. `GET /uploads/{uploadId}` gives its address. */
export const ImageContent = FileContent.extend({ width: z.int(), height: z.int() }).meta({ id: 'ImageContent' })
export type ImageContent = z.infer<typeof ImageContent>

/** A voice note as a message shows it, with its true length. `GET /uploads/{uploadId}` gives its address. */
export const VoiceContent = FileContent.extend({ durationSeconds: z.number() }).meta({ id: 'VoiceContent' })
export type VoiceContent = z.infer<typeof VoiceContent>

/** A session that is proposed to the room. What it is and how it stands is asked of the session (`GET /sessions/{sessionId}`), so that a proposal never says what was true once. */
export const SessionContent = z.object({ sessionId: SessionId }).meta({ id: 'SessionContent' })
export type SessionContent = z.infer<typeof SessionContent>

/** What a message holds as its sender writes it, by kind (decisions §8). */
export const MessageContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), content: TextContent }),
  z.object({ type: z.literal('correction'), content: CorrectionContent }),
  z.object({ type: z.literal('word'), content: WordContent }),
  z.object({ type: z.literal('image'), content: FileContent }),
  z.object({ type: z.literal('voice'), content: FileContent }),
  z.object({ type: z.literal('session'), content: SessionContent }),
])
export type MessageContent = z.infer<typeof MessageContent>

/** Kinds of messages. */
export const MessageType = z.enum(['text', 'correction', 'word', 'image', 'voice', 'session']).meta({ id: 'MessageType' })
export type MessageType = z.infer<typeof MessageType>

/** One emoji, whole: a family or a flag is one. */
export const Emoji = z
  .string()
  .max(64)
  .refine((value) => /^\p{RGI_Emoji}$/v.test(value), 'one emoji')
  .meta({ id: 'Emoji', example: '👍' })

/** An emoji under a message with those who put it there, the first of them first. */
export const Reaction = z.object({ emoji: Emoji, userIds: z.array(UserId) }).meta({ id: 'Reaction' })
export type Reaction = z.infer<typeof Reaction>

/** The message that another answers, at most 200 characters of it; `preview` is null once it was deleted. */
export const Quote = z.object({ messageId: MessageId, seq: z.int(), senderId: UserId, type: MessageType, preview: z.string().nullable() }).meta({ id: 'Quote' })
export type Quote = z.infer<typeof Quote>

const shared = {
  messageId: MessageId,
  clientId: z.string(),
  seq: z.int(),
  senderId: UserId,
  replyTo: MessageId.optional(),
  quote: Quote.optional(),
  editedAt: Timestamp.optional(),
  deletedAt: Timestamp.optional(),
  createdAt: Timestamp,
  /** Members whose read cursor has reached it, the sender left out. */
  readBy: z.array(UserId),
  reactions: z.array(Reaction).optional(),
}

/**
 * A message as everybody in the room sees it. `seq` numbers the room's messages from 1 without a gap. `content` is null where the message was deleted: its
 * place stays.
 */
export const Message = z
  .discriminatedUnion('type', [
    z.object({ ...shared, type: z.literal('text'), content: z.string().nullable() }),
    z.object({ ...shared, type: z.literal('correction'), content: CorrectionContent.nullable() }),
    z.object({ ...shared, type: z.literal('word'), content: WordContent.nullable() }),
    z.object({ ...shared, type: z.literal('image'), content: ImageContent.nullable() }),
    z.object({ ...shared, type: z.literal('voice'), content: VoiceContent.nullable() }),
    z.object({ ...shared, type: z.literal('session'), content: SessionContent.nullable() }),
  ])
  .meta({ id: 'Message' })
export type Message = z.infer<typeof Message>

/** The place of a message whose sender the reader has blocked, in a group (decisions §8): the numbers stay without a gap, and nothing of it is told. */
export const HiddenMessage = z.object({ seq: z.int(), hidden: z.literal(true) }).meta({ id: 'HiddenMessage' })
export type HiddenMessage = z.infer<typeof HiddenMessage>

/** What stands at a number of a room, as one member sees it. */
export const RoomMessage = z.union([Message, HiddenMessage]).meta({ id: 'RoomMessage' })
export type RoomMessage = z.infer<typeof RoomMessage>

/** Those that the reader may see. */
export function shownOf(messages: readonly RoomMessage[]): Message[] {
  return messages.flatMap((message) => ('hidden' in message ? [] : [message]))
}

type SaidIn<M> = M extends Message ? Pick<M, 'type' | 'content'> : never
/** What a message says, by kind; null content where it was deleted. */
export type Said = SaidIn<Message>
type HeldIn<S> = S extends Said ? { type: S['type']; content: NonNullable<S['content']> } : never
/** What a message holds as everybody sees it, by kind, before it is deleted. */
export type Held = HeldIn<Said>

/** How far a member has read: the `seq` of the last message seen. */
export const ReadCursor = z.object({ userId: UserId, seq: z.int() }).meta({ id: 'ReadCursor' })
export type ReadCursor = z.infer<typeof ReadCursor>
