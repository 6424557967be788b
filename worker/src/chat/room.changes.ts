import type { ErrorCode } from '@studymate/contract/errors'
import type { DomainEvent } from '@studymate/contract/events'
import type { ServerFrame } from '@studymate/contract/live'
import { CorrectionContent, FileContent, MessageContent, SessionContent } from '@studymate/contract/message'
import type { Held, Message } from '@studymate/contract/message'
import type { MessageId, RoomId, UploadId, UserId } from '@studymate/contract/values'
import { mayDelete, mayEdit, mayReact } from '@studymate/domain/chat/change'
import { asSeen, sees } from '@studymate/domain/chat/sight'
import type { Sight } from '@studymate/domain/chat/sight'
import type { Change, RoomStore } from './room.schema.ts'

/** What a member wants to do to a message. */
export type Wish =
  | { readonly kind: 'edit'; readonly messageId: MessageId; readonly content: MessageContent['content'] }
  | { readonly kind: 'delete'; readonly messageId: MessageId }
  | { readonly kind: 'reaction'; readonly messageId: MessageId; readonly emoji: string; readonly on: boolean }

/** A change that happened: the frame for everybody else, null where nothing changed; `rev` is the room's after it. */
export interface Changed {
  readonly message: Message
  readonly frame: ServerFrame | null
  readonly rev: number
  /** What a deleted message showed: nobody sees it any more. */
  readonly dropped: UploadId | null
}

/** Does what a member wishes, or says why not. Doing it again changes nothing and answers the same. In one synchronous step. */
export function change(store: RoomStore, roomId: RoomId, userId: UserId, wish: Wish, now: number): Changed | ErrorCode {
  const sight = store.sight(userId)
  const found = store.find(wish.messageId)
  const message = found && sees(sight, found) ? found : null
  const facts = {
    isMember: store.member(userId) !== null,
    blocked: store.room()?.blocked !== 0,
    message: message && {
      isMine: message.senderId === userId,
      type: message.type,
      createdAt: Date.parse(message.createdAt),
      deleted: message.deletedAt !== undefined,
    },
  }
  const refusal =
    wish.kind === 'edit'
      ? mayEdit(facts, wish.content, now)
      : wish.kind === 'delete'
        ? mayDelete(facts)
        : mayReact(facts, { ...wish, present: message?.reactions?.map(({ emoji }) => emoji) ?? [] })
  if (refusal) return refusal
  if (wish.kind === 'edit' && about(wish.content) !== about(message?.content)) return 'VALIDATION_ERROR'
  if (!message) throw new Error('a message that may be changed is there')
  const dropped = wish.kind === 'delete' ? uploadOf(message) : null
  const rev = act(store, message, userId, wish, now)
  const after = store.find(wish.messageId) ?? message
  if (rev === null) return { message: after, frame: null, rev: store.room()?.rev ?? 0, dropped }
  const frame = frameOf(
    roomId,
    { kind: wish.kind, seq: message.seq, rev, userId: wish.kind === 'reaction' ? userId : null, emoji: wish.kind === 'reaction' ? wish.emoji : null },
    after,
  )
  // Kept in the same write: the upload goes though the object dies here.
  if (dropped !== null) {
    const event: DomainEvent = { type: 'upload.dropped', uploadId: dropped, messageId: message.messageId }
    store.putOut(`evt_dropped_${dropped}`, JSON.stringify(event), now)
  }
  return { message: after, frame, rev, dropped }
}

/** Of which message a correction is, which file is shown, or which session is proposed: an edit changes what is said of it, never of what. */
function about(content: unknown): string | null {
  const of = [
    CorrectionContent.safeParse(content).data?.messageId,
    FileContent.safeParse(content).data?.uploadId,
    SessionContent.safeParse(content).data?.sessionId,
  ]
  return of.find((id) => id !== undefined) ?? null
}

/** The file of a message; null where it has none, or no longer. */
function uploadOf({ content }: Message): UploadId | null {
  return FileContent.safeParse(content).data?.uploadId ?? null
}

/** What a message holds once it says something else: of a file the line under it. */
function heldAfter(message: Message, content: MessageContent['content']): Held {
  if (message.type !== 'image' && message.type !== 'voice') {
    const said = MessageContent.parse({ type: message.type, content })
    if (said.type === 'image' || said.type === 'voice') throw new Error('a message keeps its kind')
    return said
  }
  if (message.content === null) throw new Error('a deleted message says nothing else')
  const { caption } = FileContent.parse(content)
  const line = caption === undefined ? {} : { caption }
  const { caption: _, ...file } = message.content
  return 'width' in file ? { type: 'image', content: { ...file, ...line } } : { type: 'voice', content: { ...file, ...line } }
}

function act(store: RoomStore, message: Message, userId: UserId, wish: Wish, now: number): number | null {
  if (wish.kind === 'reaction') return store.react(message.seq, userId, wish.emoji, wish.on, now)
  if (wish.kind === 'delete') return message.deletedAt === undefined ? store.delete(message.seq, now) : null
  const held = heldAfter(message, wish.content)
  return JSON.stringify(sorted(message.content)) === JSON.stringify(sorted(held.content)) ? null : store.edit(message.seq, held, now)
}

function sorted(content: Message['content']): unknown {
  return content === null || typeof content === 'string' ? content : Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** The frame that tells of a change, from how the message stands now; null where the message has moved on since. */
export function frameOf(roomId: RoomId, { kind, seq, rev, userId, emoji }: Change, message: Message): ServerFrame | null {
  const { messageId } = message
  if (kind === 'delete' && message.deletedAt !== undefined) return { type: 'MESSAGE_DELETED', roomId, messageId, seq, deletedAt: message.deletedAt, rev }
  if (kind === 'edit' && message.content !== null && message.editedAt !== undefined)
    return { type: 'MESSAGE_EDITED', roomId, messageId, seq, content: message.content, editedAt: message.editedAt, rev }
  if (kind === 'reaction' && userId !== null && emoji !== null) {
    const on = message.reactions?.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(userId)) ?? false
    return { type: 'REACTION', roomId, messageId, seq, userId, emoji, on, rev }
  }
  return null
}

/** A change as one member hears of it: somebody they blocked did it, or it is of a message that they do not see, and only its number is theirs. */
export function frameFor(sight: Sight, roomId: RoomId, by: UserId, message: Message, frame: ServerFrame, rev: number): ServerFrame {
  return sight.hides.has(by) || !sees(sight, message) ? { type: 'ROOM_CHANGED', roomId, rev, what: 'nothing' } : frame
}

/** Changes that a device missed, after a `rev`: of messages it has (those up to a `seq`), and of the group. */
export function missedChanges(
  store: RoomStore,
  roomId: RoomId,
  of: { readonly userId: UserId; readonly sight: Sight; readonly rev: number; readonly upToSeq: number; readonly limit: number },
): ServerFrame[] {
  return store.changesAfter(of.rev, of.upToSeq, of.limit).flatMap((one): ServerFrame[] => {
    const { kind, rev, userId } = one
    if (kind === 'members' || kind === 'title') return [{ type: 'ROOM_CHANGED', roomId, rev, what: kind }]
    if (kind === 'hidden') return userId === of.userId ? [{ type: 'ROOM_CHANGED', roomId, rev, what: kind }] : []
    const message = store.at(one.seq)
    const seen = message && asSeen(message, of.sight)
    if (!seen || 'hidden' in seen || (userId !== null && of.sight.hides.has(userId))) return []
    const frame = frameOf(roomId, one, seen)
    return frame ? [frame] : []
  })
}
