import { consumer } from '#events/consume'
import { recordFact } from '#events/facts'
import { roomOf, syncBlocks } from './room.ts'
import { findPair, hellosOf } from './store.ts'

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
