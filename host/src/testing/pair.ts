import { RoomId } from '@studymate/contract/values'
import type { Host } from '../host.ts'
import { fresh, person } from './actors.ts'
import type { Person, PersonFacts } from './actors.ts'

/** The two of a pair, and what the first said when asking. */
export interface PairFacts {
  readonly a?: PersonFacts
  readonly b?: PersonFacts
  readonly hello?: string
}

/** Two partners and their room, from a match as an acceptance leaves it. */
export async function pairOf(host: Host, facts: PairFacts = {}): Promise<{ a: Person; b: Person; roomId: RoomId }> {
  const [a, b] = [await person(facts.a, host.url), await person(facts.b, host.url)]
  return { a, b, roomId: await matchOf(host, a, b, facts.hello) }
}

/** Makes partners of two people, as an acceptance leaves it; gives their room. */
export async function matchOf(host: Host, a: Person, b: Person, hello?: string): Promise<RoomId> {
  const roomId = RoomId.parse(`room_${'t'.repeat(8)}${fresh()}`)
  const [low, high] = a.userId < b.userId ? [a.userId, b.userId] : [b.userId, a.userId]
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const request = `mreq_${'t'.repeat(8)}${fresh()}`
  await db
    .prepare(`INSERT INTO match_requests (id, sender_id, receiver_id, low_id, high_id, hello, status, created_at) VALUES (?, ?, ?, ?, ?, ?, 'accepted', 1000)`)
    .bind(request, a.userId, b.userId, low, high, hello ?? null)
    .run()
  await db
    .prepare('INSERT INTO matches (id, low_id, high_id, room_id, request_id, accept_nonce, created_at) VALUES (?, ?, ?, ?, ?, ?, 2000)')
    .bind(`match_${'t'.repeat(8)}${fresh()}`, low, high, roomId, request, 'nonce')
    .run()
  return roomId
}
