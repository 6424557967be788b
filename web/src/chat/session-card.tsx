import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Phone, RefreshCw, Video } from 'lucide-react'
import type { Session } from '@studymate/contract/sessions'
import type { SessionId } from '@studymate/contract/values'
import { entrance } from '@studymate/domain/sessions/seats'
import { useOnline } from '#app/online'
import { useSentence } from '#app/sentence'
import { useNow } from '#chat/now'
import { SessionSkeleton } from '#chat/parts/session-skeleton.tsx'
import { proposedQuery, takeBack } from '#chat/proposals'
import { Button, buttonClass } from '#ui/button.tsx'
import { LanguageWord, languageName } from '#ui/language.tsx'
import { problemOf } from '#ui/problem'
import { toast } from '#ui/toast.tsx'

interface CardProps {
  sessionId: SessionId
  me: string
  /** Languages that I learn here. */
  learns: ReadonlySet<string>
}

/** A session that somebody proposes: what it is and how it stands now, with the way in while it is open. */
export function SessionCard({ sessionId, me, learns }: CardProps) {
  const session = useQuery(proposedQuery(sessionId))
  if (session.data) return <Proposal session={session.data} me={me} learns={learns} />
  if (session.error) return <Missing code={problemOf(session.error).code} isBusy={session.isFetching} onRetry={() => void session.refetch()} />
  return <SessionSkeleton isPaused={session.fetchStatus === 'paused'} />
}

function Missing({ code, isBusy, onRetry }: { code: string; isBusy: boolean; onRetry: () => void }) {
  if (code === 'NOT_FOUND')
    return (
      <div className="fix proposal">
        <p className="two">
          <Trans>이 통화는 더 볼 수 없어요.</Trans>
        </p>
      </div>
    )
  return (
    <div className="fix proposal" role="alert">
      <p className="two">
        <Trans>통화 제안을 불러오지 못했어요.</Trans>
      </p>
      <div className="row">
        <Button
          small
          icon={<RefreshCw />}
          busy={isBusy}
          onClick={(event) => {
            event.stopPropagation()
            onRetry()
          }}
        >
          <Trans>다시 불러오기</Trans>
        </Button>
      </div>
    </div>
  )
}

function Proposal({ session, me, learns }: { session: Session; me: string; learns: ReadonlySet<string> }) {
  const { sessionId, type, status, topic, participants, createdBy } = session
  const now = useNow()
  const door = entrance({ status, scheduledAt: Date.parse(session.scheduledAt) }, now)
  const amIn = participants.some(({ userId, seated }) => userId === me && seated)
  const isAnybodyIn = participants.some(({ seated }) => seated)
  return (
    <div className={door === 'over' ? 'fix proposal over' : 'fix proposal'}>
      <div className="row start">
        {type === 'video' ? <Video /> : <Phone />}
        <div className="grow">
          <b>{type === 'video' ? <Trans>영상 통화</Trans> : <Trans>음성 통화</Trans>}</b>
          <When session={session} isOver={door === 'over'} />
        </div>
      </div>
      {topic !== null && (
        <p className="study" dir="auto">
          {topic}
        </p>
      )}
      <Halves session={session} learns={learns} />
      <p className="two" role="status">
        <Standing session={session} door={door} me={me} />
      </p>
      {door !== 'over' && (
        <div className="row wrap">
          {door === 'open' && (
            <Link
              className={buttonClass({ kind: 'go', small: true })}
              to="/call/$sessionId/check"
              params={{ sessionId }}
              onClick={(event) => event.stopPropagation()}
            >
              {amIn ? <Trans>다시 들어가기</Trans> : <Trans>들어가기</Trans>}
            </Link>
          )}
          {createdBy === me && !isAnybodyIn && <TakeBack sessionId={sessionId} />}
        </div>
      )}
    </div>
  )
}

/** When it is, in my zone, and how long; of one that is over when it was, and nothing where its message says that already. */
function When({ session: { scheduledAt, createdAt, duration }, isOver }: { session: Session; isOver: boolean }) {
  const { t, i18n } = useLingui()
  const isNow = scheduledAt === createdAt
  if (isOver && isNow) return null
  const minutes = t`${duration}분`
  const day = new Intl.DateTimeFormat(i18n.locale, {
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isOver ? {} : { timeZoneName: 'short' }),
  }).format(new Date(scheduledAt))
  return <p className="meta num">{isNow ? t`바로 지금 · ${minutes}` : isOver ? day : `${day} · ${minutes}`}</p>
}

/** In which language each half is. */
function Halves({ session: { language, targetLanguage }, learns }: { session: Session; learns: ReadonlySet<string> }) {
  const { i18n } = useLingui()
  const codes = [...new Set([language, targetLanguage])].filter((code) => code !== null)
  if (codes.length === 0) return null
  return (
    <p className="row wrap gap-x-4 gap-y-1">
      {codes.map((code) => (
        <LanguageWord key={code} side={learns.has(code) ? 'learn' : 'give'}>
          {languageName(code, i18n.locale)}
        </LanguageWord>
      ))}
    </p>
  )
}

/** Who is in, or how it ended. */
function Standing({ session, door, me }: { session: Session; door: ReturnType<typeof entrance>; me: string }) {
  const { status, partner, participants } = session
  if (status === 'COMPLETED') return <Trans>통화를 마쳤어요.</Trans>
  if (door === 'over') return <Trans>이어지지 않은 통화예요.</Trans>
  const here = participants.filter(({ seated }) => seated)
  if (here.length === participants.length) return <Trans>둘 다 들어와 있어요.</Trans>
  if (here.some(({ userId }) => userId !== me)) return <Trans>{partner.displayName} 님이 들어와 있어요.</Trans>
  if (here.length > 0) return <Trans>나는 들어와 있어요. {partner.displayName} 님을 기다려요.</Trans>
  return door === 'early' ? <Trans>시작 15분 전부터 들어갈 수 있어요.</Trans> : <Trans>아직 아무도 들어오지 않았어요.</Trans>
}

/** My own proposal ends before anybody came. */
function TakeBack({ sessionId }: { sessionId: SessionId }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const online = useOnline()
  const end = useMutation({ mutationFn: () => takeBack(sessionId), onError: (error) => toast(sentence(error)) })
  return (
    <Button
      small
      kind="quiet"
      busy={end.isPending}
      blocked={online ? null : t`다시 이어지면 할 수 있어요`}
      onClick={(event) => {
        event.stopPropagation()
        end.mutate()
      }}
    >
      <Trans>제안 거두기</Trans>
    </Button>
  )
}
