import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Session } from '@studymate/contract/sessions'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PlainPage } from '#app/page.tsx'
import { usePreferences } from '#app/preferences'
import { ToChat } from '#call/parts/to-chat.tsx'
import { sessionQuery } from '#call/queries'
import { PersonMenu } from '#safety/person-menu.tsx'
import { Avatar } from '#ui/avatar.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { CardSkeleton } from '#ui/skeleton.tsx'

/** Whole minutes that both were in the call, at least one; null where the two never met. */
function minutesTogether(session: Session, now: number): number | null {
  const spans = session.participants.map(({ joinedAt, leftAt }) => ({ from: joinedAt, to: leftAt ?? session.endedAt }))
  if (spans.some(({ from }) => from === null)) return null
  const from = Math.max(...spans.map((span) => Date.parse(span.from ?? '')))
  const to = Math.min(...spans.map((span) => (span.to === null ? now : Date.parse(span.to))))
  return to < from ? null : Math.max(1, Math.round((to - from) / 60_000))
}

/** After a call: how long it was, and the way back to the chat. */
export function AfterPage() {
  const { t } = useLingui()
  const { sessionId } = useParams({ from: '/call/$sessionId/after' })
  const { elsewhere = false } = useSearch({ from: '/call/$sessionId/after' })
  const session = useQuery(sessionQuery(sessionId))
  return (
    <PlainPage title={t`통화를 마쳤어요`}>
      <Faces of={session} loading={<CardSkeleton count={1} />} empty={null}>
        {(data) => <After session={data} elsewhere={elsewhere} />}
      </Faces>
    </PlainPage>
  )
}

function Title({ session, elsewhere }: { session: Session; elsewhere: boolean }): ReactNode {
  const minutes = minutesTogether(session, Date.now())
  const isOpen = session.status === 'ONGOING' || session.status === 'SCHEDULED'
  if (elsewhere && isOpen) return <Trans>다른 탭이나 기기에서 통화를 이어 가고 있어요.</Trans>
  if (minutes === null) return <Trans>이번에는 통화가 이어지지 않았어요.</Trans>
  return <Plural value={minutes} other="#분 동안 이야기했어요." />
}

function After({ session, elsewhere }: { session: Session; elsewhere: boolean }) {
  const { locale } = usePreferences()
  const { partner, roomId } = session
  const isOpen = session.status === 'ONGOING' || session.status === 'SCHEDULED'
  const day = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(session.startedAt ?? session.createdAt))
  return (
    <div className="stack s5">
      <div className="stack s2">
        <h1 className="h1">
          <Title session={session} elsewhere={elsewhere} />
        </h1>
        <p className="meta tabular-nums">{day}</p>
      </div>
      <div className="card row">
        <Avatar seed={partner.userId} name={partner.displayName} image={partner.profileImage} size="m" />
        <b className="grow">{partner.displayName}</b>
        <PersonMenu userId={partner.userId} name={partner.displayName} />
      </div>
      <div className="row wrap gap-2">
        <ToChat className={buttonClass({ kind: 'go' })} roomId={roomId}>
          <Trans>대화로 돌아가기</Trans>
        </ToChat>
        {isOpen && (
          <Link className={buttonClass()} to="/call/$sessionId/check" params={{ sessionId: session.sessionId }} search={{}}>
            <Trans>통화에 다시 들어가기</Trans>
          </Link>
        )}
      </div>
    </div>
  )
}
