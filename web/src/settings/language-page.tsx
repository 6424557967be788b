import { useLingui } from '@lingui/react/macro'
import { LocaleSwitch, ThemeSwitch } from '#app/switches.tsx'
import { SettingsPage } from '#settings/frame.tsx'

/** Language of the pages and their brightness. */
export function LanguagePage() {
  const { t } = useLingui()
  return (
    <SettingsPage title={t`언어와 화면`}>
      <LocaleSwitch />
      <ThemeSwitch />
    </SettingsPage>
  )
}
