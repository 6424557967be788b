import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePreferences } from '#app/preferences'
import { speak } from '#app/words'
import { LandingPage } from '#landing/landing-page.tsx'

function AppLink({ href, ...rest }: { href: string; className: string; children: ReactNode }) {
  return <Link to={href} {...rest} />
}

/** The front page inside the app: after signing out, or by a link from the door. */
export function AppLanding() {
  const locale = usePreferences((state) => state.locale)
  return <LandingPage locale={locale} onSpeak={(next) => void speak(next)} anchor={AppLink} />
}
