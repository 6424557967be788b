import { DomainEvent } from '@studymate/contract/events'
import type { EventEnvelope } from '@studymate/contract/events'
import type { WorkerEnv } from '#edge/context'
import { handOver } from '#events/outbox'
import type { RoomStore } from './room.schema.ts'
import { findPeople } from './store.ts'

const MINUTE_MS = 60_000
/** Within how much of a minute rooms send their sums. */
const SPREAD_MS = 20_000

/** The next full minute after a moment (epoch ms). */
export function nextMinute(at: number): number {
  return (Math.floor(at / MINUTE_MS) + 1) * MINUTE_MS
}

/** When a room sends the sums of a minute: at a second of its own soon after it, or all rooms would at once. */
export function sumsAt(store: RoomStore, minute: number): number {
  return minute + ((store.room()?.opened_at ?? 0) % SPREAD_MS)
}

/**
 * Counts what each person sent in the minutes that are over, and sends the sums as `messages.counted`: learning hears of messages as sums, never as
 * one event each. Returns when to look again (epoch ms), or null where nothing waits.
 */
export async function sendSums(env: WorkerEnv, store: RoomStore, now: number): Promise<number | null> {
  const thisMinute = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const counted = store.room()?.counted_seq
  if (counted === undefined) return null
  const { sums, upTo } = store.uncounted(counted, thisMinute)
  if (sums.length > 0) {
    const people = await findPeople(env.DB, [...new Set(sums.map(({ senderId }) => senderId))])
    const room = store.room()
    // Another run may have counted them during the await: one step from here to the write.
    if (room && room.counted_seq === counted) {
      for (const { senderId, minute, count } of sums) {
        const zone = people.get(senderId)?.timeZone
        if (zone === undefined) continue
        const event: DomainEvent = { type: 'messages.counted', userId: senderId, roomId: room.room_id, count, zone }
        // Named after the minute and how far was counted, so that sending it twice is once.
        store.putOut(`evt_${room.room_id}_${senderId}_${minute}_${upTo}`, JSON.stringify(event), minute * MINUTE_MS)
      }
      store.setCounted(upTo)
    }
  }
  for (let waiting = store.waiting(); waiting.length > 0; waiting = store.waiting()) {
    const envelopes = waiting.map(({ id, payload, created_at }): EventEnvelope => ({ id, at: created_at, event: DomainEvent.parse(JSON.parse(payload)) }))
    await handOver(env.DB, env.EVENTS, envelopes, now)
    store.confirm(envelopes.map(({ id }) => id))
  }
  const left = store.uncounted(store.room()?.counted_seq ?? 0, Number.MAX_SAFE_INTEGER)
  return left.sums.length === 0 ? null : thisMinute + MINUTE_MS
}
