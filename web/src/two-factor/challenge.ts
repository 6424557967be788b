import { router } from '#app/router'

// Of this tab only: a sign-in that waits for its code belongs to nobody yet.
const KEY = 'studymate.challenge'

/** A sign-in that waits for its code. */
export interface Challenge {
  readonly challengeToken: string
  readonly returnTo?: string
}

/** The challenge of this tab; null where none waits. */
export function currentChallenge(): Challenge | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
    if (typeof kept !== 'object' || kept === null || !('challengeToken' in kept) || typeof kept.challengeToken !== 'string') return null
    const returnTo = 'returnTo' in kept && typeof kept.returnTo === 'string' ? kept.returnTo : undefined
    return { challengeToken: kept.challengeToken, ...(returnTo === undefined ? {} : { returnTo }) }
  } catch {
    return null
  }
}

/** Forgets the challenge of this tab. */
export function forgetChallenge(): void {
  sessionStorage.removeItem(KEY)
}

/** Where every way in goes on when it is answered `twoFactorRequired`: keeps the challenge over a reload and asks for the code. */
export async function askSecondFactor(challengeToken: string, returnTo: string | undefined): Promise<void> {
  sessionStorage.setItem(KEY, JSON.stringify({ challengeToken, ...(returnTo === undefined ? {} : { returnTo }) }))
  await router.navigate({ to: '/two-factor', replace: true })
}
