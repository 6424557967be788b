import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { saveLanguageSettings } from '@studymate/contract/settings'
import { api } from '#app/api'
import { chooseTheme, LOCALES, usePreferences, type Locale, type Theme } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { currentSession } from '#app/session'
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

/** The language of the pages on this device; for who is signed in, that of their mails and notices too. Each name in its own language. */
export function LocaleSwitch() {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const sentence = useSentence()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (interfaceLanguage: Locale) => api.call(saveLanguageSettings, { interfaceLanguage }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['settings', 'language'] }),
  })
  const choose = (value: Locale) => {
    void speak(value)
    if (currentSession()) save.mutate(value)
  }
  return (
    <Choices legend={t`화면의 말`} help={save.isError ? sentence(save.error) : undefined}>
      {LOCALES.map((value) => (
        <Chip key={value} kind="one" name="locale" checked={locale === value} onChange={() => choose(value)}>
          <span lang={value}>{languageName(value, value)}</span>
        </Chip>
      ))}
    </Choices>
  )
}
