import type { ReactNode } from 'react'

/** One reason of a match: its name, its share of 100, and why in words. A null score is "—" and says why in `note`. */
export function ReasonBar({ label, score, note }: { label: ReactNode; score: number | null; note: ReactNode }) {
  return (
    <div className="reason">
      <div className="row">
        <span>{label}</span>
        <span className="meta num">{score === null ? '—' : `${score} / 100`}</span>
      </div>
      <div className={score === null ? 'bar none' : 'bar'} aria-hidden="true">
        {score !== null && <i style={{ width: `${score}%` }} />}
      </div>
      <p className="meta">{note}</p>
    </div>
  )
}
