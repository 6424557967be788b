import { SessionId, UserId } from '@studymate/contract/values'
import { callMedia, keepPlan, planOf } from '#call/devices'
import { CallEngine } from '#call/engine/call'

let current: CallEngine | null = null

/** What a call needs of the router: the address of the next page, before it is shown. */
export interface Addresses {
  subscribe(event: 'onBeforeLoad', listener: (event: { toLocation: { pathname: string } }) => void): () => void
}

/**
 * The call of this tab. It lives as long as the address stays on it, not as long as a component is mounted: React takes effects away and gives
 * them back while something on a page loads. Going to another page leaves the call; a reload does not. Null where its check was never passed.
 */
export function openCall(sessionId: string, self: string | undefined, addresses: Addresses): CallEngine | null {
  if (current?.sessionId === sessionId && current.snapshot().state !== 'over') return current
  const plan = planOf(sessionId)
  const id = SessionId.safeParse(sessionId)
  const userId = UserId.safeParse(self)
  if (!plan || !id.success || !userId.success) return null
  const engine = new CallEngine({ sessionId: id.data, self: userId.data, media: callMedia })
  current = engine
  const stop = addresses.subscribe('onBeforeLoad', ({ toLocation }) => {
    if (toLocation.pathname === `/call/${sessionId}`) return
    stop()
    if (engine.snapshot().state !== 'over') void engine.leave().catch(() => undefined)
  })
  if (plan.mic && callMedia.snapshot().mic !== 'on') void callMedia.turnOn('mic')
  if (plan.camera && callMedia.snapshot().camera !== 'on') void callMedia.turnOn('camera')
  // A reload must not ring again.
  keepPlan(sessionId, { ...plan, ring: false })
  void engine.enter(plan.ring)
  return engine
}
