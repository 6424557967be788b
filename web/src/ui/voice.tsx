import { useLingui } from '@lingui/react/macro'
import { Pause, Play } from 'lucide-react'
import { clockText } from '#ui/recorder.tsx'

interface VoiceProps {
  /** Length in seconds. */
  duration: number
  /** How loud each part is, 0–1; empty while that is not known. */
  peaks: readonly number[]
  /** How many bars there are, also before they are known: the place stays the same. */
  bars: number
  /** Where it stands, seconds; null while it is not the one that is heard. */
  at: number | null
  isPlaying: boolean
  isLoading?: boolean
  /** How fast, 1 as spoken. */
  rate: number
  onToggle: () => void
  onSeek: (seconds: number) => void
  onRate: () => void
}

/** A voice note: play, where it stands as a waveform, how long, how fast. All of it by keyboard; the arrow keys move. */
export function Voice({ duration, peaks, bars, at, isPlaying, isLoading = false, rate, onToggle, onSeek, onRate }: VoiceProps) {
  const { t, i18n } = useLingui()
  const length = clockText(Math.round(duration))
  const here = at ?? 0
  const speed = new Intl.NumberFormat(i18n.locale).format(rate)
  return (
    <div className="voice">
      <button
        type="button"
        className="play"
        aria-label={isPlaying ? t`멈추기` : t`음성 메시지 듣기, ${length}`}
        aria-busy={isLoading || undefined}
        onClick={(event) => {
          event.stopPropagation()
          onToggle()
        }}
      >
        {isPlaying ? <Pause /> : <Play />}
      </button>
      <span className="wave">
        {Array.from({ length: bars }, (_, bar) => (
          <i
            key={bar}
            className={at !== null && bar < (here / duration) * bars ? 'p' : undefined}
            style={{ height: 3 + Math.round((peaks[bar] ?? 0.04) * 25) }}
            aria-hidden="true"
          />
        ))}
        <input
          type="range"
          aria-label={t`들을 곳`}
          aria-valuetext={`${clockText(here)} / ${length}`}
          min={0}
          max={Math.max(0.1, duration)}
          step={0.1}
          value={Math.min(here, duration)}
          onClick={(event) => event.stopPropagation()}
          onChange={(event) => onSeek(Number(event.target.value))}
        />
      </span>
      <span className="voice-end">
        <span className="meta num">{at === null ? length : clockText(here)}</span>
        <button
          type="button"
          className="rate num"
          aria-label={t`빠르기 ${speed}×`}
          onClick={(event) => {
            event.stopPropagation()
            onRate()
          }}
        >
          {speed}×
        </button>
      </span>
    </div>
  )
}
