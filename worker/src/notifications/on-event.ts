import { Notification } from '@studymate/contract/notifications'
import type { Tongue } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { withParticle } from '@studymate/domain/text/particle'
import { consumer } from '#events/consume'
import { personOf } from '#live/person'
import { areBlocked, findRequest } from '#matching/store'
import { bellKeyOf } from './keys.ts'
import { giveNotice } from './notify.ts'
import { findWho } from './store.ts'

const WORDS: Record<'request' | 'accepted', Record<Tongue, (name: string) => { title: string; body: string }>> = {
  request: {
    ko: (name) => ({ title: `${withParticle(name, '이/가')} 인사를 보냈어요.`, body: '' }),
    en: (name) => ({ title: `${name} said hello.`, body: '' }),
  },
  accepted: {
    ko: (name) => ({ title: `${withParticle(name, '이/가')} 인사를 받았어요.`, body: '이제 이야기할 수 있어요.' }),
    en: (name) => ({ title: `${name} accepted your hello.`, body: 'You can talk now.' }),
  },
}

/** Rings the bell of somebody who was asked, in their own language. */
export const ringRequest = consumer('notifications.match-request', ['match.requested'], async (event, ctx) => {
  const request = await findRequest(ctx.db, event.requestId)
  if (request?.status !== 'open' || (await areBlocked(ctx.db, event.fromUserId, event.toUserId))) return []
  const people = await findWho(ctx.db, event.fromUserId, event.toUserId)
  if (!people) return []
  const { from, tongue } = people
  const notification = Notification.parse({
    notificationId: ctx.ids.next('noti'),
    type: 'match.request',
    ...WORDS.request[tongue](from.displayName),
    ...(request.hello === null ? {} : { body: request.hello }),
    data: { requestId: event.requestId, from },
    link: '/requests',
    readAt: null,
    createdAt: timestamp(ctx.at),
  })
  const key = bellKeyOf(event.requestId)
  await giveNotice({ ...ctx, userId: event.toUserId }, notification, key)
  // Taken back while its line was on the way.
  if ((await findRequest(ctx.db, event.requestId))?.status === 'withdrawn') await personOf(ctx.env, event.toUserId).takeBackInBell(key)
  return []
})

/** Rings the bell of somebody whose request was accepted, in their own language. */
export const ringAccepted = consumer('notifications.match-accepted', ['match.accepted'], async (event, ctx) => {
  if (await areBlocked(ctx.db, event.byUserId, event.otherUserId)) return []
  const people = await findWho(ctx.db, event.byUserId, event.otherUserId)
  if (!people) return []
  const { from, tongue } = people
  const notification = Notification.parse({
    notificationId: ctx.ids.next('noti'),
    type: 'match.accepted',
    ...WORDS.accepted[tongue](from.displayName),
    data: { roomId: event.roomId, from },
    link: `/chat/${event.roomId}`,
    readAt: null,
    createdAt: timestamp(ctx.at),
  })
  await giveNotice({ ...ctx, userId: event.otherUserId }, notification, null)
  return []
})
