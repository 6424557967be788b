import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { linkTokens, linksTo, mailTo, readMails, textOf } from '@studymate/host/testing/mails'

const password = 'Quiet-River-42'
const mails = () => inject('mailUrl')
const address = () => `new${fresh()}@study.example`

async function verified(locale: 'ko' | 'en' = 'en'): Promise<Person> {
  const someone = await person({ locale })
  const [token = ''] = await linkTokens(mails(), someone.email, 'verify')
  await someone.ok(auth.verifyEmail, { token })
  return someone
}

async function signIn(email: string): Promise<Actor> {
  const actor = new Actor()
  const tokens = await actor.ok(auth.login, { email, password })
  actor.token = 'accessToken' in tokens ? tokens.accessToken : null
  return actor
}

describe('another address', () => {
  it('counts only when its link is confirmed; opening the link spends nothing (F08)', async () => {
    const someone = await verified('ko')
    const email = address()
    const state = await someone.ok(security.changeEmail, { email: email.toUpperCase(), password })
    expect(state).toMatchObject({ email: someone.email, verified: true, pending: { email } })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    const scanner = new Actor()
    for (const method of ['HEAD', 'GET', 'GET'])
      for (const path of [`/confirm-email?token=${token}`, `/api/v1/auth/email/confirm?token=${token}`]) await scanner.raw(method, path)
    expect((await new Actor().call(auth.login, { email, password })).code).toBe('INVALID_CREDENTIALS')
    const replies = await Promise.all(Array.from({ length: 30 }, () => new Actor().call(security.confirmEmail, { token })))
    expect(new Set(replies.map(({ code, data }) => `${code} ${data?.email}`))).toEqual(new Set([`OK ${email}`]))
    expect(await someone.ok(security.getEmail, {})).toEqual({ email, verified: true, pending: null })
    expect((await new Actor().call(auth.login, { email, password })).code).toBe('OK')
    expect((await new Actor().call(auth.login, { email: someone.email, password })).code).toBe('INVALID_CREDENTIALS')
    expect(textOf(await mailTo(mails(), email, '24시간'))).toContain('새 이메일')
    // What somebody typed as the new address has no place in the mail to the old one (F19).
    expect(await mailTo(mails(), someone.email, '다른 주소로 바꿔')).not.toContain(email)
  })

  it('makes the links in the old mailbox void', async () => {
    const someone = await verified()
    await new Actor().ok(auth.forgotPassword, { email: someone.email })
    const [reset = ''] = await linkTokens(mails(), someone.email, 'reset')
    const email = address()
    await someone.ok(security.changeEmail, { email, password })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    await new Actor().ok(security.confirmEmail, { token })
    expect((await new Actor().call(auth.resetPassword, { token: reset, newPassword: 'Other-River-42!' })).code).toBe('LINK_EXPIRED')
  })

  it('is refused where it is taken, also by the time of the link, and without the password', async () => {
    const [someone, other] = [await person(), await person()]
    const taken = await someone.call(security.changeEmail, { email: other.email.toUpperCase(), password }, { 'accept-language': 'ko' })
    expect([taken.status, taken.code, taken.message]).toEqual([409, 'EMAIL_TAKEN', '이미 가입된 이메일이에요. 로그인해 주세요.'])
    const email = address()
    expect((await someone.call(security.changeEmail, { email })).code).toBe('INVALID_PASSWORD')
    expect((await someone.call(security.changeEmail, { email, password: 'Wrong-Pass-1' })).code).toBe('INVALID_PASSWORD')
    expect((await someone.call(security.changeEmail, { email: 'no address', password })).code).toBe('VALIDATION_ERROR')
    expect((await new Actor().call(security.changeEmail, { email, password })).code).toBe('AUTH_001')
    await someone.ok(security.changeEmail, { email, password })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    await new Actor().ok(auth.register, { email, password, displayName: 'Quicker' })
    expect((await new Actor().call(security.confirmEmail, { token })).code).toBe('EMAIL_TAKEN')
    expect((await someone.ok(security.getEmail, {})).email).toBe(someone.email)
    for (const one of [security.confirmEmail, security.objectToEmail]) expect((await new Actor().call(one, { token: 'never-made' })).code).toBe('LINK_EXPIRED')
  })

  it('is the last one asked for; the own address takes it back; a new password ends it', async () => {
    const someone = await person()
    const [first, second, third] = [address(), address(), address()]
    await someone.ok(security.changeEmail, { email: first, password })
    const [old = ''] = await linkTokens(mails(), first, 'confirm-email')
    expect((await someone.ok(security.changeEmail, { email: second, password })).pending?.email).toBe(second)
    expect((await new Actor().call(security.confirmEmail, { token: old })).code).toBe('LINK_EXPIRED')
    const [token = ''] = await linkTokens(mails(), second, 'confirm-email')
    expect((await someone.ok(security.changeEmail, { email: someone.email, password })).pending).toBeNull()
    expect((await new Actor().call(security.confirmEmail, { token })).code).toBe('LINK_EXPIRED')
    await someone.ok(security.changeEmail, { email: third, password })
    const [last = ''] = await linkTokens(mails(), third, 'confirm-email')
    await someone.ok(security.changePassword, { currentPassword: password, newPassword: 'Other-River-42!' })
    expect((await new Actor().call(security.confirmEmail, { token: last })).code).toBe('LINK_EXPIRED')
  })

  it('is mailed to five times an hour, whoever asks', async () => {
    const email = address()
    const codes: string[] = []
    for (const someone of await Promise.all([person(), person()]))
      for (let n = 0; n < 3; n++) codes.push((await someone.call(security.changeEmail, { email, password })).code)
    expect(codes).toEqual(['OK', 'OK', 'OK', 'OK', 'OK', 'RATE_LIMITED'])
  })

  it('tells an old address that was never verified nothing: it may be a stranger’s', async () => {
    const someone = await person()
    const email = address()
    await someone.ok(security.changeEmail, { email, password })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    await new Actor().ok(security.confirmEmail, { token })
    expect(linksTo(await readMails(mails()), someone.email, 'keep-email')).toEqual([])
  })
})

describe('a change of address beside a new password', () => {
  it('leaves nothing that the password of before had asked for', async () => {
    for (let round = 0; round < 6; round++) {
      const someone = await verified()
      const ask = async () => {
        for (let n = 0; n < 5; n++) {
          const { code } = await someone.call(security.changeEmail, { email: address(), password })
          expect(['OK', 'INVALID_PASSWORD', 'AUTH_003', 'RATE_LIMITED']).toContain(code)
        }
      }
      const asked = Promise.all([ask(), ask(), ask()])
      const set = await someone.ok(security.changePassword, { currentPassword: password, newPassword: 'Other-River-42!' })
      await asked
      someone.token = set.accessToken
      expect((await someone.ok(security.getEmail, {})).pending).toBeNull()
    }
  })
})

describe('an objection', () => {
  it('takes the change back, signs everybody out, and lets only a mail to the old address choose a password', async () => {
    const someone = await verified()
    const thief = await signIn(someone.email)
    const email = address()
    await thief.ok(security.changeEmail, { email, password })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    const [objection = ''] = await linkTokens(mails(), someone.email, 'keep-email')
    await new Actor().ok(security.confirmEmail, { token })
    // The thief goes on: a second change, whose own objection must not undo the owner's.
    const next = address()
    await thief.ok(security.changeEmail, { email: next, password })
    const [counter = ''] = await linkTokens(mails(), email, 'keep-email')
    await thief.ok(security.enableTwoFactor, {})

    const replies = await Promise.all(Array.from({ length: 30 }, () => new Actor().call(security.objectToEmail, { token: objection })))
    expect(new Set(replies.map(({ code, data }) => `${code} ${data?.email}`))).toEqual(new Set([`OK ${someone.email}`]))
    for (const gone of [someone, thief]) expect((await gone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    for (const known of [someone.email, email, next]) expect((await new Actor().call(auth.login, { email: known, password })).code).toBe('INVALID_CREDENTIALS')
    expect((await new Actor().call(security.objectToEmail, { token: counter })).code).toBe('LINK_EXPIRED')
    const [late = ''] = await linkTokens(mails(), next, 'confirm-email')
    expect((await new Actor().call(security.confirmEmail, { token: late })).code).toBe('LINK_EXPIRED')
    const [reset = ''] = await linkTokens(mails(), someone.email, 'reset')
    await new Actor().ok(auth.resetPassword, { token: reset, newPassword: 'Other-River-42!' })
    const back = await new Actor().ok(auth.login, { email: someone.email, password: 'Other-River-42!' })
    expect('user' in back && back.user.userId).toBe(someone.userId)
  })

  it('stops a change that waits, and frees the address from whoever registered it meanwhile', async () => {
    const someone = await verified()
    const email = address()
    await someone.ok(security.changeEmail, { email, password })
    const [token = ''] = await linkTokens(mails(), email, 'confirm-email')
    const [objection = ''] = await linkTokens(mails(), someone.email, 'keep-email')
    await new Actor().ok(security.confirmEmail, { token })
    const squatter = new Actor()
    const { accessToken } = await squatter.ok(auth.register, { email: someone.email, password, displayName: 'Squatter' })
    squatter.token = accessToken
    await new Actor().ok(security.objectToEmail, { token: objection })
    expect((await squatter.ok(security.getEmail, {})).email).toBeNull()

    const waiting = await verified()
    await waiting.ok(security.changeEmail, { email: address(), password })
    const [stop = ''] = await linkTokens(mails(), waiting.email, 'keep-email')
    expect(await new Actor().ok(security.objectToEmail, { token: stop })).toEqual({ email: waiting.email })
    expect((await waiting.call(auth.whoAmI, {})).code).toBe('AUTH_003')
  })
})
