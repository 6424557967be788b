import { create } from 'zustand'

/** Light, dark, or what the system says. */
export type Theme = 'light' | 'dark' | 'system'
/** Languages of the pages. */
export const LOCALES = ['ko', 'en'] as const
export type Locale = (typeof LOCALES)[number]

// The same keys are read by public/first-paint.js, before this file is loaded.
const THEME = 'studymate.theme'
const LOCALE = 'studymate.locale'

function remember(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage may be refused: the choice then lasts as long as the page.
  }
}

const first = document.documentElement
const theme = first.dataset['theme']

/** The choices of this device. */
export const usePreferences = create<{ readonly theme: Theme; readonly locale: Locale }>(() => ({
  theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  locale: first.lang === 'en' ? 'en' : 'ko',
}))

/** Sets the theme at once and keeps it on this device. */
export function chooseTheme(next: Theme): void {
  if (next === 'system') delete first.dataset['theme']
  else first.dataset['theme'] = next
  remember(THEME, next === 'system' ? null : next)
  usePreferences.setState({ theme: next })
}

/** Keeps the language on this device; `words.speak` loads it. */
export function rememberLocale(next: Locale): void {
  first.lang = next
  remember(LOCALE, next)
  usePreferences.setState({ locale: next })
}
