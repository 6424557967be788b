import type { ChatMember, RoomRow } from '@studymate/contract/chat'
import type { MatchRequest } from '@studymate/contract/matching'
import type { OnboardingStatus } from '@studymate/contract/onboarding'

/** What home knows; null while it is not loaded, or could not be. */
export interface Known {
  readonly introduction: OnboardingStatus | null
  readonly greetings: readonly MatchRequest[] | null
  readonly rooms: readonly RoomRow[] | null
}

/** A room of two. */
export type PairRow = RoomRow & { readonly partner: ChatMember }

/** The one next real thing. `looking` while nothing is known yet. */
export type NextThing =
  | { readonly kind: 'introduce' }
  | { readonly kind: 'greeting'; readonly request: MatchRequest }
  | { readonly kind: 'unread'; readonly room: PairRow }
  | { readonly kind: 'go-on'; readonly room: PairRow }
  | { readonly kind: 'find' }
  | { readonly kind: 'looking' }

/** People first: whoever waits for an answer, then unread words, then the last conversation; somebody new is led to others. */
export function nextThing({ introduction, greetings, rooms }: Known): NextThing {
  if (introduction && introduction.missing.length > 0) return { kind: 'introduce' }
  const [request] = greetings ?? []
  if (request) return { kind: 'greeting', request }
  // The one next thing is somebody; groups stand in the list below.
  const pairs = rooms?.flatMap((room) => (room.partner ? [{ ...room, partner: room.partner }] : []))
  const unread = pairs?.find((room) => room.unreadCount > 0)
  if (unread) return { kind: 'unread', room: unread }
  const [room] = pairs ?? []
  if (room) return { kind: 'go-on', room }
  return greetings && rooms ? { kind: 'find' } : { kind: 'looking' }
}
