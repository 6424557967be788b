import { Trans, useLingui } from '@lingui/react/macro'
import { memo } from 'react'
import type { ReactNode } from 'react'
import type { ChatMember } from '@studymate/contract/chat'
import type { CorrectionContent, Message, Said } from '@studymate/contract/message'
import { Avatar } from '#ui/avatar.tsx'
import { Bubble, Divider } from '#ui/bubble.tsx'
import { Button } from '#ui/button.tsx'
import { languageName } from '#ui/language.tsx'
import { languageOf } from '#chat/language'
import { useNow } from '#chat/now'
import { CorrectionCard, MessageBody, MessageReactions, Quoted, isCard, spokenWords } from '#chat/parts/message-body.tsx'
import { Readers } from '#chat/parts/readers.tsx'
import { TranslationLine } from '#chat/parts/translation.tsx'
import { tonguesOf } from '#chat/queries'
import type { ReadState, Row } from '#chat/rows'
import { clock, dayLine } from '#chat/times'

/** What all rows of a log have in common: who is in the room, and what is done with a message. */
export interface LogRoom {
  me: string
  /** Who somebody in the room is; also who has left it. */
  personOf: (userId: string) => ChatMember
  /** Languages that words here are likely in. */
  likely: readonly string[]
  /** Languages that I learn here. */
  learns: ReadonlySet<string>
  /** One of several: each run of another's messages says whose it is. */
  isGroup: boolean
  online: boolean
  onRetry: (clientId: string) => void
  onDrop: (clientId: string) => void
  /** What can be done with a message; shown under the one that was picked. */
  renderActions: (message: Message) => ReactNode
  onReact: (message: Message, emoji: string, on: boolean) => void
  /** My answer to a correction of my own sentence: I write it again. */
  onRewrite: (message: Message) => void
  /** Messages whose translation is unfolded. */
  translated: ReadonlySet<string>
}

interface LogRowProps {
  room: LogRoom
  isPicked: boolean
  /** Of a correction: the message it corrects; null where it is not here. */
  original: Message | null
  goTo: (seq: number) => void
  onPick: (key: string | null) => void
}

type RowProps<K extends Row['kind']> = LogRowProps & { row: Extract<Row, { kind: K }> }

const THANKS = '🙏'

/** One row of the log, by its kind; drawn again only when it is another one. */
export const LogRow = memo(function LogRow({ row, ...rest }: LogRowProps & { row: Row }) {
  const { i18n } = useLingui()
  const now = useNow()
  if (row.kind === 'day') return <Divider>{dayLine(row.at, i18n.locale, now)}</Divider>
  if (row.kind === 'unread')
    return (
      <Divider unread>
        <Trans>여기부터 새 메시지 {row.count}개</Trans>
      </Divider>
    )
  return row.kind === 'waiting' ? <WaitingRow row={row} {...rest} /> : <MessageRow row={row} {...rest} />
})

/** Whose the messages below are, in a group. */
function Sender({ person: { userId, displayName, profileImage } }: { person: ChatMember }) {
  return (
    <p className="sender meta">
      <Avatar seed={userId} name={displayName} image={profileImage} size="s" />
      <b>{displayName}</b>
    </p>
  )
}

/** The language of what was said, its tint and its name. */
function useSpoken({ likely, learns }: LogRoom, said: Said) {
  const { i18n } = useLingui()
  const lang = languageOf(spokenWords(said), likely)
  const side: 'learn' | 'give' | null = lang === null ? null : learns.has(lang) ? 'learn' : 'give'
  return { lang, side, ...(lang === null ? {} : { language: languageName(lang, i18n.locale) }) }
}

function WaitingRow({ row, room, original }: RowProps<'waiting'>) {
  const { i18n } = useLingui()
  const { me, personOf, online, onRetry, onDrop } = room
  const { clientId, said, quote, at, failed, file } = row.waiting
  const { lang, ...look } = useSpoken(room, said)
  return (
    <div className="line">
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
          me={me}
          learns={room.learns}
          correction={correctionsOf({ by: me, message: null, room, original })}
        />
      </Bubble>
    </div>
  )
}

// Read words need no sign of their own: the patch stands where the partner's cursor is.
function readSign(read: ReadState, personOf: LogRoom['personOf']): ReactNode {
  if (read === 'no') return undefined
  return read === 'yes' ? <></> : <Readers readers={read.by.map(personOf)} />
}

function MessageRow({ row, room, isPicked, original, goTo, onPick }: RowProps<'message'>) {
  const { i18n } = useLingui()
  const { me, personOf, isGroup, renderActions, onReact, translated } = room
  const { message } = row
  const mine = message.senderId === me
  const { lang, ...look } = useSpoken(room, message)
  const isDeleted = message.content === null
  const tongues = tonguesOf(lang, i18n.locale)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- the arrow keys of the log do the same
    <div className={isPicked ? 'line picked' : 'line'} id={`message-${message.seq}`} onClick={() => onPick(isDeleted || isPicked ? null : row.key)}>
      {isGroup && row.first && !mine && <Sender person={personOf(message.senderId)} />}
      <Bubble
        mine={mine}
        first={row.first}
        lang={lang}
        {...look}
        card={isCard(message)}
        edited={message.editedAt !== undefined && !isDeleted}
        quote={message.quote && !isDeleted && <Quoted quote={message.quote} me={me} name={personOf(message.quote.senderId).displayName} onGo={goTo} />}
        reactions={<MessageReactions message={message} me={me} onReact={(emoji, on) => onReact(message, emoji, on)} />}
        time={clock(message.createdAt, i18n.locale)}
        readBy={readSign(row.read, personOf)}
        actions={isPicked ? renderActions(message) : null}
      >
        <MessageBody
          said={message}
          lang={lang}
          clientId={mine ? message.clientId : null}
          me={me}
          learns={room.learns}
          correction={correctionsOf({ by: message.senderId, message, room, original })}
        />
        {tongues && typeof message.content === 'string' && translated.has(message.messageId) && <TranslationLine text={message.content} tongues={tongues} />}
      </Bubble>
    </div>
  )
}

interface CorrectionProps {
  content: CorrectionContent
  by: string
  /** Null while it waits to be sent. */
  message: Message | null
  room: LogRoom
  original: Message | null
}

function correctionsOf(props: Omit<CorrectionProps, 'content'>) {
  return (content: CorrectionContent) => <CorrectionOf content={content} {...props} />
}

/** A correction beside the sentence it corrects; with an answer where the sentence was mine. */
function CorrectionOf({ content, by, message, room, original }: CorrectionProps) {
  const { me, personOf, onReact, onRewrite } = room
  const { lang, side } = useSpoken(room, { type: 'correction', content })
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
