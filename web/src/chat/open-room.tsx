import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, UsersRound } from 'lucide-react'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Room } from '@studymate/contract/chat'
import { FormError } from '#app/form-error.tsx'
import { late } from '#app/late'
import { useOnline } from '#app/online'
import { useTitle } from '#app/title'
import { useNow } from '#chat/now'
import { Announcer } from '#chat/parts/announcer.tsx'
import { CallButton } from '#chat/call-button.tsx'
import { ComposerArea } from '#chat/parts/composer-area.tsx'
import { GroupPanel, InfoPanel } from '#chat/parts/info-panel.tsx'
import { LogSkeleton } from '#chat/parts/log-skeleton.tsx'
import { MessageActions } from '#chat/parts/message-actions.tsx'
import type { LogRoom } from '#chat/parts/log-row.tsx'
import { MessageLog } from '#chat/parts/message-log.tsx'
import { RoomSheets } from '#chat/parts/room-sheets.tsx'
import { Here, ThreadHead } from '#chat/parts/thread-head.tsx'
import { faceOf, useRoomName } from '#chat/room-name'
import { silence } from '#chat/silence'
import { ThreadAgent } from '#chat/thread-agent'
import { useDeeds } from '#chat/use-deeds'
import { useRoomMenu } from '#chat/use-room-menu.tsx'
import { useRoomPeople } from '#chat/use-room-people'
import { useRoomSheets } from '#chat/use-room-sheets'
import { useRows } from '#chat/use-rows'
import { Writing } from '#chat/writing'
import type { Mode } from '#chat/writing'
import { useLiveState, usePresence } from '#live/live'
import { PersonMenu } from '#safety/person-menu.tsx'
import { TypingLine } from '#ui/bubble.tsx'
import { IconButton } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { languageName } from '#ui/language.tsx'
import { Menu } from '#ui/menu.tsx'

// Only a group has people beside it.
const GroupPeople = late(async () => (await import('#chat/parts/group-people.tsx')).GroupPeople)

/** A room with its messages, the composer below them, and who is in it beside them. */
export function OpenRoom({ room, me, at }: { room: Room; me: string; at: number | null }) {
  const { t, i18n } = useLingui()
  const { roomId, partner, members } = room
  const isGroup = room.kind === 'group'
  const name = useRoomName(me)(room)
  useTitle(name)
  const people = useRoomPeople(room, me)
  const { personOf, nameOf, others, learns, likely } = people
  const [agent] = useState(() => new ThreadAgent(roomId, me, { lastRev: room.lastRev, firstSeq: room.firstSeq, at }))
  const [writing] = useState(() => new Writing(agent))
  const view = useSyncExternalStore(agent.subscribe, agent.snapshot)
  const presence = usePresence(partner?.userId ?? '')
  const line = useLiveState()
  const online = useOnline() && line !== 'offline'
  const now = useNow()
  const navigate = useNavigate()
  const onBlocked = useCallback(() => void navigate({ to: '/chat' }), [navigate])
  const sheets = useRoomSheets(room.canSend)
  const roomItems = useRoomMenu(room, sheets.search)
  const composer = useRef<HTMLTextAreaElement>(null)
  const begin = useCallback(
    (mode: Mode) => {
      writing.begin(mode)
      composer.current?.focus()
    },
    [writing],
  )
  const { deedsOf, onKey, translated, react } = useDeeds({ agent, likely, begin, onFix: sheets.fix })

  const rows = useRows(view, others, me)
  const isReady = online && line === 'ready'
  const log = useMemo<LogRoom>(
    () => ({
      me,
      personOf,
      likely,
      learns,
      isGroup,
      online: isReady,
      onRetry: (clientId) => agent.retry(clientId),
      onDrop: (clientId) => agent.drop(clientId),
      renderActions: (message) => (
        <MessageActions
          message={message}
          me={me}
          now={now}
          deeds={deedsOf(message)}
          person={{
            userId: message.senderId,
            name: nameOf(message.senderId),
            target: { type: 'message', id: message.messageId, roomId },
            ...(isGroup ? {} : { onBlocked }),
          }}
        />
      ),
      onReact: react,
      onRewrite: (message) => begin({ kind: 'reply', message }),
      translated,
    }),
    [me, personOf, nameOf, likely, learns, isGroup, isReady, agent, now, deedsOf, roomId, onBlocked, react, begin, translated],
  )
  const onFar = (seq: number) => void navigate({ to: '/chat/$roomId', params: { roomId }, search: { at: seq } })
  const onSeen = useCallback((seq: number) => agent.seen(seq), [agent])
  const onAnnounced = useCallback(() => agent.announced(), [agent])
  // Nothing plays on where it cannot be stopped.
  useEffect(() => silence, [])
  const learn = partner?.nativeLanguage ? languageName(partner.nativeLanguage, i18n.locale) : null
  const typist = online ? view.typing[0] : undefined

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the menu beside the field does the same by press and key */}
      <main
        className="thread"
        id="content"
        data-tools={sheets.tools ? 'here' : 'coming'}
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return
          event.preventDefault()
          void sheets.choose(event.clipboardData.files)
        }}
        onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return
          event.preventDefault()
          void sheets.choose(event.dataTransfer.files)
        }}
      >
        <ThreadHead
          face={faceOf(room, name)}
          here={partner ? <Here presence={presence} /> : t`${members.length}명`}
          actions={
            partner ? (
              <>
                {room.canSend && <CallButton partnerId={partner.userId} name={partner.displayName} />}
                <PersonMenu userId={partner.userId} name={partner.displayName} onBlocked={onBlocked} more={roomItems} />
              </>
            ) : (
              <>
                <span className="people-button">
                  <IconButton label={t`이 방의 사람들`} onClick={sheets.people}>
                    <UsersRound />
                  </IconButton>
                </span>
                <Menu label={t`더 보기`} opener={<Ellipsis />} items={roomItems} />
              </>
            )
          }
        />
        {view.phase !== 'here' && rows.length === 0 ? (
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
        ) : rows.length === 0 ? (
          <div className="grid place-items-center p-6">
            <EmptyState seed={roomId} hot="both" title={t`인사 한마디면 충분해요.`} />
          </div>
        ) : (
          <MessageLog
            rows={rows}
            room={log}
            at={at}
            isOlder={view.isOlder}
            hasOlder={view.hasOlder}
            onOlder={() => void agent.older()}
            onSeen={onSeen}
            onFar={onFar}
            onKey={onKey}
            onLeave={() => composer.current?.focus()}
          />
        )}
        <div>
          <TypingLine name={typist === undefined ? null : nameOf(typist)} more={Math.max(0, view.typing.length - 1)} />
          {view.refused && (
            <div className="px-4">
              <FormError>{view.refused.message ?? t`지금은 이어져 있지 않아요. 다시 이어지면 바꿔 둘게요.`}</FormError>
            </div>
          )}
          <ComposerArea
            writing={writing}
            me={me}
            nameOf={nameOf}
            learn={learn}
            canSend={room.canSend}
            onChoose={(files) => void sheets.choose(files)}
            onRecord={sheets.record}
            onWord={sheets.word}
            onSession={partner && sheets.session}
            composer={composer}
          />
        </div>
        <RoomSheets sheet={sheets.sheet} tools={sheets.tools} room={room} name={name} people={people} agent={agent} writing={writing} onClose={sheets.close} />
        <Announcer arrivals={view.arrivals} authorOf={nameOf} onDone={onAnnounced} />
      </main>
      {partner ? (
        <InfoPanel partner={partner} />
      ) : (
        <GroupPanel name={name}>
          <Suspense>
            <GroupPeople room={room} me={me} />
          </Suspense>
        </GroupPanel>
      )}
    </>
  )
}
