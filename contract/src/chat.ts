import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { Message, MessageType, ReadCursor, RoomMessage } from './message.ts'
import { CefrLevel, LanguageCode, MessageId, RoomId, Timestamp, UserId, pageInput, text } from './values.ts'

/** Most messages that one `SUBSCRIBE` brings; whoever missed more subscribes again from the last of them. */
export const MISSED_MESSAGES = 1000
/** Seconds a `TYPING` holds without another one. */
export const TYPING_SECONDS = 5
/** Seconds a message stays unread before it rings the bell. */
export const BELL_SECONDS = 5

/** Most people in a group, the one who made it included. */
export const GROUP_SIZE = 50
/** Members of a group that a row of the list names. */
export const NAMED_MEMBERS = 4

/** A pair's room, or one of several. */
export const RoomKind = z.enum(['pair', 'group']).meta({ id: 'RoomKind' })
export type RoomKind = z.infer<typeof RoomKind>

/** A person in a room, with what a thread needs to show whose language a sentence is in. */
export const ChatMember = z
  .object({
    userId: UserId,
    displayName: z.string(),
    profileImage: z.string().nullable(),
    nativeLanguage: LanguageCode.nullable(),
    learningLanguages: z.array(z.object({ code: LanguageCode, level: CefrLevel.nullable() })),
  })
  .meta({ id: 'ChatMember' })
export type ChatMember = z.infer<typeof ChatMember>

/**
 * The newest message of a room as its row shows it: `content` is at most 200 characters of what it says, whatever its kind: of a picture its caption (empty
 * without one), of a voice note its length `m:ss` and its caption, of a proposed session nothing. Null once deleted.
 */
export const LastMessage = z
  .object({ messageId: MessageId, seq: z.int(), senderId: UserId, type: MessageType, content: z.string().nullable(), createdAt: Timestamp })
  .meta({ id: 'LastMessage' })
export type LastMessage = z.infer<typeof LastMessage>

/** A row of the list of rooms. It follows a message within a second; `unreadCount` counts others' undeleted messages after my cursor. */
export const RoomRow = z
  .object({
    roomId: RoomId,
    kind: RoomKind,
    /** The other of a pair; null in a group. */
    partner: ChatMember.nullable(),
    /** What the group is called; null in a pair, and where nobody named it. */
    title: z.string().nullable(),
    /** Others in it, those who are here longest first: the first four of a group. */
    members: z.array(ChatMember).max(NAMED_MEMBERS),
    /** People in the room, the caller included. */
    memberCount: z.int(),
    lastMessage: LastMessage.nullable(),
    unreadCount: z.int().min(0),
    /** Its messages do not ring. */
    muted: z.boolean(),
    /** To come back to; reading ends it, and leaves the cursor where it is. */
    markedUnread: z.boolean(),
    updatedAt: Timestamp,
  })
  .meta({ id: 'RoomRow' })
export type RoomRow = z.infer<typeof RoomRow>

/** One room as its member sees it. */
export const Room = z
  .object({
    roomId: RoomId,
    kind: RoomKind,
    /** The other of a pair; null in a group. */
    partner: ChatMember.nullable(),
    /** What the group is called; null in a pair, and where nobody named it. */
    title: z.string().nullable(),
    /** Everybody in the room, the caller included; in a group those who are here longest first. */
    members: z.array(ChatMember).max(GROUP_SIZE),
    /** Who left a group, the newest first: for the names above what they wrote. */
    formerMembers: z.array(ChatMember).max(GROUP_SIZE),
    /** Who made the group, or has it from them: they may take others out. Null in a pair. */
    makerId: UserId.nullable(),
    /** The first `seq` that the caller may see: in a group they see what came after they did. */
    firstSeq: z.int().min(1),
    lastSeq: z.int().min(0),
    lastRev: z.int().min(0),
    readCursors: z.array(ReadCursor),
    unreadCount: z.int().min(0),
    /** False where a message would be refused: a pair parted, or one of the two has blocked the other. */
    canSend: z.boolean(),
    muted: z.boolean(),
    markedUnread: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Room' })
export type Room = z.infer<typeof Room>

/** Rooms of the caller, the one with the newest message first; those with a blocked partner, and groups that they left, are left out. Guide 5. */
export const listRooms = endpoint({
  id: 'listRooms',
  method: 'GET',
  path: '/chat/rooms',
  tag: 'chat',
  summary: 'Chat rooms, newest message first',
  auth: 'member',
  limit: '240/min',
  input: z.object({ ...pageInput }),
  output: z.array(RoomRow),
  beside: paged,
  errors: [],
})

/** One room. Guide 5. */
export const getRoom = endpoint({
  id: 'getRoom',
  method: 'GET',
  path: '/chat/room/{roomId}',
  tag: 'chat',
  summary: 'A chat room',
  auth: 'member',
  limit: '240/min',
  input: z.object({ roomId: RoomId }),
  output: Room,
  errors: ['CHAT_001'],
})

/** Messages of a room before a `seq` (the newest without one), newest first; `nextBefore` is null at the beginning. Guide 5. */
export const listMessages = endpoint({
  id: 'listMessages',
  method: 'GET',
  path: '/chat/room/{roomId}/messages',
  tag: 'chat',
  summary: 'Messages of a room, newest first',
  auth: 'member',
  limit: '600/min',
  input: z.object({
    roomId: RoomId,
    before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: z.array(RoomMessage),
  beside: z.object({ nextBefore: z.int().nullable() }),
  errors: ['CHAT_001'],
})

/**
 * With one partner: their room, which exists since the match, so asking twice answers the same. With more: a new group of the caller and them; the same
 * `Idempotency-Key` makes it once. The caller may name themselves too. `USER_002` where anybody is no partner, or a block lies between. Guide 5.
 */
export const createRoom = endpoint({
  id: 'createRoom',
  method: 'POST',
  path: '/chat/room/create',
  tag: 'chat',
  summary: 'The room of a matched pair, or a new group',
  auth: 'member',
  limit: '60/min',
  input: z.object({
    participantIds: z
      .array(UserId)
      .min(1)
      .max(GROUP_SIZE - 1),
    title: text({ min: 1, max: 100, line: true }).optional(),
  }),
  output: Room,
  errors: ['USER_002', 'CHAT_001'],
})

/**
 * Adds partners of the caller to a group; whoever is in it stays. They see what comes from now on. `USER_002` where one is no partner of the caller or stands
 * across a block from them, and in a pair's room; `CONFLICT` with `reason: ROOM_FULL` where more than {@link GROUP_SIZE} would be in it: then nobody is added.
 */
export const addMembers = endpoint({
  id: 'addMembers',
  method: 'POST',
  path: '/chat/room/{roomId}/members',
  tag: 'chat',
  summary: 'Add partners to a group',
  auth: 'member',
  limit: '60/min',
  input: z.object({
    roomId: RoomId,
    userIds: z
      .array(UserId)
      .min(1)
      .max(GROUP_SIZE - 1),
  }),
  output: Room,
  errors: ['CHAT_001', 'USER_002', 'CONFLICT'],
})

/**
 * Takes somebody out of a group: oneself, or anybody where the caller made it. It ends everything at once: frames, history, search. Whoever is not in it is
 * out already. Where the maker leaves, the one who is here longest has the group. `USER_002` for others' seats, and in a pair's room.
 */
export const removeMember = endpoint({
  id: 'removeMember',
  method: 'DELETE',
  path: '/chat/room/{roomId}/members',
  tag: 'chat',
  summary: 'Leave a group, or take somebody out',
  auth: 'member',
  limit: '60/min',
  input: z.object({ roomId: RoomId, userId: UserId }),
  output: z.object({ roomId: RoomId, userId: UserId }),
  errors: ['CHAT_001', 'USER_002'],
})

/**
 * Mutes a room for the caller, or marks it unread; what is left out stays as it is. decisions §8. `title` is for everybody: any member of a group names it, null
 * takes the name away, and all members hear of it (`ROOM_CHANGED`). A name that somebody gave whom the reader has blocked is not shown to them. `USER_002` for
 * the title of a pair's room: it has none.
 */
export const updateRoom = endpoint({
  id: 'updateRoom',
  method: 'PATCH',
  path: '/chat/room/{roomId}',
  tag: 'chat',
  summary: 'Mute a room or mark it unread, for oneself; name a group',
  auth: 'member',
  limit: '120/min',
  input: z.object({
    roomId: RoomId,
    muted: z.boolean().optional(),
    markedUnread: z.boolean().optional(),
    title: text({ min: 1, max: 100, line: true }).nullable().optional(),
  }),
  output: z.object({ roomId: RoomId, muted: z.boolean(), markedUnread: z.boolean(), title: z.string().nullable() }),
  errors: ['CHAT_001', 'USER_002'],
})

/** Rooms that one search looks through: those with the newest messages. */
export const SEARCHED_ROOMS = 30

/**
 * Messages that say something, newest first: in one room, or in the {@link SEARCHED_ROOMS} newest. Korean is found by syllables, in the middle of a word too;
 * other words by their beginning. What was deleted, or stands behind a block, is not found.
 */
export const searchMessages = endpoint({
  id: 'searchMessages',
  method: 'GET',
  path: '/chat/search',
  tag: 'chat',
  summary: 'Search messages',
  auth: 'member',
  limit: '60/min',
  input: z.object({ q: text({ min: 1, max: 100, line: true }), roomId: RoomId.optional() }),
  output: z
    .array(
      z.object({
        roomId: RoomId,
        /** The other of a pair; null in a group. */
        partner: ChatMember.nullable(),
        /** Of a group that has one. */
        title: z.string().nullable(),
        message: Message,
      }),
    )
    .max(50),
  errors: ['CHAT_001'],
})
