import { describe, expect, inject, it } from 'vitest'
import { verifyEmail, whoAmI } from '@studymate/contract/auth'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { getLearningLanguages } from '@studymate/contract/onboarding'
import { blockUser, listBlocks, unblockUser } from '@studymate/contract/safety'
import * as settings from '@studymate/contract/settings'
import { getProfile, saveLocation } from '@studymate/contract/user'
import { Actor, fresh, learner, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { linkTokens, readMails, textOf } from '@studymate/host/testing/mails'

const patch = (of: Person, section: string, body: unknown) => of.raw('PATCH', `/api/v1/${section}`, JSON.stringify(body))

describe('the account', () => {
  it('is shown as the guide shows it', async () => {
    const mina = await person({ displayName: '미나' })
    expect(await mina.ok(settings.getAccountSettings, {})).toEqual({
      userId: mina.userId,
      email: mina.email,
      username: mina.account.username,
      displayName: '미나',
      englishName: null,
      residence: null,
      profileImage: null,
      bio: null,
      phoneNumber: null,
      verified: false,
      createdAt: mina.account.createdAt,
    })
  })

  it('changes what is given and keeps the rest, twice the same', async () => {
    const mina = await person()
    const wanted = {
      displayName: 'John Smith',
      englishName: 'John',
      residence: 'Busan, South Korea',
      bio: 'Passionate about learning Korean',
      phoneNumber: '+821098765432',
    }
    for (let twice = 0; twice < 2; twice++) {
      const saved = await mina.ok(settings.saveAccountSettings, wanted)
      expect(saved).toEqual({ userId: mina.userId, ...wanted, updatedAt: saved.updatedAt })
    }
    expect(await mina.ok(getProfile, {})).toMatchObject({ displayName: 'John Smith', selfBio: wanted.bio, location: { code: 'KR-26' } })
    expect(await mina.ok(settings.saveAccountSettings, { phoneNumber: '+82 10-1234-5678' })).toMatchObject({ ...wanted, phoneNumber: '+821012345678' })
    expect(await mina.ok(settings.saveAccountSettings, { phoneNumber: null, bio: '', englishName: '', residence: '' })).toMatchObject({
      displayName: 'John Smith',
      phoneNumber: null,
      bio: null,
      englishName: null,
      residence: null,
    })
    expect((await mina.ok(getProfile, {})).location).toBeNull()
  })

  it('keeps the words about a place as long as the place stands', async () => {
    const mina = await person()
    await mina.ok(settings.saveAccountSettings, { residence: '서울 마포구' })
    expect((await mina.ok(settings.getAccountSettings, {})).residence).toBe('서울 마포구')
    await mina.ok(saveLocation, { locationId: 'JP' })
    expect((await mina.ok(settings.getAccountSettings, {})).residence).toBe('Japan')
    expect((await mina.ok(settings.getAccountSettings, {}, { 'accept-language': 'ko' })).residence).toBe('일본')
    // Words that name no place of the list leave it as it is.
    await mina.ok(settings.saveAccountSettings, { residence: 'by the sea' })
    expect((await mina.ok(settings.getAccountSettings, {})).residence).toBe('by the sea')
    expect((await mina.ok(getProfile, {})).location?.code).toBe('JP')
  })

  it('refuses what is no name, no number and not to be changed here, in both languages', async () => {
    const mina = await person()
    const refused = [
      { displayName: '' },
      { displayName: 'win.example/x' },
      { displayName: 'a'.repeat(41) },
      { displayName: null },
      { englishName: 'www.spam.com' },
      { residence: 'http://spam.example' },
      { residence: 'a\nb' },
      { residence: 'x'.repeat(101) },
      { bio: 'x'.repeat(501) },
      { phoneNumber: '010-1234-5678' },
      { phoneNumber: '+0123456789' },
      { phoneNumber: '+82101234567890123' },
      ...['email', 'username', 'userId', 'verified', 'role', 'points', 'createdAt', 'profileImage'].map((name) => ({ [name]: 'ADMIN' })),
      { verified: true },
    ]
    for (const body of refused) {
      const reply = await patch(mina, 'settings/account', body)
      expect([JSON.stringify(body).slice(0, 40), reply.status, JSON.parse(await reply.text())]).toMatchObject([
        expect.any(String),
        400,
        { error: { code: 'VALIDATION_ERROR' } },
      ])
    }
    expect((await mina.call(settings.saveAccountSettings, { displayName: 'evil.com' }, { 'accept-language': 'ko' })).message).toBe(
      '입력한 내용을 다시 확인해 주세요.',
    )
    expect((await mina.ok(whoAmI, {})).role).toBe('MEMBER')
    expect((await mina.ok(settings.getAccountSettings, {})).displayName).toBe(mina.name)
  })

  it('is nobody else’s', async () => {
    const visitor = new Actor()
    for (const operation of [
      settings.getAccountSettings,
      settings.saveAccountSettings,
      settings.getNotificationSettings,
      settings.saveNotificationSettings,
      settings.getPrivacySettings,
      settings.savePrivacySettings,
      settings.getLanguageSettings,
      settings.saveLanguageSettings,
    ] as const)
      expect((await visitor.call(operation, {})).code).toBe('AUTH_001')
  })
})

describe('what somebody is told', () => {
  const defaults = {
    pushEnabled: true,
    emailEnabled: true,
    matchingNotifications: true,
    sessionReminders: true,
    chatMessages: true,
    systemAnnouncements: false,
    achievementUpdates: true,
    weeklyReport: true,
    soundEnabled: true,
    vibrationEnabled: true,
  }

  it('starts from the defaults, changes flag by flag, and has a second name', async () => {
    const mina = await person()
    expect(await mina.ok(settings.getNotificationSettings, {})).toEqual(defaults)
    const saved = await mina.ok(settings.saveNotificationSettings, { emailEnabled: false, systemAnnouncements: true })
    expect(saved).toEqual({ ...defaults, emailEnabled: false, systemAnnouncements: true, updatedAt: saved.updatedAt })
    const other = await patch(mina, 'notification/settings', { weeklyReport: false })
    expect(JSON.parse(await other.text())).toMatchObject({ success: true, data: { weeklyReport: false, emailEnabled: false } })
    const read = await mina.raw('GET', '/api/v1/notification/settings')
    expect(JSON.parse(await read.text())).toMatchObject({ data: { ...defaults, emailEnabled: false, systemAnnouncements: true, weeklyReport: false } })
    for (const body of [{ emailEnabled: 'yes' }, { emailEnabled: null }, { loud: true }])
      expect((await patch(mina, 'settings/notifications', body)).status).toBe(400)
  })

  it('keeps each of thirty flags saved at once', async () => {
    const mina = await person()
    const flips = Object.keys(defaults).flatMap((name) => [{ [name]: true }, { [name]: true }, { [name]: false }])
    await Promise.all(flips.map((body) => patch(mina, 'settings/notifications', body)))
    await Promise.all(Object.keys(defaults).map((name) => patch(mina, 'settings/notifications', { [name]: false })))
    expect(new Set(Object.values(await mina.ok(settings.getNotificationSettings, {})))).toEqual(new Set([false]))
  })

  it('leaves the bell alone where matching is switched off, and rings again after', async () => {
    const [mina, one, two] = await Promise.all([
      learner({ speaks: 'ko', learns: 'en' }),
      learner({ speaks: 'en', learns: 'ko' }),
      learner({ speaks: 'en', learns: 'ko' }),
    ])
    const lines = async () => (await mina.ok(listNotifications, {})).map(({ type, data }) => [type, 'from' in data ? data.from.userId : null])
    await mina.ok(settings.saveNotificationSettings, { matchingNotifications: false })
    await one.ok(requestMatch, { targetUserId: mina.userId })
    // Events go in order: once the second one rings, the first one has been decided.
    await mina.ok(requestMatch, { targetUserId: two.userId })
    await expect.poll(async () => (await two.ok(listNotifications, {})).length, { timeout: 15_000 }).toBe(1)
    await mina.ok(settings.saveNotificationSettings, { matchingNotifications: true })
    const three = await learner({ speaks: 'en', learns: 'ko' })
    await three.ok(requestMatch, { targetUserId: mina.userId })
    await expect.poll(async () => (await lines()).length, { timeout: 15_000 }).toBeGreaterThan(0)
    expect((await lines()).filter(([, from]) => from === one.userId)).toEqual([])
  })
})

/** The subject of a mail as its reader sees it (RFC 2047); fails on a line that is too long. */
function subjectOf(eml: string): string {
  const raw = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(eml)?.[1] ?? ''
  for (const word of raw.split(/\r\n[ \t]/)) expect(word.length).toBeLessThanOrEqual(75)
  const decode = (_: string, text: string) => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'))
  return raw.replaceAll(/\?=\r\n[ \t]=\?/g, '?==?').replaceAll(/=\?utf-8\?B\?([^?]*)\?=/g, decode)
}

/** The HTML part of a mail of ours. */
function htmlOf(eml: string): string {
  return Buffer.from(eml.split('\r\n\r\n')[3]?.split('--=_')[0] ?? '', 'base64').toString()
}

async function verified(facts: Parameters<typeof learner>[0]): Promise<Person> {
  const someone = await learner(facts)
  const [token = ''] = await linkTokens(inject('mailUrl'), someone.email, 'verify')
  await someone.ok(verifyEmail, { token })
  return someone
}

async function noticesTo(of: Person): Promise<string[]> {
  return (await readMails(inject('mailUrl')))
    .filter(({ eml }) => eml.includes(`To: ${of.email}\r\n`) && !textOf(eml).includes('/verify?'))
    .map(({ eml }) => eml)
}

async function noticeTo(of: Person, count = 1): Promise<string> {
  await expect.poll(async () => (await noticesTo(of)).length, { timeout: 15_000 }).toBe(count)
  return (await noticesTo(of)).at(-1) ?? ''
}

describe('mails', () => {
  it.each([
    ['민성', '민성이 인사를 보냈어요'],
    ['민아', '민아가 인사를 보냈어요'],
    ['John', 'John이(가) 인사를 보냈어요'],
    ['Agent 7', 'Agent 7이(가) 인사를 보냈어요'],
    ['가'.repeat(40), `${'가'.repeat(40)}가 인사를 보냈어요`],
    ['<b>미나</b> & 👨‍👩‍👧‍👦', '<b>미나</b> & 👨‍👩‍👧‍👦이(가) 인사를 보냈어요'],
  ])('of %s are right in Korean, in subject and both parts', async (displayName, said) => {
    // The sender speaks English; the mail speaks to its reader.
    const [sora, other] = await Promise.all([verified({ speaks: 'ko', learns: 'en', locale: 'ko' }), learner({ speaks: 'en', learns: 'ko', displayName })])
    await other.ok(requestMatch, { targetUserId: sora.userId, message: '안녕하세요' })
    const eml = await noticeTo(sora)
    expect(subjectOf(eml)).toBe(`[StudyMate] ${said}`)
    expect(textOf(eml)).toContain(`${said}.`)
    expect(textOf(eml)).toContain('/settings/notifications')
    expect(textOf(eml)).not.toContain('안녕하세요')
    expect(htmlOf(eml)).toContain('lang="ko"')
    expect(htmlOf(eml)).not.toContain('<b>')
    expect(eml).not.toMatch(/\uFFFD/)
  })

  it('tell whoever asked that they were accepted, in their language; the one who is not verified gets none', async () => {
    const [emma, sora] = await Promise.all([
      verified({ speaks: 'en', learns: 'ko', locale: 'en' }),
      learner({ speaks: 'ko', learns: 'en', locale: 'ko', displayName: '소라' }),
    ])
    const { requestId } = await emma.ok(requestMatch, { targetUserId: sora.userId })
    const { roomId } = await sora.ok(acceptMatch, { requestId }, { 'accept-language': 'ko' })
    const eml = await noticeTo(emma)
    expect(subjectOf(eml)).toBe('[StudyMate] 소라 accepted your hello')
    expect(textOf(eml)).toContain(`/chat/${roomId}`)
    expect(await noticesTo(sora)).toEqual([])
  })

  it('carry no name that a mail program makes a link of', async () => {
    const [sora, other] = await Promise.all([
      verified({ speaks: 'ko', learns: 'en', locale: 'en' }),
      learner({ speaks: 'en', learns: 'ko', displayName: 'evil.today' }),
    ])
    await other.ok(requestMatch, { targetUserId: sora.userId })
    const eml = await noticeTo(sora)
    for (const part of [subjectOf(eml), textOf(eml), htmlOf(eml)]) expect(part).not.toContain('evil.today')
    expect(subjectOf(eml)).toBe('[StudyMate] evil.\u2060today said hello')
  })

  it('stay away where they are switched off, and come again after', async () => {
    const sora = await verified({ speaks: 'ko', learns: 'en', locale: 'en' })
    const ask = async () => (await learner({ speaks: 'en', learns: 'ko', displayName: `Asks ${fresh()}` })).ok(requestMatch, { targetUserId: sora.userId })
    for (const flag of ['emailEnabled', 'matchingNotifications'] as const) {
      await sora.ok(settings.saveNotificationSettings, { [flag]: false })
      await ask()
      // A line of the bell, or an event behind it, tells that this one has been decided.
      const witness = await verified({ speaks: 'ko', learns: 'en' })
      await (await learner({ speaks: 'en', learns: 'ko' })).ok(requestMatch, { targetUserId: witness.userId })
      await noticeTo(witness)
      expect(await noticesTo(sora)).toEqual([])
      await sora.ok(settings.saveNotificationSettings, { [flag]: true })
    }
    await ask()
    await noticeTo(sora)
  })
})

describe('privacy', () => {
  const defaults = {
    profileVisibility: 'public',
    showEmail: false,
    showPhoneNumber: false,
    showLastSeen: true,
    allowMatching: true,
    allowGroupInvites: true,
    blockList: [],
    dataSharing: { analytics: false, thirdParty: false },
  }

  it('starts closed where it matters, and changes what is given', async () => {
    const mina = await person()
    expect(await mina.ok(settings.getPrivacySettings, {})).toEqual(defaults)
    const saved = await mina.ok(settings.savePrivacySettings, { profileVisibility: 'friends', showLastSeen: false, dataSharing: { analytics: true } })
    expect(saved).toEqual({
      ...defaults,
      profileVisibility: 'friends',
      showLastSeen: false,
      dataSharing: { analytics: true, thirdParty: false },
      updatedAt: saved.updatedAt,
    })
    await mina.ok(settings.savePrivacySettings, { allowMatching: false, dataSharing: {} })
    expect(await mina.ok(settings.getPrivacySettings, {})).toMatchObject({
      profileVisibility: 'friends',
      allowMatching: false,
      dataSharing: { analytics: true, thirdParty: false },
    })
    for (const body of [{ profileVisibility: 'everybody' }, { blockList: [] }, { showEmail: 1 }, { dataSharing: { all: true } }])
      expect((await patch(mina, 'settings/privacy', body)).status).toBe(400)
  })

  it('lets a minor be seen by friends or nobody, and says why in both languages', async () => {
    const minor = await person({ birthYear: 2010 })
    expect(await minor.ok(settings.getPrivacySettings, {})).toMatchObject({ profileVisibility: 'friends', showLastSeen: false })
    for (const [input, field] of [
      [{ profileVisibility: 'public' }, 'profileVisibility'],
      [{ showLastSeen: true }, 'showLastSeen'],
    ] as const) {
      expect(await minor.call(settings.savePrivacySettings, input)).toMatchObject({ code: 'USER_002', status: 403, details: { reason: 'MINOR', field } })
      expect((await minor.call(settings.savePrivacySettings, input, { 'accept-language': 'ko' })).message).toBe('이 일을 할 권한이 없어요.')
    }
    expect(await minor.ok(settings.savePrivacySettings, { profileVisibility: 'private' })).toMatchObject({ profileVisibility: 'private' })
  })

  it('lists whom one has blocked by id, and names only those whom one could see', async () => {
    const [mina, seen, hidden, minor, empty] = await Promise.all([
      learner({ speaks: 'ko', learns: 'en' }),
      learner({ speaks: 'en', learns: 'ko', displayName: 'Seen' }),
      learner({ speaks: 'en', learns: 'ko', displayName: 'Hidden' }),
      learner({ speaks: 'en', learns: 'ko', displayName: 'Minor', birthYear: 2010 }),
      person({ displayName: 'Newcomer' }),
    ])
    await hidden.ok(settings.savePrivacySettings, { profileVisibility: 'private' })
    for (const { userId } of [seen, hidden, minor, empty]) await mina.ok(blockUser, { userId })
    expect(await mina.ok(settings.getPrivacySettings, {})).toMatchObject({
      blockList: expect.arrayContaining([seen.userId, hidden.userId, minor.userId, empty.userId]),
    })
    const named = async () => Object.fromEntries((await mina.ok(listBlocks, {})).map(({ userId, displayName }) => [userId, displayName]))
    expect(await named()).toEqual({ [seen.userId]: 'Seen', [hidden.userId]: null, [minor.userId]: null, [empty.userId]: null })
    // Who hides afterwards keeps the name under which they were blocked; who opens afterwards is not named by it.
    await seen.ok(settings.savePrivacySettings, { profileVisibility: 'private' })
    await hidden.ok(settings.savePrivacySettings, { profileVisibility: 'public' })
    expect(await named()).toMatchObject({ [seen.userId]: 'Seen', [hidden.userId]: null })
    await mina.ok(unblockUser, { userId: seen.userId })
    expect((await mina.ok(settings.getPrivacySettings, {})).blockList).not.toContain(seen.userId)
  })
})

describe('languages', () => {
  it('are those of the welcome, levels kept', async () => {
    const mina = await learner({ speaks: 'ko', learns: 'en', level: 'B1', locale: 'ko' })
    expect(await mina.ok(settings.getLanguageSettings, {})).toEqual({
      interfaceLanguage: 'ko',
      serviceLanguage: 'ko',
      nativeLanguage: 'ko',
      learningLanguages: ['en'],
      translationEnabled: true,
      autoDetectLanguage: true,
      preferredVoice: 'ko-KR-Wavenet-A',
      speechSpeed: 1,
    })
    const saved = await mina.ok(settings.saveLanguageSettings, {
      interfaceLanguage: 'en',
      nativeLanguage: 'ko',
      learningLanguages: ['ja', 'en', 'zh'],
      translationEnabled: false,
      speechSpeed: 1.2,
    })
    expect(saved).toMatchObject({
      interfaceLanguage: 'en',
      learningLanguages: ['ja', 'en', 'zh'],
      preferredVoice: 'en-US-Wavenet-D',
      speechSpeed: 1.2,
      translationEnabled: false,
    })
    expect((await mina.ok(getLearningLanguages, {})).learningLanguages).toEqual([
      { code: 'ja', level: null },
      { code: 'en', level: 'B1' },
      { code: 'zh', level: null },
    ])
    expect((await mina.ok(whoAmI, {})).locale).toBe('en')
  })

  it('can be swapped, and none is both native and learnt', async () => {
    const mina = await learner({ speaks: 'ko', learns: 'en' })
    expect(await mina.call(settings.saveLanguageSettings, { learningLanguages: ['en', 'ko'] })).toMatchObject({
      code: 'VALIDATION_ERROR',
      details: { issues: [{ path: 'learningLanguages' }] },
    })
    expect(await mina.call(settings.saveLanguageSettings, { nativeLanguage: 'en', speechSpeed: 2 })).toMatchObject({
      details: { issues: [{ path: 'nativeLanguage' }] },
    })
    expect((await mina.ok(settings.getLanguageSettings, {})).speechSpeed).toBe(1)
    expect(await mina.ok(settings.saveLanguageSettings, { nativeLanguage: 'en', learningLanguages: ['ko'] })).toMatchObject({
      nativeLanguage: 'en',
      learningLanguages: ['ko'],
    })
    const swaps = Array.from({ length: 30 }, (_, n) =>
      mina.call(
        settings.saveLanguageSettings,
        n % 2 ? { nativeLanguage: 'en', learningLanguages: ['ko'] } : { nativeLanguage: 'ko', learningLanguages: ['en'] },
      ),
    )
    expect(new Set((await Promise.all(swaps)).map(({ code }) => code))).toEqual(new Set(['OK']))
    const { nativeLanguage, learningLanguages } = await mina.ok(settings.getLanguageSettings, {})
    expect(new Set([nativeLanguage, ...learningLanguages])).toEqual(new Set(['en', 'ko']))
  })

  it('keeps both of two changes at once, and never learns what is native', async () => {
    const mina = await person()
    for (let round = 0; round < 5; round++) {
      await mina.ok(settings.saveLanguageSettings, { nativeLanguage: 'ko', learningLanguages: ['en'] })
      await Promise.all([
        mina.ok(settings.saveLanguageSettings, { nativeLanguage: 'fr' }),
        mina.ok(settings.saveLanguageSettings, { learningLanguages: ['ja'] }),
      ])
      expect(await mina.ok(settings.getLanguageSettings, {})).toMatchObject({ nativeLanguage: 'fr', learningLanguages: ['ja'] })
      const replies = await Promise.all([
        mina.call(settings.saveLanguageSettings, { nativeLanguage: 'de' }),
        mina.call(settings.saveLanguageSettings, { learningLanguages: ['de'] }),
      ])
      expect(replies.map(({ code }) => code).toSorted()).toEqual(['OK', 'VALIDATION_ERROR'])
    }
  })

  it('keeps a chosen voice whatever the interface speaks, and says in which language it is spoken to', async () => {
    const mina = await person({ locale: 'ko' })
    await mina.ok(settings.saveLanguageSettings, { preferredVoice: 'ko-KR-Neural2-C' })
    expect(await mina.ok(settings.saveLanguageSettings, { interfaceLanguage: 'fr' })).toMatchObject({
      interfaceLanguage: 'fr',
      serviceLanguage: 'en',
      preferredVoice: 'ko-KR-Neural2-C',
      nativeLanguage: null,
    })
    expect((await mina.ok(settings.saveLanguageSettings, { preferredVoice: null })).preferredVoice).toBe('fr-FR-Wavenet-A')
    const refused = [
      { interfaceLanguage: 'de' },
      { speechSpeed: 0.4 },
      { speechSpeed: 2.1 },
      { speechSpeed: '1' },
      { nativeLanguage: 'xx' },
      { learningLanguages: ['en', 'en'] },
    ]
    for (const body of [
      ...refused,
      { learningLanguages: ['en', 'ja', 'zh', 'es', 'fr', 'de', 'it', 'pt', 'ru'] },
      { preferredVoice: '' },
      { serviceLanguage: 'ko' },
    ])
      expect((await patch(mina, 'settings/language', body)).status).toBe(400)
  })
})
