import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { CallSnapshot } from '#call/engine/call'

/** What goes on, in words; null while the two simply talk. */
export function statusOf(call: CallSnapshot, name: string): ReactNode {
  if (call.state === 'joining') return <Trans>들어가는 중이에요</Trans>
  if (call.line === 'closed') return null
  if (call.line === 'lost') return <Trans>연결이 끊겼어요. 다시 잇는 중</Trans>
  if (call.remote) {
    if (!call.remote.participant.connected || call.remote.link === 'lost') return <Trans>다시 잇는 중</Trans>
    return call.remote.link === 'new' ? <Trans>{name} 님과 잇는 중이에요</Trans> : null
  }
  if (call.partnerLeft) return call.partnerLeft === 'left' ? <Trans>{name} 님이 나갔어요</Trans> : <Trans>{name} 님의 연결이 끊겼어요</Trans>
  switch (call.ring) {
    case 'ringing':
      return <Trans>{name} 님에게 전화를 걸고 있어요</Trans>
    case 'missed':
      return <Trans>{name} 님이 받지 않았어요</Trans>
    case 'declined':
      return <Trans>{name} 님이 지금은 받기 어렵대요</Trans>
    case 'busy':
      return <Trans>{name} 님은 다른 통화 중이에요</Trans>
    case 'cancelled':
    case 'accepted':
    case null:
      return <Trans>{name} 님을 기다리고 있어요</Trans>
  }
}

/** Whether ringing again would help. */
export function canRingAgain(call: CallSnapshot): boolean {
  return (
    call.state === 'in' && call.remote === null && (call.partnerLeft !== null || call.ring === 'missed' || call.ring === 'declined' || call.ring === 'busy')
  )
}
