import { useLingui } from '@lingui/react/macro'
import { Check, Clock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { LanguageWord, type Side } from '#ui/language.tsx'

/** Where a message of mine is: waiting for the network, on its way, kept by the server, not accepted. A partner's is `kept`. */
export type Delivery = 'queued' | 'sending' | 'kept' | 'failed'

interface BubbleProps {
  mine: boolean
  /** Language of the text, ISO 639-1; null when it is not known. */
  lang: string | null
  /** Tint: the language that I learn or give; null is grey. */
  side: Side | null
  /** The language's name under the bubble. */
  language?: string
  time: string
  delivery?: Delivery
  /** The partner's small patch, where their read cursor stands. */
  readBy?: ReactNode
  /** Below a failed message: send again, throw away. */
  actions?: ReactNode
  /** First of a run by the same person. */
  first?: boolean
  /** It says something else than at first. */
  edited?: boolean
  /** What it answers, above its words. */
  quote?: ReactNode
  /** Emoji under it. */
  reactions?: ReactNode
  /** A card of its own (a correction, a word) in place of the tinted bubble. */
  card?: boolean
  children: ReactNode
}

/** One message. Side says who, hue says which language; the state stands in words below it. */
export function Bubble({
  mine,
  lang,
  side,
  language,
  time,
  delivery = 'kept',
  readBy,
  actions,
  first = false,
  edited = false,
  quote,
  reactions,
  card = false,
  children,
}: BubbleProps) {
  const { t } = useLingui()
  const states = { queued: t`이어지면 보내요`, sending: t`보내는 중`, kept: mine && !readBy ? t`보냄` : null, failed: t`보내지 못했어요` }
  const signs = {
    queued: <Clock className="s" />,
    sending: null,
    kept: mine && !readBy ? <Check className="s" /> : null,
    failed: <TriangleAlert className="s" />,
  }
  return (
    <div className={['msg', mine ? 'mine' : 'theirs', first ? 'next' : ''].join(' ')}>
      {card ? (
        children
      ) : (
        <div className={['bub', side ?? '', delivery === 'queued' || delivery === 'failed' ? 'queued' : ''].join(' ')} lang={lang ?? undefined} dir="auto">
          {quote}
          {children}
        </div>
      )}
      {reactions}
      <div className={delivery === 'failed' ? 'meta text-bad' : 'meta'}>
        {side && language !== undefined && <LanguageWord side={side}>{language}</LanguageWord>}
        <span className="num">{time}</span>
        {edited && <span>{t`고침`}</span>}
        {signs[delivery]}
        {states[delivery] !== null && <span>{states[delivery]}</span>}
        {readBy}
      </div>
      {actions && <div className="row gap-2">{actions}</div>}
    </div>
  )
}

/** What a message answers, in one line above it; pressing it goes there. */
export function QuoteLine({ by, onGo, children }: { by: string; onGo?: () => void; children: ReactNode }) {
  const words = (
    <>
      <b>{by}</b>
      <span>{children}</span>
    </>
  )
  if (!onGo) return <span className="quoted">{words}</span>
  return (
    <button type="button" className="quoted" onClick={onGo}>
      {words}
    </button>
  )
}

/** Emoji under a message with how many put each there; pressing one adds or takes away mine. */
export function Reactions({
  list,
  onToggle,
}: {
  list: readonly { emoji: string; count: number; mine: boolean }[]
  onToggle?: (emoji: string, on: boolean) => void
}) {
  const { t } = useLingui()
  return (
    <div className="reactions">
      {list.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={mine}
          aria-label={t`${emoji} ${count}개`}
          onClick={(event) => {
            event.stopPropagation()
            onToggle?.(emoji, !mine)
          }}
        >
          <span aria-hidden="true">{emoji}</span>
          {count > 1 && <span className="num">{count}</span>}
        </button>
      ))}
    </div>
  )
}

/** A word to keep: the word, what it means, and how it is used. */
export function WordCard({ lang, term, meaning, example }: { lang: string | null; term: string; meaning: string; example?: string | undefined }) {
  return (
    <div className="fix">
      <p className="study">
        <b lang={lang ?? undefined}>{term}</b>
      </p>
      <p className="two">{meaning}</p>
      {example !== undefined && (
        <p className="study" lang={lang ?? undefined}>
          {example}
        </p>
      )}
    </div>
  )
}

/** A day, or with `unread` the line below which everything is new. */
export function Divider({ unread = false, children }: { unread?: boolean; children: ReactNode }) {
  return (
    <div className={unread ? 'day new' : 'day'} role="separator">
      <span>{children}</span>
    </div>
  )
}

/** A correction: struck words in ink-3, new words underlined in their language's ink. `children` holds `<del>` and `<ins>`. */
export function Correction({
  side,
  lang,
  by,
  why,
  actions,
  children,
}: {
  side: Side | null
  lang: string | null
  by?: ReactNode
  why?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={`fix ${side ?? ''}`}>
      {by !== undefined && <p className="meta">{by}</p>}
      <p className="study" lang={lang ?? undefined}>
        {children}
      </p>
      {why !== undefined && <p className="two">{why}</p>}
      {actions && <div className="row wrap">{actions}</div>}
    </div>
  )
}

/** One reserved line: who is typing, or nothing. The height never changes. */
export function TypingLine({ name, more = 0 }: { name: string | null; more?: number }) {
  const { t } = useLingui()
  return <p className="typing">{name === null ? '' : more > 0 ? t`${name} 님 외 ${more}명이 쓰고 있어요` : t`${name} 님이 쓰고 있어요`}</p>
}
