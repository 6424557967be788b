import { onSignOut } from '#app/session'
import { LocalMedia } from '#call/engine/media'
import { Plan } from '#call/plan.schema'

/** Microphone and camera of this tab: they stay open on the way from the check into the call. */
export const callMedia = new LocalMedia()

onSignOut(() => callMedia.stop())

const keyOf = (sessionId: string) => `studymate.call.${sessionId}`

/** The plan of a call in this tab; null where its check was never passed. */
export function planOf(sessionId: string): Plan | null {
  try {
    const parsed = Plan.safeParse(JSON.parse(sessionStorage.getItem(keyOf(sessionId)) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Keeps a plan; null forgets it. */
export function keepPlan(sessionId: string, plan: Plan | null): void {
  if (plan === null) sessionStorage.removeItem(keyOf(sessionId))
  else sessionStorage.setItem(keyOf(sessionId), JSON.stringify(plan))
}
