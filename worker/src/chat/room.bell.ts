import { BELL_SECONDS } from '@studymate/contract/chat'
import type { Notification } from '@studymate/contract/notifications'
import { NotificationId, timestamp } from '@studymate/contract/values'
import type { RoomId, UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { digest } from '#edge/ports'
import { personOf } from '#live/person'
import { giveNotice } from '#notifications/notify'
import { findGroup, titleFor } from './groups.store.ts'
import type { RoomStore } from './room.schema.ts'
import type { MemberRow } from './room.seats.ts'
import { findPeople } from './store.ts'
import type { RoomPerson } from './store.ts'

/** Under what the lines of a room collapse in the bell. */
export function bellKey(roomId: RoomId): string {
  return `room:${roomId}`
}

/** Under what the line of being added to a room stands. */
export function addedKey(roomId: RoomId): string {
  return `added:${roomId}`
}

interface Ring {
  readonly userId: UserId
  readonly senderId: UserId
  readonly count: number
  /** From how many people they are. */
  readonly senders: number
  readonly seq: number
}

/** Milliseconds between two rings of one room for somebody who has not looked since: the line stands in their bell already, only its number grows. */
const AGAIN_MS = 60_000

/**
 * Rings the bell of each member who has left messages unread for five seconds: one line a room. `rangAt` remembers when each was rung last. Returns when to
 * look again (epoch ms), or null where nothing waits.
 */
export async function roomBell(env: WorkerEnv, store: RoomStore, rangAt: Map<UserId, number>, now: number): Promise<number | null> {
  const room = store.room()
  if (!room || room.blocked === 1) return null
  const ripe = now - BELL_SECONDS * 1_000
  const rings = store.members().flatMap((member): Ring[] => {
    const rung = Math.max(member.read_seq, member.bell_seq)
    if (notBefore(member, rangAt) > now || store.unread(member.user_id, rung, ripe).count === 0) return []
    const { count, senders, lastSeq, lastSender } = store.unread(member.user_id, member.read_seq, ripe)
    return lastSender === null ? [] : [{ userId: member.user_id, senderId: lastSender, count, senders, seq: lastSeq }]
  })
  if (rings.length > 0) {
    const people = await findPeople(env.DB, [...new Set(rings.flatMap(({ userId, senderId }) => [userId, senderId]))])
    const group = store.isGroup() ? await findGroup(env.DB, room.room_id) : null
    for (const ring of rings) {
      const reader = people.get(ring.userId)
      const sender = people.get(ring.senderId)
      // Read while the names were fetched: then there is nothing left to say.
      const isUnread = () => (store.member(ring.userId)?.read_seq ?? 0) < ring.seq
      const isMuted = async () => (await personOf(env, ring.userId).wishRoom(ring.userId, room.room_id, {})).muted
      if (reader && sender && !(await isMuted()))
        await giveNotice(
          { env, db: env.DB, userId: ring.userId, now },
          line({ roomId: room.room_id, title: group && titleFor(group, ring.userId) }, ring, reader, sender, now),
          bellKey(room.room_id),
          isUnread,
        )
      store.setBellSeq(ring.userId, ring.seq)
      rangAt.set(ring.userId, now)
    }
  }
  const waiting = store.members().flatMap((member) => {
    const since = store.oldestUnread(member.user_id, Math.max(member.read_seq, member.bell_seq))
    return since === null ? [] : [Math.max(since + BELL_SECONDS * 1_000, notBefore(member, rangAt))]
  })
  return waiting.length === 0 ? null : Math.min(...waiting)
}

function notBefore({ user_id, bell_seq, read_seq }: MemberRow, rangAt: ReadonlyMap<UserId, number>): number {
  return bell_seq > read_seq ? (rangAt.get(user_id) ?? -AGAIN_MS) + AGAIN_MS : 0
}

/** The line says how many, not what: a message may be changed or taken back, and the bell would not know. */
function line({ roomId, title }: { roomId: RoomId; title: string | null }, ring: Ring, reader: RoomPerson, sender: RoomPerson, now: number): Notification {
  const ko = reader.locale === 'ko'
  const { count, senders } = ring
  const others = senders - 1
  const { displayName } = sender
  return {
    // The same ring again is the same line.
    notificationId: NotificationId.parse(`noti_${digest(`${roomId} ${ring.userId} ${ring.seq}`).slice(0, 32)}`),
    type: 'chat.messages',
    title:
      others > 0
        ? ko
          ? `${displayName} 님 외 ${others}명의 메시지`
          : `Messages from ${displayName} and ${others} ${others === 1 ? 'other' : 'others'}`
        : ko
          ? `${displayName} 님의 메시지`
          : `Message from ${displayName}`,
    body: ko
      ? `${title === null ? '' : `‘${title}’에 `}읽지 않은 메시지가 ${count}개 있어요.`
      : `You have ${count} unread ${count === 1 ? 'message' : 'messages'}${title === null ? '' : ` in “${title}”`}.`,
    link: `/chat/${roomId}`,
    data: { roomId, from: { userId: sender.userId, displayName: sender.displayName, profileImage: sender.profileImage }, count },
    createdAt: timestamp(now),
    readAt: null,
  }
}
