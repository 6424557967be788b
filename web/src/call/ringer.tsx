import { Suspense, lazy } from 'react'
import { useSession } from '#app/session'

const IncomingCall = lazy(async () => ({ default: (await import('#call/incoming-call.tsx')).IncomingCall }))

/** Rings on every page for whoever is signed in; others do not load it. */
export function Ringer() {
  const isSignedIn = useSession(({ session }) => session !== null)
  return (
    isSignedIn && (
      <Suspense fallback={null}>
        <IncomingCall />
      </Suspense>
    )
  )
}
