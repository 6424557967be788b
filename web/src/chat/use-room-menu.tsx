import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Bell, BellOff, MailOpen, Search, UserRound } from 'lucide-react'
import type { Room } from '@studymate/contract/chat'
import { useSentence } from '#app/sentence'
import { wishRoom } from '#chat/queries'
import { toast } from '#ui/toast.tsx'

/** What can be done with a whole room: see whose it is, search it, mute it, mark it unread. */
export function useRoomMenu({ roomId, muted, partner }: Room, onSearch: () => void) {
  const { t } = useLingui()
  const sentence = useSentence()
  const navigate = useNavigate()
  const wish = (what: { muted?: boolean; markedUnread?: boolean }, after?: () => void) =>
    void wishRoom(roomId, what).then(after, (error: unknown) => toast(sentence(error)))
  return [
    ...(partner
      ? [{ label: t`프로필 보기`, icon: <UserRound />, onSelect: () => void navigate({ to: '/find/$userId', params: { userId: partner.userId } }) }]
      : []),
    { label: t`이 대화에서 찾기`, icon: <Search />, onSelect: onSearch },
    muted
      ? { label: t`알림 켜기`, icon: <Bell />, onSelect: () => wish({ muted: false }) }
      : { label: t`알림 끄기`, icon: <BellOff />, onSelect: () => wish({ muted: true }) },
    { label: t`안 읽음으로 표시`, icon: <MailOpen />, onSelect: () => wish({ markedUnread: true }, () => void navigate({ to: '/chat' })) },
  ]
}
