import type { Session } from '@studymate/contract/sessions'
import type { UserId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import { statusNow } from '@studymate/domain/sessions/seats'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { SeatRow, StoredSession } from './store.ts'

const at = (ms: number | null) => (ms === null ? null : timestamp(ms))

/** A seat as both see it. */
export function presentSeat(seat: SeatRow, giver: ImageGiver): Session['participants'][number] {
  return {
    userId: seat.user_id,
    displayName: seat.display_name,
    profileImage: imageUrl(giver, seat.user_id, seat.profile_image, 'small'),
    seated: seat.seated === 1,
    joinedAt: at(seat.joined_at),
    leftAt: at(seat.left_at),
  }
}

/** A session as one of the two sees it; null where the partner is gone. */
export function presentSession(row: StoredSession, viewer: UserId, giver: ImageGiver): Session | null {
  const partner = row.seats.find((seat) => seat.user_id !== viewer)
  if (!partner) return null
  return {
    sessionId: row.id,
    type: row.type,
    status: statusNow({ status: row.status, scheduledAt: row.scheduled_at }, giver.now),
    partner: { userId: partner.user_id, displayName: partner.display_name, profileImage: imageUrl(giver, partner.user_id, partner.profile_image, 'small') },
    createdBy: row.created_by,
    roomId: row.room_id,
    scheduledAt: timestamp(row.scheduled_at),
    duration: row.duration_minutes,
    topic: row.topic,
    description: row.description,
    language: row.language,
    targetLanguage: row.target_language,
    participants: row.seats.map((seat) => presentSeat(seat, giver)),
    startedAt: at(row.started_at),
    endedAt: at(row.ended_at),
    createdAt: timestamp(row.created_at),
  }
}
