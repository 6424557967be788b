import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment, Suspense } from 'react'
import type { ReactNode } from 'react'
import type { CorrectionContent, Message, Quote, Said } from '@studymate/contract/message'
import { wordDiff } from '@studymate/domain/chat/word-diff'
import { late } from '#app/late'
import { SessionSkeleton } from '#chat/parts/session-skeleton.tsx'
import { boxOf } from '#chat/picture-box'
import { usePreview } from '#chat/preview-words'
import { Correction, QuoteLine, Reactions, WordCard } from '#ui/bubble.tsx'
import type { Side } from '#ui/language.tsx'

// Most rooms have none, and those that have wait for the session anyway.
const SessionCard = late(async () => (await import('#chat/session-card.tsx')).SessionCard)
const FileBody = late(async () => (await import('#chat/file-body.tsx')).FileBody)

/** The words that tell which language a message is in. */
export function spokenWords(said: Said): string {
  if (said.content === null) return ''
  if (said.type === 'text') return said.content
  if (said.type === 'correction') return said.content.corrected
  if (said.type === 'session') return ''
  return said.type === 'word' ? (said.content.example ?? said.content.term) : (said.content.caption ?? '')
}

/** A sentence with what was changed in it; as it is where the first one is not at hand. */
export function Changed({ before, after }: { before: string | null; after: string }) {
  if (before === null) return after
  return wordDiff(before, after).map(({ kind, text }, at) => {
    if (kind === 'same') return <Fragment key={at}>{text}</Fragment>
    // The space before a word is neither struck nor underlined.
    const word = text.trimStart()
    const space = text.slice(0, text.length - word.length)
    return (
      <Fragment key={at}>
        {space}
        {kind === 'gone' ? <del>{word}</del> : <ins>{word}</ins>}
      </Fragment>
    )
  })
}

interface CorrectionProps {
  content: CorrectionContent
  /** The sentence it corrects; null where it is gone or not loaded. */
  before: string | null
  byMe: boolean
  name: string
  side: Side | null
  lang: string | null
  actions?: ReactNode
}

/** A correction as a card: what was struck, what was put in, and why. */
export function CorrectionCard({ content, before, byMe, name, side, lang, actions }: CorrectionProps) {
  const { t } = useLingui()
  return (
    <Correction side={side} lang={lang} by={byMe ? t`내가 고쳐 줬어요` : t`${name} 님이 고쳐 줬어요`} why={content.why} actions={actions}>
      <Changed before={before} after={content.corrected} />
    </Correction>
  )
}

/** Whether a message is a card of its own and no bubble. */
export function isCard({ type, content }: Said): boolean {
  return content !== null && (type === 'correction' || type === 'word' || type === 'session')
}

interface MessageBodyProps {
  said: Said
  /** That of its words. */
  lang: string | null
  correction: (content: CorrectionContent) => ReactNode
  me: string
  /** Languages that I learn here. */
  learns: ReadonlySet<string>
  /** Of a message of mine: its file may be on this device. */
  clientId: string | null
  /** Its file is not uploaded yet. */
  isWaiting?: boolean
}

/** What a message says, by its kind. */
export function MessageBody({ said, lang, correction, me, learns, clientId, isWaiting = false }: MessageBodyProps) {
  if (said.content === null)
    return (
      <span className="two">
        <Trans>지운 메시지예요</Trans>
      </span>
    )
  if (said.type === 'text') return said.content
  if (said.type === 'correction') return correction(said.content)
  if (said.type === 'word') return <WordCard lang={lang} {...said.content} />
  if (said.type === 'session')
    return (
      <Suspense fallback={<SessionSkeleton />}>
        <SessionCard sessionId={said.content.sessionId} me={me} learns={learns} />
      </Suspense>
    )
  const file = said.type === 'image' ? { type: said.type, content: said.content } : { type: said.type, content: said.content }
  const { caption } = said.content
  return (
    <>
      <Suspense fallback={file.type === 'image' ? <span className="picture" style={boxOf(file.content)} /> : <span className="voice" />}>
        <FileBody said={file} clientId={clientId} isWaiting={isWaiting} />
      </Suspense>
      {caption !== undefined && (
        <span className="caption" lang={lang ?? undefined} dir="auto">
          {caption}
        </span>
      )}
    </>
  )
}

/** The line above an answer. */
export function Quoted({ quote, me, name, onGo }: { quote: Quote; me: string; name: string; onGo?: (seq: number) => void }) {
  const { t } = useLingui()
  const preview = usePreview()
  const go = onGo ? { onGo: () => onGo(quote.seq) } : {}
  return (
    <QuoteLine by={quote.senderId === me ? t`나` : name} {...go}>
      {preview(quote.type, quote.preview)}
    </QuoteLine>
  )
}

/** Emoji under a message, mine marked. */
export function MessageReactions({ message, me, onReact }: { message: Message; me: string; onReact: (emoji: string, on: boolean) => void }) {
  if (!message.reactions || message.reactions.length === 0) return null
  const list = message.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length, mine: userIds.some((userId) => userId === me) }))
  return <Reactions list={list} onToggle={onReact} />
}
