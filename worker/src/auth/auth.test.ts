import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import { createTicket } from '@studymate/contract/system'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linkTokens } from '@studymate/host/testing/mails'

const password = 'Quiet-River-42'

describe('register', () => {
  it('makes an account and signs in', async () => {
    const visitor = new Actor()
    const reply = await visitor.call(auth.register, {
      email: `N${fresh()}@Study.Example`,
      password,
      displayName: '민성',
      birthYear: 1999,
      timeZone: 'Asia/Calcutta',
      locale: 'ko',
    })
    expect(reply.status).toBe(201)
    expect(reply.data?.user).toMatchObject({ displayName: '민성', verified: false, timeZone: 'Asia/Calcutta', role: 'MEMBER' })
    expect(reply.data?.user.email).toBe(reply.data?.user.email.toLowerCase())
    expect(reply.data?.user.username).toMatch(/^minseong_[0-9a-f]+$/)
    expect(JSON.stringify(reply.envelope)).not.toContain('scrypt')
  })

  it('refuses a taken address in any letter case, once for thirty at once', async () => {
    const email = `twin${fresh()}@study.example`
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => new Actor().call(auth.register, { email: n % 2 ? email : email.toUpperCase(), password, displayName: 'Twin' })),
    )
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    expect(new Set(replies.map((reply) => reply.code))).toEqual(new Set(['OK', 'EMAIL_TAKEN']))
  })

  it('does not take children, links for names, weak passwords, unknown zones and fields', async () => {
    const visitor = new Actor()
    const good = { email: `x${fresh()}@study.example`, password, displayName: 'Mina' }
    expect((await visitor.call(auth.register, { ...good, birthYear: 2013 })).code).toBe('AGE_RESTRICTED')
    expect((await visitor.call(auth.register, { ...good, displayName: 'win.example/x' })).code).toBe('VALIDATION_ERROR')
    expect((await visitor.call(auth.register, { ...good, timeZone: 'KST' })).code).toBe('VALIDATION_ERROR')
    const weak = await visitor.call(auth.register, { ...good, password: 'letters only' })
    expect(weak.details['rules']).toEqual(['no-digit'])
    const reply = await visitor.raw('POST', '/api/v1/auth/register', JSON.stringify({ ...good, role: 'ADMIN' }))
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ error: { code: 'VALIDATION_ERROR', details: { issues: [{ path: 'role' }] } } })
  })
})

describe('login', () => {
  it('takes a password in either Unicode form (F03)', async () => {
    const email = `nfd${fresh()}@study.example`
    await new Actor().ok(auth.register, { email, password: '한글암호1!ab'.normalize('NFD'), displayName: 'Mac' })
    expect((await new Actor().call(auth.login, { email, password: '한글암호1!ab'.normalize('NFC') })).code).toBe('OK')
  })

  it('answers wrong address and wrong password alike, in both languages', async () => {
    const known = await person()
    const visitor = new Actor()
    const wrong = await visitor.call(auth.login, { email: known.email, password: 'Wrong-Pass-1' }, { 'accept-language': 'ko' })
    const unknown = await visitor.call(auth.login, { email: 'nobody@study.example', password: 'Wrong-Pass-1' })
    expect([wrong.status, wrong.code, unknown.status, unknown.code]).toEqual([401, 'INVALID_CREDENTIALS', 401, 'INVALID_CREDENTIALS'])
    expect([wrong.message, unknown.message]).toEqual(['이메일이나 비밀번호가 맞지 않아요.', 'That e-mail or password is not right.'])
  })

  it('limits ten wrong tries for one account from one address, and lets the person in from elsewhere', async () => {
    const victim = await person()
    const attacker = new Actor()
    const replies = await Promise.all(Array.from({ length: 30 }, () => attacker.call(auth.login, { email: victim.email, password: 'Wrong-Pass-1' })))
    expect(replies.filter((reply) => reply.code === 'INVALID_CREDENTIALS')).toHaveLength(10)
    expect(replies.filter((reply) => reply.code === 'RATE_LIMITED')).toHaveLength(20)
    expect(Number(replies.find((reply) => reply.code === 'RATE_LIMITED')?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await new Actor().call(auth.login, { email: victim.email, password })).code).toBe('OK')
  })
})

describe('refresh', () => {
  it('gives the tokens in data and at the top, as the guide’s client reads them', async () => {
    const someone = await person()
    const reply = await new Actor().call(auth.refresh, { refreshToken: someone.tokens.refreshToken })
    expect(reply.envelope).toMatchObject({ accessToken: reply.data?.accessToken, refreshToken: reply.data?.refreshToken, expiresIn: 3600 })
  })

  it('keeps a token good until a successor was used, then ends the family on its reuse', async () => {
    const someone = await person()
    const visitor = new Actor()
    const first = someone.tokens.refreshToken
    // A lost reply, two tabs: the same token again is fine while nobody used what came of it.
    await visitor.ok(auth.refresh, { refreshToken: first })
    const second = await visitor.ok(auth.refresh, { refreshToken: first })
    const third = await visitor.ok(auth.refresh, { refreshToken: second.refreshToken })
    expect((await someone.call(auth.whoAmI, {})).code).toBe('OK')
    expect((await visitor.call(auth.refresh, { refreshToken: first })).code).toBe('AUTH_003')
    expect((await visitor.call(auth.refresh, { refreshToken: third.refreshToken })).code).toBe('AUTH_003')
    expect((await someone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
  })

  it('ends the family when a second successor is used', async () => {
    const someone = await person()
    const visitor = new Actor()
    const a = await visitor.ok(auth.refresh, { refreshToken: someone.tokens.refreshToken })
    const b = await visitor.ok(auth.refresh, { refreshToken: someone.tokens.refreshToken })
    await visitor.ok(auth.refresh, { refreshToken: a.refreshToken })
    expect((await visitor.call(auth.refresh, { refreshToken: b.refreshToken })).code).toBe('AUTH_003')
  })

  it('refuses what is no refresh token', async () => {
    const someone = await person()
    expect((await new Actor().call(auth.refresh, { refreshToken: someone.tokens.accessToken })).code).toBe('AUTH_003')
  })
})

describe('tokens', () => {
  it('tells none from expired from forged', async () => {
    const someone = await person()
    const visitor = new Actor()
    expect((await visitor.call(auth.whoAmI, {})).code).toBe('AUTH_001')
    const [head, body] = (someone.token ?? '').split('.')
    for (const token of [
      'x',
      `${head}.${body}.AAAA`,
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`,
      'a'.repeat(16_000),
      someone.tokens.refreshToken,
    ]) {
      visitor.token = token
      expect((await visitor.call(auth.whoAmI, {})).code, token.slice(0, 20)).toBe('AUTH_003')
    }
  })
})

describe('logout', () => {
  it('ends access, refresh and the socket of this device at once, and not of the other', async () => {
    const phone = await person()
    const laptop = new Actor()
    laptop.token = (await laptop.ok(auth.login, { email: phone.email, password })).accessToken
    const socket = await device(phone)
    await phone.ok(auth.logout, {})
    expect((await phone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect((await phone.call(auth.logout, {})).code).toBe('AUTH_003')
    expect((await phone.call(auth.refresh, { refreshToken: phone.tokens.refreshToken })).code).toBe('AUTH_003')
    expect(await socket.closed()).toBe(4001)
    expect((await laptop.call(auth.whoAmI, {})).code).toBe('OK')
    await laptop.ok(auth.logout, { everywhere: true })
    expect((await laptop.call(createTicket, {})).code).toBe('AUTH_003')
  })
})

describe('a forgotten password', () => {
  it('is chosen anew by the link in the mail, once, and ends all logins', async () => {
    const someone = await person({ locale: 'ko' })
    await new Actor().ok(auth.forgotPassword, { email: someone.email })
    const [token = ''] = await linkTokens(inject('mailUrl'), someone.email, 'reset')
    const recent = await new Actor().call(auth.resetPassword, { token, newPassword: password })
    expect([recent.code, recent.details['rules']]).toEqual(['VALIDATION_ERROR', ['recent']])
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => new Actor().call(auth.resetPassword, { token, newPassword: `Other-River-${n}!` })))
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    const winner = replies.findIndex((reply) => reply.code === 'OK')
    expect((await someone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect((await new Actor().call(auth.login, { email: someone.email, password })).code).toBe('INVALID_CREDENTIALS')
    expect((await new Actor().call(auth.login, { email: someone.email, password: `Other-River-${winner}!` })).code).toBe('OK')
    expect((await new Actor().call(auth.resetPassword, { token: 'never-made', newPassword: 'Other-River-99!' })).code).toBe('LINK_EXPIRED')
  })

  it('spends with one link the others that were asked for beside it', async () => {
    const someone = await person()
    await new Actor().ok(auth.forgotPassword, { email: someone.email })
    await new Actor().ok(auth.forgotPassword, { email: someone.email })
    const tokens = await linkTokens(inject('mailUrl'), someone.email, 'reset', 2)
    const codes: string[] = []
    for (const [n, token] of tokens.entries()) codes.push((await new Actor().call(auth.resetPassword, { token, newPassword: `Beside-River-${n}!` })).code)
    expect(codes).toEqual(['OK', 'LINK_EXPIRED'])
  })

  it('answers the same for an unknown address, and mails five an hour', async () => {
    const email = `ghost${fresh()}@study.example`
    const replies = await Promise.all(Array.from({ length: 30 }, () => new Actor().call(auth.forgotPassword, { email })))
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(5)
    expect(replies.filter((reply) => reply.code === 'RATE_LIMITED')).toHaveLength(25)
  })
})
