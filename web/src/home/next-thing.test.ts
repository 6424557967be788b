import { expect, it } from 'vitest'
import { ChatMember, RoomRow } from '@studymate/contract/chat'
import { MatchRequest } from '@studymate/contract/matching'
import { OnboardingStatus } from '@studymate/contract/onboarding'
import { nextThing } from './next-thing.ts'

const at = '2026-11-25T11:00:00.000Z'
const emma = ChatMember.parse({ userId: 'user_emma001', displayName: 'Emma', profileImage: null, nativeLanguage: 'en', learningLanguages: [] })
const room = (unreadCount: number) =>
  RoomRow.parse({
    roomId: `room_00000${unreadCount}`,
    kind: 'pair',
    partner: emma,
    title: null,
    members: [emma],
    memberCount: 2,
    lastMessage: null,
    unreadCount,
    muted: false,
    markedUnread: false,
    updatedAt: at,
  })
const request = MatchRequest.parse({
  requestId: 'mreq_000001',
  direction: 'received',
  message: 'Hi',
  createdAt: at,
  expiresAt: at,
  person: { ...emma, interests: [], compatibilityScore: 70, reasons: [], sharedHours: null, minutesAhead: 0, answers: null },
})
const introduced = OnboardingStatus.parse({ steps: [], missing: [], completed: true, completedAt: at })

it.each([
  ['an introduction that lacks something', { introduction: { ...introduced, missing: ['birthYear' as const] }, greetings: [request], rooms: [] }, 'introduce'],
  ['a greeting before unread words', { introduction: introduced, greetings: [request], rooms: [room(2)] }, 'greeting'],
  ['unread words before older ones', { introduction: introduced, greetings: [], rooms: [room(0), room(2)] }, 'unread'],
  ['the last conversation', { introduction: introduced, greetings: [], rooms: [room(0)] }, 'go-on'],
  ['a search where there is nobody yet', { introduction: introduced, greetings: [], rooms: [] }, 'find'],
  ['nothing while nothing is known', { introduction: null, greetings: null, rooms: null }, 'looking'],
  ['what is known while the rest cannot be loaded', { introduction: null, greetings: null, rooms: [room(1)] }, 'unread'],
])('names %s', (_, known, kind) => expect(nextThing(known).kind).toBe(kind))
