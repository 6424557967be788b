import { consumer } from '#events/consume'
import { personOf } from '#live/person'

/** Takes each out of the other's bell once one has blocked the other. */
export const forgetBlocked = consumer('safety.forget-blocked', ['person.blocked'], async (event, ctx) => {
  if (!event.on) return []
  await personOf(ctx.env, event.userId).forgetInBell(event.blockedUserId)
  await personOf(ctx.env, event.blockedUserId).forgetInBell(event.userId)
  return []
})
