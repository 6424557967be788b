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
  children: ReactNode
}

/** One message. Side says who, hue says which language; the state stands in words below it. */
export function Bubble({ mine, lang, side, language, time, delivery = 'kept', readBy, actions, first = false, children }: BubbleProps) {
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
      <div className={['bub', side ?? '', delivery === 'queued' || delivery === 'failed' ? 'queued' : ''].join(' ')} lang={lang ?? undefined} dir="auto">
        {children}
      </div>
      <div className={delivery === 'failed' ? 'meta text-bad' : 'meta'}>
        {side && language !== undefined && <LanguageWord side={side}>{language}</LanguageWord>}
        <span className="num">{time}</span>
        {signs[delivery]}
        {states[delivery] !== null && <span>{states[delivery]}</span>}
        {readBy}
      </div>
      {actions && <div className="row gap-2">{actions}</div>}
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
  side: Side
  lang: string
  by?: ReactNode
  why?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={`fix ${side}`}>
      {by !== undefined && <p className="meta">{by}</p>}
      <p className="study" lang={lang}>
        {children}
      </p>
      {why !== undefined && <p className="two">{why}</p>}
      {actions && <div className="row wrap">{actions}</div>}
    </div>
  )
}

/** One reserved line: who is typing, or nothing. The height never changes. */
export function TypingLine({ name }: { name: string | null }) {
  const { t } = useLingui()
  return <p className="typing">{name === null ? '' : t`${name} 님이 쓰고 있어요`}</p>
}
