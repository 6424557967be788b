import { describe, expect, inject, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import { Actor, person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linkTokens, mailTo } from '@studymate/host/testing/mails'

const password = 'Quiet-River-42'

describe('a new password', () => {
  it('keeps this device by new tokens, and ends every other login, token and socket at once', async () => {
    const someone = await person({ locale: 'ko' })
    const laptop = new Actor()
    const there = await laptop.ok(auth.login, { email: someone.email, password })
    if (!('accessToken' in there)) throw new Error('a second factor')
    laptop.token = there.accessToken
    const socket = await device(someone)
    await new Actor().ok(auth.forgotPassword, { email: someone.email })
    const [link = ''] = await linkTokens(inject('mailUrl'), someone.email, 'reset')

    const reply = await someone.call(security.changePassword, { currentPassword: password, newPassword: 'Other-River-42!' }, { 'accept-language': 'ko' })
    expect(reply.envelope).toMatchObject({ success: true, message: '비밀번호가 성공적으로 변경되었습니다.' })
    expect(reply.envelope?.changedAt).toMatch(/^\d{4}-\d\d-\d\dT.*\.\d{3}Z$/)
    expect(await socket.closed()).toBe(4001)
    for (const gone of [someone, laptop]) expect((await gone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    for (const refreshToken of [someone.tokens.refreshToken, there.refreshToken])
      expect((await new Actor().call(auth.refresh, { refreshToken })).code).toBe('AUTH_003')
    someone.token = reply.data?.accessToken ?? null
    expect((await someone.call(auth.whoAmI, {})).code).toBe('OK')
    expect((await new Actor().call(auth.refresh, { refreshToken: reply.data?.refreshToken ?? '' })).code).toBe('OK')
    expect((await new Actor().call(auth.resetPassword, { token: link, newPassword: 'Third-River-42!' })).code).toBe('LINK_EXPIRED')
    expect((await new Actor().call(auth.login, { email: someone.email, password })).code).toBe('INVALID_CREDENTIALS')
    expect((await new Actor().call(auth.login, { email: someone.email, password: 'Other-River-42!' })).code).toBe('OK')
    // Nobody signed in by it: the history tells of sign-ins only.
    expect((await someone.ok(security.loginHistory, {})).map(({ status }) => status)).toEqual(['success', 'failed', 'success', 'success'])
    expect(await someone.ok(security.getPassword, {})).toEqual({ isSet: true, changedAt: reply.envelope?.changedAt })
    await mailTo(inject('mailUrl'), someone.email, '계정의 비밀번호가 바뀌었어요')
  })

  it('needs the current one, meets the rules, and is none of the last three in either Unicode form (F03)', async () => {
    const someone = await person()
    const change = async (currentPassword: string, newPassword: string) => {
      const reply = await someone.call(security.changePassword, { currentPassword, newPassword })
      if (reply.data) someone.token = reply.data.accessToken
      return [reply.code, ...(Array.isArray(reply.details['rules']) ? reply.details['rules'] : [])].join(' ')
    }
    expect(await change('Wrong-Pass-1', 'Other-River-42!')).toBe('INVALID_PASSWORD')
    expect((await someone.call(security.changePassword, { newPassword: 'Other-River-42!' })).code).toBe('INVALID_PASSWORD')
    expect(await change(password, 'password1!')).toBe('VALIDATION_ERROR common')
    expect(await change(password, 'letters only')).toBe('VALIDATION_ERROR no-digit')
    expect(await change(password, password)).toBe('VALIDATION_ERROR recent')
    const korean = '한글암호1!ab'
    expect(await change(password, korean.normalize('NFD'))).toBe('OK')
    expect(await change(korean.normalize('NFC'), 'Third-River-42!')).toBe('OK')
    for (const form of ['NFC', 'NFD']) expect(await change('Third-River-42!', korean.normalize(form))).toBe('VALIDATION_ERROR recent')
    expect(await change('Third-River-42!', password)).toBe('VALIDATION_ERROR recent')
    expect(await change('Third-River-42!', 'Fourth-River-42!')).toBe('OK')
    expect(await change('Fourth-River-42!', password)).toBe('OK')
    expect((await new Actor().call(security.changePassword, { currentPassword: password, newPassword: 'Other-River-42!' })).code).toBe('AUTH_001')
  })

  it('is changed once by thirty at once', async () => {
    const someone = await person()
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => someone.call(security.changePassword, { currentPassword: password, newPassword: `River-${n}-Other!` })),
    )
    const winner = replies.findIndex((reply) => reply.code === 'OK')
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    expect((await new Actor().call(auth.login, { email: someone.email, password: `River-${winner}-Other!` })).code).toBe('OK')
  })

  it('is not guessed from a device that somebody left signed in', async () => {
    const someone = await person()
    const codes: string[] = []
    for (let n = 0; n < 11; n++)
      codes.push((await someone.call(security.changePassword, { currentPassword: `Wrong-Pass-${n}`, newPassword: 'Other-River-42!' })).code)
    expect(codes).toEqual([...Array.from({ length: 10 }, () => 'INVALID_PASSWORD'), 'RATE_LIMITED'])
    // The door is another one: the person still signs in.
    expect((await new Actor().call(auth.login, { email: someone.email, password })).code).toBe('OK')
  })
})
