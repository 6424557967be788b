import { SignJWT, errors, jwtVerify } from 'jose'
import * as z from 'zod'
import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { LoginId, UserId } from '@studymate/contract/values'
import type { WorkerEnv } from './context.ts'

/** Seconds an access token lives. */
export const ACCESS_SECONDS = 3600

/** How far the clocks of two machines of the platform may stand apart. */
const SKEW_SECONDS = 5

const ISSUER = 'studymate'
const AUDIENCE = 'studymate-api'
const TYPE = 'at+jwt'

let imported: { secret: string; key: Promise<CryptoKey> } | null = null

function keyOf(env: WorkerEnv): Promise<CryptoKey> {
  const secret = env.JWT_SECRET
  if (!secret || !/^[0-9a-f]{64,}$/.test(secret)) throw new Error('JWT_SECRET must be at least 32 bytes in hex')
  if (imported?.secret !== secret) {
    imported = { secret, key: crypto.subtle.importKey('raw', Buffer.from(secret, 'hex'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']) }
  }
  return imported.key
}

/** Who a token speaks for. `expiresAt` is epoch milliseconds. */
export interface Bearer {
  readonly userId: UserId
  readonly loginId: LoginId
  readonly expiresAt: number
}

/** Signs an access token (JWT, RFC 7519, typed `at+jwt` after RFC 9068) for an hour. */
export async function signAccess(env: WorkerEnv, of: { userId: UserId; loginId: LoginId }, now: number): Promise<string> {
  const seconds = Math.floor(now / 1000)
  return new SignJWT({ lid: of.loginId })
    .setProtectedHeader({ alg: 'HS256', typ: TYPE })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(of.userId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ACCESS_SECONDS)
    .sign(await keyOf(env))
}

const Claims = z.object({ sub: UserId, lid: LoginId, exp: z.number() })

// A signature that held once holds again: only the clock is asked anew. Oldest first out.
const MOST_VERIFIED = 5_000
const verified = new Map<string, Bearer>()

function remember(token: string, bearer: Bearer): void {
  verified.set(token, bearer)
  for (const oldest of verified.keys()) {
    if (verified.size <= MOST_VERIFIED) break
    verified.delete(oldest)
  }
}

/** Checks an access token without I/O. Whether its login still stands is asked of the database beside. */
export async function verifyAccess(env: WorkerEnv, token: string, now: number): Promise<Bearer | Failure<'AUTH_002' | 'AUTH_003'>> {
  if (token.length > 4096) return fail('AUTH_003')
  const before = verified.get(token)
  if (before) return before.expiresAt > now ? before : fail('AUTH_002')
  try {
    const { payload } = await jwtVerify(token, await keyOf(env), {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      currentDate: new Date(now),
      // Also refuses what claims to be signed later than now.
      maxTokenAge: ACCESS_SECONDS,
      clockTolerance: SKEW_SECONDS,
    })
    const claims = Claims.safeParse(payload)
    if (!claims.success) return fail('AUTH_003')
    const bearer: Bearer = { userId: claims.data.sub, loginId: claims.data.lid, expiresAt: claims.data.exp * 1000 }
    if (bearer.expiresAt <= now) return fail('AUTH_002')
    remember(token, bearer)
    return bearer
  } catch (error) {
    return error instanceof errors.JWTExpired ? fail('AUTH_002') : fail('AUTH_003')
  }
}

/** Statements of the standing of a login. */
export const SQL = {
  standing: `SELECT u.role FROM logins l JOIN users u ON u.id = l.user_id WHERE l.id = ?1 AND l.user_id = ?2 AND l.ended_at IS NULL`,
} as const

const Standing = z.object({ role: z.enum(['MEMBER', 'ADMIN']) }).nullable()

/** Whether the login still stands, and as what: null when it was ended or its person is gone. */
export async function standingOf(db: D1Database, bearer: Bearer): Promise<z.infer<typeof Standing>> {
  return Standing.parse(await db.prepare(SQL.standing).bind(bearer.loginId, bearer.userId).first())
}
