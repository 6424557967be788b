import '#chat/chat.css'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Page, SplitPage } from '#app/page.tsx'
import { useSession } from '#app/session'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'
import { NewGroup } from '#chat/parts/new-group.tsx'
import { RoomsPane } from '#chat/parts/rooms-pane.tsx'
import { roomsQuery } from '#chat/queries'

/** Every room of mine. */
export function ChatListPage() {
  const { t } = useLingui()
  const me = useSession(({ session }) => session?.userId) ?? ''
  const rooms = useQuery(roomsQuery())
  const unread = rooms.data?.reduce((sum, { unreadCount }) => sum + unreadCount, 0) ?? 0
  return (
    <SplitPage
      show="list"
      list={
        <Page title={unread > 0 ? t`새 메시지가 ${unread}개 있어요` : t`대화`}>
          <div className="room-rows">
            <Faces
              of={rooms}
              title={t`대화를 불러오지 못했어요`}
              loading={<RowSkeleton />}
              empty={
                <EmptyState
                  seed="first hello"
                  hot="both"
                  title={t`인사 한마디면 충분해요.`}
                  action={
                    <Link className={buttonClass({ kind: 'go' })} to="/find">
                      <Trans>사람 찾기</Trans>
                    </Link>
                  }
                >
                  {t`인사를 받아 준 사람과의 대화가 여기에 모여요.`}
                </EmptyState>
              }
            >
              {(list) => (
                <>
                  <div className="new-group">
                    <NewGroup />
                  </div>
                  <RoomsPane rooms={list} me={me} />
                </>
              )}
            </Faces>
          </div>
        </Page>
      }
      detail={
        (rooms.data?.length ?? 0) > 0 && (
          <aside className="grid min-h-dvh place-items-center p-6">
            <EmptyState seed="two voices" hot="both" title={t`왼쪽에서 대화를 골라 주세요.`} />
          </aside>
        )
      }
    />
  )
}
