import type { ReactNode } from 'react'
import type * as z from 'zod'
import { Chip, Choices } from '#ui/choice.tsx'

interface CodeChipsProps<C extends string> {
  legend: ReactNode
  hideLegend?: boolean
  help?: ReactNode
  name: string
  kind?: 'one' | 'many'
  /** What the service takes: a row of the list that is none of these is left out. */
  of: z.ZodType<C>
  options: readonly { readonly code: string; readonly name: string }[]
  chosen: readonly C[]
  /** The codes in the order in which they were chosen. */
  onChange: (chosen: C[]) => void
}

/** A reference list as chips. */
export function CodeChips<C extends string>({ legend, hideLegend = false, help, name, kind = 'many', of, options, chosen, onChange }: CodeChipsProps<C>) {
  return (
    <Choices legend={legend} hideLegend={hideLegend} help={help}>
      {options.map((option) => {
        const parsed = of.safeParse(option.code)
        if (!parsed.success) return null
        const code = parsed.data
        const isChosen = chosen.includes(code)
        return (
          <Chip
            key={code}
            kind={kind}
            name={name}
            checked={isChosen}
            onChange={() => onChange(kind === 'one' ? [code] : isChosen ? chosen.filter((one) => one !== code) : [...chosen, code])}
          >
            {option.name}
          </Chip>
        )
      })}
    </Choices>
  )
}
