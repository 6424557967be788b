import * as z from 'zod'
import { CorrectionContent, ImageContent, MessageType, SessionContent, VoiceContent, WordContent } from '@studymate/contract/message'
import type { Held, Message, Quote, Reaction, ReadCursor, Said } from '@studymate/contract/message'
import { MessageId, UserId, timestamp } from '@studymate/contract/values'
import type { Placed } from '@studymate/domain/chat/room'
import { says } from '@studymate/domain/chat/says'

/** Where a message stands. */
export const PlacedRow = z.object({ seq: z.number(), message_id: MessageId, created_at: z.number() })
/** A message as the table holds it. */
export const MessageRow = PlacedRow.extend({
  client_id: z.string(),
  sender_id: UserId,
  type: MessageType,
  content: z.string().nullable(),
  reply_to: MessageId.nullable(),
  edited_at: z.number().nullable(),
  deleted_at: z.number().nullable(),
})
export type MessageRow = z.infer<typeof MessageRow>

/** Where a message stands, without its words. */
export function placedOf(row: z.infer<typeof PlacedRow>): Placed {
  return { messageId: row.message_id, seq: row.seq, createdAt: row.created_at }
}

/** As the column holds it: words as they are, everything else as JSON. */
export function stored(said: Held): string {
  return said.type === 'text' ? said.content : JSON.stringify(said.content)
}

/** What a row says. */
function saidOf({ type, content }: MessageRow): Said {
  if (content === null) return { type, content }
  if (type === 'text') return { type, content }
  const value: unknown = JSON.parse(content)
  switch (type) {
    case 'correction':
      return { type, content: CorrectionContent.parse(value) }
    case 'word':
      return { type, content: WordContent.parse(value) }
    case 'image':
      return { type, content: ImageContent.parse(value) }
    case 'voice':
      return { type, content: VoiceContent.parse(value) }
    case 'session':
      return { type, content: SessionContent.parse(value) }
  }
}

/** What an answer shows of the message that it answers. */
export function quoteOf(row: MessageRow): Quote {
  return { messageId: row.message_id, seq: row.seq, senderId: row.sender_id, type: row.type, preview: says(saidOf(row)) }
}

/** A message as everybody in the room sees it. */
export function messageOf(
  row: MessageRow,
  cursors: readonly (ReadCursor & { readonly after: number })[],
  reactions: readonly Reaction[],
  quote: Quote | null,
): Message {
  return {
    messageId: row.message_id,
    clientId: row.client_id,
    seq: row.seq,
    senderId: row.sender_id,
    ...saidOf(row),
    ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
    ...(quote === null ? {} : { quote }),
    ...(row.edited_at === null ? {} : { editedAt: timestamp(row.edited_at) }),
    ...(row.deleted_at === null ? {} : { deletedAt: timestamp(row.deleted_at) }),
    createdAt: timestamp(row.created_at),
    readBy: cursors.filter(({ userId, seq, after }) => userId !== row.sender_id && seq >= row.seq && row.seq > after).map(({ userId }) => userId),
    ...(reactions.length === 0 ? {} : { reactions: [...reactions] }),
  }
}
