import { useLingui } from '@lingui/react/macro'
import { chooseTheme, LOCALES, usePreferences, type Theme } from '#app/preferences'
import { speak } from '#app/words'
import { Chip, Choices } from '#ui/choice.tsx'
import { languageName } from '#ui/language.tsx'

/** Light, dark or the system's theme, on this device. */
export function ThemeSwitch() {
  const { t } = useLingui()
  const theme = usePreferences((state) => state.theme)
  const options: readonly { readonly value: Theme; readonly label: string }[] = [
    { value: 'system', label: t`기기 따라` },
    { value: 'light', label: t`밝게` },
    { value: 'dark', label: t`어둡게` },
  ]
  return (
    <Choices legend={t`화면 밝기`}>
      {options.map(({ value, label }) => (
        <Chip key={value} kind="one" name="theme" checked={theme === value} onChange={() => chooseTheme(value)}>
          {label}
        </Chip>
      ))}
    </Choices>
  )
}

/** The language of the pages, on this device; each name in its own language. */
export function LocaleSwitch() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  return (
    <Choices legend={t`화면의 말`}>
      {LOCALES.map((value) => (
        <Chip key={value} kind="one" name="locale" checked={locale === value} onChange={() => void speak(value)}>
          <span lang={value}>{languageName(value, value)}</span>
        </Chip>
      ))}
    </Choices>
  )
}
