import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { NotificationId, RequestId, RoomId, SessionId, Timestamp, UserId, pageInput } from './values.ts'

const common = { notificationId: NotificationId, readAt: Timestamp.nullable(), createdAt: Timestamp, title: z.string(), body: z.string() }
const Who = z.object({ userId: UserId, displayName: z.string(), profileImage: z.string().nullable() })

/** A line of the bell; `title` and `body` are in the recipient's saved language, `link` is a path of the web app. */
export const Notification = z
  .discriminatedUnion('type', [
    z.object({ ...common, type: z.literal('match.request'), data: z.object({ requestId: RequestId, from: Who }), link: z.string() }),
    z.object({ ...common, type: z.literal('match.accepted'), data: z.object({ roomId: RoomId, from: Who }), link: z.string() }),
    z.object({ ...common, type: z.literal('chat.messages'), data: z.object({ roomId: RoomId, from: Who, count: z.int() }), link: z.string() }),
    z.object({ ...common, type: z.literal('chat.added'), data: z.object({ roomId: RoomId, from: Who }), link: z.string() }),
    z.object({ ...common, type: z.literal('call.missed'), data: z.object({ sessionId: SessionId, from: Who, roomId: RoomId.nullable() }), link: z.string() }),
  ])
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

/** The bell, newest first. Guide 8. */
export const listNotifications = endpoint({
  id: 'listNotifications',
  method: 'GET',
  path: '/notification/list',
  tag: 'notification',
  summary: 'Notifications, newest first',
  auth: 'member',
  limit: '120/min',
  input: z.object({ ...pageInput }),
  output: z.array(Notification),
  beside: paged.extend({ unreadCount: z.int() }),
  errors: [],
})

/** Marks one as read; twice is harmless. Guide 8. */
export const readNotification = endpoint({
  id: 'readNotification',
  method: 'PATCH',
  path: '/notification/{id}/read',
  tag: 'notification',
  summary: 'Mark a notification as read',
  auth: 'member',
  limit: '240/min',
  input: z.object({ id: NotificationId }),
  output: z.object({ notificationId: NotificationId, readAt: Timestamp, unreadCount: z.int() }),
  errors: ['NOT_FOUND'],
})

/** Marks all as read. */
export const readAllNotifications = endpoint({
  id: 'readAllNotifications',
  method: 'POST',
  path: '/notification/read-all',
  tag: 'notification',
  summary: 'Mark all notifications as read',
  auth: 'member',
  limit: '60/min',
  input: z.object({}),
  output: z.object({ unreadCount: z.int() }),
  errors: [],
})

/** How many are unread: the number on the bell. */
export const unreadNotifications = endpoint({
  id: 'unreadNotifications',
  method: 'GET',
  path: '/notification/unread-count',
  tag: 'notification',
  summary: 'Number of unread notifications',
  auth: 'member',
  limit: '240/min',
  input: z.object({}),
  output: z.object({ unreadCount: z.int() }),
  errors: [],
})
