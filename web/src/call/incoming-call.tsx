import { Trans, useLingui } from '@lingui/react/macro'
import type { ServerFrame } from '@studymate/contract/live'
import { useNavigate } from '@tanstack/react-router'
import { Phone, PhoneOff, Video } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { wordsOf } from '#app/words'
import { live } from '#live/live'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'

type Ring = Extract<ServerFrame, { type: 'RING' }>

/** Rings on every page and every device; once, in the app's root. Closing the sheet only hides it here: the others ring on. */
export function IncomingCall() {
  const [ring, setRing] = useState<Ring | null>(null)
  useEffect(() => {
    const stops = [
      // Its words come with the first ring, not with every page.
      live.on('RING', (frame) => void wordsOf('call').then(() => setRing(frame))),
      live.on('RING_ENDED', ({ sessionId }) => setRing((now) => (now?.session.sessionId === sessionId ? null : now))),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
  useEffect(() => {
    if (!ring) return
    // The end may be lost with the line: it never rings longer than it may.
    const timer = setTimeout(() => setRing(null), Math.max(0, Math.min(45_000, Date.parse(ring.session.expiresAt) - Date.now()) + 1_000))
    return () => clearTimeout(timer)
  }, [ring])
  return ring && <RingSheet key={ring.session.sessionId} ring={ring} onDone={() => setRing(null)} />
}

function RingSheet({ ring, onDone }: { ring: Ring; onDone: () => void }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { sessionId, type } = ring.session
  const buttons = useRef<HTMLDivElement>(null)
  // A dialog opens on its cross; here the answer is what one came for.
  useEffect(() => buttons.current?.querySelector('button')?.focus(), [])
  const answer = (accept: boolean) => {
    live.send({ type: 'RING_ANSWER', sessionId, accept })
    onDone()
    // Joining answers too, should the line be down at this moment.
    if (accept) void navigate({ to: '/call/$sessionId/check', params: { sessionId }, search: {} })
  }
  return (
    <Sheet open onClose={onDone} title={type === 'video' ? t`영상 통화가 왔어요` : t`음성 통화가 왔어요`} form="dialog">
      <div className="row" role="alert">
        <Avatar seed={ring.from.userId} name={ring.from.displayName} image={ring.from.profileImage} size="m" />
        <b className="grow h3">{ring.from.displayName}</b>
      </div>
      <p className="two">
        <Trans>받아도 바로 켜지지 않아요. 마이크와 카메라를 먼저 골라요.</Trans>
      </p>
      <div className="row wrap gap-2" ref={buttons}>
        <Button kind="go" icon={type === 'video' ? <Video /> : <Phone />} onClick={() => answer(true)}>
          <Trans>받기</Trans>
        </Button>
        <Button icon={<PhoneOff />} onClick={() => answer(false)}>
          <Trans>거절</Trans>
        </Button>
      </div>
    </Sheet>
  )
}
