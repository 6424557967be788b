import { Trans, useLingui } from '@lingui/react/macro'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { ChatMember } from '@studymate/contract/chat'
import type { CorrectionContent, Message, Said } from '@studymate/contract/message'
import { Avatar } from '#ui/avatar.tsx'
import { Bubble, Divider } from '#ui/bubble.tsx'
import { Button } from '#ui/button.tsx'
import { languageName } from '#ui/language.tsx'
import { languageOf } from '#chat/language'
import { CorrectionCard, MessageBody, isCard, MessageReactions, Quoted, spokenWords } from '#chat/parts/message-body.tsx'
import { useNow } from '#chat/now'
import { TranslationLine } from '#chat/parts/translation.tsx'
import { tonguesOf } from '#chat/queries'
import { likelyIn } from '#chat/room-name'
import type { ReadState, Row } from '#chat/rows'
import { clock, dayLine } from '#chat/times'

interface LogProps {
  rows: readonly Row[]
  me: string
  /** The message to open at; null opens at the first unread one, or at the end. */
  at: number | null
  /** Who somebody in the room is; also who has left it. */
  personOf: (userId: string) => ChatMember
  /** Others in the room. */
  others: readonly ChatMember[]
  /** Languages that I learn here. */
  learns: ReadonlySet<string>
  /** One of several: each run of another's messages says whose it is. */
  isGroup: boolean
  online: boolean
  /** The newest change put older rows on top: what is on screen stays where it is. */
  isOlder: boolean
  hasOlder: boolean
  onOlder: () => void
  /** The highest `seq` that was on screen, in focus. */
  onSeen: (seq: number) => void
  onRetry: (clientId: string) => void
  onDrop: (clientId: string) => void
  /** Esc: back to the composer. */
  onLeave: () => void
  /** What can be done with a message; shown under the one that was picked. */
  renderActions: (message: Message) => ReactNode
  onReact: (message: Message, emoji: string, on: boolean) => void
  /** My answer to a correction of my own sentence: I write it again. */
  onRewrite: (message: Message) => void
  /** Messages whose translation is unfolded. */
  translated: ReadonlySet<string>
  /** Keys on the picked message: r answers, e corrects or changes, t translates. */
  onKey: (key: 'r' | 'e' | 't', message: Message) => void
}

const THANKS = '🙏'

const NEAR_PX = 120
/** Patches of readers that stand beside each other; more are a number. */
const PATCHES = 3

/** Whose the messages below are, in a group. */
function Sender({ person: { userId, displayName, profileImage } }: { person: ChatMember }) {
  return (
    <p className="sender meta">
      <Avatar seed={userId} name={displayName} image={profileImage} size="s" />
      <b>{displayName}</b>
    </p>
  )
}

/** The messages, as many in the page as fit. Opens at the first unread one, keeps its place when older pages come, follows the end while it is there. */
export function MessageLog({
  rows,
  me,
  at,
  personOf,
  others,
  learns,
  isGroup,
  online,
  isOlder,
  hasOlder,
  onOlder,
  onSeen,
  onRetry,
  onDrop,
  onLeave,
  renderActions,
  onReact,
  onRewrite,
  onKey,
  translated,
}: LogProps) {
  const { t, i18n } = useLingui()
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const atEnd = useRef(true)
  const isPlaced = useRef(false)
  const [below, setBelow] = useState(0)
  const [picked, setPicked] = useState<string | null>(null)
  const known = useRef(rows.length)

  const pickedRow = rows.find((row) => row.key === picked)
  const pickedId = pickedRow?.kind === 'message' ? `message-${pickedRow.message.seq}` : undefined
  const likely = likelyIn(others)

  const look = useCallback(() => {
    const handle = list.current
    if (!handle || document.visibilityState !== 'visible' || !document.hasFocus() || !isPlaced.current) return
    const last = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 4)
    for (let index = Math.min(last, rows.length - 1); index >= 0; index--) {
      const row = rows[index]
      if (row?.kind !== 'message') continue
      onSeen(row.message.seq)
      break
    }
  }, [rows, onSeen])

  const onScroll = () => {
    const handle = list.current
    if (!handle) return
    atEnd.current = handle.scrollSize - handle.viewportSize - handle.scrollOffset < NEAR_PX
    if (atEnd.current) setBelow(0)
    if (handle.scrollOffset < NEAR_PX * 3 && hasOlder) onOlder()
    look()
  }

  useLayoutEffect(() => {
    const added = rows.length - known.current
    known.current = rows.length
    if (rows.length === 0) return
    if (!isPlaced.current) {
      isPlaced.current = true
      const wanted = rows.findIndex((row) => row.kind === 'message' && row.message.seq === at)
      const unread = rows.findIndex((row) => row.kind === 'unread')
      if (wanted >= 0) {
        atEnd.current = false
        setPicked(rows[wanted]?.key ?? null)
        list.current?.scrollToIndex(wanted, { align: 'center' })
      } else if (unread >= 0) list.current?.scrollToIndex(unread, { align: 'start' })
      else list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
      return
    }
    if (added <= 0 || isOlder) return
    const newest = rows.at(-1)
    if (atEnd.current || newest?.kind === 'waiting') list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
    else if (newest?.kind === 'message' && newest.message.senderId !== me) setBelow((count) => count + added)
  }, [rows, isOlder, me, at])

  useEffect(() => {
    look()
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look])

  // The keyboard of a phone, or a wider composer, must not hide the last words.
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current && isPlaced.current) box.scrollTop = box.scrollHeight
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  const pick = (index: number) => {
    const row = rows[index]
    if (row?.kind !== 'message') return
    setPicked(row.key)
    list.current?.scrollToIndex(index, { align: 'nearest' })
  }
  // What can be done appears under the picked message: it must not appear below the edge.
  useEffect(() => {
    if (picked === null) return
    const frame = requestAnimationFrame(() => scroller.current?.querySelector('.picked')?.scrollIntoView({ block: 'nearest' }))
    return () => cancelAnimationFrame(frame)
  }, [picked])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget && event.key !== 'Escape') return
    const here = rows.findIndex((row) => row.key === picked)
    const messages = rows.flatMap((row, index) => (row.kind === 'message' ? [index] : []))
    const next = {
      ArrowUp: here < 0 ? messages.at(-1) : messages.findLast((index) => index < here),
      ArrowDown: here < 0 ? messages.at(-1) : messages.find((index) => index > here),
      Home: messages[0],
      End: messages.at(-1),
    }[event.key]
    const row = rows[here]
    if ((event.key === 'r' || event.key === 'e' || event.key === 't') && row?.kind === 'message' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      onKey(event.key, row.message)
    } else if (event.key === 'Escape') {
      setPicked(null)
      onLeave()
    } else if (event.key === 'Enter') scroller.current?.querySelector<HTMLElement>('.picked button')?.focus()
    else if (next !== undefined) {
      event.preventDefault()
      pick(next)
    }
  }

  // Read words need no sign of their own: the patch stands where the partner's cursor is.
  const readSign = (read: ReadState) => {
    if (read === 'no') return undefined
    if (read === 'yes') return <></>
    const readers = read.by.map(personOf)
    const [first] = readers
    const rest = readers.length - 1
    if (!first) return <></>
    return (
      <span
        className="readers"
        role="img"
        aria-label={rest > 0 ? t`${first.displayName} 님 외 ${rest}명이 여기까지 읽음` : t`${first.displayName} 님이 여기까지 읽음`}
      >
        {readers.slice(0, PATCHES).map(({ userId, displayName, profileImage }) => (
          <Avatar key={userId} seed={userId} name={displayName} image={profileImage} size="s" />
        ))}
        {readers.length > PATCHES && <span className="num">+{readers.length - PATCHES}</span>}
      </span>
    )
  }

  const goTo = (seq: number) => {
    const index = rows.findIndex((row) => row.kind === 'message' && row.message.seq === seq)
    if (index >= 0) pick(index)
  }
  const spoken = (said: Said) => {
    const content = spokenWords(said)
    const lang = languageOf(content, likely)
    const side: 'learn' | 'give' | null = lang === null ? null : learns.has(lang) ? 'learn' : 'give'
    return { lang, side, ...(lang === null ? {} : { language: languageName(lang, i18n.locale) }) }
  }

  const correctionOf = (content: CorrectionContent, by: string, message: Message | null) => {
    const found = rows.find((row) => row.kind === 'message' && row.message.messageId === content.messageId)
    const original = found?.kind === 'message' ? found.message : null
    const { lang, side } = spoken({ type: 'correction', content })
    const isForMe = message !== null && by !== me && original?.senderId === me
    const thanked = message?.reactions?.some(({ emoji, userIds }) => emoji === THANKS && userIds.some((userId) => userId === me)) ?? false
    return (
      <CorrectionCard
        content={content}
        before={original?.type === 'text' ? original.content : null}
        byMe={by === me}
        name={personOf(by).displayName}
        side={side}
        lang={lang}
        actions={
          isForMe && (
            <>
              <Button small onClick={() => onRewrite(message)}>
                <Trans>다시 써 볼게요</Trans>
              </Button>
              {!thanked && (
                <Button small kind="quiet" onClick={() => onReact(message, THANKS, true)}>
                  <Trans>고마워요</Trans>
                </Button>
              )}
            </>
          )
        }
      />
    )
  }

  return (
    <div className="log-space">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- a scroll area is reached and read by keyboard */}
      <div className="log" ref={scroller} role="group" aria-label={t`메시지`} tabIndex={0} aria-activedescendant={pickedId} onKeyDown={onKeyDown}>
        <div className="grow" />
        <Virtualizer ref={list} scrollRef={scroller} shift={isOlder} onScroll={onScroll}>
          {rows.map((row) => {
            if (row.kind === 'day') return <Divider key={row.key}>{dayLine(row.at, i18n.locale, now)}</Divider>
            if (row.kind === 'unread')
              return (
                <Divider key={row.key} unread>
                  <Trans>여기부터 새 메시지 {row.count}개</Trans>
                </Divider>
              )
            if (row.kind === 'waiting') {
              const { clientId, said, quote, at, failed, file } = row.waiting
              const { lang, ...look } = spoken(said)
              return (
                <div className="line" key={row.key}>
                  <Bubble
                    mine
                    first={row.first}
                    lang={lang}
                    {...look}
                    card={isCard(said)}
                    quote={quote && <Quoted quote={quote} me={me} name={personOf(quote.senderId).displayName} />}
                    time={clock(at, i18n.locale)}
                    delivery={failed ? 'failed' : online ? 'sending' : 'queued'}
                    actions={
                      failed && (
                        <>
                          <Button small onClick={() => onRetry(clientId)}>
                            <Trans>다시 보내기</Trans>
                          </Button>
                          <Button small kind="quiet" onClick={() => onDrop(clientId)}>
                            <Trans>지우기</Trans>
                          </Button>
                        </>
                      )
                    }
                  >
                    <MessageBody
                      said={said}
                      lang={lang}
                      clientId={clientId}
                      isWaiting={file === true}
                      correction={(content) => correctionOf(content, me, null)}
                    />
                  </Bubble>
                </div>
              )
            }
            const { message } = row
            const mine = message.senderId === me
            const { lang, ...look } = spoken(message)
            const isDeleted = message.content === null
            const tongues = tonguesOf(lang, i18n.locale)
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the arrow keys of the log do the same
              <div
                className={picked === row.key ? 'line picked' : 'line'}
                id={`message-${message.seq}`}
                key={row.key}
                onClick={() => setPicked(isDeleted || picked === row.key ? null : row.key)}
              >
                {isGroup && row.first && !mine && <Sender person={personOf(message.senderId)} />}
                <Bubble
                  mine={mine}
                  first={row.first}
                  lang={lang}
                  {...look}
                  card={isCard(message)}
                  edited={message.editedAt !== undefined && !isDeleted}
                  quote={
                    message.quote && !isDeleted && <Quoted quote={message.quote} me={me} name={personOf(message.quote.senderId).displayName} onGo={goTo} />
                  }
                  reactions={<MessageReactions message={message} me={me} onReact={(emoji, on) => onReact(message, emoji, on)} />}
                  time={clock(message.createdAt, i18n.locale)}
                  readBy={readSign(row.read)}
                  actions={picked === row.key ? renderActions(message) : null}
                >
                  <MessageBody
                    said={message}
                    lang={lang}
                    clientId={mine ? message.clientId : null}
                    correction={(content) => correctionOf(content, message.senderId, message)}
                  />
                  {tongues && typeof message.content === 'string' && translated.has(message.messageId) && (
                    <TranslationLine text={message.content} tongues={tongues} />
                  )}
                </Bubble>
              </div>
            )
          })}
        </Virtualizer>
      </div>
      {below > 0 && (
        <button
          type="button"
          className="btn sm pill"
          onClick={() => {
            setBelow(0)
            list.current?.scrollToIndex(rows.length - 1, { align: 'end' })
          }}
        >
          <ArrowDown className="s" />
          <Trans>새 메시지 {below}개</Trans>
        </button>
      )}
    </div>
  )
}
