import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Presence } from '#live/live'
import { Avatar } from '#ui/avatar.tsx'
import { useNow } from '#chat/now'
import { daysBetween } from '#chat/times'

/** Whether the partner is here, in words; nothing where it is not known. */
export function Here({ presence }: { presence: Presence | null }) {
  const { i18n } = useLingui()
  const now = useNow()
  if (!presence) return null
  if (presence.online) return <Trans>지금 접속 중</Trans>
  if (presence.lastSeenAt === null) return null
  const days = daysBetween(presence.lastSeenAt, now)
  if (days <= 0) return <Trans>오늘 접속</Trans>
  const ago = new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto' }).format(-days, 'day')
  return <Trans>{ago} 접속</Trans>
}

/** Who I write with, and what I can do: back, call, more. */
export function ThreadHead({ face, here, actions }: { face: { seed: string; name: string; image: string | null }; here: ReactNode; actions: ReactNode }) {
  const { t } = useLingui()
  return (
    <header className="th-head">
      <div className="row">
        <Link className="icb back" to="/chat" aria-label={t`대화 목록`}>
          <ChevronLeft />
        </Link>
        <Avatar {...face} />
        <div className="grow">
          <h1 className="h3 th-name">{face.name}</h1>
          <p className="meta th-here">{here}</p>
        </div>
        {actions}
      </div>
    </header>
  )
}
