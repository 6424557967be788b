import { NotificationId, timestamp } from '@studymate/contract/values'
import { withParticle } from '@studymate/domain/text/particle'
import { consumer } from '#events/consume'
import { recordFactOf } from '#events/facts'
import { giveNotice } from '#notifications/notify'
import { callOf } from './call.object.ts'
import { factsOf } from './ringing.ts'
import * as store from './store.ts'

/** Writes what happened in calls into the facts: who came, and how many seconds they stayed. */
export const recordCalls = consumer('sessions.facts', ['call.joined', 'call.left'], async (event, ctx) => [
  recordFactOf(ctx.db, {
    id: `fact_${ctx.eventId}`,
    userId: event.userId,
    kind: event.type,
    subject: event.sessionId,
    amount: event.type === 'call.left' ? event.seconds : 1,
    at: ctx.at,
  }),
])

/** Puts a missed call into the bell, in the words of whom it was for. */
export const noteMissed = consumer('sessions.missed', ['call.missed'], async (event, ctx) => {
  const [from, to, session] = await Promise.all([
    store.nameOf(ctx.db, event.fromUserId),
    store.nameOf(ctx.db, event.toUserId),
    store.findSession(ctx.db, event.sessionId, event.toUserId),
  ])
  if (!from || !to) return []
  const roomId = session?.room_id ?? null
  const words =
    to.locale === 'ko'
      ? { title: '놓친 전화', body: `${withParticle(from.displayName, '이/가')} 전화했어요.` }
      : { title: 'Missed call', body: `${from.displayName} called you.` }
  await giveNotice(
    { ...ctx, userId: event.toUserId },
    {
      ...words,
      type: 'call.missed',
      notificationId: NotificationId.parse(ctx.ids.next('noti')),
      readAt: null,
      createdAt: timestamp(ctx.at),
      data: { sessionId: event.sessionId, from: { userId: event.fromUserId, displayName: from.displayName, profileImage: from.profileImage }, roomId },
      link: roomId === null ? '/chat' : `/chat/${roomId}`,
    },
    null,
  )
  return []
})

/** Ends what two people have open when one blocks the other. */
export const endBlocked = consumer('sessions.blocked', ['person.blocked'], async (event, ctx) => {
  if (!event.on) return []
  for (const sessionId of await store.openOfPair(ctx.db, event.userId, event.blockedUserId)) {
    const session = await store.findSession(ctx.db, sessionId, event.userId)
    if (session) await callOf(ctx.env, sessionId).end(factsOf(session), true)
  }
  return []
})

/** Closes the sockets that a login which ended has in calls. */
export const closeCallSockets = consumer('sessions.close-sockets', ['login.ended'], async (event, ctx) => {
  for (const sessionId of await store.seatedIn(ctx.db, event.userId)) await callOf(ctx.env, sessionId).closeLogins(event.loginIds)
  return []
})
