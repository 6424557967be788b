import type { ReactNode } from 'react'

/** A fact of the person: what it is, what it says, and the way to change it. */
export function Row({ label, action, children }: { label: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="li items-start">
      <dt className="meta w-19 shrink-0 pt-0.5">{label}</dt>
      <dd className="grow">{children}</dd>
      {action !== undefined && <dd>{action}</dd>}
    </div>
  )
}
