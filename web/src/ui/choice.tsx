import type { InputHTMLAttributes, ReactNode, Ref } from 'react'

type BoxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'className'> & { children: ReactNode; ref?: Ref<HTMLInputElement> }

/** A toggle chip. `kind="one"` makes it one of a group that shares `name`; wrap a group in {@link Choices}. */
export function Chip({ kind = 'many', children, ...input }: BoxProps & { kind?: 'one' | 'many' }) {
  return (
    <label className="chip">
      <input {...input} type={kind === 'one' ? 'radio' : 'checkbox'} />
      {children}
    </label>
  )
}

/** A named group of chips or checks: a fieldset whose legend is the question. */
export function Choices({
  legend,
  help,
  hideLegend = false,
  stacked = false,
  children,
}: {
  legend: ReactNode
  help?: ReactNode
  hideLegend?: boolean
  stacked?: boolean
  children: ReactNode
}) {
  return (
    <fieldset>
      <legend className={hideLegend ? 'sr' : 'label mb-2'}>{legend}</legend>
      <div className={stacked ? 'grid' : 'flex flex-wrap gap-2'}>{children}</div>
      {help !== undefined && <p className="meta mt-1">{help}</p>}
    </fieldset>
  )
}

/** A box with words. */
export function Check({ children, ...input }: BoxProps) {
  return (
    <label className="row min-h-11">
      <input {...input} type="checkbox" />
      <span>{children}</span>
    </label>
  )
}

/** On or off, at once. The words stand left, the switch right; `note` says what it does. */
export function Switch({ children, note, ...input }: BoxProps & { note?: ReactNode }) {
  return (
    <label className="li cursor-pointer">
      <span className="grow">
        {children}
        {note !== undefined && <span className="meta block">{note}</span>}
      </span>
      {/* oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- a native box says its own state */}
      <input {...input} type="checkbox" role="switch" className="switch" />
    </label>
  )
}

interface RadioRowsProps<V extends string> {
  legend: ReactNode
  name: string
  value: V | null
  onChange: (value: V) => void
  /** `end` stands at the right edge, small: a CEFR letter, a price, a count. */
  options: readonly { readonly value: V; readonly label: ReactNode; readonly end?: ReactNode }[]
  help?: ReactNode
}

/** One of several sentences, a row each; arrow keys move as in any radio group. */
export function RadioRows<V extends string>({ legend, name, value, onChange, options, help }: RadioRowsProps<V>) {
  return (
    <fieldset>
      <legend className="label mb-2">{legend}</legend>
      <div className="picks">
        {options.map((option) => (
          <label key={option.value} className="pick">
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span className="grow">{option.label}</span>
            {option.end !== undefined && <span className="meta">{option.end}</span>}
          </label>
        ))}
      </div>
      {help !== undefined && <p className="meta mt-2">{help}</p>}
    </fieldset>
  )
}
