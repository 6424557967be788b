import { describe, expect, it } from 'vitest'
import * as contract from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser } from '@studymate/contract/safety'
import { saveCommunicationMethods, saveLearningLanguages, saveNativeLanguage } from '@studymate/contract/onboarding'
import { saveGender, saveLocation } from '@studymate/contract/user'
import { LANGUAGES, UserId } from '@studymate/contract/values'
import type { LanguageCode } from '@studymate/contract/values'
import { Actor, learner, person } from '@studymate/host/testing/actors'
import type { LearnerFacts, Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'

let nextPair = 0
/** Two languages that no other test of this file brings together, so that its list holds its own people only. */
function ownLanguages(): readonly [LanguageCode, LanguageCode] {
  const n = nextPair++
  const [a, b] = [LANGUAGES[8 + (n % 14)], LANGUAGES[22 + (Math.floor(n / 14) % 14)]]
  if (!a || !b) throw new Error('no languages left')
  return [a, b]
}

/** Two people who fit each other. */
async function fitting(
  facts: { a?: Partial<LearnerFacts>; b?: Partial<LearnerFacts> } = {},
): Promise<{ a: Person; b: Person; languages: readonly [LanguageCode, LanguageCode] }> {
  const languages = ownLanguages()
  const [one, two] = languages
  const [a, b] = await Promise.all([learner({ speaks: one, learns: two, ...facts.a }), learner({ speaks: two, learns: one, ...facts.b })])
  return { a, b, languages }
}

const tuesday = { dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '22:00' } as const
const nobody = UserId.parse('user_0000000000000000')
const times = <T>(count: number, call: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, n) => call(n)))

describe('the list', () => {
  it('asks for what is missing first', async () => {
    const newcomer = await person()
    expect(await newcomer.call(contract.listMatches, {})).toMatchObject({ code: 'ONBOARD_001', details: { missing: ['nativeLanguage', 'learningLanguage'] } })
    await newcomer.ok(saveNativeLanguage, { languageCode: 'ko' })
    await newcomer.ok(saveLearningLanguages, { languageCodes: ['en'] })
    expect((await newcomer.call(contract.listMatches, {})).details['missing']).toEqual(['languageLevel'])
    expect((await newcomer.call(contract.filterMatches, {})).code).toBe('ONBOARD_001')
    expect((await newcomer.call(contract.matchProfile, { userId: nobody })).code).toBe('USER_001')
    expect((await newcomer.call(contract.requestMatch, { targetUserId: nobody })).code).toBe('ONBOARD_001')
    expect((await newcomer.call(contract.waitingTime, {})).details['missing']).toEqual(['languageLevel'])
    // Nobody has asked who cannot be found yet.
    expect(await newcomer.ok(contract.ownAnswering, {})).toMatchObject({ asked: 0, open: 0, shownAs: null, reason: 'too-few' })
    for (const operation of [contract.listMatches, contract.waitingTime, contract.ownAnswering] as const)
      expect((await new Actor().call(operation, {})).code).toBe('AUTH_001')
  })

  it('shows a card with true reasons and the hours in common on the own clock', async () => {
    const { a, b } = await fitting({
      a: { level: 'B1', topics: ['FOOD', 'TRAVEL'], timeZone: 'Asia/Seoul', slots: [tuesday] },
      b: { level: 'A2', topics: ['TRAVEL'], timeZone: 'Asia/Tokyo', slots: [{ ...tuesday, startTime: '21:00', endTime: '23:00' }] },
    })
    const reply = await a.call(contract.listMatches, {})
    expect(reply.envelope).toMatchObject({ pagination: { page: 1, totalItems: 1, totalPages: 1 }, paused: false })
    const card = reply.data?.[0]
    expect(card).toMatchObject({
      userId: b.userId,
      displayName: b.name,
      learningLanguages: [{ level: 'A2' }],
      interests: ['TRAVEL'],
      sharedHours: { minutesPerWeek: 60, slots: [{ dayOfWeek: 'TUESDAY', startTime: '21:00', endTime: '22:00' }] },
      minutesAhead: 0,
    })
    expect(card?.reasons.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['speaks-what-you-learn', 'learns-what-you-speak', 'shared-hours', 'shared-interests']),
    )
    expect(card?.lastActive).toMatch(/:00:00\.000Z$/)
    const back = (await b.ok(contract.listMatches, {}))[0]
    expect([back?.userId, back?.compatibilityScore]).toEqual([a.userId, card?.compatibilityScore])
    const profile = await a.ok(contract.matchProfile, { userId: b.userId })
    expect(profile).toMatchObject({ compatibilityScore: card?.compatibilityScore, reasons: card?.reasons, relation: { kind: 'none' } })
  })

  it('keeps its order over its pages, and looks at each person again', async () => {
    const [one, two] = ownLanguages()
    const me = await learner({ speaks: one, learns: two })
    const others = await times(5, () => learner({ speaks: two, learns: one }))
    const first = await me.call(contract.listMatches, { page: 1, size: 2 })
    expect(first.envelope?.pagination).toEqual({ page: 1, size: 2, totalItems: 5, totalPages: 3 })
    // The order is written behind the reply: until it is there a later page ranks anew, the same.
    const rest = async () => [...(await me.ok(contract.listMatches, { page: 2, size: 2 })), ...(await me.ok(contract.listMatches, { page: 3, size: 2 }))]
    const all = [...(first.data ?? []), ...(await rest())].map(({ userId }) => userId)
    expect(all.toSorted()).toEqual(others.map(({ userId }) => userId).toSorted())
    const gone = others.find(({ userId }) => userId === all[2])
    await gone?.ok(blockUser, { userId: me.userId })
    expect((await rest()).map(({ userId }) => userId)).not.toContain(all[2])
    expect(await me.ok(contract.listMatches, { page: 9, size: 2 })).toEqual([])
  })

  it('narrows by every field of a filter', async () => {
    const [one, two] = ownLanguages()
    const me = await learner({ speaks: one, learns: two, slots: [tuesday] })
    const near = await learner({ speaks: two, learns: one, level: 'A2', topics: ['FOOD'], birthYear: 2000, slots: [tuesday] })
    const far = await learner({ speaks: two, learns: one, level: 'C1', birthYear: 1970, slots: [{ ...tuesday, dayOfWeek: 'SUNDAY' }] })
    const found = async (filter: Parameters<typeof me.call<typeof contract.filterMatches>>[1]) =>
      (await me.ok(contract.filterMatches, filter)).map(({ userId }) => userId).toSorted()
    expect(await found({})).toEqual([near.userId, far.userId].toSorted())
    expect(await found({ level: 'A2' })).toEqual([near.userId])
    expect(await found({ level: ['C1', 'C2'] })).toEqual([far.userId])
    expect(await found({ interests: ['FOOD'] })).toEqual([near.userId])
    expect(await found({ ageMin: 40 })).toEqual([far.userId])
    expect(await found({ ageMax: 40 })).toEqual([near.userId])
    expect(await found({ availability: 'ANY' })).toEqual([near.userId])
    expect(await found({ availability: ['TUESDAY'] })).toEqual([near.userId])
    expect(await found({ availability: ['SUNDAY'] })).toEqual([])
    expect(await found({ nativeLanguage: two, learningLanguage: one })).toHaveLength(2)
    expect(await found({ nativeLanguage: one })).toEqual([])
    expect(await found({ gender: 'FEMALE' })).toEqual([])
    expect(await found({ location: 'KR-11' })).toEqual([])
    await near.ok(saveGender, { gender: 'FEMALE' })
    await far.ok(saveLocation, { locationId: 'KR-11' })
    await far.ok(saveCommunicationMethods, { communicationMethods: ['VIDEO_CALL', 'TEXT'] })
    expect(await found({ gender: 'FEMALE' })).toEqual([near.userId])
    expect(await found({ location: 'KR-11' })).toEqual([far.userId])
    expect(await found({ communicationMethods: ['TEXT', 'AUDIO_CALL'] })).toEqual([far.userId])
    expect(await found({ learningLanguage: one, level: 'C1', ageMin: 40, ageMax: 80, location: 'KR-11' })).toEqual([far.userId])
    expect((await me.call(contract.filterMatches, { size: 1, page: 2 })).envelope).toMatchObject({
      pagination: { page: 2, size: 1, totalItems: 2, totalPages: 2 },
    })
    expect((await me.call(contract.filterMatches, { ageMin: 40, ageMax: 20 })).code).toBe('VALIDATION_ERROR')
  })

  it('never brings minors and adults together, in any operation', async () => {
    const { a: adult, b: minor, languages } = await fitting({ b: { birthYear: 2010 } })
    const peer = await learner({ speaks: languages[0], learns: languages[1], birthYear: 2011 })
    expect(await adult.ok(contract.listMatches, {})).toEqual([])
    const seen = await minor.ok(contract.listMatches, {})
    expect(seen.map(({ userId }) => userId)).toEqual([peer.userId])
    expect(seen[0]).not.toHaveProperty('lastActive')
    for (const [from, to] of [
      [adult, minor],
      [minor, adult],
    ] as const) {
      expect((await from.call(contract.matchProfile, { userId: to.userId })).code).toBe('USER_001')
      expect((await from.call(contract.requestMatch, { targetUserId: to.userId })).code).toBe('MATCH_001')
    }
    await peer.ok(contract.requestMatch, { targetUserId: minor.userId, message: 'hi' })
    expect((await minor.ok(contract.listRequests, {}))[0]?.person.userId).toBe(peer.userId)
  })
})

describe('a request', () => {
  it('reaches the other with its hello, and their bell in their own language', async () => {
    const { a, b } = await fitting({ a: { displayName: '민성' }, b: { locale: 'ko' } })
    const asked = await a.ok(contract.requestMatch, { targetUserId: b.userId, message: '  안녕하세요!  ' })
    expect(asked).toMatchObject({ status: 'open' })
    expect(await b.ok(contract.listRequests, {})).toMatchObject([
      { requestId: asked.requestId, direction: 'received', message: '안녕하세요!', person: { userId: a.userId } },
    ])
    expect(await a.ok(contract.listRequests, { direction: 'sent' })).toMatchObject([
      { requestId: asked.requestId, direction: 'sent', person: { userId: b.userId } },
    ])
    expect(await a.ok(contract.listRequests, {})).toEqual([])
    expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('sent')
    expect((await b.ok(contract.matchProfile, { userId: a.userId })).relation).toMatchObject({ kind: 'received', message: '안녕하세요!' })
    await expect.poll(async () => (await b.ok(listNotifications, {}))[0]?.title, { timeout: 10_000 }).toBe('민성이 인사를 보냈어요.')
  })

  it.each([
    ['민성', '민성이 인사를 보냈어요.'],
    ['민아', '민아가 인사를 보냈어요.'],
    ['John', 'John이(가) 인사를 보냈어요.'],
    ['7', '7이(가) 인사를 보냈어요.'],
  ])('names %s with the right particle, whatever language the sender asks in (F20, F21)', async (displayName, title) => {
    const { a, b } = await fitting({ a: { displayName, locale: 'en' }, b: { locale: 'ko' } })
    await a.ok(contract.requestMatch, { targetUserId: b.userId }, { 'accept-language': 'en' })
    await expect.poll(async () => (await b.ok(listNotifications, {}))[0]?.title, { timeout: 10_000 }).toBe(title)
  })

  it('rings every device at once', async () => {
    const { a, b } = await fitting({ a: { displayName: 'John' }, b: { locale: 'en' } })
    const phone = await device(b)
    await a.ok(contract.requestMatch, { targetUserId: b.userId, message: 'hi' })
    const { notification } = await phone.next('NOTIFICATION')
    expect(notification).toMatchObject({
      type: 'match.request',
      title: 'John said hello.',
      body: 'hi',
      link: '/requests',
      data: { from: { userId: a.userId } },
    })
    phone.close()
  })

  it('refuses links, strangers, oneself, unfit people and a hello that is too long', async () => {
    const { a, b } = await fitting()
    const unfit = await learner({ speaks: 'ko', learns: 'ja' })
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId, message: 'see evil.com/x' })).code).toBe('VALIDATION_ERROR')
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId, message: '가'.repeat(301) })).code).toBe('VALIDATION_ERROR')
    for (const targetUserId of [nobody, a.userId, unfit.userId]) expect((await a.call(contract.requestMatch, { targetUserId })).code).toBe('MATCH_001')
    const korean = await a.call(contract.requestMatch, { targetUserId: nobody }, { 'accept-language': 'ko' })
    expect(korean.message).toBe('지금은 이 사람과 이어질 수 없어요.')
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId, message: '가'.repeat(300) })).code).toBe('OK')
  })

  it('stands once, however often it is sent', async () => {
    const { a, b } = await fitting()
    const replies = await times(30, () => a.call(contract.requestMatch, { targetUserId: b.userId, message: 'hi' }))
    expect(replies.filter(({ code }) => code === 'OK')).toHaveLength(1)
    expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['OK', 'CONFLICT']))
    expect(replies.find(({ code }) => code === 'CONFLICT')?.details).toMatchObject({ status: 'open' })
    expect((await b.call(contract.listRequests, {})).envelope?.pagination.totalItems).toBe(1)
    await expect.poll(async () => (await b.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(1)
  })

  it('is the same under the same Idempotency-Key', async () => {
    const { a, b } = await fitting()
    const key = { 'idempotency-key': `ask-${a.userId}` }
    const [first, second] = [
      await a.ok(contract.requestMatch, { targetUserId: b.userId }, key),
      await a.ok(contract.requestMatch, { targetUserId: b.userId }, key),
    ]
    expect(second).toEqual(first)
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId, message: 'other' }, key)).code).toBe('CONFLICT')
  })

  it('becomes a match where two cross, also at the same moment', async () => {
    for (const together of [false, true]) {
      const { a, b } = await fitting()
      const ask = (from: Person, to: Person) => from.call(contract.requestMatch, { targetUserId: to.userId, message: `from ${from.name}` })
      const replies = together ? await Promise.all([ask(a, b), ask(b, a)]) : [await ask(a, b), await ask(b, a)]
      expect(replies.map(({ code }) => code)).toEqual(['OK', 'OK'])
      expect(new Set(replies.map(({ data }) => data?.status))).toEqual(new Set(['accepted', 'open']))
      const [partner] = await a.ok(contract.listPartners, {})
      const [back] = await b.ok(contract.listPartners, {})
      expect(partner).toMatchObject({ userId: b.userId, roomId: back?.roomId, matchId: back?.matchId })
      expect((await ask(a, b)).details).toMatchObject({ status: 'accepted' })
      expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation).toMatchObject({ kind: 'partner', roomId: partner?.roomId })
    }
  })
})

describe('an answer', () => {
  async function asked() {
    const pair = await fitting()
    const { requestId } = await pair.a.ok(contract.requestMatch, { targetUserId: pair.b.userId, message: 'hi' })
    return { ...pair, requestId }
  }

  it('accepts once, twice is the same, and the one who asked hears of it', async () => {
    const { a, b, requestId } = await asked()
    const accepted = await b.ok(contract.acceptMatch, { requestId })
    expect(await b.ok(contract.acceptMatch, { requestId })).toEqual(accepted)
    expect(await a.ok(contract.listPartners, {})).toMatchObject([{ userId: b.userId, matchId: accepted.matchId, roomId: accepted.roomId }])
    expect(await b.ok(contract.listRequests, {})).toEqual([])
    expect(await a.ok(contract.listRequests, { direction: 'sent' })).toEqual([])
    await expect
      .poll(async () => (await a.ok(listNotifications, {}))[0], { timeout: 10_000 })
      .toMatchObject({ type: 'match.accepted', title: `${b.name} accepted your hello.`, link: `/chat/${accepted.roomId}`, data: { roomId: accepted.roomId } })
    expect((await b.call(contract.rejectMatch, { requestId })).details).toEqual({ status: 'accepted' })
    expect((await a.call(contract.withdrawMatch, { requestId })).details).toEqual({ status: 'accepted' })
  })

  it('is for the one who was asked', async () => {
    const { a, b, requestId } = await asked()
    const stranger = await learner({ speaks: 'ko', learns: 'en' })
    for (const operation of [contract.acceptMatch, contract.rejectMatch] as const) {
      expect((await a.call(operation, { requestId })).code).toBe('USER_002')
      expect((await stranger.call(operation, { requestId })).code).toBe('NOT_FOUND')
    }
    expect((await b.call(contract.withdrawMatch, { requestId })).code).toBe('USER_002')
    expect((await stranger.call(contract.withdrawMatch, { requestId })).code).toBe('NOT_FOUND')
  })

  for (const first of ['accept', 'reject'] as const) {
    it(`has one outcome, one room and one event for thirty accepts and rejects at once, ${first} first (F49)`, async () => {
      const { a, b, requestId } = await asked()
      const replies = await times(30, async (n) =>
        n % 5 === (first === 'reject' ? 0 : 4)
          ? { kind: 'reject', reply: await b.call(contract.rejectMatch, { requestId }) }
          : { kind: 'accept', reply: await b.call(contract.acceptMatch, { requestId }) },
      )
      const winners = new Set(replies.filter(({ reply }) => reply.code === 'OK').map(({ kind }) => kind))
      expect(winners.size).toBe(1)
      expect(replies.filter(({ kind, reply }) => !winners.has(kind) && reply.code !== 'CONFLICT')).toEqual([])
      const partners = await a.ok(contract.listPartners, {})
      expect(partners).toHaveLength(winners.has('accept') ? 1 : 0)
      const rooms = new Set(replies.flatMap(({ reply }) => (reply.data && 'roomId' in reply.data ? [reply.data.roomId] : [])))
      expect([...rooms]).toEqual(partners.map(({ roomId }) => roomId))
      await expect.poll(async () => (await a.ok(listNotifications, {})).length, { timeout: 10_000 }).toBe(partners.length)
    })
  }

  it('is one of two where it meets a withdrawal, or asking the other way round, at the same moment', async () => {
    for (const round of [1, 2]) {
      const { a, b, requestId } = await asked()
      const replies = await times(30, async (n) => {
        const kind = n % 3 === round ? 'withdraw' : n % 3 === 0 ? 'ask' : 'accept'
        const call = { withdraw: () => a.call(contract.withdrawMatch, { requestId }), accept: () => b.call(contract.acceptMatch, { requestId }) }
        return { kind, reply: kind === 'ask' ? await b.call(contract.requestMatch, { targetUserId: a.userId }) : await call[kind]() }
      })
      const partners = await a.ok(contract.listPartners, {})
      expect(await b.ok(contract.listPartners, {})).toHaveLength(partners.length)
      const did = (kind: string) => replies.some((one) => one.kind === kind && one.reply.code === 'OK')
      const rooms = new Set(replies.flatMap(({ reply }) => (reply.data && 'roomId' in reply.data ? [reply.data.roomId] : [])))
      if (partners.length === 1) expect([did('withdraw'), [...rooms]]).toEqual([false, [partners[0]?.roomId]])
      // What was withdrawn is accepted by nobody; asking the other way round stands open by itself.
      else expect([did('accept'), rooms.size, (await a.ok(contract.listRequests, {})).length]).toEqual([false, 0, did('ask') ? 1 : 0])
      expect(replies.filter(({ reply }) => !['OK', 'CONFLICT'].includes(reply.code))).toEqual([])
    }
  })

  it('rejects in silence: to the sender it goes on looking open', async () => {
    const { a, b, requestId } = await asked()
    expect(await b.ok(contract.rejectMatch, { requestId, reason: 'no time' })).toEqual({ requestId, status: 'rejected' })
    expect((await b.call(contract.rejectMatch, { requestId })).code).toBe('OK')
    expect((await b.call(contract.acceptMatch, { requestId })).details).toEqual({ status: 'rejected' })
    const [seen] = await a.ok(contract.listRequests, { direction: 'sent' })
    expect(seen).toMatchObject({ requestId })
    expect(JSON.stringify(seen)).not.toMatch(/reject|no time/)
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId })).details).toMatchObject({ status: 'open', requestId })
    expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('sent')
    expect((await a.ok(listNotifications, {})).length).toBe(0)
    expect((await a.call(contract.withdrawMatch, { requestId })).code).toBe('OK')
    expect(await b.ok(contract.listRequests, {})).toEqual([])
  })

  it('can be too late: what was withdrawn is gone, and asking again waits', async () => {
    const { a, b, requestId } = await asked()
    await expect.poll(async () => (await b.ok(listNotifications, {}))[0]?.body).toBe('hi')
    expect(await a.ok(contract.withdrawMatch, { requestId })).toEqual({ requestId, status: 'withdrawn' })
    expect((await a.call(contract.withdrawMatch, { requestId })).code).toBe('OK')
    expect((await b.call(contract.acceptMatch, { requestId })).details).toEqual({ status: 'withdrawn' })
    expect(await b.ok(contract.listRequests, {})).toEqual([])
    // Its words are nowhere any more, the bell included.
    await expect.poll(() => b.ok(listNotifications, {})).toEqual([])
    expect((await a.call(contract.requestMatch, { targetUserId: b.userId })).code).toBe('CONFLICT')
    expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('waiting')
    // The other way round nothing was asked yet.
    expect((await b.call(contract.requestMatch, { targetUserId: a.userId })).code).toBe('OK')
  })
})
