import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { isFailure } from '@studymate/contract/errors'
import { LoginId, UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { signAccess, verifyAccess } from '#edge/tokens'

const JWT_SECRET = '5a'.repeat(32)
const NOW = Date.UTC(2026, 10, 25, 11)
const SECONDS = NOW / 1000
const who = { userId: UserId.parse('user_000000000001'), loginId: LoginId.parse('login_000000000001') }
const good = { iss: 'studymate', aud: 'studymate-api', sub: who.userId, lid: who.loginId, iat: SECONDS, exp: SECONDS + 3600 }

// The rest of an environment has no part in this.
const env = { JWT_SECRET } as WorkerEnv

/** Signed with the right key: only what it claims is wrong. */
function signed(claims: Record<string, unknown>, header: { alg: string; typ?: string; kid?: string } = { alg: 'HS256', typ: 'at+jwt' }): Promise<string> {
  return new SignJWT(claims).setProtectedHeader(header).sign(Buffer.from(JWT_SECRET, 'hex'))
}

async function codeOf(token: string, now = NOW): Promise<string> {
  const bearer = await verifyAccess(env, token, now)
  return isFailure(bearer) ? bearer.code : 'OK'
}

describe('an access token', () => {
  it('stands for an hour to the millisecond, also when it was checked before', async () => {
    const token = await signAccess(env, who, NOW)
    for (const [now, code] of [
      [NOW, 'OK'],
      [NOW + 3_599_999, 'OK'],
      [NOW + 3_600_000, 'AUTH_002'],
      [NOW + 90_000_000, 'AUTH_002'],
    ] as const)
      expect([now, await codeOf(token, now)]).toEqual([now, code])
    // A fresh one, first seen in the seconds of the skew.
    expect(await codeOf(await signAccess(env, who, NOW - 1_000), NOW + 3_600_000)).toBe('AUTH_002')
  })

  it.each([
    ['good', {}, 'OK'],
    ['expired', { iat: SECONDS - 7200, exp: SECONDS - 3600 }, 'AUTH_002'],
    ['of a foreign issuer', { iss: 'elsewhere' }, 'AUTH_003'],
    ['of no issuer', { iss: undefined }, 'AUTH_003'],
    ['for a foreign audience', { aud: 'another-api' }, 'AUTH_003'],
    ['for no audience', { aud: undefined }, 'AUTH_003'],
    ['not yet good', { nbf: SECONDS + 600 }, 'AUTH_003'],
    ['signed in the future', { iat: SECONDS + 600, exp: SECONDS + 4200 }, 'AUTH_003'],
    ['of a clock two seconds ahead', { iat: SECONDS + 2, exp: SECONDS + 3602 }, 'OK'],
    ['signed never', { iat: undefined }, 'AUTH_003'],
    ['without an end', { exp: undefined }, 'AUTH_003'],
    ['good for years', { iat: SECONDS - 7200, exp: SECONDS + 90_000_000 }, 'AUTH_002'],
    ['with an end in words', { exp: 'never' }, 'AUTH_003'],
    ['of nobody', { sub: undefined }, 'AUTH_003'],
    ['of another kind of id', { sub: 'room_000000000001' }, 'AUTH_003'],
    ['without its login', { lid: undefined }, 'AUTH_003'],
  ])('%s is %s', async (_, change, code) => {
    expect(await codeOf(await signed({ ...good, ...change }))).toBe(code)
  })

  it('is of its own type and algorithm', async () => {
    for (const header of [{ alg: 'HS256' }, { alg: 'HS256', typ: 'JWT' }, { alg: 'HS384', typ: 'at+jwt' }, { alg: 'HS512', typ: 'at+jwt' }])
      expect([header, await codeOf(await signed(good, header))]).toEqual([header, 'AUTH_003'])
  })
})
