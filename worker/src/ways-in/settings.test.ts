import { describe, expect, it } from 'vitest'
import { Settings } from '#edge/config'
import { cookiesOf } from '#edge/cookies'
import { providersOf } from './providers.ts'

const missing = (given: Record<string, string>) => Settings.safeParse(given).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('the settings of providers', () => {
  it.each([
    [{ GOOGLE_CLIENT_ID: 'x' }, 'GOOGLE_CLIENT_SECRET: GOOGLE_CLIENT_ID needs it'],
    [{ GOOGLE_CLIENT_SECRET: 'x' }, 'GOOGLE_CLIENT_ID: GOOGLE_CLIENT_SECRET needs it'],
    [{ NAVER_CLIENT_ID: 'x' }, 'NAVER_CLIENT_SECRET: NAVER_CLIENT_ID needs it'],
    [{ KAKAO_CLIENT_SECRET: 'x' }, 'KAKAO_CLIENT_ID: KAKAO_CLIENT_SECRET needs it'],
    [{ OIDC_CLIENT_ID: 'x' }, 'OIDC_ISSUER: OIDC_CLIENT_ID needs it'],
    [{ OIDC_ISSUER: 'https://id.school.example' }, 'OIDC_CLIENT_ID: OIDC_ISSUER needs it'],
    [{ OIDC_CLIENT_ID: 'x', OIDC_ISSUER: 'http://id.school.example' }, 'OIDC_ISSUER: an https address (http only for this machine)'],
  ])('are whole or refused: %j', (given, complaint) => expect(missing(given)).toContain(complaint))

  it('switch on what they name', () => {
    expect(providersOf(Settings.parse({}))).toEqual([])
    const some = Settings.parse({ KAKAO_CLIENT_ID: 'k', OIDC_CLIENT_ID: 'x', OIDC_ISSUER: 'http://127.0.0.1:9000' })
    expect(providersOf(some).map(({ id }) => id)).toEqual(['kakao', 'oidc'])
  })
})

describe('the cookie of a trip', () => {
  const request = (cookie: string) => new Request('https://study.example/', { headers: { cookie } })

  it('belongs to this host alone over HTTPS: none that a neighbour planted is read', () => {
    const headers: Record<string, string> = {}
    cookiesOf(request(''), true, headers).set('way', 'secret', 600)
    expect(headers['set-cookie']).toBe('__Host-way=secret; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure')
    expect(cookiesOf(request('way=planted'), true, {}).get('way')).toBeNull()
    expect(cookiesOf(request('a=b; __Host-way=secret'), true, {}).get('way')).toBe('secret')
    expect(cookiesOf(request('way=<script>'), false, {}).get('way')).toBeNull()
  })
})
