import { I18nProvider } from '@lingui/react'
import type { I18n } from '@lingui/core'
import type { ReactNode } from 'react'
import type { Locale } from '#app/preferences'
import { LandingPage } from '#landing/landing-page.tsx'

function PlainLink({ children, ...rest }: { href: string; className: string; children: ReactNode }) {
  return <a {...rest}>{children}</a>
}

/** The front page without the app, as the build draws it and the browser takes it over. */
export function LoneLanding({ i18n, locale, onSpeak }: { i18n: I18n; locale: Locale; onSpeak: (locale: Locale) => void }) {
  return (
    <I18nProvider i18n={i18n}>
      <LandingPage locale={locale} onSpeak={onSpeak} anchor={PlainLink} />
    </I18nProvider>
  )
}
