import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Phone, PhoneOff, Video } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ServerFrame } from '@studymate/contract/live'
import { live } from '#live/live'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { Sheet } from '#ui/sheet.tsx'

/** Somebody calls. */
export type Ring = Extract<ServerFrame, { type: 'RING' }>

/** Who calls, to take it or not. */
export function RingSheet({ ring, onDone }: { ring: Ring; onDone: () => void }) {
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
