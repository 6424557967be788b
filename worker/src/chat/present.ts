import type { ChatMember, Room, RoomRow } from '@studymate/contract/chat'
import type { RoomId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { ListedEntry, RoomWishes } from './inbox.ts'
import type { RoomView } from './room.object.ts'
import type { RoomPerson } from './store.ts'

/** A member of a room as others see them. */
export function presentMember({ userId, displayName, profileImage, nativeLanguage, learningLanguages }: RoomPerson, giver: ImageGiver): ChatMember {
  return { userId, displayName, profileImage: imageUrl(giver, userId, profileImage, 'small'), nativeLanguage, learningLanguages }
}

/** A row of the list of rooms, as the caller sees it. */
export function presentRow(entry: ListedEntry, partner: RoomPerson, giver: ImageGiver): RoomRow {
  return {
    roomId: entry.roomId,
    partner: presentMember(partner, giver),
    lastMessage: entry.lastMessage,
    unreadCount: entry.unread,
    muted: entry.muted,
    markedUnread: entry.markedUnread,
    updatedAt: timestamp(entry.at),
  }
}

/** A room with its partner, as the caller sees it. */
export function presentRoom(roomId: RoomId, view: RoomView & RoomWishes, partner: RoomPerson, giver: ImageGiver): Room {
  return {
    roomId,
    partner: presentMember(partner, giver),
    lastSeq: view.lastSeq,
    lastRev: view.lastRev,
    readCursors: view.readCursors,
    unreadCount: view.unread,
    canSend: !view.blocked,
    muted: view.muted,
    markedUnread: view.markedUnread,
    createdAt: timestamp(view.createdAt),
  }
}
