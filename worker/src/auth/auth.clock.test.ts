import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import type { Host } from '@studymate/host/host'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { linksTo, linkTokens } from '@studymate/host/testing/mails'
import { openTestHost } from '@studymate/host/testing/test-host'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let host: Host
let offset = 0

/** Moves the clock on; it never goes back. */
async function pass(ms: number): Promise<void> {
  offset += ms
  await host.moveClock(offset)
}

async function rows(sql: string, ...values: unknown[]): Promise<number> {
  const db = await host.miniflare.getD1Database('DB')
  const row = await db
    .prepare(sql)
    .bind(...values)
    .first<{ n: number }>()
  return row?.n ?? 0
}

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

describe('time', () => {
  it('ends an access token after an hour, and its socket with it', async () => {
    const someone = await person({}, host.url)
    const socket = await device(someone)
    await pass(59 * MINUTE)
    expect((await someone.call(auth.whoAmI, {})).code).toBe('OK')
    await pass(2 * MINUTE)
    expect((await someone.call(auth.whoAmI, {})).code).toBe('AUTH_002')
    socket.send({ type: 'PING' })
    socket.socket.send('{ "type": "PING" }')
    expect(await socket.closed()).toBe(4002)
  })

  it('lengthens a socket by a fresh token of the same login', async () => {
    const someone = await person({}, host.url)
    const socket = await device(someone)
    await pass(50 * MINUTE)
    const fresher = await someone.ok(auth.refresh, { refreshToken: someone.tokens.refreshToken })
    socket.send({ type: 'CONNECT', token: fresher.accessToken })
    await socket.settle()
    await pass(20 * MINUTE)
    await socket.settle()
    expect(socket.closeCode).toBeNull()
    socket.close()
  })

  it('ends a login after seven idle days, and after ninety whatever it does', async () => {
    const idle = await person({}, host.url)
    const busy = await person({}, host.url)
    const visitor = new Actor(host.url)
    let { refreshToken } = busy.tokens
    for (let week = 0; week < 15; week++) {
      const reply = await visitor.call(auth.refresh, { refreshToken })
      if (week * 6 >= 90) expect(reply.code).toBe('AUTH_003')
      else {
        expect([week, reply.code]).toEqual([week, 'OK'])
        refreshToken = reply.data?.refreshToken ?? ''
      }
      await pass(6 * DAY)
      if (week === 1) expect((await visitor.call(auth.refresh, { refreshToken: idle.tokens.refreshToken })).code).toBe('AUTH_003')
    }
    expect((await visitor.call(auth.refresh, { refreshToken })).code).toBe('AUTH_003')
  })

  it('lets a person try again after fifteen minutes', async () => {
    const someone = await person({}, host.url)
    const visitor = new Actor(host.url)
    for (let n = 0; n < 10; n++) await visitor.call(auth.login, { email: someone.email, password: 'Wrong-Pass-1' })
    expect((await visitor.call(auth.login, { email: someone.email, password: someone.password })).code).toBe('RATE_LIMITED')
    await pass(15 * MINUTE + 1_000)
    expect((await visitor.call(auth.login, { email: someone.email, password: someone.password })).code).toBe('OK')
  })

  it('kills a mail link after an hour', async () => {
    const someone = await person({}, host.url)
    await new Actor(host.url).ok(auth.forgotPassword, { email: someone.email })
    const [token = ''] = await linkTokens(host.mails, someone.email, 'reset')
    await pass(HOUR + MINUTE)
    expect((await new Actor(host.url).call(auth.resetPassword, { token, newPassword: 'Other-River-42!' })).code).toBe('LINK_EXPIRED')
  })

  it('kills a link that verifies an address after a day, and gives another to whoever asks', async () => {
    const someone = await person({}, host.url)
    const [token = ''] = await linkTokens(host.mails, someone.email, 'verify')
    await pass(DAY + MINUTE)
    const visitor = new Actor(host.url)
    expect((await visitor.call(auth.verifyEmail, { token })).code).toBe('LINK_EXPIRED')
    someone.tokens = await visitor.ok(auth.refresh, { refreshToken: someone.tokens.refreshToken })
    someone.token = someone.tokens.accessToken
    expect(await someone.ok(auth.resendVerification, {})).toEqual({ sent: true })
    const [, fresher = ''] = await linkTokens(host.mails, someone.email, 'verify', 2)
    expect((await visitor.call(auth.verifyEmail, { token: fresher })).code).toBe('OK')
    expect((await someone.ok(auth.whoAmI, {})).verified).toBe(true)
  })

  it('takes away what has had its time, each night', async () => {
    const someone = await person({}, host.url)
    await someone.call(auth.login, { email: someone.email, password: someone.password }, { 'idempotency-key': `k-${fresh()}` })
    const count = (table: string, column: string) => rows(`SELECT count(*) AS n FROM ${table} WHERE ${column} = ?1`, someone.userId)
    expect(await count('login_history', 'user_id')).toBe(2)
    await pass(25 * HOUR)
    await host.tick('17 3 * * *')
    expect(await rows('SELECT count(*) AS n FROM idempotency')).toBe(0)
    expect(await rows('SELECT count(*) AS n FROM outbox WHERE sent_at IS NOT NULL AND sent_at < ?1', Date.now() + offset - DAY)).toBe(0)
    expect(await count('login_history', 'user_id')).toBe(2)
    await pass(30 * DAY)
    await host.tick('17 3 * * *')
    expect(await count('login_history', 'user_id')).toBe(0)
    expect(await rows('SELECT count(*) AS n FROM refresh_tokens WHERE expires_at < ?1', Date.now() + offset)).toBe(0)
    expect(await rows('SELECT count(*) AS n FROM users WHERE id = ?1', someone.userId)).toBe(1)
  })

  it('makes nobody else of who comes under a key that was used long ago (F68)', async () => {
    const visitor = new Actor(host.url)
    const key = { 'idempotency-key': 'the-same-for-all' }
    const first = { email: `k${fresh()}@study.example`, password: 'Quiet-River-42', displayName: 'First' }
    const before = await visitor.ok(auth.register, first, key)
    await pass(25 * HOUR)
    await host.tick('17 3 * * *')
    // Another person behind the same address.
    const second = await visitor.ok(auth.register, { ...first, email: `k${fresh()}@study.example`, displayName: 'Second' }, key)
    expect(second.user.displayName).toBe('Second')
    expect(second.user.userId).not.toBe(before.user.userId)
    // The very same call as then stands as long as it would sign in, and no longer.
    await pass(25 * HOUR)
    await host.tick('17 3 * * *')
    const db = await host.miniflare.getD1Database('DB')
    expect((await visitor.ok(auth.register, first, key)).user.userId).toBe(before.user.userId)
    await pass(25 * HOUR)
    await host.tick('17 3 * * *')
    await db
      .prepare('UPDATE passwords SET hash = (SELECT hash FROM passwords WHERE user_id = ?2) || ?3 WHERE user_id = ?1')
      .bind(before.user.userId, second.user.userId, 'x')
      .run()
    expect((await visitor.call(auth.register, first, key)).code).toBe('EMAIL_TAKEN')
  })

  it('sends by the sweep what the relay did not send', async () => {
    const db = await host.miniflare.getD1Database('DB')
    const someone = await person({}, host.url)
    const event = { type: 'password.forgotten', email: someone.email, tongue: 'en' }
    await db
      .prepare('INSERT INTO outbox (id, type, payload, created_at) VALUES (?1, ?2, ?3, ?4)')
      .bind('evt_left_behind_0001', event.type, JSON.stringify(event), Date.now() + offset - MINUTE)
      .run()
    await host.tick('* * * * *')
    await host.tick('* * * * *')
    await expect.poll(() => linksTo(host.mails, someone.email, 'reset').length, { timeout: 15_000 }).toBe(1)
    expect(await rows(`SELECT count(*) AS n FROM consumed WHERE event_id = 'evt_left_behind_0001'`)).toBe(1)
  })
})
