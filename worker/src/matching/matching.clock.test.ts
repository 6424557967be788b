import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as contract from '@studymate/contract/matching'
import { refresh, verifyEmail } from '@studymate/contract/auth'
import { saveTopics } from '@studymate/contract/onboarding'
import { blockUser } from '@studymate/contract/safety'
import { UserId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'

const DAY = 86_400_000
let host: Host
let offset = 0

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())
beforeEach(async () => {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db.batch([db.prepare('DELETE FROM seekers'), db.prepare('DELETE FROM seeker_pairs')])
})

/** Later by so many days; those who stay sign in anew, since a token lives an hour. */
async function pass(days: number, ...stay: Person[]): Promise<void> {
  for (let day = 0; day < days; day += 6) {
    offset += Math.min(6, days - day) * DAY
    await host.moveClock(offset)
    for (const person of stay) {
      person.tokens = await person.ok(refresh, { refreshToken: person.tokens.refreshToken })
      person.token = person.tokens.accessToken
    }
  }
}

async function fitting(): Promise<{ a: Person; b: Person }> {
  const a = await learner({ speaks: 'ko', learns: 'en', locale: 'en' }, host.url)
  const b = await learner({ speaks: 'en', learns: 'ko', locale: 'en' }, host.url)
  return { a, b }
}

/** Writes into a profile what no operation of this service writes yet, and lets matching see it as any change does. */
async function setProfile(of: Person, column: 'visibility' | 'allow_matching', value: string | number): Promise<void> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db.prepare(`UPDATE profiles SET ${column} = ? WHERE user_id = ?`).bind(value, of.userId).run()
  await of.ok(saveTopics, { topics: [] })
}

/** Writes made-up seekers who speak English and learn Korean; the first of each call was here last. */
async function crowd(count: number, from: number, now: number): Promise<void> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const ids = Array.from({ length: count }, (_, n) => `user_crowd${String(from + n).padStart(6, '0')}`)
  const rows = JSON.stringify(ids.map((id, n) => ({ id, at: now - n })))
  await db.batch([
    db
      .prepare(
        `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, created_at)
         SELECT value ->> 'id', value ->> 'id', value ->> 'id', 'Somebody', 1990, 'en', 'Asia/Seoul', 1 FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO seekers (user_id, birth_year, native_language, learning, interests, motivations, learning_styles, communication_methods, visibility, shown_at, updated_at)
         SELECT value ->> 'id', 1990, 'en', '[{"code":"ko","level":"B1"}]', '[]', '[]', '[]', '[]', 'public', value ->> 'at', 1 FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at) SELECT 'en', 'ko', value ->> 'id', 1990, value ->> 'at' FROM json_each(?)`,
      )
      .bind(rows),
  ])
}

describe('a long list', () => {
  it('keeps its order over pages and looks, lets newcomers in a look later, and never shows who is blocked', async () => {
    const me = await learner({ speaks: 'ko', learns: 'en' }, host.url)
    await crowd(80, 0, 2_000_000_000_000)
    const page = async (n: number) => (await me.ok(contract.listMatches, { page: n, size: 20 })).map(({ userId }) => userId)
    const first = await page(1)
    await crowd(1, 500, 3_000_000_000_000)
    // The order is written behind the reply; from then on a look follows it, and not the newcomer, who would be first.
    const newcomer = 'user_crowd000500'
    await expect.poll(async () => (await page(1)).includes(UserId.parse(newcomer))).toBe(false)
    const all = [...(await page(1)), ...(await page(2)), ...(await page(3)), ...(await page(4))]
    expect([new Set(all).size, all.slice(0, 20)]).toEqual([80, first])
    const [blocked] = first
    if (blocked) await me.ok(blockUser, { userId: blocked })
    expect(await page(1)).toEqual(first.slice(1))
    for (let look = 0; look < 2; look++) {
      offset += 61_000
      await host.moveClock(offset)
      await page(1)
    }
    await expect.poll(async () => (await page(1))[0]).toBe(newcomer)
    // What I change of myself counts at once.
    await crowd(1, 600, 3_100_000_000_000)
    await me.ok(saveTopics, { topics: ['FOOD'] })
    expect((await page(1))[0]).toBe('user_crowd000600')
  })
})

describe('seven days', () => {
  it('lapse a request whether swept or not, and free the pair', async () => {
    const { a, b } = await fitting()
    const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId })
    const rejected = await learner({ speaks: 'en', learns: 'ko' }, host.url)
    const silent = await a.ok(contract.requestMatch, { targetUserId: rejected.userId })
    await rejected.ok(contract.rejectMatch, { requestId: silent.requestId })
    await pass(7, a, b)
    expect(await b.ok(contract.listRequests, {})).toEqual([])
    expect(await a.ok(contract.listRequests, { direction: 'sent' })).toEqual([])
    expect((await b.call(contract.acceptMatch, { requestId })).details).toEqual({ status: 'lapsed' })
    expect((await b.call(contract.rejectMatch, { requestId })).details).toEqual({ status: 'lapsed' })
    // Rejected or not, to the sender both have lapsed.
    for (const id of [requestId, silent.requestId]) expect((await a.call(contract.withdrawMatch, { requestId: id })).details).toEqual({ status: 'lapsed' })
    const anew = await b.ok(contract.requestMatch, { targetUserId: a.userId })
    expect((await a.call(contract.acceptMatch, { requestId: anew.requestId })).code).toBe('OK')
  })

  it('are swept each minute and counted in how somebody answers', async () => {
    const { a, b } = await fitting()
    await a.ok(contract.requestMatch, { targetUserId: b.userId })
    await pass(7, a)
    await host.tick('* * * * *')
    const db = await host.miniflare.getD1Database('DB', 'studymate')
    expect(await db.prepare('SELECT status FROM match_requests WHERE receiver_id = ?').bind(b.userId).first()).toEqual({ status: 'lapsed' })
    expect(await db.prepare('SELECT asked, answered FROM seekers WHERE user_id = ?').bind(b.userId).first()).toEqual({ asked: 1, answered: 0 })
  })
})

describe('somebody who hides or rests', () => {
  for (const [column, off, on] of [
    ['visibility', 'private', 'public'],
    ['allow_matching', 0, 1],
  ] as const) {
    it(`is met by nobody and meets nobody: ${column}`, async () => {
      const { a, b } = await fitting()
      const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId })
      await setProfile(b, column, off)
      expect(await a.ok(contract.listMatches, {})).toEqual([])
      expect((await b.call(contract.listMatches, {})).envelope).toMatchObject({ data: [], paused: true })
      expect((await a.call(contract.matchProfile, { userId: b.userId })).code).toBe('USER_001')
      expect((await b.call(contract.matchProfile, { userId: a.userId })).code).toBe('USER_001')
      expect(await b.ok(contract.listRequests, {})).toEqual([])
      expect((await b.call(contract.acceptMatch, { requestId })).code).toBe('MATCH_001')
      expect((await b.call(contract.requestMatch, { targetUserId: a.userId })).code).toBe('MATCH_001')
      await setProfile(b, column, on)
      expect(await a.ok(contract.listMatches, {})).toHaveLength(1)
      expect((await b.call(contract.acceptMatch, { requestId })).code).toBe('OK')
      // Partners keep each other.
      await setProfile(b, column, off)
      expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('partner')
      expect(await a.ok(contract.listPartners, {})).toHaveLength(1)
    })
  }

  it('shows strangers only the card where the profile is for friends', async () => {
    const { a, b } = await fitting()
    const db = await host.miniflare.getD1Database('DB', 'studymate')
    await db.prepare(`UPDATE profiles SET self_bio = 'my words', location_id = 'KR-11' WHERE user_id = ?`).bind(b.userId).run()
    expect(await a.ok(contract.matchProfile, { userId: b.userId })).toMatchObject({ selfBio: 'my words', locationId: 'KR-11' })
    await setProfile(b, 'visibility', 'friends')
    expect(await a.ok(contract.matchProfile, { userId: b.userId })).toMatchObject({ selfBio: null, locationId: null, displayName: b.name })
    expect(await a.ok(contract.listMatches, {})).toHaveLength(1)
    expect(await a.ok(contract.filterMatches, { location: 'KR-11' })).toEqual([])
    const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId })
    await b.ok(contract.acceptMatch, { requestId })
    expect(await a.ok(contract.matchProfile, { userId: b.userId })).toMatchObject({ selfBio: 'my words', locationId: 'KR-11' })
  })
})

describe('where mail has a transport', () => {
  it('asks for a verified address before the first hello, and never for an answer', async () => {
    const texts = new Map<string, string>()
    const service = createServer((request, reply) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const { to, text } = JSON.parse(body) as { to: string; text: string }
        texts.set(to, text)
        reply.writeHead(202).end()
      })
    })
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
    const { port } = service.address() as AddressInfo
    const mailing = await openTestHost({ settings: { MAIL_API_URL: `http://127.0.0.1:${port}/mail` } })
    try {
      const a = await learner({ speaks: 'ko', learns: 'en' }, mailing.url)
      const b = await learner({ speaks: 'en', learns: 'ko' }, mailing.url)
      expect((await a.call(contract.requestMatch, { targetUserId: b.userId })).code).toBe('EMAIL_NOT_VERIFIED')
      await expect.poll(() => texts.get(a.email), { timeout: 15_000 }).toBeDefined()
      const token = /\/verify\?token=([\w-]+)/.exec(texts.get(a.email) ?? '')?.[1] ?? ''
      await a.ok(verifyEmail, { token })
      const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId })
      expect((await b.call(contract.acceptMatch, { requestId })).code).toBe('OK')
    } finally {
      await mailing.close()
      await new Promise<void>((resolve) => service.close(() => resolve()))
    }
  })
})
