import type { Account, Tokens } from '@studymate/contract/auth'
import { router } from '#app/router'
import { HOME, safeReturn } from '@studymate/domain/auth/return-to'
import { keepSession } from '#app/session'

// Kept while the welcome is under way, also over a reload.
const RETURN_TO = 'studymate.return-to'

/** Keeps the session and goes on: to where the person wanted to, or to the welcome first; somebody new starts it at its first step. */
export async function arrive(signedIn: Tokens & { user: Account }, returnTo: string | undefined, isNew = false): Promise<void> {
  const { user, accessToken, refreshToken } = signedIn
  keepSession({ userId: user.userId, accessToken, refreshToken })
  const wanted = safeReturn(returnTo, window.location.origin)
  if (!user.onboarded && wanted !== HOME) sessionStorage.setItem(RETURN_TO, wanted)
  await router.navigate({ href: user.onboarded ? wanted : isNew ? '/welcome/about' : '/welcome', replace: true })
}

/** Where somebody wanted to go before the welcome; asked once. */
export function wantedBefore(): string | null {
  const wanted = sessionStorage.getItem(RETURN_TO)
  sessionStorage.removeItem(RETURN_TO)
  return wanted === null ? null : safeReturn(wanted, window.location.origin)
}
