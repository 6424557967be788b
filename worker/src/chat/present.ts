import type { ChatMember, Room, RoomRow } from '@studymate/contract/chat'
import type { RoomId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import type { InboxEntry } from './inbox.ts'
import type { RoomView } from './room.object.ts'
import type { RoomPerson } from './store.ts'

/** A member of a room as others see them. */
export function presentMember({ userId, displayName, profileImage, nativeLanguage, learningLanguages }: RoomPerson): ChatMember {
  return { userId, displayName, profileImage, nativeLanguage, learningLanguages }
}

/** A row of the list of rooms, as the caller sees it. */
export function presentRow(entry: InboxEntry, partner: RoomPerson): RoomRow {
  return { roomId: entry.roomId, partner: presentMember(partner), lastMessage: entry.lastMessage, unreadCount: entry.unread, updatedAt: timestamp(entry.at) }
}

/** A room with its partner, as the caller sees it. */
export function presentRoom(roomId: RoomId, view: RoomView, partner: RoomPerson): Room {
  return {
    roomId,
    partner: presentMember(partner),
    lastSeq: view.lastSeq,
    lastRev: view.lastRev,
    readCursors: view.readCursors,
    unreadCount: view.unread,
    canSend: !view.blocked,
    createdAt: timestamp(view.createdAt),
  }
}
