import { useLingui } from '@lingui/react/macro'
import { Fragment } from 'react'

/** The words of a question; a gap is drawn as one line that never breaks, and read as a gap. */
export function Prompt({ children }: { children: string }) {
  const { t } = useLingui()
  const [first, ...rest] = children.split('___')
  return (
    <>
      {first}
      {rest.map((part, at) => (
        <Fragment key={`${at} ${part}`}>
          <span className="inline-block w-[2.2em] border-b-2 border-ink-3" role="img" aria-label={t`빈칸`} />
          {part}
        </Fragment>
      ))}
    </>
  )
}
