import type { Notification } from '@studymate/contract/notifications'
import { NotificationId, timestamp } from '@studymate/contract/values'
import type { RoomId } from '@studymate/contract/values'
import { consumer } from '#events/consume'
import { recordFact } from '#events/facts'
import { personOf } from '#live/person'
import { giveNotice } from '#notifications/notify'
import { findGroup, seatedBy, titleFor } from './groups.store.ts'
import { addedKey } from './room.bell.ts'
import { roomOf, syncBlocks } from './room.ts'
import { findPair, findPeople, hellosOf } from './store.ts'
import type { RoomPerson } from './store.ts'

/** Opens the room of a new pair, with their hellos as its first messages. */
export const openRoom = consumer('chat.open-room', ['match.accepted'], async (event, ctx) => {
  const pair = await findPair(ctx.db, event.roomId)
  if (!pair) return []
  const room = roomOf(ctx.env, pair.roomId)
  await room.open({ roomId: pair.roomId, members: [...pair.members], hellos: await hellosOf(ctx.db, pair.members) })
  // Two who had parted may write again.
  await room.syncBlocks(pair.roomId)
  return []
})

/** Closes the room to writing when the two are partners no more. */
export const closeRoomOnEnd = consumer('chat.parted', ['match.ended'], async (event, ctx) => {
  await roomOf(ctx.env, event.roomId).syncBlocks(event.roomId)
  return []
})

/** Closes the room to both while one has blocked the other, and opens it again; in groups that they share, hides or shows. */
export const closeRoomOnBlock = consumer('chat.block', ['person.blocked'], async (event, ctx) => {
  await syncBlocks(ctx.env, event.userId, event.blockedUserId)
  return []
})

/** Lets a group's room follow who is in it. */
export const followGroup = consumer('chat.group', ['group.changed'], async (event, ctx) => {
  await roomOf(ctx.env, event.roomId).syncGroup(event.roomId)
  return []
})

/** The line of somebody who was added, in the language they read. */
function addedLine(of: { roomId: RoomId; title: string | null; id: string; at: number }, by: RoomPerson, reader: RoomPerson): Notification {
  const { userId, displayName, profileImage } = by
  const { roomId, title } = of
  const ko = reader.locale === 'ko'
  const room = ko ? (title === null ? '대화방' : `‘${title}’ 방`) : title === null ? 'a group chat' : `“${title}”`
  return {
    notificationId: NotificationId.parse(of.id),
    type: 'chat.added',
    title: ko ? `${displayName} 님이 ${room}에 초대했어요.` : `${displayName} added you to ${room}.`,
    body: '',
    link: `/chat/${roomId}`,
    data: { roomId, from: { userId, displayName, profileImage } },
    readAt: null,
    createdAt: timestamp(of.at),
  }
}

/** Rings the bell of those who were added to a group and still are in it: one line a room, none across a block or where they have muted it. */
export const ringAdded = consumer('chat.added', ['group.seated'], async ({ roomId, byUserId, seating }, ctx) => {
  const [group, added] = await Promise.all([findGroup(ctx.db, roomId), seatedBy(ctx.db, roomId, seating, byUserId)])
  if (!group || added.length === 0) return []
  const people = await findPeople(ctx.db, [byUserId, ...added])
  const by = people.get(byUserId)
  if (!by) return []
  for (const userId of added) {
    const reader = people.get(userId)
    // Drawn for each, so that a second run gives each the same id.
    const id = ctx.ids.next('noti')
    if (!reader || (await personOf(ctx.env, userId).wishRoom(userId, roomId, {})).muted) continue
    const line = addedLine({ roomId, title: titleFor(group, userId), id, at: ctx.at }, by, reader)
    await giveNotice({ env: ctx.env, db: ctx.db, userId, now: ctx.now }, line, addedKey(roomId))
  }
  return []
})

/** Keeps the sums of messages sent as facts. */
export const countMessages = consumer('chat.facts', ['messages.counted'], (event, ctx) =>
  Promise.resolve([
    recordFact(ctx.db, {
      id: `fact_${ctx.eventId}`,
      userId: event.userId,
      kind: 'messages.sent',
      subject: event.roomId,
      amount: event.count,
      at: ctx.at,
      zone: event.zone,
    }),
  ]),
)
