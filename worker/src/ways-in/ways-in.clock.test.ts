import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { requestMatch } from '@studymate/contract/matching'
import * as onboarding from '@studymate/contract/onboarding'
import { changeEmail, confirmEmail, objectToEmail } from '@studymate/contract/security'
import * as ways from '@studymate/contract/ways-in'
import type { ProviderId } from '@studymate/contract/ways-in'
import type { Host } from '@studymate/host/host'
import { Actor, fresh, learner, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linkTokens, readMails, textOf } from '@studymate/host/testing/mails'
import { startOpenId } from '@studymate/host/testing/openid-server'
import type { OpenIdServer } from '@studymate/host/testing/openid-server'
import { startKakao, startNaver } from '@studymate/host/testing/provider-server'
import type { ProviderServer } from '@studymate/host/testing/provider-server'
import { openTestHost } from '@studymate/host/testing/test-host'
import { Traveller } from '@studymate/host/testing/traveller'
import { REGISTRY } from '#registry/registry'

const MINUTE = 60_000
const app = { clientId: 'studymate-app', secret: 'provider-secret' }

let host: Host
let google: OpenIdServer
let school: OpenIdServer
let naver: ProviderServer
let kakao: ProviderServer
let offset = 0

beforeAll(async () => {
  ;[google, school, naver, kakao] = await Promise.all([startOpenId(), startOpenId(), startNaver(app), startKakao(app)])
  host = await openTestHost({
    settings: {
      GOOGLE_CLIENT_ID: app.clientId,
      GOOGLE_CLIENT_SECRET: app.secret,
      GOOGLE_ISSUER: google.url,
      NAVER_CLIENT_ID: app.clientId,
      NAVER_CLIENT_SECRET: app.secret,
      NAVER_AUTHORIZE_URL: `${naver.url}/authorize`,
      NAVER_TOKEN_URL: `${naver.url}/token`,
      NAVER_USERINFO_URL: `${naver.url}/me`,
      KAKAO_CLIENT_ID: app.clientId,
      KAKAO_CLIENT_SECRET: app.secret,
      KAKAO_AUTHORIZE_URL: `${kakao.url}/authorize`,
      KAKAO_TOKEN_URL: `${kakao.url}/token`,
      KAKAO_USERINFO_URL: `${kakao.url}/me`,
      OIDC_CLIENT_ID: app.clientId,
      OIDC_ISSUER: school.url,
      OIDC_NAME: '한빛학교',
      PROVIDER_TIMEOUT_SECONDS: '3',
    },
  })
})
afterAll(async () => {
  await host.close()
  await Promise.all([google, school, naver, kakao].map((server) => server.close()))
})
beforeEach(() => {
  for (const server of [google, school]) Object.assign(server, { claims: {}, userinfo: {}, spoil: null })
  for (const server of [naver, kakao]) server.token = null
})

const subject = () => `s${fresh()}`
const traveller = () => new Traveller(host.url)
const isGoogle = (claims: Record<string, unknown>) => Object.assign(google, { claims })
const isNaver = (response: Record<string, unknown>) => (naver.me = { status: 200, body: { resultcode: '00', message: 'success', response } })
const isKakao = (body: Record<string, unknown>) => (kakao.me = { status: 200, body })

/** Sets what each provider says of one and the same somebody who is new to all. */
function somebody(): { email: string } {
  const n = fresh()
  const email = `way${n}@study.example`
  isGoogle({ sub: `g${n}`, email, email_verified: true, name: '지우' })
  Object.assign(school, { claims: { sub: `o${n}` }, userinfo: { email, email_verified: true, name: '지우' } })
  isNaver({ id: `n${n}`, email, nickname: '지우' })
  isKakao({ id: n, kakao_account: { profile: { nickname: '지우' }, email, is_email_valid: true, is_email_verified: true } })
  return { email }
}

async function rows<T>(sql: string, ...values: unknown[]): Promise<T[]> {
  const db = await host.miniflare.getD1Database('DB')
  return (
    await db
      .prepare(sql)
      .bind(...values)
      .all<T>()
  ).results
}
const counted = async () =>
  (await rows<{ people: number; identities: number }>('SELECT (SELECT count(*) FROM users) AS people, (SELECT count(*) FROM identities) AS identities'))[0]

/** Signed in, no second factor asked for. */
async function enters(provider: ProviderId, by = traveller()): Promise<{ by: Traveller; user: auth.Account }> {
  const admission = await by.signIn(provider)
  if (!('user' in admission)) throw new Error('a second factor is asked for')
  return { by, user: admission.user }
}

/** The signed-in person as a browser that can travel. */
function browserOf(of: Person): Traveller {
  const browser = traveller()
  browser.token = of.token
  return browser
}

describe('a provider', () => {
  it('is named in the language of the caller, in the order of the buttons', async () => {
    const visitor = new Actor(host.url)
    const korean = await visitor.ok(ways.listProviders, {}, { 'accept-language': 'ko' })
    expect(korean.map(({ name }) => name)).toEqual(['Google', '네이버', '카카오', '한빛학교'])
    expect(await visitor.ok(ways.listProviders, {})).toEqual([
      { provider: 'google', name: 'Google' },
      { provider: 'naver', name: 'Naver' },
      { provider: 'kakao', name: 'Kakao' },
      { provider: 'oidc', name: '한빛학교' },
    ])
  })

  it.each([
    ['google', { verified: true }],
    ['oidc', { verified: true }],
    ['kakao', { verified: true }],
    ['naver', { verified: false }],
  ] as const)('%s makes an account and finds it again', async (provider, { verified }) => {
    const { email } = somebody()
    const first = await enters(provider)
    expect(first.user).toMatchObject({ displayName: '지우', email: verified ? email : null, verified, birthYear: null, onboarded: false, role: 'MEMBER' })
    expect(await first.by.ok(auth.whoAmI, {})).toEqual(first.user)
    const again = await enters(provider)
    expect(again.user.userId).toBe(first.user.userId)
    const history = await rows<{ method: string; success: number }>('SELECT method, success FROM login_history WHERE user_id = ?', first.user.userId)
    expect(history).toEqual([1, 2].map(() => ({ method: `oauth_${provider}`, success: 1 })))
  })

  it.each(['google', 'oidc', 'kakao', 'naver'] as const)('%s is asked with what protects the way back', async (provider) => {
    somebody()
    const away = await traveller().setOut(provider)
    const asked = Object.fromEntries(away.searchParams)
    expect(asked).toMatchObject({ response_type: 'code', client_id: app.clientId, redirect_uri: `${host.url}/api/v1/auth/callback/${provider}` })
    expect(asked['state']).toMatch(/^[\w-]{43}$/)
    // Naver documents no code challenge.
    expect([asked['code_challenge_method'], asked['code_challenge']?.length]).toEqual(provider === 'naver' ? [undefined, undefined] : ['S256', 43])
    expect(asked['nonce'] !== undefined).toBe(provider === 'google' || provider === 'oidc')
  })

  it('gets no birth year from anywhere but the person, and takes language and zone along', async () => {
    somebody()
    const { userId } = await traveller()
      .signIn('google', { birthYear: '1999', locale: 'ko', timeZone: 'America/New_York' })
      .then((admission) => ('user' in admission ? admission.user : { userId: '' }))
    expect(await rows('SELECT birth_year, locale, time_zone FROM users WHERE id = ?', userId)).toEqual([
      { birth_year: 1999, locale: 'ko', time_zone: 'America/New_York' },
    ])
    const young = await new Actor(host.url).call(ways.startSignIn, { provider: 'google', birthYear: new Date().getFullYear() - 12 })
    expect([young.status, young.code]).toEqual([403, 'AGE_RESTRICTED'])
  })

  it('that says no name and no address makes an account without them (F05)', async () => {
    isNaver({ id: subject() })
    expect((await enters('naver')).user).toMatchObject({ displayName: '', email: null, verified: false })
    isKakao({ id: fresh() })
    const { user } = await enters('kakao')
    expect(user).toMatchObject({ displayName: '', email: null })
    expect(user.username).toMatch(/^user_/)
    isGoogle({ sub: subject(), name: 'win.example/x' })
    expect((await enters('google')).user.displayName).toBe('')
  })

  it('counts an address only where it vouches for it', async () => {
    const { email } = somebody()
    isKakao({ id: fresh(), kakao_account: { email, is_email_valid: false, is_email_verified: true } })
    expect((await enters('kakao')).user).toMatchObject({ email: null, verified: false })
    isGoogle({ sub: subject(), email, email_verified: false })
    expect((await enters('google')).user).toMatchObject({ email: null, verified: false })
    isGoogle({ sub: subject(), email, email_verified: 'true' })
    expect((await enters('google')).user).toMatchObject({ email, verified: true })
  })
})

describe('a way back that proves nothing', () => {
  const nothing = async (work: () => Promise<{ error: string | null; code: string | null }>, error: string) => {
    const before = await counted()
    expect(await work()).toMatchObject({ error, code: null })
    expect(await counted()).toEqual(before)
  }

  it('tells of a person who said no', async () => {
    const browser = traveller()
    const away = await browser.setOut('naver', { returnTo: '/find' })
    const back = new URL(`/api/v1/auth/callback/naver?error=access_denied&state=${away.searchParams.get('state') ?? ''}`, host.url)
    expect(await browser.land(back)).toMatchObject({ path: '/auth/callback/naver', error: 'CANCELLED', returnTo: '/find' })
  })

  it('takes no state of another browser, none that was made up, and none of another provider', async () => {
    somebody()
    const [mine, theirs] = [traveller(), traveller()]
    await mine.setOut('google')
    const back = await theirs.open(await theirs.setOut('google'))
    await nothing(() => mine.land(back), 'STATE_EXPIRED')
    await nothing(() => new Traveller(host.url).land(back), 'STATE_EXPIRED')
    for (const state of ['', 'made-up', 'x'.repeat(512)]) await nothing(() => mine.land(`/api/v1/auth/callback/google?code=c&state=${state}`), 'STATE_EXPIRED')
    await nothing(() => mine.land('/api/v1/auth/callback/google?code=c'), 'STATE_EXPIRED')
    // Mix-up: what Google sent is held out at Naver's door, and the other way round.
    const naverBack = await theirs.open(await theirs.setOut('naver'))
    await nothing(() => theirs.land(new URL(back.href.replace('/google', '/naver'))), 'STATE_EXPIRED')
    await nothing(() => theirs.land(new URL(naverBack.href.replace('/naver', '/google'))), 'STATE_EXPIRED')
    // None of that used it up.
    expect((await theirs.land(back)).code).toBeTruthy()
  })

  it('takes an answer of no other issuer (RFC 9207)', async () => {
    somebody()
    const browser = traveller()
    const back = await browser.open(await browser.setOut('google'))
    back.searchParams.set('iss', school.url)
    await nothing(() => browser.land(back), 'PROVIDER_UNAVAILABLE')
  })

  it('works once, of thirty at once, and only for ten minutes', async () => {
    somebody()
    const browser = traveller()
    const back = await browser.open(await browser.setOut('google'))
    const landings = await Promise.all(Array.from({ length: 30 }, () => browser.land(back)))
    expect(landings.filter(({ code }) => code !== null)).toHaveLength(1)
    expect(landings.filter(({ error }) => error === 'STATE_EXPIRED')).toHaveLength(29)
    const late = await browser.open(await browser.setOut('google'))
    await host.moveClock((offset += 11 * MINUTE))
    await nothing(() => browser.land(late), 'STATE_EXPIRED')
  })

  it('makes one account of two first trips at once', async () => {
    somebody()
    const trips = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const browser = traveller()
        return { browser, back: await browser.open(await browser.setOut('kakao')) }
      }),
    )
    const landings = await Promise.all(trips.map(({ browser, back }) => browser.land(back)))
    const replies = await Promise.all(trips.map(({ browser }, index) => browser.exchange(landings[index]?.code ?? null)))
    expect(new Set(replies.map(({ data }) => (data && 'user' in data ? data.user.userId : data)))).toHaveProperty('size', 1)
  })

  it.each([
    ['a nonce of another trip', { nonce: 'another' }],
    ['an audience that is not us', { aud: 'somebody-else' }],
    ['an issuer that is another', { iss: 'https://accounts.evil.example' }],
    ['an end that has passed', { iat: Math.floor(Date.now() / 1000) - 7200, exp: Math.floor(Date.now() / 1000) - 3600 }],
    ['no subject', { sub: '' }],
  ])('refuses an ID token with %s', async (_, claims) => {
    const { email } = somebody()
    isGoogle({ sub: subject(), email, email_verified: true, ...claims })
    await nothing(() => traveller().travel('google'), 'PROVIDER_UNAVAILABLE')
  })

  it.each(['none', 'HS256', 'tampered', 'missing'])('refuses an ID token whose signature is %s', async (how) => {
    somebody()
    google.spoil = (answer) => {
      if (answer.body === '') return
      const [head = '', payload = '', signature = ''] = String(answer.body['id_token']).split('.')
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const claims: Record<string, unknown> = JSON.parse(Buffer.from(payload, 'base64url').toString())
      if (how === 'missing') delete answer.body['id_token']
      else if (how === 'tampered') answer.body['id_token'] = [head, part({ ...claims, sub: 'somebody-else' }), signature].join('.')
      else
        answer.body['id_token'] = [part({ alg: how, typ: 'JWT' }), payload, how === 'none' ? '' : createHash('sha256').update(head).digest('base64url')].join(
          '.',
        )
    }
    await nothing(() => traveller().travel('google'), 'PROVIDER_UNAVAILABLE')
  })

  it.each([
    ['a failure', { status: 500, body: { error: 'server_error' } }],
    ['a failure inside a 200', { status: 200, body: { error: 'invalid_request', error_description: 'no valid data in session' } }],
    ['what is no JSON', { status: 200, body: '<html>busy</html>' }],
    ['too much', { status: 200, body: JSON.stringify({ access_token: 'x'.repeat(300_000), token_type: 'bearer' }) }],
    ['nothing at all', 'hang'],
  ] as const)('survives %s at the token endpoint', async (_, answer) => {
    somebody()
    naver.token = answer
    await nothing(() => traveller().travel('naver'), 'PROVIDER_UNAVAILABLE')
    kakao.token = answer
    await nothing(() => traveller().travel('kakao'), 'PROVIDER_UNAVAILABLE')
  })

  it.each([
    ['a 401', { status: 401, body: { resultcode: '024', message: 'Authentication failed' } }],
    ['a failure inside a 200', { status: 200, body: { resultcode: '024', message: 'Authentication failed' } }],
    ['another shape', { status: 200, body: { resultcode: '00', response: { id: 7 } } }],
    ['a list', { status: 200, body: [] }],
  ])('makes no account of %s from Naver (F05)', async (_, answer) => {
    naver.me = answer
    await nothing(() => traveller().travel('naver'), 'PROVIDER_UNAVAILABLE')
  })

  it('takes no further claims of another person', async () => {
    somebody()
    Object.assign(school, { userinfo: { sub: 'somebody-else', email: 'victim@study.example', email_verified: true } })
    await nothing(() => traveller().travel('oidc'), 'PROVIDER_UNAVAILABLE')
  })

  it('makes no account where Kakao gives no number, or one that is not exact', async () => {
    for (const body of [{}, { id: null }, '{"id": 12345678901234567890}']) {
      kakao.me = { status: 200, body }
      await nothing(() => traveller().travel('kakao'), 'PROVIDER_UNAVAILABLE')
    }
  })

  it('leads only to paths of this site', async () => {
    somebody()
    const bad = [
      '//evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https://evil.example/',
      'javascript:alert(1)',
      '/.//evil.example',
      '/\t/evil',
      '/find\r\nSet-Cookie: a=b',
      '/\r\n/evil.example',
      '/auth/callback/google',
    ]
    for (const returnTo of bad) expect([returnTo, (await traveller().travel('google', { returnTo })).returnTo]).toEqual([returnTo, '/home'])
    const landing = await traveller().travel('google', { returnTo: '/%2F%2Fevil.example/' })
    expect(new URL(landing.returnTo ?? '', host.url).origin).toBe(new URL(host.url).origin)
    const split = '/find%0d%0aSet-Cookie:%20a=b'
    expect((await traveller().travel('google', { returnTo: split })).returnTo).toBe(split)
    expect((await traveller().travel('google', { returnTo: '/find?level=B1#why' })).returnTo).toBe('/find?level=B1#why')
  })
})

describe('the code for the page', () => {
  it('works once, of thirty at once, in the browser that set out, for a minute', async () => {
    somebody()
    const browser = traveller()
    const { code } = await browser.travel('google')
    const stranger = traveller()
    await stranger.setOut('google')
    expect((await stranger.exchange(code)).code).toBe('INVALID_CODE')
    expect((await new Traveller(host.url).exchange(code)).code).toBe('INVALID_CODE')
    const replies = await Promise.all(Array.from({ length: 30 }, () => browser.exchange(code)))
    expect(replies.map((reply) => reply.code).toSorted()).toEqual([...Array.from({ length: 29 }, () => 'INVALID_CODE'), 'OK'])
    const late = await browser.travel('google')
    await host.moveClock((offset += MINUTE + 1000))
    const refused = await browser.exchange(late.code)
    expect([refused.status, refused.code, refused.message]).toEqual([400, 'INVALID_CODE', 'That code is not right.'])
    const korean = await browser.call(ways.exchangeCode, { code: 'none' }, { 'accept-language': 'ko' })
    expect(korean.message).toBe('코드가 맞지 않아요.')
  })

  it('asks for the second factor where there is one', async () => {
    somebody()
    const { by, user } = await enters('google')
    const db = await host.miniflare.getD1Database('DB')
    await db.prepare('INSERT INTO two_factor (user_id, secret, created_at, enabled_at) VALUES (?, ?, 1, 1)').bind(user.userId, 'sealed').run()
    const admission = await by.signIn('google')
    expect(admission).toMatchObject({ twoFactorRequired: true })
    expect(admission).not.toHaveProperty('accessToken')
  })

  it('lies in no answer that another site could read, and its cookie is out of reach of scripts', async () => {
    const reply = await fetch(`${host.url}/api/v1/auth/login/google`, { redirect: 'manual', headers: { origin: 'https://evil.example' } })
    expect(reply.headers.get('set-cookie')).toMatch(/^studymate-way=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/)
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(reply.headers.get('referrer-policy')).toBe('no-referrer')
  })
})

/** Sets what each provider says of somebody with the address of an account. */
function claimsAddressOf(of: Person): void {
  const n = fresh()
  const email = of.email
  isGoogle({ sub: `g${n}`, email, email_verified: true, name: 'Claimant' })
  Object.assign(school, { claims: { sub: `o${n}` }, userinfo: { email, email_verified: true } })
  isNaver({ id: `n${n}`, email })
  isKakao({ id: n, kakao_account: { email, is_email_valid: true, is_email_verified: true } })
}

describe('an address that has an account', () => {
  it.each(['unverified', 'verified'])('lets nobody in where it is %s, and the person hears of it', async (how) => {
    const holder = await person({}, host.url)
    if (how === 'verified') await holder.ok(auth.verifyEmail, { token: (await linkTokens(host.mails, holder.email, 'verify'))[0] ?? '' })
    claimsAddressOf(holder)
    const before = await counted()
    for (const provider of ['google', 'kakao', 'naver', 'oidc'] as const)
      expect([provider, await traveller().travel(provider)]).toMatchObject([provider, { error: 'EMAIL_TAKEN', code: null }])
    expect(await counted()).toEqual(before)
    // Naver vouches for nobody: who wrote the address there may be anybody, and leaves no line.
    const failures = await rows<{ method: string; reason: string }>(
      'SELECT method, reason FROM login_history WHERE user_id = ? AND success = 0 ORDER BY method',
      holder.userId,
    )
    expect(failures).toEqual(['oauth_google', 'oauth_kakao', 'oauth_oidc'].map((method) => ({ method, reason: 'EMAIL_TAKEN' })))
  })

  it('that somebody registered without owning it is shared with nobody: its owner takes it over by mail, alone (F01)', async () => {
    const attacker = await person({}, host.url)
    // A door left open for later: the attacker's own account at Naver, linked before the owner comes.
    const backdoor = { id: subject() }
    isNaver(backdoor)
    expect((await browserOf(attacker).link('naver')).linked).toBe(true)
    const socket = await device(attacker)

    claimsAddressOf(attacker)
    expect((await traveller().travel('google')).error).toBe('EMAIL_TAKEN')
    const owner = new Actor(host.url)
    await owner.ok(auth.forgotPassword, { email: attacker.email })
    const [token = ''] = await linkTokens(host.mails, attacker.email, 'reset')
    await owner.ok(auth.resetPassword, { token, newPassword: 'Owners-Own-77' })

    expect((await attacker.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect((await new Actor(host.url).call(auth.refresh, { refreshToken: attacker.tokens.refreshToken })).code).toBe('AUTH_003')
    expect((await new Actor(host.url).call(auth.login, { email: attacker.email, password: attacker.password })).code).toBe('INVALID_CREDENTIALS')
    await socket.closed()
    isNaver(backdoor)
    const { user } = await enters('naver')
    expect(user.userId).not.toBe(attacker.userId)
  })
})

describe('linking', () => {
  it('adds a way in from inside, verifies the address that the provider vouches for, and tells the person by mail', async () => {
    const jiwoo = await person({ locale: 'ko' }, host.url)
    const browser = browserOf(jiwoo)
    claimsAddressOf(jiwoo)
    expect(await browser.link('google', '/settings/security')).toMatchObject({
      path: '/auth/callback/google',
      linked: true,
      error: null,
      returnTo: '/settings/security',
    })
    expect(await browser.ok(auth.whoAmI, {})).toMatchObject({ userId: jiwoo.userId, verified: true })
    expect((await enters('google')).user.userId).toBe(jiwoo.userId)
    const list = await browser.ok(ways.listWaysIn, {})
    expect(list.password).toBe(true)
    expect(list.providers.map(({ provider, linked, removable }) => [provider, linked?.email ?? null, removable])).toEqual([
      ['google', jiwoo.email, true],
      ['naver', null, false],
      ['kakao', null, false],
      ['oidc', null, false],
    ])
    const mailed = async () => (await readMails(host.mails)).filter(({ eml }) => eml.includes(`To: ${jiwoo.email}\r\n`)).map(({ eml }) => textOf(eml))
    await expect.poll(async () => (await mailed()).filter((text) => text.includes('Google 계정으로도 로그인할 수 있어요')).length, { timeout: 15_000 }).toBe(1)
    // Again: nothing new, and no second mail.
    expect((await browser.link('google')).linked).toBe(true)
    expect(await rows('SELECT 1 AS one FROM identities WHERE user_id = ?', jiwoo.userId)).toHaveLength(1)
  })

  it('does not verify another address than that of the account', async () => {
    const jiwoo = await person({}, host.url)
    isGoogle({ sub: subject(), email: `other${fresh()}@study.example`, email_verified: true })
    await browserOf(jiwoo).link('google')
    isNaver({ id: subject(), email: jiwoo.email })
    await browserOf(jiwoo).link('naver')
    expect((await jiwoo.ok(auth.whoAmI, {})).verified).toBe(false)
  })

  it('gives no account at a provider to two people, and no person two of one provider', async () => {
    const [jiwoo, sora] = [await person({}, host.url), await person({}, host.url)]
    isKakao({ id: fresh() })
    await browserOf(jiwoo).link('kakao')
    expect((await browserOf(sora).link('kakao')).error).toBe('LINKED_ELSEWHERE')
    isKakao({ id: fresh() })
    expect((await browserOf(jiwoo).link('kakao')).error).toBe('ANOTHER_LINKED')
  })

  it('ends with the login that began it, and in the browser that began it', async () => {
    const jiwoo = await person({}, host.url)
    isNaver({ id: subject() })
    const browser = browserOf(jiwoo)
    const reply = await browser.call(ways.linkProvider, { provider: 'naver' })
    browser.keep(reply.headers['set-cookie'])
    const back = await browser.open(reply.data?.url ?? '')
    // Lured into it: a browser that did not set out links nothing.
    expect((await traveller().land(back)).error).toBe('STATE_EXPIRED')
    await jiwoo.ok(auth.logout, {})
    expect((await browser.land(back)).error).toBe('SESSION_ENDED')
    expect(await rows('SELECT 1 FROM identities WHERE user_id = ?', jiwoo.userId)).toEqual([])
  })

  it('goes with an objection to a change of address that came before it: its owner never got the mail about it', async () => {
    const jiwoo = await person({}, host.url)
    const [verify = ''] = await linkTokens(host.mails, jiwoo.email, 'verify')
    await jiwoo.ok(auth.verifyEmail, { token: verify })
    isNaver({ id: subject() })
    await browserOf(jiwoo).link('naver')
    await host.moveClock((offset += MINUTE))
    const email = `taken${fresh()}@study.example`
    await jiwoo.ok(changeEmail, { email, password: 'Quiet-River-42' })
    const [confirm = ''] = await linkTokens(host.mails, email, 'confirm-email')
    const [objection = ''] = await linkTokens(host.mails, jiwoo.email, 'keep-email')
    await new Actor(host.url).ok(confirmEmail, { token: confirm })
    isKakao({ id: fresh() })
    expect((await browserOf(jiwoo).link('kakao')).linked).toBe(true)
    await new Actor(host.url).ok(objectToEmail, { token: objection })
    expect(await rows('SELECT provider FROM identities WHERE user_id = ?', jiwoo.userId)).toEqual([{ provider: 'naver' }])
  })

  it('takes a way away, but never the last one, however many ask at once', async () => {
    somebody()
    const { by, user } = await enters('google')
    const refused = await by.call(ways.unlinkProvider, { provider: 'google' }, { 'accept-language': 'ko' })
    expect([refused.status, refused.code, refused.message]).toEqual([
      409,
      'LAST_WAY_IN',
      '마지막 로그인 방법이라 연결을 끊을 수 없어요. 먼저 다른 방법을 더해 주세요.',
    ])
    expect((await by.ok(ways.listWaysIn, {})).providers.find(({ provider }) => provider === 'google')).toMatchObject({ removable: false })
    isKakao({ id: fresh() })
    await by.link('kakao')
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => by.call(ways.unlinkProvider, { provider: n % 2 ? 'google' : 'kakao' })))
    expect(await rows('SELECT 1 FROM identities WHERE user_id = ?', user.userId)).toHaveLength(1)
    expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['OK', 'LAST_WAY_IN']))
    expect((await by.call(ways.unlinkProvider, { provider: 'naver' })).code).toBe('OK')
  })

  it('lets a code that was made before not open a way that was closed', async () => {
    const jiwoo = await person({}, host.url)
    isNaver({ id: subject() })
    await browserOf(jiwoo).link('naver')
    const browser = traveller()
    const { code } = await browser.travel('naver')
    await jiwoo.ok(ways.unlinkProvider, { provider: 'naver' })
    expect((await browser.exchange(code)).code).toBe('INVALID_CODE')
  })

  it('is nobody else’s to do', async () => {
    const stranger = new Actor(host.url)
    for (const reply of [
      await stranger.call(ways.listWaysIn, {}),
      await stranger.call(ways.linkProvider, { provider: 'google' }),
      await stranger.call(ways.unlinkProvider, { provider: 'google' }),
    ])
      expect([reply.status, reply.code]).toEqual([401, 'AUTH_001'])
    const jiwoo = await person({}, host.url)
    isNaver({ id: subject() })
    await browserOf(jiwoo).link('naver')
    const other = await person({}, host.url)
    await other.ok(ways.unlinkProvider, { provider: 'naver' })
    expect(await rows('SELECT 1 FROM identities WHERE user_id = ?', jiwoo.userId)).toHaveLength(1)
    expect(JSON.stringify(await other.ok(ways.listWaysIn, {}))).not.toContain(jiwoo.email)
  })
})

describe('after an erasure (F06)', () => {
  const erasures = () => REGISTRY.filter(({ home, erased }) => home === 'd1' && /^(DELETE|UPDATE) /.test(erased))

  it.each(['whole', 'died after the account', 'died before the account'])('the same subject is somebody new: %s', async (how) => {
    somebody()
    const first = await enters('google')
    const db = await host.miniflare.getD1Database('DB')
    const due = erasures().filter(({ name }) => how === 'whole' || (name === 'users') === (how === 'died after the account'))
    for (const { erased } of due) await db.prepare(erased).bind(first.user.userId).run()
    if (how === 'died before the account') {
      // Its address still stands: nobody comes in until the erasure has gone on.
      expect((await traveller().travel('google')).error).toBe('EMAIL_TAKEN')
      for (const { erased } of erasures()) await db.prepare(erased).bind(first.user.userId).run()
    }
    const second = await enters('google')
    expect(second.user.userId).not.toBe(first.user.userId)
    expect((await first.by.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect(await rows('SELECT 1 AS one FROM login_history WHERE user_id = ?', second.user.userId)).toHaveLength(1)
  })
})

describe('an account without an address', () => {
  it('says hello where mails are sent too: a provider says who it is', async () => {
    const mailing = await openTestHost({
      settings: {
        NAVER_CLIENT_ID: app.clientId,
        NAVER_CLIENT_SECRET: app.secret,
        NAVER_AUTHORIZE_URL: `${naver.url}/authorize`,
        NAVER_TOKEN_URL: `${naver.url}/token`,
        NAVER_USERINFO_URL: `${naver.url}/me`,
        MAIL_API_URL: 'http://127.0.0.1:9/mail',
      },
    })
    try {
      const emma = await learner({ speaks: 'en', learns: 'ko' }, mailing.url)
      const unverified = await learner({ speaks: 'ko', learns: 'en' }, mailing.url)
      expect((await unverified.call(requestMatch, { targetUserId: emma.userId, message: '안녕하세요' })).code).toBe('EMAIL_NOT_VERIFIED')
      isNaver({ id: subject(), nickname: '지우' })
      const jiwoo = new Traveller(mailing.url)
      await jiwoo.signIn('naver', { birthYear: '1995' })
      await jiwoo.ok(onboarding.saveNativeLanguage, { languageCode: 'ko' })
      await jiwoo.ok(onboarding.saveLearningLanguages, { languageCodes: ['en'] })
      await jiwoo.ok(onboarding.saveLanguageLevel, { languageCode: 'en', level: 'B1' })
      await jiwoo.ok(onboarding.completeOnboarding, {})
      expect((await jiwoo.call(requestMatch, { targetUserId: emma.userId, message: '안녕하세요' })).code).toBe('OK')
    } finally {
      await mailing.close()
    }
  })
})

describe('a provider that fails at the start', () => {
  it('leads back to a page that says so, and a linking is refused in words', async () => {
    const jiwoo = await person({}, host.url)
    const lone = await openTestHost({ settings: { OIDC_CLIENT_ID: 'x', OIDC_ISSUER: 'http://127.0.0.1:9', PROVIDER_TIMEOUT_SECONDS: '1' } })
    try {
      const browser = new Traveller(lone.url)
      const url = await browser.setOut('oidc', { returnTo: '/find' })
      expect([url.pathname, url.searchParams.get('error'), url.searchParams.get('returnTo')]).toEqual(['/auth/callback/oidc', 'PROVIDER_UNAVAILABLE', '/find'])
      const member = await person({}, lone.url)
      const reply = await member.call(ways.linkProvider, { provider: 'oidc' }, { 'accept-language': 'ko' })
      expect([reply.status, reply.code, reply.message]).toEqual([
        503,
        'PROVIDER_UNAVAILABLE',
        '로그인을 맡긴 서비스에 닿지 못했어요. 잠시 뒤에 다시 해 주세요.',
      ])
      // What is not switched on is not there.
      expect((await member.call(ways.linkProvider, { provider: 'google' })).code).toBe('NOT_FOUND')
      expect((await member.call(ways.startSignIn, { provider: 'kakao' })).code).toBe('NOT_FOUND')
      expect((await member.call(ways.signInCallback, { provider: 'naver', code: 'c', state: 's' })).code).toBe('NOT_FOUND')
      expect((await jiwoo.call(ways.listProviders, {})).data).toHaveLength(4)
    } finally {
      await lone.close()
    }
  })
})
