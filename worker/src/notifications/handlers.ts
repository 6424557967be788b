import * as contract from '@studymate/contract/notifications'
import { fail } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { route } from '#edge/context'
import type { Handler } from '#edge/context'
import { personOf } from '#live/person'
import { presentNotification } from './present.ts'
import { imagesOf } from './store.ts'

const listNotifications: Handler<typeof contract.listNotifications> = async ({ page, size }, ctx) => {
  const { notifications, total, unread } = await personOf(ctx.env, ctx.userId).bellPage(page, size)
  const images = await imagesOf(
    ctx.db,
    notifications.flatMap(({ data }) => ('from' in data ? [data.from.userId] : [])),
  )
  return {
    data: notifications.map((kept) => presentNotification(kept, ctx, images)),
    pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) },
    unreadCount: unread,
  }
}

const readNotification: Handler<typeof contract.readNotification> = async ({ id }, ctx) => {
  const read = await personOf(ctx.env, ctx.userId).readBell(id)
  return read ? { notificationId: id, readAt: timestamp(read.readAt), unreadCount: read.unread } : fail('NOT_FOUND')
}

const readAllNotifications: Handler<typeof contract.readAllNotifications> = async (_, ctx) => {
  await personOf(ctx.env, ctx.userId).readWholeBell()
  return { unreadCount: 0 }
}

const unreadNotifications: Handler<typeof contract.unreadNotifications> = async (_, ctx) => ({ unreadCount: await personOf(ctx.env, ctx.userId).bellUnread() })

export const routes = [
  route(contract.listNotifications, listNotifications),
  route(contract.readNotification, readNotification),
  route(contract.readAllNotifications, readAllNotifications),
  route(contract.unreadNotifications, unreadNotifications),
]
