import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { BellOff } from 'lucide-react'
import type { RoomRow } from '@studymate/contract/chat'
import { Avatar } from '#ui/avatar.tsx'
import { draftOf } from '#chat/drafts'
import { languageOf } from '#chat/language'
import { useNow } from '#chat/now'
import { usePreview } from '#chat/preview-words'
import { faceOf, likelyIn, useRoomName } from '#chat/room-name'
import { shortTime } from '#chat/times'

/** Rooms as rows: who, the last words or my draft, when, how many unread. */
export function RoomList({ rooms, me, openRoomId = null }: { rooms: readonly RoomRow[]; me: string; openRoomId?: string | null }) {
  const { t, i18n } = useLingui()
  const now = useNow()
  const preview = usePreview()
  const nameOf = useRoomName(me)
  return (
    <>
      {rooms.map((room) => {
        const { roomId, kind, members, lastMessage, unreadCount, muted, markedUnread, updatedAt } = room
        const name = nameOf(room)
        const draft = roomId === openRoomId ? '' : draftOf(me, roomId)
        const likely = likelyIn(members)
        const said = lastMessage ? preview(lastMessage.type, lastMessage.content) : ''
        const author = kind === 'group' ? members.find(({ userId }) => userId === lastMessage?.senderId)?.displayName : undefined
        const words = author === undefined ? said : `${author}: ${said}`
        return (
          <Link
            key={roomId}
            to="/chat/$roomId"
            params={{ roomId }}
            className={roomId === openRoomId ? 'room on' : 'room'}
            aria-current={roomId === openRoomId ? 'page' : undefined}
          >
            <Avatar {...faceOf(room, name)} />
            <b>
              {name}
              {muted && <BellOff className="s" role="img" aria-label={t`알림을 껐어요`} />}
            </b>
            <span className="meta num">{shortTime(updatedAt, i18n.locale, now)}</span>
            {draft !== '' ? (
              <p>
                <Trans>쓰던 글: {draft}</Trans>
              </p>
            ) : lastMessage === null ? (
              <p>
                <Trans>아직 나눈 말이 없어요</Trans>
              </p>
            ) : (
              <p lang={languageOf(lastMessage.content ?? '', likely) ?? undefined} dir="auto">
                {words}
              </p>
            )}
            {unreadCount === 0 && markedUnread && roomId !== openRoomId && <span className="cnt" role="img" aria-label={t`안 읽음으로 표시함`} />}
            {unreadCount > 0 && roomId !== openRoomId && (
              <span className="cnt" role="img" aria-label={t`읽지 않음 ${unreadCount}개`}>
                {unreadCount > 999 ? '999+' : unreadCount}
              </span>
            )}
          </Link>
        )
      })}
    </>
  )
}
