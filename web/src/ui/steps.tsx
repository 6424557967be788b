import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'

/** Progress of a flow: done steps filled, the present one dashed. `at` counts from 1. */
export function Steps({ at, of, note }: { at: number; of: number; note?: ReactNode }) {
  const { t } = useLingui()
  return (
    <>
      <div className="steps" role="img" aria-label={t`${of}단계 중 ${at}단계`}>
        {Array.from({ length: of }, (_, step) => (
          <i key={step} className={step + 1 < at ? 'done' : step + 1 === at ? 'now' : undefined} />
        ))}
      </div>
      <span className="meta num" aria-hidden="true">
        {at}/{of}
        {note !== undefined && <> · {note}</>}
      </span>
    </>
  )
}
