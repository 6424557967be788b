import { create } from 'zustand'

/** Keys that the guide's own client uses, so that both can live on one page. */
const KEYS = { accessToken: 'accessToken', refreshToken: 'refreshToken', userId: 'userId' } as const

/** Who is signed in on this browser. */
export interface Session {
  readonly accessToken: string
  readonly refreshToken: string
  readonly userId: string
}

/** Why a session ended without the person asking. */
export type SignedOutReason = 'ended' | null

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
  for (const [name, key] of Object.entries(KEYS)) localStorage.setItem(key, session[name as keyof Session])
  useSession.setState({ session, signedOut: null })
}

/** What must go when somebody signs out: each feature that keeps something of a person adds its own cleaner (F65). */
const cleaners = new Set<() => void | Promise<void>>()

/** Registers what clears a feature's data of the person from this browser. */
export function onSignOut(clean: () => void | Promise<void>): void {
  cleaners.add(clean)
}

/** Forgets the session and everything of the person on this browser. */
export async function forgetSession(reason: SignedOutReason): Promise<void> {
  for (const key of Object.values(KEYS)) localStorage.removeItem(key)
  useSession.setState({ session: null, signedOut: reason })
  await Promise.allSettled([...cleaners].map(async (clean) => clean()))
}

window.addEventListener('storage', ({ key }) => {
  if (key !== null && !Object.values(KEYS).some((own) => own === key)) return
  const session = read()
  const before = useSession.getState().session
  useSession.setState({ session })
  // Another tab signed out, or somebody else signed in: nothing of the first person may stay here.
  if (before && before.userId !== session?.userId) void Promise.allSettled([...cleaners].map(async (clean) => clean()))
})
