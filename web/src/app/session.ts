import { create } from 'zustand'

/** Keys that the guide's own client uses, so that both can live on one page. */
const KEYS = { accessToken: 'accessToken', refreshToken: 'refreshToken', userId: 'userId' } as const

/** Who is signed in on this browser. */
export interface Session {
  readonly accessToken: string
  readonly refreshToken: string
  readonly userId: string
}

/**
 * Why nobody is signed in any more: `asked` by the person, `ended` (too old, or ended from another device), `reused` (a refresh token came back
 * that had been replaced: somebody else may have it), `elsewhere` (in another tab). Null where nobody was.
 */
export type SignedOutReason = 'asked' | 'ended' | 'reused' | 'elsewhere' | null

function read(): Session | null {
  try {
    const accessToken = localStorage.getItem(KEYS.accessToken)
    const refreshToken = localStorage.getItem(KEYS.refreshToken)
    const userId = localStorage.getItem(KEYS.userId)
    return accessToken && refreshToken && userId ? { accessToken, refreshToken, userId } : null
  } catch {
    return null
  }
}

/** The session of this browser; other tabs' changes arrive by the storage event. */
export const useSession = create<{ readonly session: Session | null; readonly signedOut: SignedOutReason }>(() => ({ session: read(), signedOut: null }))

/** The session as it is now, read from the store that all tabs share. */
export function currentSession(): Session | null {
  return read()
}

/** Keeps a session for all tabs. */
export function keepSession(session: Session): void {
  const before = read()
  // Somebody else signed in over a session that was never ended.
  if (before && before.userId !== session.userId) void clean()
  for (const [name, key] of Object.entries(KEYS)) localStorage.setItem(key, session[name as keyof Session])
  useSession.setState({ session, signedOut: null })
}

/** What must go when somebody signs out: each feature that keeps something of a person adds its own cleaner (F65). */
const cleaners = new Set<() => void | Promise<void>>()

/** Registers what clears a feature's data of the person from this browser. */
export function onSignOut(cleaner: () => void | Promise<void>): void {
  cleaners.add(cleaner)
}

function clean(): Promise<unknown> {
  return Promise.allSettled([...cleaners].map(async (one) => one()))
}

/** Forgets the session and everything of the person on this browser. */
export async function forgetSession(reason: SignedOutReason): Promise<void> {
  for (const key of Object.values(KEYS)) localStorage.removeItem(key)
  useSession.setState({ session: null, signedOut: reason })
  await clean()
}

window.addEventListener('storage', ({ key }) => {
  if (key !== null && !Object.values(KEYS).some((own) => own === key)) return
  const session = read()
  const before = useSession.getState().session
  useSession.setState(before && !session ? { session, signedOut: 'elsewhere' } : { session })
  // Another tab signed out, or somebody else signed in: nothing of the first person may stay here.
  if (before && before.userId !== session?.userId) void clean()
})
