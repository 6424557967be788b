import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import type { Notification } from '@studymate/contract/notifications'
import { FormError } from '#app/form-error.tsx'
import { Page } from '#app/page.tsx'
import { useSentence } from '#app/sentence'
import { Line } from '#notifications/parts/line.tsx'
import { bellQuery, useRead, useReadAll } from '#notifications/queries'
import { Button, buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

function byDay(rows: readonly Notification[], locale: string): { day: string; rows: Notification[] }[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', weekday: 'long' })
  const days = Map.groupBy(rows, ({ createdAt }) => format.format(new Date(createdAt)))
  return [...days].map(([day, list]) => ({ day, rows: list }))
}

/** `/notifications`: everything that happened, by day. */
export function NotificationsPage() {
  const { t, i18n } = useLingui()
  const router = useRouter()
  const sentence = useSentence()
  const bell = useInfiniteQuery(bellQuery())
  const [read, readAll] = [useRead(), useReadAll()]
  const rows = bell.data?.pages.flatMap(({ data }) => data) ?? []
  const unread = bell.data?.pages[0]?.unreadCount ?? 0
  const open = (notification: Notification) => {
    if (notification.readAt === null) read.mutate(notification.notificationId)
    router.history.push(notification.link)
  }
  return (
    <Page
      title={unread > 0 ? t`새 소식 ${unread}개` : t`소식`}
      actions={
        unread > 0 && (
          <Button kind="quiet" small busy={readAll.isPending} onClick={() => readAll.mutate()}>
            <Trans>모두 읽음</Trans>
          </Button>
        )
      }
    >
      <div className="stack s5 max-w-[720px]">
        {readAll.error && <FormError>{sentence(readAll.error)}</FormError>}
        <Faces
          of={bell}
          isEmpty={() => rows.length === 0}
          title={t`소식을 불러오지 못했어요`}
          loading={<RowSkeleton />}
          empty={
            <EmptyState
              seed="quiet bell"
              title={t`아직 조용해요`}
              action={
                <Link className={buttonClass({ kind: 'go' })} to="/find">
                  <Trans>사람 찾기</Trans>
                </Link>
              }
            >
              <Trans>인사와 답, 놓친 전화가 여기에 모여요.</Trans>
            </EmptyState>
          }
        >
          {() => (
            <>
              {byDay(rows, i18n.locale).map(({ day, rows: lines }) => (
                <section key={day}>
                  <h2 className="meta">{day}</h2>
                  <div className="list">
                    {lines.map((notification) => (
                      <Line key={notification.notificationId} notification={notification} onOpen={open} />
                    ))}
                  </div>
                </section>
              ))}
              {bell.hasNextPage && (
                <Button busy={bell.isFetchingNextPage} onClick={() => void bell.fetchNextPage()}>
                  <Trans>더 보기</Trans>
                </Button>
              )}
            </>
          )}
        </Faces>
      </div>
    </Page>
  )
}
