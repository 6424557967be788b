import { type Failure, fail } from '@studymate/contract/errors'
import { type RequestId, type UserId, timestamp } from '@studymate/contract/values'
import { hasRoom } from '#matching/fairness'
import { type Between, mayMeet } from '#matching/policy'
import type { Standing } from '#matching/seeker'
import { looksLikeLink } from '#people/link'

/** How long a request stays open, and how long a person waits before asking the same one again: 7 days in ms (design §3). */
export const REQUEST_LIFE = 7 * 86_400_000

/**
 * ```
 * open ─accept──► accepted     by the receiver; so does a request the other way round
 *      ─reject──► rejected     by the receiver; to the sender it goes on looking open
 *      ─withdraw► withdrawn    by the sender, also of a rejected one that looks open
 *      ─7 days──► lapsed
 * ```
 */
export type RequestStatus = 'open' | 'accepted' | 'rejected' | 'withdrawn' | 'lapsed'

/** One request as it is stored; `createdAt` in epoch ms. The sweeper may not have been there yet, so ask {@link statusAt}. */
export interface MatchRequest {
  readonly requestId: RequestId
  readonly senderId: UserId
  readonly receiverId: UserId
  readonly status: RequestStatus
  readonly createdAt: number
}

/** The status at an instant: an open request has lapsed 7 days after it was made, whether swept or not. */
export function statusAt(request: MatchRequest, now: number): RequestStatus {
  return request.status === 'open' && now >= request.createdAt + REQUEST_LIFE ? 'lapsed' : request.status
}

/** The status as one of the two sees it. Declining is silent: to the sender a rejected request looks open until it would have lapsed. */
export function statusFor(request: MatchRequest, viewerId: UserId, now: number): RequestStatus {
  const status = statusAt(request, now)
  return status === 'rejected' && viewerId === request.senderId ? statusAt({ ...request, status: 'open' }, now) : status
}

/** What has to be known before somebody asks somebody. */
export interface AskFacts extends Between {
  readonly sender: Standing
  readonly receiver: Standing
  /** Each speaks what the other learns: their compatibility is above 0. */
  readonly fits: boolean
  /** They are partners already. */
  readonly matched: boolean
  /** The newest request from this sender to this receiver, in any status. */
  readonly latest: MatchRequest | null
  /** The newest request the other way round, in any status. */
  readonly crossing: MatchRequest | null
  /** Mail has a transport and the sender's address is not verified. */
  readonly mustVerifyMail: boolean
  /** How many requests wait for the receiver's answer. */
  readonly waiting: number
  readonly hello: string | null
}

/** `send` makes a new open request; `match` accepts the one that is open the other way round, and the hello becomes the second message. */
export type AskDecision = { readonly kind: 'send' } | { readonly kind: 'match'; readonly requestId: RequestId }

/**
 * Decides a request. `MATCH_001` where the two may not meet or do not fit, never saying which; `VALIDATION_ERROR` for a hello with a link; `CONFLICT` for
 * partners, for whoever has asked the same person in the last 7 days, whatever became of it (`details.status` as the sender sees it, `details.until`), and
 * while as many as one person holds wait for the receiver's answer (`details.status` is `full`); `EMAIL_NOT_VERIFIED`. Answering a crossing request needs no verified address, as accepting needs none.
 */
export function decideAsk(facts: AskFacts, now: number): AskDecision | Failure<'MATCH_001' | 'VALIDATION_ERROR' | 'CONFLICT' | 'EMAIL_NOT_VERIFIED'> {
  const { sender, latest, crossing } = facts
  if (!mayMeet(sender, facts.receiver, facts)) return fail('MATCH_001')
  if (facts.hello !== null && looksLikeLink(facts.hello)) return fail('VALIDATION_ERROR', { issues: [{ path: 'message', message: 'no links in a hello' }] })
  if (facts.matched) return fail('CONFLICT', { status: 'accepted' })
  if (crossing && statusAt(crossing, now) === 'open') return { kind: 'match', requestId: crossing.requestId }
  if (!facts.fits) return fail('MATCH_001')
  if (latest && now < latest.createdAt + REQUEST_LIFE) {
    const status = statusFor(latest, sender.userId, now)
    return fail('CONFLICT', { requestId: latest.requestId, status, until: timestamp(latest.createdAt + REQUEST_LIFE) })
  }
  if (facts.mustVerifyMail) return fail('EMAIL_NOT_VERIFIED')
  return hasRoom(facts.waiting) ? { kind: 'send' } : fail('CONFLICT', { status: 'full' })
}

/** What has to be known before a request is answered. */
export interface AnswerFacts extends Between {
  readonly request: MatchRequest | null
  /** The one who answers. */
  readonly viewer: Standing
  /** The one who asked. */
  readonly sender: Standing
}

/** `already`: it has this outcome, so doing it again changes nothing and answers the same. */
export type AnswerDecision = { readonly kind: 'accept' | 'reject' | 'withdraw' | 'already' }

/** A request that this person may handle in this role, or why not: a stranger's is `NOT_FOUND`, the other side's `USER_002`. */
function ownRequest(request: MatchRequest | null, viewerId: UserId, role: 'sender' | 'receiver'): MatchRequest | Failure<'NOT_FOUND' | 'USER_002'> {
  if (!request || (request.senderId !== viewerId && request.receiverId !== viewerId)) return fail('NOT_FOUND')
  return (role === 'sender' ? request.senderId : request.receiverId) === viewerId ? request : fail('USER_002')
}

/**
 * Decides an acceptance by the receiver. `CONFLICT` with `details.status` when it is no longer open; `MATCH_001` when the two may not meet any more;
 * `NOT_FOUND` for strangers, `USER_002` for the sender.
 */
export function decideAccept(facts: AnswerFacts, now: number): AnswerDecision | Failure<'NOT_FOUND' | 'USER_002' | 'CONFLICT' | 'MATCH_001'> {
  const request = ownRequest(facts.request, facts.viewer.userId, 'receiver')
  if ('failed' in request) return request
  const status = statusAt(request, now)
  if (status === 'accepted') return { kind: 'already' }
  if (status !== 'open') return fail('CONFLICT', { status })
  return mayMeet(facts.viewer, facts.sender, facts) ? { kind: 'accept' } : fail('MATCH_001')
}

/** Decides a rejection by the receiver, which is always free while the request is open. Failures as in {@link decideAccept}. */
export function decideReject(request: MatchRequest | null, viewerId: UserId, now: number): AnswerDecision | Failure<'NOT_FOUND' | 'USER_002' | 'CONFLICT'> {
  const own = ownRequest(request, viewerId, 'receiver')
  if ('failed' in own) return own
  const status = statusAt(own, now)
  if (status === 'rejected') return { kind: 'already' }
  return status === 'open' ? { kind: 'reject' } : fail('CONFLICT', { status })
}

/**
 * Decides a withdrawal by the sender, who may withdraw whatever looks open to them. `CONFLICT` with `details.status` once it was accepted or has lapsed;
 * `NOT_FOUND` for strangers, `USER_002` for the receiver.
 */
export function decideWithdraw(request: MatchRequest | null, viewerId: UserId, now: number): AnswerDecision | Failure<'NOT_FOUND' | 'USER_002' | 'CONFLICT'> {
  const own = ownRequest(request, viewerId, 'sender')
  if ('failed' in own) return own
  const status = statusFor(own, viewerId, now)
  if (status === 'withdrawn') return { kind: 'already' }
  return status === 'open' ? { kind: 'withdraw' } : fail('CONFLICT', { status })
}
