import type { MatchCard, MatchReason, MatchRequest, Partner, Relation } from '@studymate/contract/matching'
import { timestamp } from '@studymate/contract/values'
import { habitWord } from '@studymate/domain/matching/answering'
import { compatibility } from '@studymate/domain/matching/compatibility'
import { hasRoom } from '@studymate/domain/matching/fairness'
import type { Reason } from '@studymate/domain/matching/reasons'
import { REQUEST_LIFE, statusAt, statusFor } from '@studymate/domain/matching/requests'
import { sharedMinutes } from '@studymate/domain/matching/fit'
import { sharedSlots } from '@studymate/domain/schedule/free-hours'
import { offsetMinutes } from '@studymate/domain/schedule/time-zone'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { Candidate } from './people.store.ts'
import type { Match, PartnerOf, StoredRequest } from './store.ts'

const HOUR_MS = 3_600_000

function presentReason(reason: Reason): MatchReason {
  switch (reason.kind) {
    case 'shared-interests':
      return { ...reason, topics: [...reason.topics] }
    case 'shared-motivations':
      return { ...reason, motivations: [...reason.motivations] }
    case 'shared-communication-methods':
      return { ...reason, methods: [...reason.methods] }
    case 'shared-learning-styles':
      return { ...reason, styles: [...reason.styles] }
    default:
      return reason
  }
}

/** A person as a card, from the view of the one who looks. */
export function presentCard(me: Candidate, person: Candidate, giver: ImageGiver): MatchCard {
  const { now } = giver
  const { score, reasons } = compatibility(me, person)
  const minutes = sharedMinutes(me, person)
  return {
    userId: person.userId,
    displayName: person.displayName,
    profileImage: imageUrl(giver, person.userId, person.profileImage, 'small'),
    nativeLanguage: person.nativeLanguage,
    learningLanguages: [...person.learning],
    interests: [...(person.interests ?? [])],
    compatibilityScore: score,
    reasons: reasons.map(presentReason),
    sharedHours: minutes !== null && me.free && person.free ? { minutesPerWeek: minutes, slots: sharedSlots(me.free, person.free, me.timeZone, now) } : null,
    minutesAhead: offsetMinutes(person.timeZone, now) - offsetMinutes(me.timeZone, now),
    answers: habitWord(person.answering),
    ...(person.showsLastSeen && typeof person.lastActive === 'number' ? { lastActive: timestamp(Math.floor(person.lastActive / HOUR_MS) * HOUR_MS) } : {}),
  }
}

/** What is between the caller and a person, as the caller may know it. */
export function presentRelation(
  between: { match: Match | null; mine: StoredRequest | null; theirs: StoredRequest | null; waiting: number },
  now: number,
): Relation {
  const { match, mine, theirs } = between
  if (match) return { kind: 'partner', matchId: match.matchId, roomId: match.roomId }
  if (theirs && statusAt(theirs, now) === 'open')
    return { kind: 'received', requestId: theirs.requestId, message: theirs.hello, expiresAt: timestamp(theirs.createdAt + REQUEST_LIFE) }
  if (mine && now < mine.createdAt + REQUEST_LIFE) {
    const until = timestamp(mine.createdAt + REQUEST_LIFE)
    return statusFor(mine, mine.senderId, now) === 'open' ? { kind: 'sent', requestId: mine.requestId, expiresAt: until } : { kind: 'waiting', until }
  }
  return { kind: hasRoom(between.waiting) ? 'none' : 'full' }
}

/** A request that looks open to the caller, with the other one. */
export function presentRequest(me: Candidate, person: Candidate, request: StoredRequest, giver: ImageGiver): MatchRequest {
  return {
    requestId: request.requestId,
    direction: request.receiverId === me.userId ? 'received' : 'sent',
    message: request.hello,
    createdAt: timestamp(request.createdAt),
    expiresAt: timestamp(request.createdAt + REQUEST_LIFE),
    person: presentCard(me, person, giver),
  }
}

/** A partner as the list shows them. */
export function presentPartner(partner: PartnerOf, giver: ImageGiver): Partner {
  const { userId, displayName, nativeLanguage, learningLanguages, matchId, roomId, since } = partner
  const profileImage = imageUrl(giver, userId, partner.profileImage, 'small')
  return { userId, displayName, profileImage, nativeLanguage, learningLanguages, matchId, roomId, since: timestamp(since) }
}
