import { i18n, type Messages } from '@lingui/core'
import { rememberLocale, usePreferences, type Locale } from '#app/preferences'

// One catalog a feature and language; each is a chunk of its own, fetched with the page that needs it.
const CATALOGS = import.meta.glob<{ readonly messages: Messages }>('/src/*/*.po')
const inUse = new Set<string>()

async function load(feature: string, locale: Locale): Promise<void> {
  const catalog = CATALOGS[`/src/${feature}/${locale}.po`]
  if (catalog) i18n.load(locale, (await catalog()).messages)
}

/** Fetches the words of features in the present language. A page's route calls it; a feature without a catalog has no words. */
export async function wordsOf(...features: readonly string[]): Promise<void> {
  const { locale } = usePreferences.getState()
  const missing = features.filter((feature) => !inUse.has(feature))
  for (const feature of missing) inUse.add(feature)
  await Promise.all(missing.map((feature) => load(feature, locale)))
}

/** Changes the language of the pages: fetches the words of everything seen so far, then switches all at once. */
export async function speak(locale: Locale): Promise<void> {
  await Promise.all([...inUse].map((feature) => load(feature, locale)))
  i18n.activate(locale)
  rememberLocale(locale)
}

/** Fetches the words of the frame and starts in the language of `<html lang>`. */
export async function startWords(): Promise<void> {
  await wordsOf('ui', 'app')
  i18n.activate(usePreferences.getState().locale)
}
