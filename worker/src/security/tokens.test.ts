import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { Actor, person } from '@studymate/host/testing/actors'

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token as somebody forges it who does not know the secret, or guesses `key`. */
function forge(head: object, claims: object, key: string | Buffer = 'secret'): string {
  const body = `${encode(head)}.${encode(claims)}`
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}

/** A forged token is refused before its claims count; those that only time and audience make wrong are tried in `tokens.claims.test.ts` with the real key. */
describe('a forged access token', () => {
  it('is AUTH_003 in every dress, never a failure of ours', async () => {
    const someone = await person()
    const [head = '', claims = '', signature = ''] = (someone.token ?? '').split('.')
    const own = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
    const typ = 'at+jwt'
    const tokens: Record<string, string> = {
      none: `${encode({ alg: 'none', typ })}.${claims}.`,
      'none with a signature': `${encode({ alg: 'None', typ })}.${claims}.${signature}`,
      'another algorithm under our signature': `${encode({ alg: 'HS512', typ })}.${claims}.${signature}`,
      'an asymmetric algorithm': forge({ alg: 'RS256', typ }, own, '-----BEGIN PUBLIC KEY-----'),
      'an elliptic curve of nothing': `${encode({ alg: 'ES256', typ })}.${claims}.${Buffer.alloc(64).toString('base64url')}`,
      'kid out of the folder': forge({ alg: 'HS256', typ, kid: '../../../../dev/null' }, own, ''),
      'kid into a database': forge({ alg: 'HS256', typ, kid: "x' UNION SELECT 'secret" }, own, 'secret'),
      'a key of its own': forge({ alg: 'HS256', typ, jwk: { kty: 'oct', k: 'c2VjcmV0' } }, own, 'secret'),
      'a key from elsewhere': forge({ alg: 'HS256', typ, jku: 'https://attacker.example/keys' }, own),
      'an unknown critical field': forge({ alg: 'HS256', typ, crit: ['b64'], b64: false }, own),
      'the plain type': forge({ alg: 'HS256', typ: 'JWT' }, own),
      'another person': forge({ alg: 'HS256', typ }, { ...own, sub: 'user_000000000000' }),
      'a role': `${head}.${encode({ ...own, role: 'ADMIN' })}.${signature}`,
      'no claims': `${head}..${signature}`,
      'claims that are no object': `${head}.${Buffer.from('"x"').toString('base64url')}.${signature}`,
      'a cut signature': `${head}.${claims}.${signature.slice(0, -2)}`,
      'five parts': `${head}.${claims}.${signature}.x.y`,
      'sixteen kilobytes': `${head}.${'A'.repeat(16_384)}.${signature}`,
      'the refresh token': someone.tokens.refreshToken,
    }
    const visitor = new Actor()
    for (const [name, token] of Object.entries(tokens)) {
      visitor.token = token
      const reply = await visitor.call(auth.whoAmI, {})
      expect([name, reply.status, reply.code]).toEqual([name, 401, 'AUTH_003'])
    }
    expect((await someone.call(auth.whoAmI, {})).code).toBe('OK')
  })

  it('is AUTH_001 or AUTH_003 where the header is none of ours', async () => {
    const someone = await person()
    const status = async (authorization: string) => {
      const reply = await fetch(`${someone.url}/api/v1/auth/me`, { headers: { authorization, 'x-forwarded-for': someone.address } })
      return [reply.status, ((await reply.json()) as { error: { code: string } }).error.code]
    }
    for (const header of ['Basic dTpw', 'Bearer', `Bearer ${someone.token} x`, `Bearer ${someone.token},${someone.token}`, `Token ${someone.token}`])
      expect([header.slice(0, 8), ...(await status(header))]).toEqual([header.slice(0, 8), 401, 'AUTH_003'])
  })
})

describe('a refresh token', () => {
  it('is not an access token, nor any forged thing: AUTH_003', async () => {
    const someone = await person()
    for (const refreshToken of [
      someone.tokens.accessToken,
      forge({ alg: 'none' }, {}),
      'x',
      `${someone.tokens.refreshToken}x`,
      someone.tokens.refreshToken.toLowerCase(),
    ])
      expect((await new Actor().call(auth.refresh, { refreshToken })).code).toBe('AUTH_003')
    expect((await new Actor().call(auth.refresh, { refreshToken: 'a'.repeat(16_384) })).code).toBe('VALIDATION_ERROR')
    expect((await new Actor().call(auth.refresh, { refreshToken: '' })).code).toBe('VALIDATION_ERROR')
  })
})
