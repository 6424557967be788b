import { decode } from 'fast-png'
import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { mailTo } from '@studymate/host/testing/mails'
import { totpCode } from '@studymate/host/testing/totp'

const password = 'Quiet-River-42'

/** Somebody whose second factor is on; the code of `now` is spent, those of the next step are not. */
async function guarded(): Promise<{ someone: Person; setup: security.TwoFactorSetup; now: number }> {
  const someone = await person()
  const setup = await someone.ok(security.enableTwoFactor, {})
  const now = Date.now()
  await someone.ok(security.verifyTwoFactor, { code: totpCode(setup.secret, now) })
  return { someone, setup, now }
}

async function challengeOf(someone: Person, visitor = new Actor()): Promise<string> {
  const admission = await visitor.ok(auth.login, { email: someone.email, password })
  if (!('twoFactorRequired' in admission)) throw new Error('no second factor was asked for')
  return admission.challengeToken
}

describe('setting up', () => {
  it('gives a secret as picture and in fours with ten codes, and changes nothing until a code is right', async () => {
    const someone = await person()
    expect(await someone.ok(security.getTwoFactor, {})).toEqual({ enabled: false, method: null, backupCodesRemaining: 0, lastUsedAt: null })
    // The guide sends no body at all.
    expect((await someone.raw('POST', '/api/v1/settings/two-factor/enable')).status).toBe(200)
    const setup = await someone.ok(security.enableTwoFactor, {})
    expect(setup.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(setup.manualEntryKey).toBe(setup.secret.match(/.{4}/g)?.join(' '))
    expect(new Set(setup.backupCodes).size).toBe(10)
    const picture = decode(Buffer.from(setup.qrCodeUrl.split(',')[1] ?? '', 'base64'))
    expect(picture.width).toBe(picture.height)
    expect(picture.width).toBeGreaterThan(200)
    expect((await someone.ok(security.getTwoFactor, {})).enabled).toBe(false)
    expect('accessToken' in (await new Actor().ok(auth.login, { email: someone.email, password }))).toBe(true)

    const wrong = await someone.call(security.verifyTwoFactor, { code: totpCode(setup.secret, Date.now(), 40) }, { 'accept-language': 'ko' })
    expect([wrong.status, wrong.code, wrong.message]).toEqual([400, 'INVALID_CODE', '코드가 맞지 않아요.'])
    expect((await someone.call(security.verifyTwoFactor, { code: setup.backupCodes[0] ?? '' })).code).toBe('INVALID_CODE')
    expect((await someone.call(security.verifyTwoFactor, { code: 'abcdef' })).code).toBe('VALIDATION_ERROR')
    const on = await someone.ok(security.verifyTwoFactor, { code: totpCode(setup.secret, Date.now()).replace(/(...)/, '$1 ') })
    expect(on).toMatchObject({ enabled: true, method: 'totp', backupCodesRemaining: 10, lastUsedAt: null })
    expect(on.createdAt).toMatch(/Z$/)
    expect((await someone.call(security.verifyTwoFactor, { code: totpCode(setup.secret, Date.now(), 1) })).code).toBe('CONFLICT')
    expect((await someone.call(security.enableTwoFactor, {})).code).toBe('CONFLICT')
    await mailTo(inject('mailUrl'), someone.email, 'Two-factor authentication is now on')
  })

  it('counts the newest of what is pending, one for thirty at once, and needs a signed-in person', async () => {
    const someone = await person()
    const first = await someone.ok(security.enableTwoFactor, {})
    const second = await someone.ok(security.enableTwoFactor, {})
    expect((await someone.call(security.verifyTwoFactor, { code: totpCode(first.secret, Date.now()) })).code).toBe('INVALID_CODE')
    const code = totpCode(second.secret, Date.now())
    const replies = await Promise.all(Array.from({ length: 30 }, () => someone.call(security.verifyTwoFactor, { code })))
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    const challengeToken = await challengeOf(someone)
    expect((await new Actor().call(security.loginTwoFactor, { challengeToken, code: first.backupCodes[0] ?? '' })).code).toBe('INVALID_CODE')
    const visitor = new Actor()
    for (const one of [security.getTwoFactor, security.enableTwoFactor]) expect((await visitor.call(one, {})).code).toBe('AUTH_001')
    for (const one of [security.verifyTwoFactor, security.disableTwoFactor]) expect((await visitor.call(one, { code: '123456' })).code).toBe('AUTH_001')
  })
})

describe('signing in', () => {
  it('asks for a code; the one of the set-up is spent, the next one opens (F10)', async () => {
    const { someone, setup, now } = await guarded()
    const challengeToken = await challengeOf(someone)
    const visitor = new Actor()
    expect((await visitor.call(security.loginTwoFactor, { challengeToken, code: totpCode(setup.secret, now) })).code).toBe('INVALID_CODE')
    const reply = await visitor.call(security.loginTwoFactor, { challengeToken, code: totpCode(setup.secret, now, 1) })
    expect(reply.data?.user.userId).toBe(someone.userId)
    visitor.token = reply.data?.accessToken ?? null
    expect((await visitor.ok(security.getTwoFactor, {})).lastUsedAt).not.toBeNull()
    const again = await new Actor().call(security.loginTwoFactor, { challengeToken, code: setup.backupCodes[0] ?? '' }, { 'accept-language': 'ko' })
    expect([again.status, again.code, again.message]).toEqual([401, 'AUTH_003', '이 로그인은 더 쓸 수 없어요. 다시 로그인해 주세요.'])
    const history = await visitor.ok(security.loginHistory, {})
    expect(history.map(({ status, failureReason }) => failureReason ?? status)).toEqual(['success', 'Invalid code', 'success'])
  })

  it('takes one code once, whether twenty sign-ins bring it or thirty calls one', async () => {
    const { someone, setup, now } = await guarded()
    const challenges = await Promise.all(Array.from({ length: 9 }, () => challengeOf(someone)))
    const code = totpCode(setup.secret, now, 1)
    const replies = await Promise.all(challenges.map((challengeToken) => new Actor().call(security.loginTwoFactor, { challengeToken, code })))
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    const challengeToken = await challengeOf(someone)
    const backup = setup.backupCodes[3] ?? ''
    const more = await Promise.all(Array.from({ length: 30 }, () => new Actor().call(security.loginTwoFactor, { challengeToken, code: backup })))
    expect(more.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    expect(more.filter((reply) => !['OK', 'AUTH_003', 'INVALID_CODE', 'RATE_LIMITED'].includes(reply.code))).toEqual([])
    expect((await someone.ok(security.getTwoFactor, {})).backupCodesRemaining).toBe(9)
  })

  it('stops after five wrong codes from wherever they come, and leaves other devices alone', async () => {
    const { someone, setup, now } = await guarded()
    const challengeToken = await challengeOf(someone)
    const wrong = totpCode(setup.secret, now, 500)
    for (let n = 0; n < 5; n++) expect((await new Actor().call(security.loginTwoFactor, { challengeToken, code: wrong })).code).toBe('INVALID_CODE')
    const sixth = await new Actor().call(security.loginTwoFactor, { challengeToken, code: totpCode(setup.secret, now, 1) })
    expect([sixth.status, sixth.code]).toEqual([429, 'RATE_LIMITED'])
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(600)
    const history = await someone.ok(security.loginHistory, {})
    await expect
      .poll(async () => (await someone.ok(security.loginHistory, {})).filter(({ failureReason }) => failureReason === 'Too many attempts').length)
      .toBe(1)
    expect(history.filter(({ failureReason }) => failureReason === 'Invalid code').length).toBeGreaterThan(3)
  })

  it('forgets wrong codes at a right one', async () => {
    const { someone, setup, now } = await guarded()
    const challengeToken = await challengeOf(someone)
    for (let n = 0; n < 4; n++) await new Actor().call(security.loginTwoFactor, { challengeToken, code: totpCode(setup.secret, now, 500) })
    await new Actor().ok(security.loginTwoFactor, { challengeToken, code: setup.backupCodes[0] ?? '' })
    const next = await challengeOf(someone)
    for (let n = 0; n < 4; n++)
      expect((await new Actor().call(security.loginTwoFactor, { challengeToken: next, code: totpCode(setup.secret, now, 500) })).code).toBe('INVALID_CODE')
    await new Actor().ok(security.loginTwoFactor, { challengeToken: next, code: setup.backupCodes[1] ?? '' })
  })

  it('knows no challenge that nobody gave, nor one of before the password changed', async () => {
    const { someone, setup } = await guarded()
    expect((await new Actor().call(security.loginTwoFactor, { challengeToken: 'never-made', code: setup.backupCodes[0] ?? '' })).code).toBe('AUTH_003')
    const challengeToken = await challengeOf(someone)
    await someone.ok(security.changePassword, { currentPassword: password, newPassword: 'Other-River-42!' })
    expect((await new Actor().call(security.loginTwoFactor, { challengeToken, code: setup.backupCodes[0] ?? '' })).code).toBe('AUTH_003')
  })

  it('takes no backup code of somebody else', async () => {
    const [one, other] = [await guarded(), await guarded()]
    const challengeToken = await challengeOf(one.someone)
    expect((await new Actor().call(security.loginTwoFactor, { challengeToken, code: other.setup.backupCodes[0] ?? '' })).code).toBe('INVALID_CODE')
  })
})

describe('switching off', () => {
  it('needs a code, voids all backup codes and open challenges, and says when', async () => {
    const { someone, setup, now } = await guarded()
    const challengeToken = await challengeOf(someone)
    expect((await someone.call(security.disableTwoFactor, { code: totpCode(setup.secret, now) })).code).toBe('INVALID_CODE')
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => someone.call(security.disableTwoFactor, { code: setup.backupCodes[0] ?? '' }, { 'accept-language': 'ko' })),
    )
    const off = replies.filter((reply) => reply.code === 'OK')
    expect(off).toHaveLength(1)
    expect(off[0]?.envelope).toMatchObject({ success: true, message: '2단계 인증이 비활성화되었습니다.', data: { enabled: false, method: null } })
    expect(off[0]?.envelope?.disabledAt).toMatch(/Z$/)
    expect((await someone.call(security.disableTwoFactor, { code: '123456' })).code).toBe('CONFLICT')
    expect((await new Actor().call(security.loginTwoFactor, { challengeToken, code: setup.backupCodes[1] ?? '' })).code).toBe('AUTH_003')
    expect('accessToken' in (await new Actor().ok(auth.login, { email: someone.email, password }))).toBe(true)
    await mailTo(inject('mailUrl'), someone.email, 'Two-factor authentication is now off')
  })

  it('takes a code of the app as well', async () => {
    const { someone, setup, now } = await guarded()
    expect((await someone.call(security.disableTwoFactor, { code: totpCode(setup.secret, now, 1) })).code).toBe('OK')
    const fresh = await someone.ok(security.enableTwoFactor, {})
    expect(fresh.secret).not.toBe(setup.secret)
  })
})
