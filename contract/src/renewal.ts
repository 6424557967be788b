import type { Tokens } from '#auth'
import { toApiError } from '#client'

/** How a page keeps who is signed in. */
export interface Keeper {
  /** What is kept now, perhaps by another tab; null where nobody is signed in. */
  read(): { readonly accessToken: string | null; readonly refreshToken: string } | null
  keep(tokens: Tokens): void
  /** Lets go of a login that is over; `reason` is what the service says of it. */
  end(reason: unknown): void | Promise<void>
}

/** One renewal at a time, over all tabs where the browser can. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  return locks ? locks.request('studymate.refresh', work) : work()
}

/**
 * An access token for one that was refused. One tab at a time asks for it, and looks first whether another has done it
 * meanwhile, so that two tabs make one successor. Null when the login is over; a service that is not reached throws.
 */
export function renew(by: Keeper, refused: string, ask: (refreshToken: string) => Promise<Tokens>): Promise<string | null> {
  return alone(async () => {
    const kept = by.read()
    if (kept === null) return null
    if (kept.accessToken !== null && kept.accessToken !== refused) return kept.accessToken
    try {
      const tokens = await ask(kept.refreshToken)
      // Whoever signed out meanwhile, or in as somebody else, stays so.
      if (by.read()?.refreshToken !== kept.refreshToken) return by.read()?.accessToken ?? null
      by.keep(tokens)
      return tokens.accessToken
    } catch (error) {
      const { code, details } = toApiError(error)
      if (code !== 'AUTH_003') throw error
      // Another tab may have renewed outside the lock, by an older copy of this code.
      const now = by.read()
      if (now?.refreshToken !== kept.refreshToken) return now?.accessToken ?? null
      await by.end(details['reason'])
      return null
    }
  })
}
