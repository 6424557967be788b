import '#chat/chat.css'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { RoomId } from '@studymate/contract/values'
import { useSession } from '#app/session'
import { useTitle } from '#app/title'
import { OpenRoom } from '#chat/open-room.tsx'
import { LogSkeleton } from '#chat/parts/log-skeleton.tsx'
import { RoomsPane } from '#chat/parts/rooms-pane.tsx'
import { roomQuery, roomsQuery } from '#chat/queries'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { RowSkeleton } from '#ui/skeleton.tsx'

/** An open room: list, thread and who it is with, from 1200 px beside each other. */
export function ThreadPage() {
  const { t } = useLingui()
  const { roomId: raw } = useParams({ strict: false })
  const { at } = useSearch({ from: '/shell/chat/$roomId' })
  const roomId = RoomId.safeParse(raw)
  const me = useSession(({ session }) => session?.userId) ?? ''
  const rooms = useQuery(roomsQuery())
  return (
    <div className="chat">
      <aside className="rooms" aria-label={t`대화 목록`}>
        <div className="top">
          <h2 className="h2 grow">{t`대화`}</h2>
        </div>
        <Faces of={rooms} title={t`대화를 불러오지 못했어요`} loading={<RowSkeleton />} empty={null}>
          {(list) => <RoomsPane rooms={list} me={me} openRoomId={raw ?? null} />}
        </Faces>
      </aside>
      {roomId.success ? <RoomLoader key={`${me} ${roomId.data} ${at ?? ''}`} roomId={roomId.data} me={me} at={at ?? null} /> : <NoRoom />}
    </div>
  )
}

function NoRoom() {
  const { t } = useLingui()
  useTitle(t`대화`)
  return (
    <main className="thread place-items-center p-6" id="content">
      <EmptyState
        seed="no room"
        level="h1"
        title={t`찾는 대화방이 없어요.`}
        action={
          <Link className={buttonClass({ kind: 'go' })} to="/chat">
            {t`대화 목록으로`}
          </Link>
        }
      />
    </main>
  )
}

function RoomLoader({ roomId, me, at }: { roomId: RoomId; me: string; at: number | null }) {
  const { t } = useLingui()
  const room = useQuery(roomQuery(roomId))
  if (room.data) return <OpenRoom room={room.data} me={me} at={at} />
  if (room.error && 'code' in room.error && room.error.code === 'CHAT_001') return <NoRoom />
  return (
    <main className="thread" id="content">
      <header className="th-head">
        <div className="row">
          <Link className="icb back" to="/chat" aria-label={t`대화 목록`}>
            <ChevronLeft />
          </Link>
          <h1 className="sr">{t`대화`}</h1>
        </div>
      </header>
      <div className="p-4">
        <Faces of={room} title={t`대화를 불러오지 못했어요`} loading={<LogSkeleton />} empty={null}>
          {() => null}
        </Faces>
      </div>
    </main>
  )
}
