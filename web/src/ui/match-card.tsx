import type { ReactNode } from 'react'

interface MatchCardProps {
  avatar: ReactNode
  name: string
  /** Where they are, when they were here: one meta line. */
  about: ReactNode
  seam: ReactNode
  /** One reason for me, one for them, shared hours, what they can do: label and answer. */
  why: readonly { readonly label: ReactNode; readonly text: ReactNode; readonly note?: ReactNode }[]
  action: ReactNode
  /** Block and report. */
  menu?: ReactNode
  /** The one next real thing of the page; only the first card of a list. */
  next?: boolean
}

/** A person who fits: who → seam → why → one button. */
export function MatchCard({ avatar, name, about, seam, why, action, menu, next = false }: MatchCardProps) {
  return (
    <article className={next ? 'card match sewn' : 'card match'}>
      <div className="who">
        {avatar}
        <div className="grow">
          <h2>{name}</h2>
          <p className="meta">{about}</p>
        </div>
        {menu}
      </div>
      {seam}
      <dl className="why">
        {why.map(({ label, text, note }, at) => (
          <div key={at}>
            <dt>{label}</dt>
            <dd>
              {text}
              {note !== undefined && <span className="meta block">{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <div>{action}</div>
    </article>
  )
}
