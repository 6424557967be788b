import type { ReactNode } from 'react'
import { Refused, type Saving } from '#settings/saved.tsx'
import { Switch } from '#ui/choice.tsx'

/** A choice that is on or off. */
export interface Flag<K extends string> {
  readonly name: K
  readonly label: string
  /** Who then sees or hears what. */
  readonly note?: ReactNode
}

/** Choices as switches, saved one by one; under each, what kept it from being saved. */
export function FlagList<K extends string>({
  flags,
  values,
  onChange,
  of,
}: {
  flags: readonly Flag<K>[]
  values: Readonly<Record<K, boolean>>
  onChange: (name: K, value: boolean) => void
  of: Saving
}) {
  return (
    <ul className="list">
      {flags.map(({ name, label, note }) => (
        <li key={name}>
          <Switch note={note} checked={values[name]} onChange={(event) => onChange(name, event.target.checked)}>
            {label}
          </Switch>
          <Refused of={of} by={name} />
        </li>
      ))}
    </ul>
  )
}
