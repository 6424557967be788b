import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refresh } from '@studymate/contract/auth'
import { createRoom, listRooms } from '@studymate/contract/chat'
import * as contract from '@studymate/contract/matching'
import { saveTopics, saveWishedGender } from '@studymate/contract/onboarding'
import { blockUser, listBlocks, unblockUser } from '@studymate/contract/safety'
import { savePrivacySettings } from '@studymate/contract/settings'
import { UserId } from '@studymate/contract/values'
import type { LanguageCode } from '@studymate/contract/values'
import { learner } from '@studymate/host/testing/actors'
import type { LearnerFacts, Person } from '@studymate/host/testing/actors'
import type { Host } from '@studymate/host/host'
import { openTestHost } from '@studymate/host/testing/test-host'

const HOUR = 3_600_000
const DAY = 24 * HOUR
let host: Host
let offset = 0

beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

async function pass(ms: number, ...stay: Person[]): Promise<void> {
  for (let left = ms; left > 0; left -= 6 * DAY) {
    offset += Math.min(left, 6 * DAY)
    await host.moveClock(offset)
    for (const person of stay) {
      person.tokens = await person.ok(refresh, { refreshToken: person.tokens.refreshToken })
      person.token = person.tokens.accessToken
    }
  }
}

const some = (count: number, facts: LearnerFacts) => Promise.all(Array.from({ length: count }, () => learner(facts, host.url)))
const one = (speaks: LanguageCode, learns: LanguageCode) => learner({ speaks, learns }, host.url)

describe('an inbox', () => {
  it('takes ten of fifteen at once, says so, and takes the next when one is answered or has lapsed', async () => {
    const star = await one('en', 'ko')
    const fans = await some(15, { speaks: 'ko', learns: 'en' })
    const replies = await Promise.all(fans.map((fan) => fan.call(contract.requestMatch, { targetUserId: star.userId })))
    expect(replies.filter(({ code }) => code === 'OK')).toHaveLength(10)
    const late = fans.filter((_, n) => replies[n]?.code !== 'OK')
    for (const reply of replies.filter(({ code }) => code !== 'OK')) expect([reply.code, reply.details]).toEqual(['CONFLICT', { status: 'full' }])
    const [next, another] = late
    if (!next || !another) throw new Error('all got in')
    const sees = async (fan: Person) => (await fan.ok(contract.listMatches, {})).map(({ userId }) => userId)
    expect(await sees(next)).toEqual([])
    expect((await next.ok(contract.matchProfile, { userId: star.userId })).relation).toEqual({ kind: 'full' })
    expect(await star.ok(contract.ownAnswering, {})).toMatchObject({ open: 10, most: 10, asked: 0 })
    // The one who waits may ask others, and is answered at once by whom they ask.
    expect((await star.call(contract.requestMatch, { targetUserId: next.userId })).code).toBe('OK')
    const [first] = await star.ok(contract.listRequests, {})
    if (!first) throw new Error('no request')
    await star.ok(contract.rejectMatch, { requestId: first.requestId })
    expect(await sees(another)).toEqual([star.userId])
    expect((await another.call(contract.requestMatch, { targetUserId: star.userId })).code).toBe('OK')
    expect(await star.ok(contract.ownAnswering, {})).toMatchObject({ open: 10, asked: 1, answered: 1 })
    await pass(7 * DAY, star, next)
    expect(await star.ok(contract.ownAnswering, {})).toMatchObject({ open: 0 })
    expect((await next.call(contract.requestMatch, { targetUserId: star.userId })).code).toBe('OK')
  }, 60_000)
})

describe('how somebody answers', () => {
  it('is a word for others from three on, a number for themselves, and points in the score', async () => {
    const star = await one('de', 'ko')
    const fans = await some(5, { speaks: 'ko', learns: 'de' })
    const [watcher, ...askers] = fans
    if (!watcher) throw new Error('nobody')
    const card = async () => (await watcher.ok(contract.listMatches, {}))[0]
    const before = await card()
    expect(before?.answers).toBeNull()
    for (const [n, asker] of askers.slice(0, 3).entries()) {
      const { requestId } = await asker.ok(contract.requestMatch, { targetUserId: star.userId })
      await pass((n + 1) * 2 * HOUR, star, watcher, ...askers)
      await star.ok(n === 1 ? contract.rejectMatch : contract.acceptMatch, { requestId })
      expect((await card())?.answers).toBe(n < 2 ? null : 'within-hours')
    }
    const after = await card()
    expect(await star.ok(contract.ownAnswering, {})).toEqual({
      asked: 3,
      answered: 3,
      medianMinutes: 240,
      shownAs: 'within-hours',
      reason: null,
      open: 0,
      most: 10,
    })
    expect((await watcher.ok(contract.matchProfile, { userId: star.userId })).answers).toBe('within-hours')
    expect(after?.reasons.some(({ kind }) => kind === 'usually-answers')).toBe(true)
    expect(after && before && after.compatibilityScore > before.compatibilityScore).toBe(true)
    // No number and no rank of others' anywhere.
    expect(JSON.stringify(after)).not.toMatch(/asked|median|"answered|240/)
  }, 60_000)

  it('is forgotten of those who let hellos lapse', async () => {
    const star = await one('fr', 'ko')
    const fans = await some(3, { speaks: 'ko', learns: 'fr' })
    for (const fan of fans) await fan.ok(contract.requestMatch, { targetUserId: star.userId })
    await pass(7 * DAY, star, ...fans)
    await host.tick('* * * * *')
    expect(await star.ok(contract.ownAnswering, {})).toMatchObject({ asked: 3, answered: 0, medianMinutes: null, shownAs: null, reason: 'often-unanswered' })
    expect((await fans[0]?.ok(contract.listMatches, {}))?.[0]?.answers).toBeNull()
    // Either may ask again: the pair is free.
    expect((await star.call(contract.requestMatch, { targetUserId: fans[0]?.userId ?? star.userId })).code).toBe('OK')
    expect((await fans[1]?.call(contract.requestMatch, { targetUserId: star.userId }))?.code).toBe('OK')
  }, 60_000)
})

describe('the waiting time', () => {
  it('says how many there are, and how long a hello took once enough were accepted', async () => {
    const many = await some(6, { speaks: 'ko', learns: 'es' })
    const star = await one('es', 'ko')
    const [me] = many
    if (!me) throw new Error('nobody')
    expect(await me.ok(contract.waitingTime, {})).toEqual({
      speaks: 'ko',
      learns: 'es',
      likeMe: 6,
      forMe: 1,
      medianMinutes: null,
      reason: 'too-few',
      accepted: 0,
    })
    const asked: Awaited<ReturnType<typeof ask>>[] = []
    async function ask(fan: Person) {
      return fan.ok(contract.requestMatch, { targetUserId: star.userId })
    }
    for (const fan of many.slice(0, 5)) asked.push(await ask(fan))
    for (const { requestId } of asked) {
      await pass(HOUR, star, me)
      await star.ok(contract.acceptMatch, { requestId })
    }
    expect(await me.ok(contract.waitingTime, {})).toMatchObject({ medianMinutes: 180, reason: null, accepted: 5 })
    // The other direction is another matter.
    expect(await star.ok(contract.waitingTime, {})).toMatchObject({ speaks: 'es', learns: 'ko', likeMe: 1, forMe: 6, medianMinutes: null, reason: 'too-few' })
    await pass(30 * DAY, me)
    expect(await me.ok(contract.waitingTime, {})).toMatchObject({ medianMinutes: null, reason: 'too-few', accepted: 0 })
  }, 60_000)
})

describe('two who may not meet', () => {
  const apart: readonly [string, (a: Person, b: Person) => Promise<unknown>, ((a: Person, b: Person) => Promise<unknown>) | null][] = [
    ['a block of mine', (a, b) => a.ok(blockUser, { userId: b.userId }), (a, b) => a.ok(unblockUser, { userId: b.userId })],
    ['a block of theirs', (a, b) => b.ok(blockUser, { userId: a.userId }), (a, b) => b.ok(unblockUser, { userId: a.userId })],
    [
      'their hiding',
      (_a, b) => b.ok(savePrivacySettings, { profileVisibility: 'private' }),
      (_a, b) => b.ok(savePrivacySettings, { profileVisibility: 'public' }),
    ],
    ['my hiding', (a) => a.ok(savePrivacySettings, { profileVisibility: 'private' }), (a) => a.ok(savePrivacySettings, { profileVisibility: 'public' })],
    ['their rest', (_a, b) => b.ok(savePrivacySettings, { allowMatching: false }), (_a, b) => b.ok(savePrivacySettings, { allowMatching: true })],
    ['my rest', (a) => a.ok(savePrivacySettings, { allowMatching: false }), (a) => a.ok(savePrivacySettings, { allowMatching: true })],
    ['their wish', (_a, b) => b.ok(saveWishedGender, { gender: 'FEMALE' }), (_a, b) => b.ok(saveWishedGender, { gender: 'ANY' })],
    ['my wish', (a) => a.ok(saveWishedGender, { gender: 'MALE' }), (a) => a.ok(saveWishedGender, { gender: 'ANY' })],
  ]
  for (const [what, part, join] of apart) {
    it(`do not, in any operation: ${what}`, async () => {
      const [a, b, c] = await Promise.all([one('it', 'pt'), one('pt', 'it'), one('it', 'pt')])
      const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId, message: 'hi' })
      const partner = await c.ok(contract.requestMatch, { targetUserId: b.userId })
      await b.ok(contract.acceptMatch, { requestId: partner.requestId })
      await part(a, b)
      for (const [me, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const sees = async (list: Promise<readonly { userId: UserId }[]>) => (await list).some(({ userId }) => userId === other.userId)
        expect(await sees(me.ok(contract.listMatches, {}))).toBe(false)
        expect(await sees(me.ok(contract.filterMatches, { availability: 'ANY' }))).toBe(false)
        expect(await sees(me.ok(contract.filterMatches, { level: 'B1' }))).toBe(false)
        expect((await me.call(contract.matchProfile, { userId: other.userId })).code).toBe('USER_001')
        expect((await me.call(contract.requestMatch, { targetUserId: other.userId })).code).toBe('MATCH_001')
        for (const direction of ['received', 'sent'] as const)
          expect((await me.ok(contract.listRequests, { direction })).some(({ person }) => person.userId === other.userId)).toBe(false)
      }
      expect((await b.call(contract.acceptMatch, { requestId })).code).not.toBe('OK')
      // The pause keeps what is: partners, and what was asked.
      expect((await b.ok(contract.listPartners, {})).map(({ userId }) => userId)).toEqual([c.userId])
      expect((await c.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('partner')
      if (!join) return
      await join(a, b)
      const back = (await b.ok(contract.listRequests, {})).map((request) => request.requestId)
      expect(back).toEqual(what.startsWith('a block') ? [] : [requestId])
      if (back.length > 0) expect((await b.call(contract.acceptMatch, { requestId })).code).toBe('OK')
    }, 30_000)
  }
})

/** Writes made-up people who speak English and learn Japanese, all alike but for when they were here; `best` shares a topic with nobody else. */
async function crowd(count: number): Promise<void> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const rows = JSON.stringify(
    Array.from({ length: count }, (_, n) => ({ id: `user_crowd${String(n).padStart(6, '0')}`, topics: n === 0 ? '["ART","NEWS"]' : '[]', at: n })),
  )
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
         SELECT value ->> 'id', 1990, 'en', '[{"code":"ja","level":"B1"}]', value ->> 'topics', '[]', '[]', '[]', 'public', value ->> 'at', 1 FROM json_each(?)`,
      )
      .bind(rows),
    db
      .prepare(
        `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at) SELECT 'en', 'ja', value ->> 'id', 1990, value ->> 'at' FROM json_each(?)`,
      )
      .bind(rows),
  ])
}

describe('a crowd of many', () => {
  it('brings the best to the top, however long they were away, keeps up with changes, and shows nobody who may not be met', async () => {
    await crowd(1_200)
    const me = await one('ja', 'en')
    await me.ok(saveTopics, { topics: ['ART', 'NEWS'] })
    const page = async (filter = {}) => (await me.ok(contract.filterMatches, filter)).map(({ userId }) => userId)
    // Until the crowd is read, those who were here last stand for all.
    await expect.poll(async () => (await page())[0]).toBe('user_crowd000000')
    expect((await me.call(contract.listMatches, {})).envelope?.pagination.totalItems).toBe(500)
    const fresh = await learner({ speaks: 'en', learns: 'ja', topics: ['ART', 'NEWS'] }, host.url)
    offset += 61_000
    await host.moveClock(offset)
    await expect.poll(async () => (await page({ interests: ['ART'] })).toSorted()).toEqual([fresh.userId, UserId.parse('user_crowd000000')].toSorted())
    await fresh.ok(blockUser, { userId: me.userId })
    expect(await page({ interests: ['ART'], level: 'B1' })).toEqual(['user_crowd000000'])
    expect(await page({ interests: ['NEWS'], nativeLanguage: 'ja' })).toEqual([])
  }, 60_000)
})

describe('a hundred and twenty rooms and a hundred and fifty blocks', () => {
  it('answer all the same, and a list of a hundred and one is refused (F29)', async () => {
    const [me, blocked, other] = [await one('sv', 'ko'), await one('ko', 'sv'), await one('ko', 'sv')]
    const db = await host.miniflare.getD1Database('DB', 'studymate')
    const rows = JSON.stringify(Array.from({ length: 270 }, (_, n) => ({ id: `user_many${String(n).padStart(7, '0')}`, n })))
    await db.batch([
      db
        .prepare(
          `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, created_at)
           SELECT value ->> 'id', value ->> 'id', value ->> 'id', 'Somebody', 1990, 'en', 'Asia/Seoul', 1 FROM json_each(?)`,
        )
        .bind(rows),
      db
        .prepare(
          `INSERT INTO matches (id, low_id, high_id, room_id, request_id, accept_nonce, created_at)
           SELECT 'match_' || (value ->> 'id'), min(?1, value ->> 'id'), max(?1, value ->> 'id'), 'room_' || (value ->> 'id'), 'mreq_000000', 'x', value ->> 'n'
           FROM json_each(?2) WHERE value ->> 'n' < 120`,
        )
        .bind(me.userId, rows),
      db
        .prepare(`INSERT INTO blocks (blocker_id, blocked_id, created_at) SELECT ?1, value ->> 'id', 1 FROM json_each(?2) WHERE value ->> 'n' >= 120`)
        .bind(me.userId, rows),
    ])
    for (let n = 0; n < 120; n += 10) {
      // Rooms are opened by whoever first looks into them; a minute's limit counts.
      offset += 61_000
      await host.moveClock(offset)
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => me.ok(createRoom, { participantIds: [UserId.parse(`user_many${String(n + i).padStart(7, '0')}`)] })),
      )
    }
    const rooms = async (page: number) => (await me.ok(listRooms, { page, size: 100 })).length
    await expect.poll(async () => [await rooms(1), await rooms(2)]).toEqual([100, 20])
    const partners = await me.call(contract.listPartners, { page: 2, size: 100 })
    expect([partners.data?.length, partners.envelope?.pagination.totalItems]).toEqual([20, 120])
    await me.ok(blockUser, { userId: blocked.userId })
    for (const list of [contract.listMatches, contract.filterMatches]) expect((await me.ok(list, {})).map(({ userId }) => userId)).toEqual([other.userId])
    const blocks = await me.call(listBlocks, { page: 2, size: 100 })
    expect([blocks.data?.length, blocks.envelope?.pagination.totalItems]).toEqual([51, 151])
    const many = Array.from({ length: 101 }, (_, n) => (n === 0 ? 'FOOD' : 'MUSIC'))
    for (const [path, body] of [
      ['/api/v1/onboarding/interest/topic', { topics: many }],
      ['/api/v1/matching/filter', { interests: many }],
      ['/api/v1/chat/room/create', { participantIds: Array.from({ length: 101 }, () => me.userId) }],
    ] as const)
      expect((await me.raw('POST', path, JSON.stringify(body))).status).toBe(400)
  }, 60_000)
})
