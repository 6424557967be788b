import { useLingui } from '@lingui/react/macro'
import { useCallback, useMemo } from 'react'
import type { ChatMember, Room } from '@studymate/contract/chat'
import { UserId } from '@studymate/contract/values'
import { likelyIn } from '#chat/room-name'

const NOBODY = { profileImage: null, nativeLanguage: null, learningLanguages: [] }

/** Who is in a room, and which languages are spoken there. */
export interface RoomPeople {
  /** Who somebody in the room is; also who has left it. */
  readonly personOf: (userId: string) => ChatMember
  readonly nameOf: (userId: string) => string
  readonly others: readonly ChatMember[]
  /** Languages that I learn here: with a partner theirs; among several, those that I said I learn. */
  readonly learns: ReadonlySet<string>
  /** Languages that words here are likely in. */
  readonly likely: readonly NonNullable<ChatMember['nativeLanguage']>[]
}

/** The people of an open room, the same as long as the room is. */
export function useRoomPeople({ partner, members, formerMembers }: Room, me: string): RoomPeople {
  const { t } = useLingui()
  const people = useMemo(() => new Map([...formerMembers, ...members].map((person) => [String(person.userId), person])), [members, formerMembers])
  // Whoever deleted their account is in no list any more.
  const gone = t`떠난 사람`
  const personOf = useCallback((userId: string) => people.get(userId) ?? { ...NOBODY, userId: UserId.parse(userId), displayName: gone }, [people, gone])
  const nameOf = useCallback((userId: string) => personOf(userId).displayName, [personOf])
  const others = useMemo(() => members.filter(({ userId }) => userId !== me), [members, me])
  const likely = useMemo(() => likelyIn(others), [others])
  const learns = useMemo(() => {
    const mine = members.find(({ userId }) => userId === me)?.learningLanguages.map(({ code }) => code) ?? []
    return new Set<string>(partner ? [partner.nativeLanguage].filter((code) => code !== null) : mine)
  }, [partner, members, me])
  return { personOf, nameOf, others, learns, likely }
}
