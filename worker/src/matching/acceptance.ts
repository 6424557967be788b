import { MatchId, RoomId } from '@studymate/contract/values'
import type { RequestId, UserId } from '@studymate/contract/values'
import { REQUEST_LIFE } from '@studymate/domain/matching/requests'
import type { MemberCtx } from '#edge/context'
import { digest } from '#edge/ports'
import { recordFactOf } from '#events/facts'
import * as store from './store.ts'

/** Ids of the match and the room of two people: they follow from the pair, so that whoever accepts makes the same. */
export function matchIdsOf(a: UserId, b: UserId): { matchId: MatchId; roomId: RoomId } {
  const pair = store.pairOf(a, b).join('\n')
  return { matchId: MatchId.parse(`match_${digest(`match\n${pair}`).slice(0, 32)}`), roomId: RoomId.parse(`room_${digest(`room\n${pair}`).slice(0, 32)}`) }
}

const BY_NONCE = 'EXISTS (SELECT 1 FROM match_requests WHERE id = ? AND accept_nonce = ?)'

/**
 * Accepts a request if it is still open and nothing stands between the two: match, facts of both and event in one batch, tied to this very acceptance.
 * `crossing` is a request of the accepting one that met it. Whether it happened is read afterwards: {@link store.findRequest}.
 */
export async function commitAcceptance(ctx: MemberCtx, request: store.StoredRequest, crossing?: { requestId: RequestId; hello: string | null }): Promise<void> {
  const { db, now } = ctx
  const { requestId, senderId, receiverId } = request
  const [low, high] = store.pairOf(senderId, receiverId)
  const { matchId, roomId } = matchIdsOf(senderId, receiverId)
  const nonce = ctx.ids.uuid()
  const when = { sql: BY_NONCE, values: [requestId, nonce] }
  const factOf = (userId: UserId) =>
    recordFactOf(
      db,
      { id: `fact_${digest(`match.accepted\n${requestId}\n${userId}`).slice(0, 32)}`, userId, kind: 'match.accepted', subject: matchId, amount: 1, at: now },
      when,
    )
  await db.batch([
    db.prepare(store.SQL.accept).bind(requestId, receiverId, senderId, now, now - REQUEST_LIFE, nonce),
    ...(crossing ? [db.prepare(store.SQL.addCrossing).bind(crossing.requestId, receiverId, senderId, low, high, crossing.hello, now, nonce, requestId)] : []),
    db.prepare(store.SQL.addMatch).bind(matchId, low, high, roomId, requestId, nonce, now),
    ...store.answeringStatements(db, receiverId, now),
    factOf(senderId),
    factOf(receiverId),
    ctx.emit({ type: 'match.accepted', matchId, requestId, roomId, byUserId: receiverId, otherUserId: senderId }, when),
  ])
}
