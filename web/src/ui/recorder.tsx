import { useLingui } from '@lingui/react/macro'
import { Mic } from 'lucide-react'
import type { ReactNode } from 'react'

const BARS = 24

/** How loud it is now, 0–1; `null` before the microphone is on (all bars empty). */
export function Meter({ level }: { level: number | null }) {
  const { t } = useLingui()
  const lit = Math.round(Math.min(1, Math.max(0, level ?? 0)) * BARS)
  return (
    <div className="meter" role="meter" aria-label={t`마이크 소리 크기`} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round((lit / BARS) * 100)}>
      {Array.from({ length: BARS }, (_, at) => (
        <i key={at} className={at < lit ? 'on' : undefined} />
      ))}
    </div>
  )
}

/** Seconds as m:ss. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

interface RecorderProps {
  state: 'ready' | 'recording' | 'stopped'
  /** Loudness of each part so far, 0–1, oldest first; the last 44 are drawn. */
  levels: readonly number[]
  seconds: number
  limitSeconds: number
  onStart: () => void
  onStop: () => void
  /** State in words: "녹음하고 있어요". */
  status: ReactNode
  note?: ReactNode
  /** Listen, retake, next: shown when stopped. */
  actions?: ReactNode
}

/** Records one answer. It draws what it is told: the sound itself belongs to the page. Space or Enter on the button starts and stops. */
export function Recorder({ state, levels, seconds, limitSeconds, onStart, onStop, status, note, actions }: RecorderProps) {
  const { t } = useLingui()
  const shown = levels.slice(-44)
  return (
    <div className="rec">
      <span className="row gap-2" role="status">
        {state === 'recording' && <i className="size-2.5 rounded-full bg-learn" />}
        {status}
      </span>
      <span className="clockbig">
        {clockText(seconds)} <span className="two text-study font-normal">/ {clockText(limitSeconds)}</span>
      </span>
      <span className="wave" aria-hidden="true">
        {Array.from({ length: 44 }, (_, at) => {
          const level = shown[at]
          return (
            <i
              key={at}
              className={level === undefined ? 'z' : undefined}
              style={{ height: level === undefined ? 4 : 4 + Math.round(Math.min(1, level) * 52) }}
            />
          )
        })}
      </span>
      {state === 'stopped' ? (
        <div className="row wrap justify-center">{actions}</div>
      ) : (
        <button
          type="button"
          className="recbtn"
          aria-label={state === 'recording' ? t`녹음 멈추기` : t`녹음 시작`}
          onClick={state === 'recording' ? onStop : onStart}
        >
          {state === 'recording' ? <i /> : <Mic className="l text-learn" />}
        </button>
      )}
      {note !== undefined && <p className="meta text-center">{note}</p>}
    </div>
  )
}
