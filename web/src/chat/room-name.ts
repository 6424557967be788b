import { useLingui } from '@lingui/react/macro'
import type { ChatMember, RoomKind } from '@studymate/contract/chat'

/** What a room is called by: its kind, who is in it, its title. */
export interface Named {
  readonly roomId: string
  readonly kind: RoomKind
  readonly partner: ChatMember | null
  readonly title: string | null
  readonly members: readonly ChatMember[]
}

/** Names that stand for a group without a title. */
const NAMES = 3

/** The name of a room: the partner's, the group's title, or the names of its first people. */
export function useRoomName(me: string): (room: Named & { readonly memberCount?: number }) => string {
  const { t } = useLingui()
  return ({ partner, title, members, memberCount }) => {
    if (partner) return partner.displayName
    if (title !== null) return title
    const others = members.filter(({ userId }) => userId !== me).map(({ displayName }) => displayName)
    if (others.length === 0) return t`나만 있는 방`
    const rest = (memberCount ?? members.length) - 1 - Math.min(others.length, NAMES)
    const names = others.slice(0, NAMES).join(', ')
    return rest > 0 ? t`${names} 외 ${rest}명` : names
  }
}

/** The patch of a room: the partner's, or one of the group's own. */
export function faceOf(room: Named, name: string): { seed: string; name: string; image: string | null } {
  return room.partner
    ? { seed: room.partner.userId, name: room.partner.displayName, image: room.partner.profileImage }
    : { seed: room.roomId, name, image: null }
}

/** The languages that words in a room are likely in. */
export function likelyIn(members: readonly ChatMember[]): NonNullable<ChatMember['nativeLanguage']>[] {
  return [
    ...new Set(
      members.flatMap(({ nativeLanguage, learningLanguages }) => [
        ...(nativeLanguage === null ? [] : [nativeLanguage]),
        ...learningLanguages.map(({ code }) => code),
      ]),
    ),
  ]
}
