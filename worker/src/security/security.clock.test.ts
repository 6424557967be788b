import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as security from '@studymate/contract/security'
import type { Host } from '@studymate/host/host'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { linkTokens } from '@studymate/host/testing/mails'
import { openTestHost } from '@studymate/host/testing/test-host'
import { totpCode } from '@studymate/host/testing/totp'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const password = 'Quiet-River-42'

let host: Host
let offset = 0

async function pass(ms: number): Promise<void> {
  offset += ms
  await host.moveClock(offset)
}

/** Goes to the middle of a half minute, so that a slow machine stays within it. */
async function midStep(): Promise<number> {
  const now = Date.now() + offset
  await pass(45_000 - (now % 30_000))
  return Date.now() + offset
}

async function challengeOf(someone: Person): Promise<string> {
  const admission = await new Actor(host.url).ok(auth.login, { email: someone.email, password })
  return 'challengeToken' in admission ? admission.challengeToken : ''
}

async function guarded(): Promise<{ someone: Person; setup: security.TwoFactorSetup }> {
  const someone = await person({}, host.url)
  const setup = await someone.ok(security.enableTwoFactor, {})
  await someone.ok(security.verifyTwoFactor, { code: totpCode(setup.secret, Date.now() + offset) })
  return { someone, setup }
}

async function again(someone: Person): Promise<void> {
  const admission = await new Actor(host.url).ok(auth.login, { email: someone.email, password })
  someone.token = 'accessToken' in admission ? admission.accessToken : null
}

async function run(sql: string, ...values: unknown[]): Promise<void> {
  const db = await host.miniflare.getD1Database('DB')
  await db
    .prepare(sql)
    .bind(...values)
    .run()
}

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

describe('work', () => {
  it('is the same for known and unknown addresses: one hash at the door, none where a link is asked for', async () => {
    const known = await person({}, host.url)
    const nameless = await person({}, host.url)
    await run('DELETE FROM passwords WHERE user_id = ?1', nameless.userId)
    const visitor = new Actor(host.url)
    const hashesOf = async (call: () => Promise<unknown>) => {
      const before = host.work.hashes
      await call()
      return host.work.hashes - before
    }
    const unknown = `ghost${fresh()}@study.example`
    for (const email of [known.email, unknown, nameless.email]) {
      expect([email, await hashesOf(() => visitor.call(auth.login, { email, password: 'Wrong-Pass-1' }))]).toEqual([email, 1])
      expect([email, await hashesOf(() => visitor.call(auth.forgotPassword, { email }))]).toEqual([email, 0])
    }
    const [one, two] = [await visitor.call(auth.forgotPassword, { email: known.email }), await visitor.call(auth.forgotPassword, { email: unknown })]
    expect([one.status, one.envelope]).toEqual([two.status, two.envelope])
  })
})

describe('the second factor', () => {
  it('allows a clock one step early or late, not two, and no step again', async () => {
    const { someone, setup } = await guarded()
    await pass(3 * MINUTE)
    const now = await midStep()
    const codes: string[] = []
    for (const steps of [-2, 2, -1, 0, 0, 1, 1]) {
      const challengeToken = await challengeOf(someone)
      codes.push(`${steps} ${(await new Actor(host.url).call(security.loginTwoFactor, { challengeToken, code: totpCode(setup.secret, now, steps) })).code}`)
    }
    expect(codes).toEqual(['-2 INVALID_CODE', '2 INVALID_CODE', '-1 OK', '0 OK', '0 INVALID_CODE', '1 OK', '1 INVALID_CODE'])
  })

  it('waits ten minutes for its code', async () => {
    const { someone, setup } = await guarded()
    const [soon, late] = [await challengeOf(someone), await challengeOf(someone)]
    await pass(9 * MINUTE)
    expect((await new Actor(host.url).call(security.loginTwoFactor, { challengeToken: soon, code: setup.backupCodes[0] ?? '' })).code).toBe('OK')
    await pass(2 * MINUTE)
    expect((await new Actor(host.url).call(security.loginTwoFactor, { challengeToken: late, code: setup.backupCodes[1] ?? '' })).code).toBe('AUTH_003')
  })

  it('takes codes again a quarter of an hour after five wrong ones', async () => {
    const { someone, setup } = await guarded()
    const wrong = '00000000'
    const challengeToken = await challengeOf(someone)
    for (let n = 0; n < 5; n++) await new Actor(host.url).call(security.loginTwoFactor, { challengeToken, code: wrong })
    const right = setup.backupCodes[0] ?? ''
    expect((await new Actor(host.url).call(security.loginTwoFactor, { challengeToken, code: right })).code).toBe('RATE_LIMITED')
    await pass(15 * MINUTE + 1_000)
    expect((await new Actor(host.url).call(security.loginTwoFactor, { challengeToken: await challengeOf(someone), code: right })).code).toBe('OK')
  })

  it('lies sealed in the database, its backup codes under a key', async () => {
    const { someone, setup } = await guarded()
    const db = await host.miniflare.getD1Database('DB')
    const row = await db.prepare('SELECT secret FROM two_factor WHERE user_id = ?1').bind(someone.userId).first<{ secret: string }>()
    expect(row?.secret).toMatch(/^v1\./)
    expect(row?.secret).not.toContain(setup.secret)
    // Moved to somebody else's row it opens for nobody.
    const other = await guarded()
    await run('UPDATE two_factor SET secret = ?2 WHERE user_id = ?1', other.someone.userId, row?.secret)
    await pass(2 * MINUTE)
    const challengeToken = await challengeOf(other.someone)
    const code = totpCode(setup.secret, Date.now() + offset)
    expect((await new Actor(host.url).call(security.loginTwoFactor, { challengeToken, code })).code).toBe('INVALID_CODE')
  })
})

describe('an account that came without a password', () => {
  it('sets its first one without a current one, and adds an address', async () => {
    const someone = await person({}, host.url)
    await run('DELETE FROM passwords WHERE user_id = ?1', someone.userId)
    await run('UPDATE users SET email = NULL, verified_at = NULL WHERE id = ?1', someone.userId)
    expect(await someone.ok(security.getPassword, {})).toEqual({ isSet: false, changedAt: null })
    const email = `first${fresh()}@study.example`
    expect(await someone.ok(security.changeEmail, { email })).toMatchObject({ email: null, verified: false, pending: { email } })
    const [token = ''] = await linkTokens(host.mails, email, 'confirm-email')
    await new Actor(host.url).ok(security.confirmEmail, { token })
    const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => someone.call(security.changePassword, { newPassword: `First-River-${n}!` })))
    expect(replies.filter(({ code }) => code === 'OK')).toHaveLength(1)
    const winner = replies.findIndex(({ code }) => code === 'OK')
    expect((await new Actor(host.url).call(auth.login, { email, password: `First-River-${winner}!` })).code).toBe('OK')
  })
})

describe('time', () => {
  it('ends the link to a new address after a day, and the objection of the old one after a week', async () => {
    const someone = await person({}, host.url)
    const [verify = ''] = await linkTokens(host.mails, someone.email, 'verify')
    await someone.ok(auth.verifyEmail, { token: verify })
    const email = `late${fresh()}@study.example`
    await someone.ok(security.changeEmail, { email, password })
    const [late = ''] = await linkTokens(host.mails, email, 'confirm-email')
    await pass(DAY + MINUTE)
    expect((await new Actor(host.url).call(security.confirmEmail, { token: late })).code).toBe('LINK_EXPIRED')
    await again(someone)
    expect((await someone.ok(security.getEmail, {})).pending).toBeNull()
    await someone.ok(security.changeEmail, { email, password })
    const [, token = ''] = await linkTokens(host.mails, email, 'confirm-email', 2)
    const [, objection = ''] = await linkTokens(host.mails, someone.email, 'keep-email', 2)
    await new Actor(host.url).ok(security.confirmEmail, { token })
    await pass(7 * DAY + MINUTE)
    expect((await new Actor(host.url).call(security.objectToEmail, { token: objection })).code).toBe('LINK_EXPIRED')
  })

  it('takes a device from the list when it can no longer go on, and a sign-in from the history after thirty days', async () => {
    const someone = await person({}, host.url)
    await again(someone)
    expect(await someone.ok(security.listDevices, {})).toHaveLength(2)
    await pass(8 * DAY)
    await again(someone)
    expect(await someone.ok(security.listDevices, {})).toHaveLength(1)
    expect(await someone.ok(security.loginHistory, {})).toHaveLength(3)
    await pass(23 * DAY)
    await again(someone)
    expect(await someone.ok(security.loginHistory, {})).toHaveLength(2)
  })
})
