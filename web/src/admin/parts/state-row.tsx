import { Circle, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const ICONS = { good: <CircleCheck className="text-ok" />, off: <Circle className="text-ink-3" />, act: <TriangleAlert className="text-warn" /> } as const

/** One thing, how it is in a word, and what to do about it. `off` is a choice, `act` wants somebody. */
export function StateRow({ state, label, word, children }: { state: keyof typeof ICONS; label: string; word: string; children?: ReactNode }) {
  return (
    <li className="li items-start">
      <span className="pt-0.5">{ICONS[state]}</span>
      <div className="grow grid min-w-0 gap-1">
        <p className="row wrap gap-x-3 gap-y-0">
          <b className="font-semibold">{label}</b>
          <span className="two">{word}</span>
        </p>
        {children !== undefined && <div className="meta grid gap-1">{children}</div>}
      </div>
    </li>
  )
}

/** Names of settings, as they are written in the environment. */
export function Names({ of }: { of: readonly string[] }) {
  return (
    <span lang="en">
      {of.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code>{name}</code>
        </span>
      ))}
    </span>
  )
}
