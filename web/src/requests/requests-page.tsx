import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { EyeOff } from 'lucide-react'
import { Page } from '#app/page.tsx'
import { RequestRow } from '#requests/parts/request-row.tsx'
import { OwnHabit } from '#requests/parts/own-habit.tsx'
import { requestsQuery } from '#requests/queries'
import type { Direction } from '#requests/queries'
import { requestsSearch } from '#requests/search'
import { privacyQuery } from '#settings/queries'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** `/requests`: hellos received and sent. */
export function RequestsPage() {
  const { t } = useLingui()
  const direction: Direction = requestsSearch(useSearch({ strict: false })).tab ?? 'received'
  const received = useInfiniteQuery(requestsQuery('received'))
  const sent = useInfiniteQuery(requestsQuery('sent'))
  const shown = direction === 'received' ? received : sent
  const waiting = received.data?.pages[0]?.pagination.totalItems ?? 0
  const pending = sent.data?.pages[0]?.pagination.totalItems ?? 0
  const rows = shown.data?.pages.flatMap(({ data }) => data) ?? []
  // Asked only where there is nothing to show: hellos of somebody who rests are kept, and not shown.
  const privacy = useQuery({ ...privacyQuery(), enabled: direction === 'received' && received.data !== undefined && rows.length === 0 })
  const resting = direction === 'received' && (privacy.data?.allowMatching === false || privacy.data?.profileVisibility === 'private')
  const title =
    direction === 'received' && waiting > 0
      ? t`인사 ${waiting}개가 기다려요.`
      : direction === 'sent' && pending > 0
        ? t`보낸 인사 ${pending}개가 답을 기다려요.`
        : t`주고받은 인사`
  return (
    <Page title={title}>
      <div className="max-w-[812px]">
        <nav className="tabs" aria-label={t`인사`}>
          <Link to="/requests" search={{}} activeOptions={{ exact: true, includeSearch: true }} activeProps={{ 'aria-current': 'page' }}>
            <Trans>받은 인사</Trans> {waiting > 0 && <span className="num">{waiting}</span>}
          </Link>
          <Link to="/requests" search={{ tab: 'sent' }} activeOptions={{ exact: true, includeSearch: true }} activeProps={{ 'aria-current': 'page' }}>
            <Trans>보낸 인사</Trans> {pending > 0 && <span className="num">{pending}</span>}
          </Link>
        </nav>
        <Faces
          of={shown}
          isEmpty={() => rows.length === 0}
          title={t`인사를 불러오지 못했어요`}
          loading={<RowSkeleton count={3} />}
          empty={
            <>
              {resting ? (
                <Resting />
              ) : (
                <EmptyState
                  seed={direction}
                  title={direction === 'received' ? t`아직 받은 인사가 없어요` : t`보낸 인사가 없어요`}
                  action={
                    <Link className={buttonClass({ kind: 'go' })} to="/find">
                      <Trans>사람 찾기</Trans>
                    </Link>
                  }
                >
                  {direction === 'received' ? <Trans>먼저 인사하면 더 빨리 이야기할 수 있어요.</Trans> : <Trans>인사 한마디면 충분해요.</Trans>}
                </EmptyState>
              )}
              {direction === 'received' && <OwnHabit />}
            </>
          }
        >
          {() => (
            <>
              <div className="list">
                {rows.map((request, at) => (
                  <RequestRow key={request.requestId} request={request} next={at === 0} now={shown.dataUpdatedAt} />
                ))}
              </div>
              {shown.hasNextPage && (
                <Button busy={shown.isFetchingNextPage} onClick={() => void shown.fetchNextPage()}>
                  <Trans>더 보기</Trans>
                </Button>
              )}
              {direction === 'received' && <OwnHabit />}
              <p className="note pt-2">
                <EyeOff className="s" />
                <span>
                  {direction === 'received' ? (
                    <Trans>거절해도 상대에게 알림이 가지 않아요. 7일이 지나면 조용히 사라져요.</Trans>
                  ) : (
                    <Trans>답이 없으면 7일 뒤에 조용히 사라져요. 거두면 상대에게서도 사라지고, 보낸 날부터 7일이 지나야 다시 인사할 수 있어요.</Trans>
                  )}
                </span>
              </p>
            </>
          )}
        </Faces>
      </div>
    </Page>
  )
}

/** Says that hellos wait until one meets people again. */
function Resting() {
  const { t } = useLingui()
  return (
    <EmptyState
      seed="resting"
      title={t`지금은 쉬고 있어요`}
      action={
        <Link className={buttonClass({ kind: 'go' })} to="/settings/privacy">
          <Trans>공개 설정 열기</Trans>
        </Link>
      }
    >
      <Trans>새 인사는 오지 않고, 전에 받은 인사는 다시 시작하면 보여요.</Trans>
    </EmptyState>
  )
}
