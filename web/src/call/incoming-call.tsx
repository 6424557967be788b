import { Suspense, useEffect, useState } from 'react'
import { late } from '#app/late'
import { wordsOf } from '#app/words'
import type { Ring } from '#call/ring-sheet.tsx'
import { live } from '#live/live'

// It comes with the first ring, not with every page; its words too.
const RingSheet = late(async () => {
  const [{ RingSheet: sheet }] = await Promise.all([import('#call/ring-sheet.tsx'), wordsOf('call')])
  return sheet
})

/** Rings on every page and every device; once, in the app's root. Closing the sheet only hides it here: the others ring on. */
export function IncomingCall() {
  const [ring, setRing] = useState<Ring | null>(null)
  useEffect(() => {
    const stops = [live.on('RING', setRing), live.on('RING_ENDED', ({ sessionId }) => setRing((now) => (now?.session.sessionId === sessionId ? null : now)))]
    return () => stops.forEach((stop) => stop())
  }, [])
  useEffect(() => {
    if (!ring) return
    // The end may be lost with the line: it never rings longer than it may.
    const timer = setTimeout(() => setRing(null), Math.max(0, Math.min(45_000, Date.parse(ring.session.expiresAt) - Date.now()) + 1_000))
    return () => clearTimeout(timer)
  }, [ring])
  return (
    ring && (
      <Suspense>
        <RingSheet key={ring.session.sessionId} ring={ring} onDone={() => setRing(null)} />
      </Suspense>
    )
  )
}
