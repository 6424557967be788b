import { useLingui } from '@lingui/react/macro'
import { ChevronDown, Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'

interface ScoreRowProps {
  label: ReactNode
  /** 0–100, or null when it cannot be known. */
  score: number | null
  /** Evidence, engine and model; for a null score the reason. */
  children: ReactNode
  open?: boolean
}

/** A score that opens its evidence. Unknown is a hatched bar and "—", never zero. */
export function ScoreRow({ label, score, children, open = false }: ScoreRowProps) {
  const { t } = useLingui()
  return (
    <details className="score" open={open}>
      <summary>
        <span>{label}</span>
        <span className={score === null ? 'bar none' : 'bar'} aria-hidden="true">
          {score !== null && <i style={{ width: `${score}%` }} />}
        </span>
        <span className="v">
          {score ?? (
            <>
              <span aria-hidden="true">—</span>
              <span className="sr">{t`알 수 없음`}</span>
            </>
          )}
        </span>
        <ChevronDown />
      </summary>
      <div className="ev">{children}</div>
    </details>
  )
}

interface QuoteProps {
  /** The language of the words, ISO 639-1. */
  lang: string
  /** The person's own words; wrap what the score rests on in `<mark>`. */
  children: ReactNode
  /** Question, second, engine. */
  source: ReactNode
  /** Plays from that second; left out when there is no audio. */
  onPlay?: () => void
  playing?: boolean
}

/** My own words as evidence, with a button that plays them from that second. */
export function Quote({ lang, children, source, onPlay, playing = false }: QuoteProps) {
  const { t } = useLingui()
  return (
    <figure className={onPlay ? 'quote' : 'quote mute'}>
      {onPlay && (
        <button type="button" className="play" aria-label={playing ? t`멈추기` : t`여기부터 듣기`} onClick={onPlay}>
          {playing ? <Pause className="s" /> : <Play className="s" />}
        </button>
      )}
      <div>
        <q lang={lang}>{children}</q>
        <figcaption className="meta">{source}</figcaption>
      </div>
    </figure>
  )
}

/** The one letter that a result page is about. */
export function CefrPatch({ level }: { level: string | null }) {
  return (
    <div className="lv" lang="en">
      {level ?? '—'}
    </div>
  )
}
