import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import { createTicket } from '@studymate/contract/system'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { LiveClient } from '@studymate/host/testing/live-client'

const password = 'Quiet-River-42'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1'
const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0'

async function signIn(someone: Person, userAgent: string): Promise<Actor & { tokens: auth.Tokens }> {
  const actor = new Actor()
  const tokens = await actor.ok(auth.login, { email: someone.email, password }, { 'user-agent': userAgent })
  if (!('accessToken' in tokens)) throw new Error('a second factor')
  actor.token = tokens.accessToken
  return Object.assign(actor, { tokens })
}

async function socketOf(actor: Actor): Promise<LiveClient> {
  const { ticket } = await actor.ok(createTicket, {})
  const client = new LiveClient(`${actor.url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`, { 'x-forwarded-for': actor.address })
  await client.next('CONNECTED')
  return client
}

describe('devices', () => {
  it('are listed with what is known of them, the one that asks marked', async () => {
    const someone = await person()
    const phone = await signIn(someone, IPHONE)
    const list = await phone.ok(security.listDevices, {})
    expect(list.map(({ device, browser, current }) => [device, browser, current])).toEqual([
      ['Mobile - iOS', 'Safari 17.2', true],
      [expect.any(String), expect.any(String), false],
    ])
    expect(list[0]).toMatchObject({ location: 'Unknown', method: 'password' })
    expect(JSON.stringify(list)).not.toMatch(/hash|token/i)
    expect((await new Actor().call(security.listDevices, {})).code).toBe('AUTH_001')
  })

  it('are signed out one by one: tokens and sockets end at once, the others stay', async () => {
    const someone = await person()
    const [phone, laptop] = [await signIn(someone, IPHONE), await signIn(someone, MAC)]
    const socket = await socketOf(phone)
    const [kept, target] = [await laptop.ok(security.listDevices, {}), await phone.ok(security.listDevices, {})]
    const loginId = target.find(({ current }) => current)?.loginId ?? ''
    const stranger = await person()
    const refused = await stranger.call(security.endDevice, { loginId }, { 'accept-language': 'ko' })
    expect([refused.status, refused.code, refused.message]).toEqual([404, 'NOT_FOUND', '찾는 것이 없어요.'])
    expect((await phone.call(auth.whoAmI, {})).code).toBe('OK')
    const replies = await Promise.all(Array.from({ length: 30 }, () => laptop.call(security.endDevice, { loginId })))
    expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['OK']))
    expect((await phone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect((await new Actor().call(auth.refresh, { refreshToken: phone.tokens.refreshToken })).code).toBe('AUTH_003')
    expect(await socket.closed()).toBe(4001)
    expect((await laptop.ok(security.listDevices, {})).map((of) => of.loginId)).toEqual(kept.map((of) => of.loginId).filter((id) => id !== loginId))
    expect((await laptop.call(security.endDevice, { loginId: 'login_nobody0000' })).code).toBe('NOT_FOUND')
    expect((await laptop.call(security.endDevice, { loginId: 'user_wrong_kind' })).code).toBe('VALIDATION_ERROR')
    expect((await new Actor().call(security.endDevice, { loginId })).code).toBe('AUTH_001')
  })

  it('are all signed out but this one', async () => {
    const someone = await person()
    const [phone, laptop] = [await signIn(someone, IPHONE), await signIn(someone, MAC)]
    expect(await laptop.ok(security.endOtherDevices, {})).toEqual({ ended: 2 })
    expect(await laptop.ok(security.endOtherDevices, {})).toEqual({ ended: 0 })
    for (const gone of [someone, phone]) expect((await gone.call(auth.whoAmI, {})).code).toBe('AUTH_003')
    expect(await laptop.ok(security.listDevices, {})).toHaveLength(1)
    expect((await new Actor().call(security.endOtherDevices, {})).code).toBe('AUTH_001')
  })
})

describe('the sign-in history', () => {
  it('shows sign-ins and failures as the guide does, page by page, to nobody else', async () => {
    const someone = await person()
    await signIn(someone, MAC)
    await new Actor().call(auth.login, { email: someone.email, password: 'Wrong-Pass-1' }, { 'user-agent': EDGE })
    await expect.poll(async () => (await someone.ok(security.loginHistory, {})).length).toBe(3)
    const reply = await someone.call(security.loginHistory, { size: 2 })
    expect(reply.envelope?.pagination).toEqual({ page: 1, size: 2, totalPages: 2, totalItems: 3 })
    expect(reply.data).toMatchObject([
      {
        device: 'Desktop - Windows',
        browser: 'Edge 120.0.0',
        userAgent: EDGE,
        status: 'failed',
        method: 'password',
        failureReason: 'Invalid password',
      },
      { device: 'Desktop - macOS', browser: 'Chrome 120.0.0', userAgent: MAC, location: 'Unknown', status: 'success', method: 'password' },
    ])
    expect(reply.data?.[1]).not.toHaveProperty('failureReason')
    expect(reply.data?.[1]?.ipAddress).toMatch(/^10\./)
    expect(await someone.ok(security.loginHistory, { size: 2, page: 2 })).toHaveLength(1)
    expect((await someone.call(security.loginHistory, { size: 101 })).code).toBe('VALIDATION_ERROR')
    expect(await (await person()).ok(security.loginHistory, {})).toHaveLength(1)
    expect((await new Actor().call(security.loginHistory, {})).code).toBe('AUTH_001')
  })

  it('holds one line of too many tries, however many there were', async () => {
    const someone = await person()
    const attacker = new Actor()
    for (let n = 0; n < 13; n++) await attacker.call(auth.login, { email: someone.email, password: 'Wrong-Pass-1' })
    const reasons = async () => (await someone.ok(security.loginHistory, {})).map(({ failureReason }) => failureReason)
    await expect.poll(async () => (await reasons()).filter((reason) => reason === 'Too many attempts').length).toBe(1)
    expect((await reasons()).filter((reason) => reason === 'Invalid password')).toHaveLength(10)
  })
})
