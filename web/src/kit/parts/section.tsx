import type { ReactNode } from 'react'

/** A part of the kit: its name, its rule, the pieces in a grid of `columns`. */
export function Section({ title, rule, columns = 2, children }: { title: string; rule?: string; columns?: 1 | 2 | 4; children: ReactNode }) {
  return (
    <section className="stack">
      <div>
        <h2 className="h2">{title}</h2>
        {rule !== undefined && <p className="meta">{rule}</p>}
      </div>
      <div className={{ 1: 'grid gap-6', 2: 'grid gap-x-12 gap-y-6 wide:grid-cols-2', 4: 'grid grid-cols-2 gap-4 wide:grid-cols-4' }[columns]}>{children}</div>
    </section>
  )
}
