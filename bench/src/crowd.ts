import { SignJWT } from 'jose'
import { secretsOf } from '@studymate/host/secrets'
import type { Host } from '@studymate/host/host'

/** Two partners of a made-up crowd and their room. */
export interface CrowdPair {
  readonly roomId: string
  readonly members: readonly { readonly userId: string; readonly token: string; readonly address: string }[]
}

const USERS = `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, onboarded_at, created_at)
  SELECT value ->> 'id', value ->> 'id' || '@study.example', value ->> 'id', 'Person', 1990, 'en', 'Asia/Seoul', ?2, ?2 FROM json_each(?1)`
const LOGINS = `INSERT INTO logins (id, user_id, created_at, used_at, device, browser, address, place)
  SELECT value ->> 'loginId', value ->> 'id', ?2, ?2, 'bench', 'bench', 'bench', 'Unknown' FROM json_each(?1)`
const MATCHES = `INSERT INTO matches (id, low_id, high_id, room_id, request_id, accept_nonce, created_at)
  SELECT value ->> 'id', value ->> 'low', value ->> 'high', value ->> 'roomId', value ->> 'id', 'bench', ?2 FROM json_each(?1)`

const GROUPS = `INSERT INTO group_rooms (room_id, maker_id, title, created_at) VALUES (?1, ?2, 'Bench', ?3)`
const GROUP_MEMBERS = `INSERT INTO group_members (room_id, user_id, joined_at, nonce) SELECT ?1, value, ?3, 'bench' FROM json_each(?2)`

/** Puts people who are there already into one group, however large: the limit of fifty stands in the operation, not in the room. Gives the room's id. */
export async function seedGroup(host: Host, members: readonly { readonly userId: string }[]): Promise<string> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const now = Date.now()
  const roomId = `room_group${String(members.length).padStart(8, '0')}`
  const ids = members.map(({ userId }) => userId)
  await db.batch([db.prepare(GROUPS).bind(roomId, ids[0] ?? null, now), db.prepare(GROUP_MEMBERS).bind(roomId, JSON.stringify(ids), now)])
  return roomId
}

/** Puts pairs of partners who are signed in straight into a host's database: a thousand registrations would take longer than all figures. */
export async function seedPairs(host: Host, dataDir: string, count: number): Promise<CrowdPair[]> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const now = Date.now()
  const people = Array.from({ length: count * 2 }, (_, n) => {
    const id = String(n).padStart(8, '0')
    return { id: `user_talk${id}`, loginId: `login_talk${id}` }
  })
  const pairs = Array.from({ length: count }, (_, n) => {
    const id = String(n).padStart(8, '0')
    return { id: `match_talk${id}`, low: people[n * 2]?.id ?? '', high: people[n * 2 + 1]?.id ?? '', roomId: `room_talk${id}` }
  })
  await db.batch([
    db.prepare(USERS).bind(JSON.stringify(people), now),
    db.prepare(LOGINS).bind(JSON.stringify(people), now),
    db.prepare(MATCHES).bind(JSON.stringify(pairs), now),
  ])
  const key = Buffer.from(secretsOf(dataDir).JWT_SECRET, 'hex')
  const seconds = Math.floor(now / 1000)
  // The token that a sign-in would have given (worker/src/edge/tokens.ts).
  const sign = ({ id, loginId }: { id: string; loginId: string }) =>
    new SignJWT({ lid: loginId })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer('studymate')
      .setAudience('studymate-api')
      .setSubject(id)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 3600)
      .sign(key)
  const signed = await Promise.all(people.map(async (one, n) => ({ userId: one.id, token: await sign(one), address: `10.20.${n >> 8}.${n & 255}` })))
  return pairs.map(({ roomId }, n) => ({ roomId, members: signed.slice(n * 2, n * 2 + 2) }))
}
