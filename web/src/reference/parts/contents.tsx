import { useLingui } from '@lingui/react/macro'
import type { MessageDescriptor } from '@lingui/core'
import { Jump } from '#reference/parts/entry.tsx'

/** One line of the contents. */
export interface Chapter {
  readonly id: string
  readonly name: MessageDescriptor | string
  readonly count: number | null
}

/** The chapters of the reference: beside the text where there is room, above it on phones. */
export function Contents({ chapters }: { chapters: readonly Chapter[] }) {
  const { t } = useLingui()
  return (
    <nav className="ref-contents" aria-label={t`차례`}>
      <ul>
        {chapters.map(({ id, name, count }) => (
          <li key={id}>
            <Jump to={id} className="ref-chapter">
              {typeof name === 'string' ? name : t(name)}
              {count !== null && <span className="meta num">{count}</span>}
            </Jump>
          </li>
        ))}
      </ul>
    </nav>
  )
}
