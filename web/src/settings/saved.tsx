import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'

/** What a part of a page needs of what saves its choices. */
export interface Saving {
  readonly status: 'idle' | 'pending' | 'success' | 'error'
  readonly isPaused: boolean
  readonly error: unknown
  /** What was sent last: the failure stands at the choice that it was about. */
  readonly variables: object | undefined
}

/** Part of a section with its heading; at its right, quietly, whether the last choice is saved. `keys` are the choices that stand in it. */
export function SavedSection({
  id,
  title,
  lead,
  of,
  keys,
  children,
}: {
  id: string
  title: string
  lead?: ReactNode
  of: Saving
  keys: readonly string[]
  children: ReactNode
}) {
  const isOwn = keys.some((key) => of.variables !== undefined && key in of.variables)
  return (
    <section className="stack s2" aria-labelledby={id}>
      <div className="sect">
        <h2 className="h2" id={id}>
          {title}
        </h2>
        <span className="meta" role="status">
          {isOwn && of.status === 'success' && <Trans>저장했어요.</Trans>}
        </span>
      </div>
      {lead !== undefined && <p className="two">{lead}</p>}
      {children}
      {isOwn && <PausedNote of={of} />}
    </section>
  )
}

/** What kept a choice from being saved, under it; what was there before stands again. */
export function Refused({ of, by }: { of: Saving; by: string }) {
  const sentence = useSentence()
  if (of.status !== 'error' || of.variables === undefined || !(by in of.variables)) return null
  return <FormError>{sentence(of.error)}</FormError>
}
