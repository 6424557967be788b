import '#chat/chat.css'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Room } from '@studymate/contract/chat'
import { RoomId } from '@studymate/contract/values'
import { useOnline } from '#app/online'
import { useTitle } from '#app/page.tsx'
import { useSession } from '#app/session'
import { CallButton } from '#call/call-button.tsx'
import { PersonMenu } from '#safety/person-menu.tsx'
import { useLiveState, usePresence } from '#live/live'
import { Bone, RowSkeleton, Skeleton } from '#ui/skeleton.tsx'
import { TypingLine } from '#ui/bubble.tsx'
import { buttonClass } from '#ui/button.tsx'
import { Composer } from '#ui/composer.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { languageName } from '#ui/language.tsx'
import { draftOf, keepDraft } from '#chat/drafts'
import { Announcer } from '#chat/parts/announcer.tsx'
import { InfoPanel } from '#chat/parts/info-panel.tsx'
import { MessageLog } from '#chat/parts/message-log.tsx'
import { RoomList } from '#chat/parts/room-list.tsx'
import { ThreadHead } from '#chat/parts/thread-head.tsx'
import { roomQuery, roomsQuery } from '#chat/queries'
import { rowsOf } from '#chat/rows'
import { readUpTo } from '#chat/thread'
import { ThreadAgent } from '#chat/thread-agent'

/** An open room: list, thread and who it is with, from 1200 px beside each other. */
export function ThreadPage() {
  const { t } = useLingui()
  const { roomId: raw } = useParams({ strict: false })
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
          {(list) => <RoomList rooms={list} me={me} openRoomId={raw ?? null} />}
        </Faces>
      </aside>
      {roomId.success ? <RoomLoader key={`${me} ${roomId.data}`} roomId={roomId.data} me={me} /> : <NoRoom />}
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

function RoomLoader({ roomId, me }: { roomId: RoomId; me: string }) {
  const { t } = useLingui()
  const room = useQuery(roomQuery(roomId))
  if (room.data) return <Thread room={room.data} me={me} />
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

/** Bubbles to come. */
function LogSkeleton() {
  return (
    <Skeleton>
      <div className="stack s3">
        {[52, 68, 40, 60].map((width) => (
          <Bone key={width} width={width} height={44} />
        ))}
      </div>
    </Skeleton>
  )
}

function Thread({ room, me }: { room: Room; me: string }) {
  const { t, i18n } = useLingui()
  const { roomId, partner } = room
  const [agent] = useState(() => new ThreadAgent(roomId, me))
  const view = useSyncExternalStore(agent.subscribe, agent.snapshot)
  const presence = usePresence(partner.userId)
  const line = useLiveState()
  const online = useOnline() && line !== 'offline'
  const [draft, setDraft] = useState(() => draftOf(me, roomId))
  const composer = useRef<HTMLTextAreaElement>(null)
  useTitle(partner.displayName)
  const navigate = useNavigate()
  const onBlocked = () => void navigate({ to: '/chat' })

  const partnerRead = readUpTo(view.thread, partner.userId)
  const rows = useMemo(
    () => rowsOf({ messages: view.thread.messages, waiting: view.waiting, opened: view.opened, me, partnerRead }),
    [view.thread.messages, view.waiting, view.opened, me, partnerRead],
  )
  const onSeen = useCallback((seq: number) => agent.seen(seq), [agent])
  const onAnnounced = useCallback(() => agent.announced(), [agent])
  const write = (text: string) => {
    setDraft(text)
    keepDraft(me, roomId, text)
    agent.sayTyping(text.trim() !== '')
  }
  const learn = partner.nativeLanguage === null ? null : languageName(partner.nativeLanguage, i18n.locale)

  return (
    <>
      <main className="thread" id="content">
        <ThreadHead
          partner={partner}
          presence={presence}
          actions={
            <>
              {room.canSend && <CallButton partnerId={partner.userId} name={partner.displayName} />}
              <PersonMenu userId={partner.userId} name={partner.displayName} onBlocked={onBlocked} />
            </>
          }
        />
        {view.phase === 'here' || rows.length > 0 ? (
          rows.length === 0 ? (
            <div className="grid place-items-center p-6">
              <EmptyState seed={roomId} hot="both" title={t`인사 한마디면 충분해요.`} />
            </div>
          ) : (
            <MessageLog
              rows={rows}
              me={me}
              partner={partner}
              online={online && line === 'ready'}
              isOlder={view.isOlder}
              hasOlder={view.hasOlder}
              onOlder={() => void agent.older()}
              onSeen={onSeen}
              onRetry={(clientId) => agent.retry(clientId)}
              onDrop={(clientId) => agent.drop(clientId)}
              onLeave={() => composer.current?.focus()}
              renderActions={({ messageId }) => (
                <PersonMenu userId={partner.userId} name={partner.displayName} target={{ type: 'message', id: messageId, roomId }} onBlocked={onBlocked} />
              )}
            />
          )
        ) : (
          <div className="p-4">
            <Faces
              of={{
                data: undefined,
                error: view.error,
                fetchStatus: view.phase === 'loading' ? (online ? 'fetching' : 'paused') : 'idle',
                refetch: () => agent.load(),
              }}
              title={t`메시지를 불러오지 못했어요`}
              loading={<LogSkeleton />}
              empty={null}
            >
              {() => null}
            </Faces>
          </div>
        )}
        <div>
          <TypingLine name={view.partnerTypes && online ? partner.displayName : null} />
          <Composer
            ref={composer}
            value={draft}
            onChange={write}
            onSend={(text) => {
              agent.send(text)
              setDraft('')
              keepDraft(me, roomId, '')
            }}
            maxLength={4000}
            placeholder={learn === null ? t`메시지 쓰기` : t`${learn}로 써 볼까요?`}
            blocked={room.canSend ? null : t`이 대화에는 더 쓸 수 없어요.`}
          />
        </div>
        <Announcer arrivals={view.arrivals} author={partner.displayName} onDone={onAnnounced} />
      </main>
      <InfoPanel partner={partner} />
    </>
  )
}
