import { Trans, useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import type { CorrectionContent, Message, Quote, Said } from '@studymate/contract/message'
import { wordDiff } from '@studymate/domain/chat/word-diff'
import { Correction, QuoteLine, Reactions, WordCard } from '#ui/bubble.tsx'
import type { Side } from '#ui/language.tsx'

/** The words that tell which language a message is in. */
export function spokenWords(said: Said): string {
  if (said.content === null) return ''
  if (said.type === 'text') return said.content
  return said.type === 'correction' ? said.content.corrected : (said.content.example ?? said.content.term)
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

/** What a message says, by its kind. `lang` is that of its words. */
export function MessageBody({ said, lang, correction }: { said: Said; lang: string | null; correction: (content: CorrectionContent) => ReactNode }) {
  if (said.content === null)
    return (
      <span className="two">
        <Trans>지운 메시지예요</Trans>
      </span>
    )
  if (said.type === 'text') return said.content
  if (said.type === 'correction') return correction(said.content)
  return <WordCard lang={lang} {...said.content} />
}

/** The line above an answer. */
export function Quoted({ quote, me, name, onGo }: { quote: Quote; me: string; name: string; onGo?: (seq: number) => void }) {
  const { t } = useLingui()
  const go = onGo ? { onGo: () => onGo(quote.seq) } : {}
  return (
    <QuoteLine by={quote.senderId === me ? t`나` : name} {...go}>
      {quote.preview ?? t`지운 메시지예요`}
    </QuoteLine>
  )
}

/** Emoji under a message, mine marked. */
export function MessageReactions({ message, me, onReact }: { message: Message; me: string; onReact: (emoji: string, on: boolean) => void }) {
  if (!message.reactions || message.reactions.length === 0) return null
  const list = message.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length, mine: userIds.some((userId) => userId === me) }))
  return <Reactions list={list} onToggle={onReact} />
}
