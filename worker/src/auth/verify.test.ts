import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { linkTokens, readMails, textOf } from '@studymate/host/testing/mails'

async function tokenOf(someone: Person): Promise<string> {
  const [token = ''] = await linkTokens(inject('mailUrl'), someone.email, 'verify')
  return token
}

async function isVerified(someone: Person): Promise<boolean> {
  return (await someone.ok(auth.whoAmI, {})).verified
}

async function mailOf(someone: Person): Promise<string> {
  await tokenOf(someone)
  return (await readMails(inject('mailUrl'))).find(({ eml }) => eml.includes(`To: ${someone.email}\r\n`))?.eml ?? ''
}

describe('a new account', () => {
  it('is mailed a link that verifies its address, for its own person only', async () => {
    const [someone, other] = await Promise.all([person(), person()])
    const token = await tokenOf(someone)
    expect(await isVerified(someone)).toBe(false)
    // Whoever holds the link holds the mailbox: no sign-in is asked for, and it does nothing for the one who presses.
    expect(await other.ok(auth.verifyEmail, { token })).toEqual({ verified: true })
    expect([await isVerified(someone), await isVerified(other)]).toEqual([true, false])
  })

  it('reads the mail in its own language', async () => {
    const [sora, emma] = await Promise.all([person({ locale: 'ko' }), person({ locale: 'en' })])
    const korean = await mailOf(sora)
    expect(korean).toContain('Subject: =?utf-8?B?')
    expect(textOf(korean)).toContain('24시간')
    const english = await mailOf(emma)
    expect(english).toContain('Subject: [StudyMate] Verify your e-mail')
    expect(textOf(english)).toContain('within 24 hours')
  })
})

describe('the link', () => {
  it('is not spent by what merely opens it (F08)', async () => {
    const someone = await person()
    const token = await tokenOf(someone)
    const scanner = new Actor()
    for (const method of ['HEAD', 'GET', 'GET'])
      for (const path of [`/verify?token=${token}`, `/api/v1/auth/verify-email?token=${token}`]) await scanner.raw(method, path)
    expect(await isVerified(someone)).toBe(false)
    expect((await new Actor().call(auth.verifyEmail, { token })).code).toBe('OK')
    expect(await isVerified(someone)).toBe(true)
  })

  it('verifies once for thirty at once, and answers kindly afterwards', async () => {
    const someone = await person()
    const token = await tokenOf(someone)
    const replies = await Promise.all(Array.from({ length: 30 }, () => new Actor().call(auth.verifyEmail, { token })))
    expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['OK']))
    expect(await isVerified(someone)).toBe(true)
    expect((await new Actor().call(auth.verifyEmail, { token })).code).toBe('OK')
  })

  it('is refused where it was never made, was made for something else, or is none', async () => {
    const someone = await person()
    const visitor = new Actor()
    const dead = await visitor.call(auth.verifyEmail, { token: 'never-made' }, { 'accept-language': 'ko' })
    expect([dead.status, dead.code, dead.message]).toEqual([400, 'LINK_EXPIRED', '이미 썼거나 기한이 지난 링크예요. 새로 받아 주세요.'])
    await visitor.ok(auth.forgotPassword, { email: someone.email })
    const [reset = ''] = await linkTokens(inject('mailUrl'), someone.email, 'reset')
    expect((await visitor.call(auth.verifyEmail, { token: reset })).code).toBe('LINK_EXPIRED')
    expect((await visitor.call(auth.resetPassword, { token: await tokenOf(someone), newPassword: 'Other-River-42!' })).code).toBe('LINK_EXPIRED')
    expect((await visitor.call(auth.verifyEmail, { token: '' })).code).toBe('VALIDATION_ERROR')
    expect(await isVerified(someone)).toBe(false)
  })
})

describe('another link', () => {
  it('comes five times an hour, and verifies as the first one does', async () => {
    const someone = await person()
    await tokenOf(someone)
    const replies = await Promise.all(Array.from({ length: 30 }, () => someone.call(auth.resendVerification, {})))
    expect(replies.filter(({ code }) => code === 'OK').map(({ data }) => data)).toEqual(Array.from({ length: 5 }, () => ({ sent: true })))
    const refused = replies.filter(({ code }) => code === 'RATE_LIMITED')
    expect(refused).toHaveLength(25)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0)
    const tokens = await linkTokens(inject('mailUrl'), someone.email, 'verify', 6)
    expect(new Set(tokens).size).toBe(6)
    // Both are pressed at once; whichever comes second finds the address verified.
    const both = await Promise.all([tokens[0] ?? '', tokens[5] ?? ''].map((token) => new Actor().call(auth.verifyEmail, { token })))
    expect(both.map(({ code }) => code)).toEqual(['OK', 'OK'])
    expect(await isVerified(someone)).toBe(true)
  })

  it('is not sent where the address is verified, nor to a stranger', async () => {
    const someone = await person()
    await someone.ok(auth.verifyEmail, { token: await tokenOf(someone) })
    expect(await someone.ok(auth.resendVerification, {})).toEqual({ sent: false })
    expect((await new Actor().call(auth.resendVerification, {})).code).toBe('AUTH_001')
  })
})
