import type { ChatMember, Room, RoomKind, RoomRow } from '@studymate/contract/chat'
import type { RoomId, UserId } from '@studymate/contract/values'
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

/** Who is in a room and what it is called. */
export interface RoomFacts {
  readonly kind: RoomKind
  readonly partner: RoomPerson | null
  readonly title: string | null
  readonly members: readonly RoomPerson[]
}

/** A row of the list of rooms, as the caller sees it; `members` are the first of the others. */
export function presentRow(entry: ListedEntry, of: RoomFacts & { readonly memberCount: number }, giver: ImageGiver): RoomRow {
  return {
    roomId: entry.roomId,
    kind: of.kind,
    partner: of.partner && presentMember(of.partner, giver),
    title: of.title,
    members: of.members.map((member) => presentMember(member, giver)),
    memberCount: of.memberCount,
    lastMessage: entry.lastMessage,
    unreadCount: entry.unread,
    muted: entry.muted,
    markedUnread: entry.markedUnread,
    updatedAt: timestamp(entry.at),
  }
}

/** A room with who is in it, as the caller sees it. */
export function presentRoom(
  roomId: RoomId,
  view: RoomView & RoomWishes,
  of: RoomFacts & { readonly former: readonly RoomPerson[]; readonly makerId: UserId | null },
  giver: ImageGiver,
): Room {
  return {
    roomId,
    kind: of.kind,
    partner: of.partner && presentMember(of.partner, giver),
    title: of.title,
    members: of.members.map((member) => presentMember(member, giver)),
    formerMembers: of.former.map((member) => presentMember(member, giver)),
    makerId: of.makerId,
    firstSeq: view.firstSeq,
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
