import { BELL_SECONDS } from '@studymate/contract/chat'
import type { Notification } from '@studymate/contract/notifications'
import { NotificationId, timestamp } from '@studymate/contract/values'
import type { RoomId, UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { digest } from '#edge/ports'
import { giveNotices } from '#notifications/notify'
import { findGroup, titleFor } from './groups.store.ts'
import type { RoomStore } from './room.schema.ts'
import { BARRED } from './room.seats.ts'
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

/** The bells of a room's members. */
export class RoomBell {
  readonly #env: WorkerEnv
  readonly #store: RoomStore
  /** When each was rung last. */
  readonly #rangAt = new Map<UserId, number>()

  constructor(env: WorkerEnv, store: RoomStore) {
    this.#env = env
    this.#store = store
  }

  /** When to look who has not read what was sent at a moment (both epoch ms); in the same step as the sending. */
  dueAt(sentAt: number): number {
    const last = this.#store.lastPlaced()?.seq ?? 0
    const allowed = this.#store.members().flatMap((member) => (member.read_seq < last ? [this.#notBefore(member)] : []))
    return Math.max(sentAt + BELL_SECONDS * 1_000, allowed.length === 0 ? 0 : Math.min(...allowed))
  }

  #notBefore({ user_id, bell_seq, read_seq }: MemberRow): number {
    return bell_seq > read_seq ? (this.#rangAt.get(user_id) ?? -AGAIN_MS) + AGAIN_MS : 0
  }

  /**
   * Rings the bell of each member who has left messages unread for five seconds: one line a room. Returns when to look again (epoch ms), or null where nothing
   * waits.
   */
  async ring(now: number): Promise<number | null> {
    const room = this.#store.room()
    if (!room || room.blocked === BARRED.blocked) return null
    const rings = this.#rings(now - BELL_SECONDS * 1_000, now)
    if (rings.length > 0) {
      await this.#give(room.room_id, rings, now)
      for (const { userId, seq } of rings) {
        this.#store.setBellSeq(userId, seq)
        this.#rangAt.set(userId, now)
      }
    }
    const waiting = this.#store.members().flatMap((member) => {
      const since = this.#store.oldestUnread(member.user_id, Math.max(member.read_seq, member.bell_seq))
      return since === null ? [] : [Math.max(since + BELL_SECONDS * 1_000, this.#notBefore(member))]
    })
    return waiting.length === 0 ? null : Math.min(...waiting)
  }

  /** Who is to hear of what was there at a moment already. */
  #rings(ripe: number, now: number): Ring[] {
    return this.#store.members().flatMap((member) => {
      const rung = Math.max(member.read_seq, member.bell_seq)
      if (this.#notBefore(member) > now || this.#store.unread(member.user_id, rung, ripe).count === 0) return []
      const { count, senders, lastSeq, lastSender } = this.#store.unread(member.user_id, member.read_seq, ripe)
      return lastSender === null ? [] : [{ userId: member.user_id, senderId: lastSender, count, senders, seq: lastSeq }]
    })
  }

  async #give(roomId: RoomId, rings: readonly Ring[], now: number): Promise<void> {
    const people = await findPeople(this.#env.DB, [...new Set(rings.flatMap(({ userId, senderId }) => [userId, senderId]))])
    const group = this.#store.isGroup() ? await findGroup(this.#env.DB, roomId) : null
    const notices = rings.flatMap((ring) => {
      const reader = people.get(ring.userId)
      const sender = people.get(ring.senderId)
      if (!reader || !sender) return []
      return {
        userId: ring.userId,
        notification: line({ roomId, title: group && titleFor(group, ring.userId) }, ring, reader, sender, now),
        collapseKey: bellKey(roomId),
        roomId,
        // Read while the names were fetched: then there is nothing left to say.
        isNews: () => (this.#store.member(ring.userId)?.read_seq ?? 0) < ring.seq,
      }
    })
    await giveNotices({ env: this.#env, db: this.#env.DB, now }, notices)
  }
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
