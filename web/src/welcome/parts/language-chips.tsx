import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { LANGUAGES, LanguageCode } from '@studymate/contract/values'
import { Chip, Choices } from '#ui/choice.tsx'
import { Select } from '#ui/field.tsx'
import { languageName } from '#ui/language.tsx'

interface LanguageChipsProps {
  legend: ReactNode
  help?: ReactNode
  name: string
  kind: 'one' | 'many'
  chosen: readonly LanguageCode[]
  /** Shown first, before those that are chosen from the list. */
  near: readonly LanguageCode[]
  /** Not to be chosen here. */
  without: LanguageCode | null
  onToggle: (code: LanguageCode) => void
  /** Words of the list of all others. */
  more: string
}

/** Languages to choose from: a few chips, and a list with all the others. */
export function LanguageChips({ legend, help, name, kind, chosen, near, without, onToggle, more }: LanguageChipsProps) {
  const { i18n } = useLingui()
  const shown = [...new Set([...near, ...chosen])].filter((code) => code !== without)
  const others = LANGUAGES.filter((code) => !shown.includes(code) && code !== without)
    .map((code) => ({ code, name: languageName(code, i18n.locale) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, i18n.locale))
  return (
    <Choices legend={legend} help={help}>
      {shown.map((code) => (
        <Chip key={code} kind={kind} name={name} checked={chosen.includes(code)} onChange={() => onToggle(code)}>
          {languageName(code, i18n.locale)}
        </Chip>
      ))}
      <Select
        label={more}
        hideLabel
        value=""
        onChange={(event) => {
          const code = LanguageCode.safeParse(event.target.value)
          if (code.success) onToggle(code.data)
        }}
      >
        <option value="">{more}</option>
        {others.map((language) => (
          <option key={language.code} value={language.code}>
            {language.name}
          </option>
        ))}
      </Select>
    </Choices>
  )
}
