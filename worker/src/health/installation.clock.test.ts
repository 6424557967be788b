import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getInstallation, siteInfo } from '@studymate/contract/installation'
import { report } from '@studymate/contract/safety'
import type { Host } from '@studymate/host/host'
import { Actor, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'
import { Settings } from '#edge/config'
import { KOREAN } from './settings.ko.ts'

const SECRETS = { TURN_SECRET: 'turn-hush', GOOGLE_CLIENT_SECRET: 'google-hush', AI_API_KEY: 'ai-hush', MAIL_API_KEY: 'mail-hush' }
const SETTINGS = {
  ...SECRETS,
  GOOGLE_CLIENT_ID: 'google-app',
  MAIL_API_URL: 'http://127.0.0.1:9/hook?key=path-hush',
  TURN_URLS: 'turn:turn.example:3478,turns:turn.example:5349',
  AI_BASE_URL: 'http://127.0.0.1:9/v1',
  AI_TRANSCRIBE_MODEL: 'whisper',
  OPERATOR_NAME: '한글학교',
}

let host: Host
let admin: Person
async function becomeAdmin(somebody: Person): Promise<void> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db.prepare(`UPDATE users SET role = 'ADMIN' WHERE id = ?1`).bind(somebody.userId).run()
}
beforeAll(async () => {
  host = await openTestHost({ settings: SETTINGS })
  admin = await person({}, host.url)
  await becomeAdmin(admin)
})
afterAll(() => host.close())

describe('the administrator’s page', () => {
  it('is for administrators only, in both languages', async () => {
    const member = await person({}, host.url)
    expect((await new Actor(host.url).call(getInstallation, {})).code).toBe('AUTH_001')
    const refused = await member.call(getInstallation, {}, { 'accept-language': 'ko' })
    expect([refused.code, refused.status, refused.message]).toEqual(['USER_002', 403, '이 일을 할 권한이 없어요.'])
    expect((await member.call(getInstallation, {}, { 'accept-language': 'en' })).message).toBe('You are not allowed to do this.')
    await becomeAdmin(member)
    expect((await member.call(getInstallation, {})).code).toBe('OK')
  })

  it('says of each setting whether it is set, and of secrets nothing more', async () => {
    const told = await admin.ok(getInstallation, {}, { 'accept-language': 'en' })
    expect(told.settings.map(({ name }) => name)).toEqual(Object.keys(Settings.shape))
    const named = new Map(told.settings.map((one) => [one.name, one]))
    for (const [name, value] of Object.entries(SECRETS)) {
      expect(named.get(name)).toMatchObject({ isSet: true, isSecret: true, value: null })
      expect(JSON.stringify(told)).not.toContain(value)
    }
    expect(named.get('SMTP_URL')).toMatchObject({ isSet: false, isSecret: true })
    expect(named.get('MAIL_API_URL')).toMatchObject({ isSet: true, value: 'http://127.0.0.1:9' })
    expect(JSON.stringify(told)).not.toContain('hush')
    expect(named.get('PUBLIC_URL')).toMatchObject({ isSet: false, value: host.url })
    expect(named.get('TURN_TTL_SECONDS')).toMatchObject({ isSet: false, value: '3600' })
    expect(told).toMatchObject({
      address: { url: host.url, isChosen: false },
      operator: { name: '한글학교', email: null },
      mail: { transport: 'http' },
      turn: { stun: 0, turn: 2, hasSecret: true },
      ai: { transcribe: { model: 'whisper' }, evaluate: null, missing: ['AI_EVALUATE_MODEL'] },
      deadLetters: { count: 0, oldestAt: null },
      isDemo: false,
    })
    expect(told.people).toBeGreaterThan(0)
    expect(told.databaseBytes).toBeGreaterThan(4096)
    const [google, , kakao] = told.providers
    expect(google).toEqual({
      provider: 'google',
      isOn: true,
      callbackUrl: `${host.url}/api/v1/auth/callback/google`,
      settings: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    })
    expect(kakao?.isOn).toBe(false)
  })

  it('describes every setting in Korean too', async () => {
    const told = await admin.ok(getInstallation, {}, { 'accept-language': 'ko' })
    expect(Object.keys(Settings.shape).filter((name) => KOREAN[name] === undefined)).toEqual([])
    expect(told.settings.filter(({ description }) => !/[가-힣]/.test(description))).toEqual([])
  })

  it('counts what waits for the operator', async () => {
    const [one, other] = [await person({}, host.url), await person({}, host.url)]
    const before = (await admin.ok(getInstallation, {})).openReports.count
    await one.ok(report, { targetType: 'user', targetId: other.userId, reason: 'SPAM' })
    const db = await host.miniflare.getD1Database('DB', 'studymate')
    await db.prepare(`INSERT INTO dead_letters (id, type, payload, died_at) VALUES ('evt_lost', 'person.changed', '{}', 1700000000000)`).run()
    const told = await admin.ok(getInstallation, {})
    expect(told.openReports.count).toBe(before + 1)
    expect(told.deadLetters).toEqual({ count: 1, oldestAt: '2023-11-14T22:13:20.000Z' })
    expect(told.health.checks['events']?.state).toBe('failing')
  })
})

it('says to anybody who runs this, and that its people are real', async () => {
  expect(await new Actor(host.url).ok(siteInfo, {})).toEqual({ operator: { name: '한글학교', email: null }, demo: null })
})
