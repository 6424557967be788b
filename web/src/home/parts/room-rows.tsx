import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RoomRow } from '@studymate/contract/chat'
import { shortMoment } from '#app/moment'
import { Avatar } from '#ui/avatar.tsx'

/** The last conversations, a row each. */
export function RoomRows({ rooms }: { rooms: readonly RoomRow[] }) {
  const { t, i18n } = useLingui()
  const [opened] = useState(() => Date.now())
  return (
    <div className="card py-1">
      <ul className="list">
        {rooms.map(({ roomId, partner, lastMessage, unreadCount, updatedAt }) => (
          <li key={roomId}>
            <Link className="li" to="/chat/$roomId" params={{ roomId }}>
              <Avatar seed={partner.userId} name={partner.displayName} image={partner.profileImage} />
              <span className="grow">
                <span className="row start gap-2">
                  <b className="grow">{partner.displayName}</b>
                  <span className="meta num">{shortMoment(updatedAt, i18n.locale, opened)}</span>
                </span>
                <span className="row gap-2">
                  <span className="two grow truncate">{lastMessage === null ? t`아직 나눈 말이 없어요.` : (lastMessage.content ?? t`지운 메시지예요.`)}</span>
                  {unreadCount > 0 && <span className="meta num">{t`새 메시지 ${unreadCount}개`}</span>}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
