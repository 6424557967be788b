import { setupI18n, type Messages } from '@lingui/core'
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import type { Locale } from '#app/preferences'
import { LoneLanding } from '#landing/lone-landing.tsx'
import { placeOf } from '#landing/places'
import { Hatches } from '#ui/cloth.tsx'

const CATALOGS = import.meta.glob<{ readonly messages: Messages }>('/src/{ui,app,landing}/*.po', { eager: true })

function drawn(locale: Locale): string {
  const messages: Messages = {}
  for (const [path, catalog] of Object.entries(CATALOGS)) if (path.endsWith(`/${locale}.po`)) Object.assign(messages, catalog.messages)
  const i18n = setupI18n({ locale, messages: { [locale]: messages } })
  const html = renderToString(<LoneLanding i18n={i18n} locale={locale} onSpeak={() => undefined} />, { identifierPrefix: placeOf(locale) })
  return `<div class="landing" id="${placeOf(locale)}" lang="${locale}">${html}</div>`
}

/** The body of the front page in both languages; `landing.css` shows the one of `<html lang>`. Runs at build time (`web/prerender.ts`). */
export function prerender(): string {
  return renderToStaticMarkup(<Hatches />) + drawn('ko') + drawn('en')
}
