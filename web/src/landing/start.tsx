import { i18n } from '@lingui/core'
import { StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { LOCALES, usePreferences } from '#app/preferences'
import { recoverFromNewVersion } from '#app/recover'
import { currentSession } from '#app/session'
import { speak, startWords, wordsOf } from '#app/words'
import { LoneLanding } from '#landing/lone-landing.tsx'
import { placeOf } from '#landing/places'
import '#ui/style.css'
import '#landing/landing.css'

function Landing() {
  const locale = usePreferences((state) => state.locale)
  return <LoneLanding i18n={i18n} locale={locale} onSpeak={(next) => void speak(next)} />
}

recoverFromNewVersion()
// Back from the app by the browser's button, signed in meanwhile; a fresh load is led on by first-paint.js.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted && currentSession()) window.location.replace('/home')
})

const { locale: first } = usePreferences.getState()
await Promise.all([startWords(), wordsOf('landing')])
for (const locale of LOCALES) {
  const place = document.getElementById(placeOf(locale))
  if (!place) throw new Error(`landing.html has no #${placeOf(locale)}`)
  if (locale !== first) place.remove()
  else {
    // From here on it speaks whatever is chosen.
    place.removeAttribute('lang')
    // The policy forbids the attribute, not the property.
    for (const part of place.querySelectorAll<HTMLElement>('[data-drawn]')) {
      part.style.cssText = part.dataset['drawn'] ?? ''
      delete part.dataset['drawn']
    }
    hydrateRoot(
      place,
      <StrictMode>
        <Landing />
      </StrictMode>,
      { identifierPrefix: placeOf(locale) },
    )
  }
}
