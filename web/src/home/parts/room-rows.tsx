import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RoomRow } from '@studymate/contract/chat'
import { shortMoment } from '#app/moment'
import { languageOf } from '#chat/language'
import { useLastWords } from '#home/last-words'
import { Avatar } from '#ui/avatar.tsx'

/** Languages in which somebody and I are likely to write. */
function likelyOf({ members }: RoomRow): string[] {
  return members
    .flatMap(({ nativeLanguage, learningLanguages }) => [nativeLanguage, ...learningLanguages.map(({ code }) => code)])
    .filter((code) => code !== null)
}

/** A partner's name; of a group its title, or the first names in it. */
function nameOf({ partner, title, members }: RoomRow, locale: string): string {
  if (partner) return partner.displayName
  return title ?? new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(members.map(({ displayName }) => displayName))
}

/** The last conversations, a row each. */
export function RoomRows({ rooms }: { rooms: readonly RoomRow[] }) {
  const { t, i18n } = useLingui()
  const lastWords = useLastWords()
  const [opened] = useState(() => Date.now())
  return (
    <div className="card py-1">
      <ul className="list">
        {rooms.map((room) => {
          const { roomId, partner, lastMessage, unreadCount, updatedAt } = room
          const name = nameOf(room, i18n.locale)
          return (
            <li key={roomId}>
              <Link className="li" to="/chat/$roomId" params={{ roomId }}>
                <Avatar seed={partner?.userId ?? roomId} name={name} image={partner?.profileImage ?? null} />
                <span className="grow">
                  <span className="row start gap-2">
                    <b className="grow">{name}</b>
                    <span className="meta num">{shortMoment(updatedAt, i18n.locale, opened)}</span>
                  </span>
                  <span className="row gap-2">
                    {typeof lastMessage?.content === 'string' ? (
                      <span className="two grow truncate" lang={languageOf(lastMessage.content, likelyOf(room)) ?? undefined} dir="auto">
                        {lastWords(lastMessage)}
                      </span>
                    ) : (
                      <span className="two grow truncate">{lastMessage === null ? t`아직 나눈 말이 없어요.` : t`지운 메시지예요.`}</span>
                    )}
                    {unreadCount > 0 && <span className="meta num">{t`새 메시지 ${unreadCount}개`}</span>}
                  </span>
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
