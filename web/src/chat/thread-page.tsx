import '#chat/chat.css'
import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Bell, BellOff, BookA, ChevronLeft, EllipsisVertical, ImagePlus, MailOpen, Mic, Plus, UsersRound } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Room } from '@studymate/contract/chat'
import type { Message, Quote } from '@studymate/contract/message'
import { RoomId, UserId } from '@studymate/contract/values'
import { says } from '@studymate/domain/chat/says'
import { useOnline } from '#app/online'
import { useTitle } from '#app/title'
import { useSession } from '#app/session'
import { CallButton } from '#call/call-button.tsx'
import { PersonMenu } from '#safety/person-menu.tsx'
import { useLiveState, usePresence } from '#live/live'
import { Bone, RowSkeleton, Skeleton } from '#ui/skeleton.tsx'
import { TypingLine } from '#ui/bubble.tsx'
import { Button, IconButton, buttonClass } from '#ui/button.tsx'
import { Composer } from '#ui/composer.tsx'
import { Menu } from '#ui/menu.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Faces } from '#ui/faces.tsx'
import { FormError } from '#app/form-error.tsx'
import { languageName } from '#ui/language.tsx'
import { draftOf, keepDraft } from '#chat/drafts'
import type { Picture } from '#chat/encode-picture'
import { useFileTools } from '#chat/file-tools'
import { languageOf } from '#chat/language'
import { Announcer } from '#chat/parts/announcer.tsx'
import { ComposerHead } from '#chat/parts/composer-head.tsx'
import type { Mode } from '#chat/parts/composer-head.tsx'
import { FixSheet } from '#chat/parts/fix-sheet.tsx'
import { GroupPeople } from '#chat/parts/group-people.tsx'
import { GroupPanel, InfoPanel } from '#chat/parts/info-panel.tsx'
import { MessageActions } from '#chat/parts/message-actions.tsx'
import type { MessageDeeds } from '#chat/parts/message-actions.tsx'
import { MessageLog } from '#chat/parts/message-log.tsx'
import { RoomsPane } from '#chat/parts/rooms-pane.tsx'
import { Here, ThreadHead } from '#chat/parts/thread-head.tsx'
import { WordSheet } from '#chat/parts/word-sheet.tsx'
import { useNow } from '#chat/now'
import { useSentence } from '#app/sentence'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { roomQuery, roomsQuery, tonguesOf, wishRoom } from '#chat/queries'
import { languageQuery } from '#settings/queries'
import { faceOf, likelyIn, useRoomName } from '#chat/room-name'
import { rowsOf } from '#chat/rows'
import { readUpTo } from '#chat/thread'
import { ThreadAgent } from '#chat/thread-agent'
import { voicePlayer } from '#chat/voice-player'

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
  if (room.data) return <Thread room={room.data} me={me} at={at} />
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

const NOBODY = { profileImage: null, nativeLanguage: null, learningLanguages: [] }

function Thread({ room, me, at }: { room: Room; me: string; at: number | null }) {
  const { t, i18n } = useLingui()
  const { roomId, partner, members, formerMembers } = room
  const isGroup = room.kind === 'group'
  const name = useRoomName(me)(room)
  const people = useMemo(() => new Map([...formerMembers, ...members].map((person) => [String(person.userId), person])), [members, formerMembers])
  // Whoever deleted their account is in no list any more.
  const gone = t`떠난 사람`
  const personOf = useCallback((userId: string) => people.get(userId) ?? { ...NOBODY, userId: UserId.parse(userId), displayName: gone }, [people, gone])
  const authorOf = useCallback((userId: string) => personOf(userId).displayName, [personOf])
  const others = useMemo(() => members.filter(({ userId }) => userId !== me), [members, me])
  // With a partner it is their language; among several, those that I said I learn.
  const learns = useMemo(
    () =>
      new Set<string>(
        partner
          ? partner.nativeLanguage === null
            ? []
            : [partner.nativeLanguage]
          : members.find(({ userId }) => userId === me)?.learningLanguages.map(({ code }) => code),
      ),
    [partner, members, me],
  )
  const [isPeople, setIsPeople] = useState(false)
  const [agent] = useState(() => new ThreadAgent(roomId, me, { lastRev: room.lastRev, firstSeq: room.firstSeq, at }))
  const view = useSyncExternalStore(agent.subscribe, agent.snapshot)
  const presence = usePresence(partner?.userId ?? '')
  const line = useLiveState()
  const online = useOnline() && line !== 'offline'
  const [draft, setDraft] = useState(() => draftOf(me, roomId))
  const composer = useRef<HTMLTextAreaElement>(null)
  const [mode, setMode] = useState<Mode | null>(null)
  const [fixing, setFixing] = useState<(Message & { type: 'text' }) | null>(null)
  const [isWord, setIsWord] = useState(false)
  const [isVoice, setIsVoice] = useState(false)
  const [picture, setPicture] = useState<Picture | null>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const [tools, fetchTools] = useFileTools()
  const now = useNow()
  const sentence = useSentence()
  useTitle(name)
  const navigate = useNavigate()
  const onBlocked = () => void navigate({ to: '/chat' })

  const reads = useMemo(() => others.map(({ userId }) => ({ userId, seq: readUpTo(view.thread, userId) })), [others, view.thread])
  const rows = useMemo(
    () => rowsOf({ messages: view.thread.messages, waiting: view.waiting, opened: view.opened, me, reads }),
    [view.thread.messages, view.waiting, view.opened, me, reads],
  )
  const onSeen = useCallback((seq: number) => agent.seen(seq), [agent])
  const onAnnounced = useCallback(() => agent.announced(), [agent])
  const write = (text: string) => {
    setDraft(text)
    if (mode?.kind !== 'edit') keepDraft(me, roomId, text)
    agent.sayTyping(text.trim() !== '')
  }
  const begin = (next: Mode) => {
    // What was being written waits as the room's draft while other words are found for an old message.
    if (next.kind === 'edit') setDraft(wordsOfMine(next.message))
    else if (mode?.kind === 'edit') setDraft(draftOf(me, roomId))
    setMode(next)
    composer.current?.focus()
  }
  const endMode = () => {
    if (mode?.kind === 'edit') setDraft(draftOf(me, roomId))
    setMode(null)
  }
  const submit = (text: string) => {
    if (mode?.kind === 'edit') {
      const { message } = mode
      const file = (message.type === 'image' || message.type === 'voice') && message.content
      if (text !== wordsOfMine(message)) agent.edit(message, file ? { uploadId: file.uploadId, caption: text } : text)
      return endMode()
    }
    agent.send({ type: 'text', content: text }, mode ? quoteOf(mode.message) : null)
    setMode(null)
    setDraft('')
    keepDraft(me, roomId, '')
  }
  const answered = () => {
    const quote = mode?.kind === 'reply' ? quoteOf(mode.message) : null
    if (quote) setMode(null)
    return quote
  }
  const choose = async (files: Iterable<File>) => {
    const all = [...files]
    const file = all.find(({ type }) => type.startsWith('image/')) ?? all[0]
    if (!file || !room.canSend) return
    const ready = tools ?? (await fetchTools().catch(() => null))
    if (!ready) return toast(t`지금은 이어져 있지 않아요. 다시 이어지면 눌러 주세요.`)
    const made = await ready.encodePicture(file)
    if (made === 'too-many-pixels') toast(t`사진이 너무 커요. 4천만 화소까지 보낼 수 있어요.`)
    else if (made === 'unreadable') toast(t`이 파일은 사진으로 열 수 없어요.`)
    else setPicture(made)
  }
  const record = () => {
    setIsVoice(true)
    if (!tools) fetchTools().catch(() => toast(t`지금은 이어져 있지 않아요. 다시 이어지면 눌러 주세요.`))
  }
  // Nothing plays on where it cannot be stopped.
  useEffect(() => () => voicePlayer.stop(), [])
  const wish = (what: { muted?: boolean; markedUnread?: boolean }, after?: () => void) =>
    void wishRoom(roomId, what).then(after, (error: unknown) => toast(sentence(error)))
  const roomItems = [
    room.muted
      ? { label: t`알림 켜기`, icon: <Bell />, onSelect: () => wish({ muted: false }) }
      : { label: t`알림 끄기`, icon: <BellOff />, onSelect: () => wish({ muted: true }) },
    { label: t`안 읽음으로 표시`, icon: <MailOpen />, onSelect: () => wish({ markedUnread: true }, () => void navigate({ to: '/chat' })) },
  ]
  const likely = likelyIn(others)
  const [translated, setTranslated] = useState<ReadonlySet<string>>(new Set())
  const settings = useQuery(languageQuery())
  const canTranslate = settings.data?.translationEnabled !== false
  const unfold = ({ messageId }: Message) =>
    setTranslated((before) => (before.has(messageId) ? new Set([...before].filter((one) => one !== messageId)) : new Set([...before, messageId])))
  const isForeign = (message: Message) => typeof message.content === 'string' && tonguesOf(languageOf(message.content, likely), i18n.locale) !== null
  const deeds: MessageDeeds = {
    reply: (message) => begin({ kind: 'reply', message }),
    edit: (message) => begin({ kind: 'edit', message }),
    fix: (message) => message.type === 'text' && setFixing(message),
    remove: (message) => agent.remove(message),
    react: (message, emoji, on) => agent.react(message, emoji, on),
  }
  const fixLang = fixing?.content == null ? null : languageOf(fixing.content, likely)
  const learn = partner?.nativeLanguage ? languageName(partner.nativeLanguage, i18n.locale) : null
  const typist = online ? view.typing[0] : undefined
  const typing = typist === undefined ? null : authorOf(typist)

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the menu beside the field does the same by press and key */}
      <main
        className="thread"
        id="content"
        onPaste={(event) => {
          if (event.clipboardData.files.length === 0) return
          event.preventDefault()
          void choose(event.clipboardData.files)
        }}
        onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return
          event.preventDefault()
          void choose(event.dataTransfer.files)
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
                  <IconButton label={t`이 방의 사람들`} onClick={() => setIsPeople(true)}>
                    <UsersRound />
                  </IconButton>
                </span>
                <Menu label={t`더 보기`} opener={<EllipsisVertical />} items={roomItems} />
              </>
            )
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
              at={at}
              personOf={personOf}
              others={others}
              learns={learns}
              isGroup={isGroup}
              online={online && line === 'ready'}
              isOlder={view.isOlder}
              hasOlder={view.hasOlder}
              onOlder={() => void agent.older()}
              onSeen={onSeen}
              onRetry={(clientId) => agent.retry(clientId)}
              onDrop={(clientId) => agent.drop(clientId)}
              onLeave={() => composer.current?.focus()}
              renderActions={(message) => (
                <MessageActions
                  message={message}
                  me={me}
                  now={now}
                  deeds={canTranslate && isForeign(message) ? { ...deeds, translate: unfold } : deeds}
                  person={{
                    userId: message.senderId,
                    name: authorOf(message.senderId),
                    target: { type: 'message', id: message.messageId, roomId },
                    ...(isGroup ? {} : { onBlocked }),
                  }}
                />
              )}
              onReact={deeds.react}
              onRewrite={(message) => begin({ kind: 'reply', message })}
              translated={translated}
              onKey={(key, message) => {
                if (key === 't') {
                  if (canTranslate && message.senderId !== me && isForeign(message)) unfold(message)
                } else if (key === 'r') deeds.reply(message)
                else if (message.senderId !== me) deeds.fix(message)
                else if (message.type !== 'correction' && message.type !== 'word' && message.content !== null) deeds.edit(message)
              }}
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
          <TypingLine name={typing} more={Math.max(0, view.typing.length - 1)} />
          {view.refused && (
            <div className="px-4">
              <FormError>{view.refused.message ?? t`지금은 이어져 있지 않아요. 다시 이어지면 눌러 주세요.`}</FormError>
            </div>
          )}
          {mode && <ComposerHead mode={mode} me={me} name={authorOf(mode.message.senderId)} onCancel={endMode} />}
          <Composer
            ref={composer}
            value={draft}
            onChange={write}
            onSend={submit}
            tools={
              room.canSend ? (
                <Menu
                  label={t`더하기`}
                  opener={<Plus />}
                  items={[
                    { label: t`사진 보내기`, icon: <ImagePlus />, onSelect: () => chooser.current?.click() },
                    { label: t`음성 메시지`, icon: <Mic />, onSelect: record },
                    { label: t`단어 보내기`, icon: <BookA />, onSelect: () => setIsWord(true) },
                  ]}
                />
              ) : undefined
            }
            idle={mode?.kind === 'edit' ? undefined : <Button kind="go" aria-label={t`음성 메시지 녹음`} icon={<Mic />} onClick={record} />}
            maxLength={4000}
            placeholder={learn === null ? t`메시지 쓰기` : t`${learn}로 써 볼까요?`}
            blocked={room.canSend ? null : t`이 대화에는 더 쓸 수 없어요.`}
          />
        </div>
        {isGroup && (
          <Sheet open={isPeople} onClose={() => setIsPeople(false)} title={name}>
            <GroupPeople room={room} me={me} />
          </Sheet>
        )}
        {fixing && (
          <FixSheet
            message={fixing}
            name={authorOf(fixing.senderId)}
            lang={fixLang}
            side={fixLang === null ? null : learns.has(fixLang) ? 'learn' : 'give'}
            onClose={() => setFixing(null)}
            onSend={(content) => {
              agent.send({ type: 'correction', content })
              setFixing(null)
            }}
          />
        )}
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          hidden
          aria-label={t`사진 고르기`}
          onChange={(event) => {
            void choose(event.target.files ?? [])
            event.target.value = ''
          }}
        />
        {picture && tools && (
          <tools.ImageSheet
            picture={picture}
            onClose={() => setPicture(null)}
            onSend={(caption) => {
              const { blob, width, height } = picture
              void agent.sendFile(blob, { type: 'image', width, height, ...(caption === '' ? {} : { caption }) }, answered())
              setPicture(null)
            }}
          />
        )}
        {isVoice && tools && (
          <tools.VoiceSheet
            onClose={() => setIsVoice(false)}
            onSend={({ wav, seconds }) => {
              void agent.sendFile(wav, { type: 'voice', durationSeconds: seconds }, answered())
              setIsVoice(false)
            }}
          />
        )}
        {isWord && (
          <WordSheet
            onClose={() => setIsWord(false)}
            onSend={(content) => {
              agent.send({ type: 'word', content })
              setIsWord(false)
            }}
          />
        )}
        <Announcer arrivals={view.arrivals} authorOf={authorOf} onDone={onAnnounced} />
      </main>
      {partner ? (
        <InfoPanel partner={partner} />
      ) : (
        <GroupPanel name={name}>
          <GroupPeople room={room} me={me} />
        </GroupPanel>
      )}
    </>
  )
}

/** The words of a message of mine that can be changed. */
function wordsOfMine({ type, content }: Message): string {
  if (typeof content === 'string') return content
  return (type === 'image' || type === 'voice') && content !== null && 'uploadId' in content ? (content.caption ?? '') : ''
}

/** What an answer carries of the message it answers, until the server says it itself. */
function quoteOf(message: Message): Quote {
  const { messageId, seq, senderId, type } = message
  return { messageId, seq, senderId, type, preview: says(message) }
}
