import type { ReactNode } from 'react'
import { Cloth } from '#ui/cloth.tsx'
import type { Hot } from '#ui/cloth'

/** Nothing here yet: a cloth, one sentence, one action. `hot="both"` only where two voices are meant. */
export function EmptyState({
  seed,
  title,
  hot = 'learn',
  level: Title = 'h2',
  children,
  action,
}: {
  seed: string
  title: ReactNode
  hot?: Hot
  level?: 'h1' | 'h2'
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="empty">
      <Cloth seed={seed} width={200} height={140} hot={hot} />
      <div className="grid gap-1">
        <Title className="h2">{title}</Title>
        {children !== undefined && <p className="two">{children}</p>}
      </div>
      {action}
    </div>
  )
}
