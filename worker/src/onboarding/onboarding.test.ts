import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as onboarding from '@studymate/contract/onboarding'
import { acceptMatch, listMatches, listRequests, matchProfile, requestMatch } from '@studymate/contract/matching'
import * as user from '@studymate/contract/user'
import { getProfile, saveBirthYear } from '@studymate/contract/user'
import { Actor, fresh, learner, person } from '@studymate/host/testing/actors'

describe('languages', () => {
  it('names languages and levels in the language of the caller', async () => {
    const mina = await person()
    expect(await mina.ok(onboarding.listLanguages, {})).toContainEqual({ code: 'ko', name: 'Korean' })
    const korean = await mina.call(onboarding.listLanguages, {}, { 'accept-language': 'ko-KR' })
    expect(korean.data).toContainEqual({ code: 'en', name: '영어' })
    expect(korean.data?.length).toBeGreaterThanOrEqual(30)
    const levels = await mina.ok(onboarding.listLevels, {})
    expect(levels.map((level) => level.code)).toEqual(['A1', 'A2', 'B1', 'B2', 'C1', 'C2'])
    expect(levels.every((level) => level.description.length > 10)).toBe(true)
  })

  it('keeps the languages in order, with the level of those that stay', async () => {
    const mina = await person()
    expect(await mina.ok(onboarding.getNativeLanguage, {})).toEqual({ nativeLanguage: null })
    await mina.ok(onboarding.saveNativeLanguage, { languageCode: 'ko' })
    await mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['ja', 'en'] })
    await mina.ok(onboarding.saveLanguageLevel, { languageCode: 'en', level: 'B1' })
    expect(await mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['en', 'es'] })).toEqual({
      learningLanguages: [
        { code: 'en', level: 'B1' },
        { code: 'es', level: null },
      ],
    })
    expect(await mina.ok(onboarding.getNativeLanguage, {})).toEqual({ nativeLanguage: 'ko' })
    expect((await mina.ok(onboarding.getLearningLanguages, {})).learningLanguages).toHaveLength(2)
  })

  it('never lets a native language be learnt, whichever comes first, and lets the two be swapped', async () => {
    const mina = await person()
    await mina.ok(onboarding.saveNativeLanguage, { languageCode: 'ko' })
    expect((await mina.call(onboarding.saveLearningLanguages, { languageCodes: ['en', 'ko'] })).code).toBe('VALIDATION_ERROR')
    expect((await mina.ok(onboarding.getLearningLanguages, {})).learningLanguages).toEqual([])
    await mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['en'] })
    expect((await mina.call(onboarding.saveLearningLanguages, { languageCodes: ['ja', 'ko'] })).code).toBe('VALIDATION_ERROR')
    expect((await mina.ok(onboarding.getLearningLanguages, {})).learningLanguages).toEqual([{ code: 'en', level: null }])
    expect((await mina.call(onboarding.saveNativeLanguage, { languageCode: 'en' })).code).toBe('VALIDATION_ERROR')
    expect(await mina.ok(onboarding.getNativeLanguage, {})).toEqual({ nativeLanguage: 'ko' })
    await mina.ok(onboarding.saveLearningLanguages, { languageCodes: [] })
    await mina.ok(onboarding.saveNativeLanguage, { languageCode: 'en' })
    await mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['ko'] })
  })

  it('holds that rule for thirty at once', async () => {
    const mina = await person()
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 2 ? mina.call(onboarding.saveNativeLanguage, { languageCode: 'en' }) : mina.call(onboarding.saveLearningLanguages, { languageCodes: ['en', 'ja'] }),
      ),
    )
    const { nativeLanguage } = await mina.ok(onboarding.getNativeLanguage, {})
    const { learningLanguages } = await mina.ok(onboarding.getLearningLanguages, {})
    expect(learningLanguages.map((language) => language.code)).not.toContain(nativeLanguage)
    expect(nativeLanguage !== null || learningLanguages.length > 0).toBe(true)
  })

  it('refuses unknown languages, doubles, too many, and a level in a language that is not learnt', async () => {
    const mina = await person()
    await mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['en'] })
    expect((await mina.raw('POST', '/api/v1/onboarding/language/native-language', '{"languageCode":"xx"}')).status).toBe(400)
    expect((await mina.call(onboarding.saveLearningLanguages, { languageCodes: ['ja', 'ja'] })).code).toBe('VALIDATION_ERROR')
    expect((await mina.call(onboarding.saveLearningLanguages, { languageCodes: ['ja', 'zh', 'es', 'fr', 'de', 'it', 'pt', 'ru', 'ar'] })).code).toBe(
      'VALIDATION_ERROR',
    )
    expect((await mina.call(onboarding.saveLanguageLevel, { languageCode: 'ja', level: 'A1' })).code).toBe('VALIDATION_ERROR')
    expect((await mina.raw('POST', '/api/v1/onboarding/language/language-level', '{"languageCode":"en","level":"D1"}')).status).toBe(400)
  })
})

describe('interests', () => {
  it('replaces what was chosen, in order, each kind by itself', async () => {
    const mina = await person()
    await mina.ok(onboarding.saveTopics, { topics: ['FOOD', 'TRAVEL', 'MUSIC'] })
    await mina.ok(onboarding.saveMotivations, { motivations: ['TRAVEL'] })
    await mina.ok(onboarding.saveLearningStyles, { learningStyles: ['CONVERSATION'] })
    await mina.ok(onboarding.saveCommunicationMethods, { communicationMethods: ['VIDEO_CALL', 'TEXT'] })
    expect(await mina.ok(onboarding.saveTopics, { topics: ['MUSIC', 'BOOKS'] })).toEqual({ topics: ['MUSIC', 'BOOKS'] })
    expect(await mina.ok(getProfile, {})).toMatchObject({
      interests: ['MUSIC', 'BOOKS'],
      motivations: ['TRAVEL'],
      learningStyles: ['CONVERSATION'],
      communicationMethods: ['VIDEO_CALL', 'TEXT'],
    })
    await mina.ok(onboarding.saveTopics, { topics: [] })
    expect((await mina.ok(getProfile, {})).interests).toEqual([])
  })

  it('lists them by name and refuses what is not in a list, and doubles', async () => {
    const mina = await person()
    expect(await mina.ok(onboarding.listTopics, {})).toContainEqual({ code: 'FOOD', name: 'Food and cooking' })
    const korean = await mina.call(onboarding.listMotivations, {}, { 'accept-language': 'ko' })
    expect(korean.data).toContainEqual({ code: 'FRIENDS', name: '친구를 사귀려고' })
    expect(await mina.ok(onboarding.listScheduleMethods, {})).toEqual(await mina.ok(onboarding.listCommunicationMethods, {}))
    expect((await mina.ok(onboarding.listLearningStyles, {})).length).toBeGreaterThan(4)
    expect((await mina.raw('POST', '/api/v1/onboarding/interest/topic', '{"topics":["NONE"]}')).status).toBe(400)
    expect((await mina.call(onboarding.saveTopics, { topics: ['FOOD', 'FOOD'] })).code).toBe('VALIDATION_ERROR')
  })
})

describe('the partner', () => {
  it('answers what is chosen with what there is to choose from, in the language of the caller', async () => {
    const mina = await person()
    const korean = { 'accept-language': 'ko' }
    const [personalities, gender, size] = await Promise.all([
      mina.ok(onboarding.getPersonalities, {}),
      mina.ok(onboarding.getWishedGender, {}),
      mina.ok(onboarding.getGroupSize, {}),
    ])
    expect([personalities.personalities, gender.gender, size.groupSize]).toEqual([[], null, null])
    expect(personalities.options).toContainEqual({ code: 'LISTENER', name: 'A good listener' })
    expect(gender.options[0]).toEqual({ code: 'ANY', name: 'Anyone' })
    expect(gender.options.map(({ code }) => code)).not.toContain('UNDISCLOSED')
    expect(size.options.map(({ code }) => code)).toEqual(['ANY', 'PAIR', 'SMALL', 'LARGE'])
    expect((await mina.ok(onboarding.getPersonalities, {}, korean)).options).toContainEqual({ code: 'CALM', name: '차분한' })
    expect((await mina.ok(onboarding.getWishedGender, {}, korean)).options[1]).toEqual({ code: 'FEMALE', name: '여성' })
    expect((await mina.ok(onboarding.getGroupSize, {}, korean)).options[1]).toEqual({ code: 'PAIR', name: '둘이서' })
  })

  it('keeps what was wished, replaces it, and is the same after the same call twice', async () => {
    const [mina, jun] = await Promise.all([person(), person()])
    for (const _ of [1, 2]) {
      expect(await mina.ok(onboarding.savePersonalities, { personalities: ['CURIOUS', 'CALM'] })).toEqual({ personalities: ['CURIOUS', 'CALM'] })
      expect(await mina.ok(onboarding.saveWishedGender, { gender: 'FEMALE' })).toEqual({ gender: 'FEMALE' })
      expect(await mina.ok(onboarding.saveGroupSize, { groupSize: 'SMALL' })).toEqual({ groupSize: 'SMALL' })
    }
    expect((await mina.ok(onboarding.getPersonalities, {})).personalities).toEqual(['CURIOUS', 'CALM'])
    await mina.ok(onboarding.savePersonalities, { personalities: [] })
    await mina.ok(onboarding.saveWishedGender, { gender: 'ANY' })
    expect((await mina.ok(onboarding.getPersonalities, {})).personalities).toEqual([])
    expect((await mina.ok(onboarding.getWishedGender, {})).gender).toBe('ANY')
    expect((await mina.ok(onboarding.getGroupSize, {})).groupSize).toBe('SMALL')
    // Nobody else's.
    expect((await jun.ok(onboarding.getGroupSize, {})).groupSize).toBeNull()
  })

  it('is one of the wishes after thirty at once', async () => {
    const mina = await person()
    const genders = ['FEMALE', 'MALE', 'ANY'] as const
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => mina.call(onboarding.saveWishedGender, { gender: genders[n % 3] ?? 'ANY' })))
    expect(new Set(replies.map((reply) => reply.code))).toEqual(new Set(['OK']))
    expect(genders).toContain((await mina.ok(onboarding.getWishedGender, {})).gender)
    await Promise.all(Array.from({ length: 30 }, () => mina.ok(onboarding.savePersonalities, { personalities: ['CALM', 'PATIENT'] })))
    expect((await mina.ok(onboarding.getPersonalities, {})).personalities).toEqual(['CALM', 'PATIENT'])
  })

  it('refuses what is not in a list, doubles and other shapes, in both languages', async () => {
    const mina = await person()
    const partner = '/api/v1/onboarding/partner'
    for (const [path, body] of [
      ['personality', '{"personalities":["RICH"]}'],
      ['personality', '{"personalities":["CALM","CALM"]}'],
      ['personality', '{"personalities":"CALM"}'],
      ['gender', '{"gender":"UNDISCLOSED"}'],
      ['gender', '{"gender":null}'],
      ['gender', '{}'],
      ['group-size', '{"groupSize":4}'],
      ['group-size', '{"groupSize":"MANY"}'],
    ] as const) {
      const reply = await mina.raw('POST', `${partner}/${path}`, body, { 'accept-language': 'ko' })
      const { error } = (await reply.json()) as { error: { code: string; message: string } }
      expect([path, body, reply.status, error.code, /[가-힣]/.test(error.message)]).toEqual([path, body, 400, 'VALIDATION_ERROR', true])
    }
    const english = await (await mina.raw('POST', `${partner}/gender`, '{"gender":"X"}', { 'accept-language': 'en' })).text()
    expect(english).not.toMatch(/[가-힣]/)
    expect((await mina.ok(onboarding.getWishedGender, {})).gender).toBeNull()
  })

  it('binds both ways: whoever wishes women meets women only, in list, profile, request and inbox', async () => {
    const [sora, emma, john] = await Promise.all([
      learner({ speaks: 'mn', learns: 'sw', displayName: '소라' }),
      learner({ speaks: 'sw', learns: 'mn', displayName: 'Emma' }),
      learner({ speaks: 'sw', learns: 'mn', displayName: 'John' }),
    ])
    const met = async (who: typeof sora) => (await who.ok(listMatches, {})).map(({ displayName }) => displayName).toSorted()
    expect(await met(sora)).toEqual(['Emma', 'John'])
    const { requestId } = await john.ok(requestMatch, { targetUserId: sora.userId, message: 'Hi!' })
    await sora.ok(onboarding.saveWishedGender, { gender: 'FEMALE' })
    // Nobody has told a gender yet: an untold one fulfils no wish.
    expect(await met(sora)).toEqual([])
    await emma.ok(user.saveGender, { gender: 'FEMALE' })
    await john.ok(user.saveGender, { gender: 'MALE' })
    expect([await met(sora), await met(emma), await met(john)]).toEqual([['Emma'], ['소라'], []])
    expect((await john.call(matchProfile, { userId: sora.userId })).code).toBe('USER_001')
    expect((await sora.call(matchProfile, { userId: john.userId })).code).toBe('USER_001')
    expect((await sora.call(requestMatch, { targetUserId: john.userId })).code).toBe('MATCH_001')
    expect((await sora.call(acceptMatch, { requestId })).code).toBe('MATCH_001')
    expect([await sora.ok(listRequests, {}), await john.ok(listRequests, { direction: 'sent' })]).toEqual([[], []])
    await sora.ok(onboarding.saveWishedGender, { gender: 'ANY' })
    expect([await met(sora), await met(john)]).toEqual([['Emma', 'John'], ['소라']])
    expect((await sora.call(acceptMatch, { requestId })).code).toBe('OK')
    // Partners stay partners, whatever is wished afterwards.
    await sora.ok(onboarding.saveWishedGender, { gender: 'FEMALE' })
    expect((await john.call(matchProfile, { userId: sora.userId })).code).toBe('OK')
  })
})

describe('saving twice', () => {
  it('answers the same and leaves the same, for every operation that saves', async () => {
    const mina = await person()
    const twice = async <T>(save: () => Promise<T>) => expect(await save()).toEqual(await save())
    await twice(() => mina.ok(onboarding.saveNativeLanguage, { languageCode: 'ko' }))
    await twice(() => mina.ok(onboarding.saveLearningLanguages, { languageCodes: ['en', 'ja'] }))
    await twice(() => mina.ok(onboarding.saveLanguageLevel, { languageCode: 'en', level: 'B1' }))
    await twice(() => mina.ok(onboarding.saveMotivations, { motivations: ['FUN', 'TRAVEL'] }))
    await twice(() => mina.ok(onboarding.saveTopics, { topics: ['FOOD', 'BOOKS'] }))
    await twice(() => mina.ok(onboarding.saveLearningStyles, { learningStyles: ['GAMES'] }))
    await twice(() => mina.ok(onboarding.saveCommunicationMethods, { communicationMethods: ['TEXT'] }))
    await twice(() => mina.ok(onboarding.deleteSchedule, {}))
    await twice(() => mina.ok(onboarding.completeOnboarding, {}))
    await twice(() => mina.ok(onboarding.getOnboardingStatus, {}))
    expect(await mina.ok(getProfile, {})).toMatchObject({ motivations: ['FUN', 'TRAVEL'], interests: ['FOOD', 'BOOKS'], learningStyles: ['GAMES'] })
  })
})

describe('free hours', () => {
  it('keeps slots as they were written: over midnight, to 24:00, whole days, touching (F42)', async () => {
    const mina = await person()
    const slots = [
      { dayOfWeek: 'FRIDAY', startTime: '22:00', endTime: '02:00' },
      { dayOfWeek: 'MONDAY', startTime: '23:30', endTime: '24:00' },
      { dayOfWeek: 'SUNDAY', startTime: '00:00', endTime: '00:00' },
      { dayOfWeek: 'TUESDAY', startTime: '19:00', endTime: '20:00' },
      { dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '21:00' },
    ] as const
    const saved = await mina.ok(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [...slots] })
    expect(saved.slots).toMatchObject([slots[1], slots[3], slots[4], slots[0], slots[2]])
    expect(saved.minutesPerWeek).toBe(4 * 60 + 30 + 24 * 60 + 120)
    expect(await mina.ok(onboarding.getSchedule, {})).toEqual(saved)
  })

  it('refuses all of them for one that cannot be read, and keeps what was there', async () => {
    const mina = await person()
    const good = { dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '21:00' } as const
    await mina.ok(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [good] })
    for (const bad of [
      { ...good, endTime: '20:10' },
      { ...good, startTime: '24:00' },
      { ...good, endTime: '25:00' },
      { ...good, endTime: '20:00' },
    ]) {
      const reply = await mina.call(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [good, bad] })
      expect(reply.code).toBe('VALIDATION_ERROR')
      expect(JSON.stringify(reply.details)).toContain('slots.1.')
    }
    expect((await mina.ok(onboarding.getSchedule, {})).slots).toHaveLength(1)
  })

  it('takes old names of zones and no abbreviations or offsets (F43)', async () => {
    const mina = await person()
    for (const timeZone of ['Asia/Calcutta', 'Asia/Kolkata', 'ROK', 'Etc/GMT-9'])
      expect(await mina.ok(onboarding.saveSchedule, { timeZone, slots: [] })).toMatchObject({ timeZone })
    for (const timeZone of ['KST', '+09:00', '', 'Mars/Base'])
      expect((await mina.call(onboarding.saveSchedule, { timeZone, slots: [] })).code).toBe('VALIDATION_ERROR')
  })

  it('lists days and zones by name', async () => {
    const mina = await person()
    expect((await mina.ok(onboarding.listDaysOfWeek, {}))[0]).toEqual({ code: 'MONDAY', name: 'Monday' })
    const zones = await mina.call(onboarding.listTimeZones, {}, { 'accept-language': 'ko' })
    expect(zones.data?.find((zone) => zone.code === 'Asia/Seoul')?.name).toContain('서울')
    const english = await mina.ok(onboarding.listTimeZones, {})
    expect(english.length).toBeGreaterThan(300)
    // Whatever name a browser says, one zone of the list has it, under the city's present name.
    for (const name of ['Asia/Calcutta', 'Asia/Kolkata', 'ROK', 'Europe/Kiev', 'Europe/Kyiv', 'US/Pacific'])
      expect([name, english.filter(({ code, aliases }) => code === name || aliases.includes(name)).length]).toEqual([name, 1])
    expect(english.find(({ code, aliases }) => [code, ...aliases].includes('Asia/Kolkata'))?.name).toMatch(/^Kolkata · /)
  })

  it('takes out one slot or all; one that is gone or of somebody else is not found', async () => {
    const [mina, jun] = await Promise.all([person(), person()])
    const slots = [
      { dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '21:00' },
      { dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '22:00' },
    ] as const
    const saved = await mina.ok(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [...slots] })
    const slotId = saved.slots[0]?.slotId ?? ''
    expect((await jun.call(onboarding.deleteSchedule, { slotId })).code).toBe('NOT_FOUND')
    const rest = await mina.ok(onboarding.deleteSchedule, { slotId })
    expect(rest.slots).toEqual(saved.slots.slice(1))
    expect(rest.minutesPerWeek).toBe(120)
    expect((await mina.call(onboarding.deleteSchedule, { slotId })).code).toBe('NOT_FOUND')
    expect(await mina.ok(onboarding.deleteSchedule, {})).toEqual({ timeZone: 'Asia/Seoul', slots: [], minutesPerWeek: 0 })
    expect(await jun.ok(onboarding.deleteSchedule, {})).toEqual({ timeZone: null, slots: [], minutesPerWeek: 0 })
  })

  it('takes out thirty slots at once, each once', async () => {
    const mina = await person()
    const slots = Array.from({ length: 30 }, (_, n) => ({
      dayOfWeek: (['MONDAY', 'TUESDAY', 'WEDNESDAY'] as const)[n % 3] ?? ('MONDAY' as const),
      startTime: `${String(Math.floor(n / 3) + 8).padStart(2, '0')}:00`,
      endTime: `${String(Math.floor(n / 3) + 8).padStart(2, '0')}:30`,
    }))
    const saved = await mina.ok(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots })
    const replies = await Promise.all(saved.slots.map(({ slotId }) => mina.call(onboarding.deleteSchedule, { slotId })))
    expect(replies.map((reply) => reply.code)).toEqual(Array.from({ length: 30 }, () => 'OK'))
    expect((await mina.ok(onboarding.getSchedule, {})).slots).toEqual([])
  })
})

describe('the end of the welcome', () => {
  it('says what is missing until everything required is there, in both languages', async () => {
    const visitor = new Actor()
    const { user, accessToken } = await visitor.ok(auth.register, {
      email: `w${fresh()}@study.example`,
      password: 'Quiet-River-42',
      displayName: '하늘',
    })
    visitor.token = accessToken
    expect(user.onboarded).toBe(false)
    const early = await visitor.call(onboarding.completeOnboarding, {})
    expect(early).toMatchObject({ code: 'ONBOARD_001', status: 400, message: 'Please finish your introduction first.' })
    expect(early.details['missing']).toEqual(['birthYear', 'nativeLanguage', 'learningLanguage', 'languageLevel'])
    expect((await visitor.call(onboarding.completeOnboarding, {}, { 'accept-language': 'ko' })).message).toBe('먼저 소개를 마저 채워 주세요.')
    await visitor.ok(saveBirthYear, { birthYear: 1999 })
    await visitor.ok(onboarding.saveNativeLanguage, { languageCode: 'ko' })
    await visitor.ok(onboarding.saveLearningLanguages, { languageCodes: ['en', 'ja'] })
    const status = await visitor.ok(onboarding.getOnboardingStatus, {})
    expect(status.missing).toEqual(['languageLevel'])
    expect(status.steps.map(({ step, done, required }) => [step, done, required])).toEqual([
      ['about', true, true],
      ['languages', false, true],
      ['motivations', false, false],
      ['topics', false, false],
      ['learning', false, false],
      ['partner', false, false],
      ['schedule', false, false],
      ['profile', false, false],
    ])
    await visitor.ok(onboarding.saveLanguageLevel, { languageCode: 'en', level: 'A2' })
    const ends = await Promise.all(Array.from({ length: 30 }, () => visitor.call(onboarding.completeOnboarding, {})))
    expect(new Set(ends.map((end) => end.data?.completedAt)).size).toBe(1)
    expect(ends.every((end) => end.code === 'OK' && end.data?.completed)).toBe(true)
    expect(await visitor.ok(auth.whoAmI, {})).toMatchObject({ onboarded: true })
  })

  it('counts a step that was passed over as done, says what it lacks all the same, and is the same on any device', async () => {
    const mina = await person()
    const at = async () => (await mina.ok(onboarding.getOnboardingStatus, {})).steps
    expect((await at()).filter(({ done }) => done).map(({ step }) => step)).toEqual(['about'])
    await mina.ok(onboarding.saveMotivations, { motivations: [] })
    await mina.ok(onboarding.saveLearningStyles, { learningStyles: [] })
    await mina.ok(onboarding.saveGroupSize, { groupSize: 'ANY' })
    await mina.ok(onboarding.saveSchedule, { timeZone: 'Asia/Seoul', slots: [] })
    const steps = await at()
    expect(steps.filter(({ done }) => done).map(({ step }) => step)).toEqual(['about', 'motivations', 'learning', 'partner', 'schedule'])
    expect(steps.find(({ step }) => step === 'partner')?.missing).toEqual(['personalities', 'wishedGender'])
    expect(steps.find(({ step }) => step === 'profile')?.missing).toEqual(['profileImage', 'selfBio', 'gender', 'location'])
    await mina.ok(user.saveSelfBio, { selfBio: 'Hi' })
    await mina.ok(user.saveGender, { gender: 'UNDISCLOSED' })
    expect((await at()).at(-1)?.missing).toEqual(['profileImage', 'location'])
  })

  it('has an actor for the other tests', async () => {
    const sora = await learner({
      speaks: 'ko',
      learns: 'en',
      level: 'B2',
      displayName: '소라',
      topics: ['FOOD'],
      slots: [{ dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '22:00' }],
    })
    expect(await sora.ok(onboarding.getOnboardingStatus, {})).toMatchObject({ completed: true, missing: [] })
  })

  it('is nobody’s without a token', async () => {
    const visitor = new Actor()
    const operations = Object.values(onboarding).filter((value) => 'path' in value && 'method' in value)
    expect(operations).toHaveLength(29)
    for (const { method, path } of operations) {
      const reply = await visitor.raw(method, `/api/v1${path}`, method === 'POST' ? '{}' : undefined)
      expect([path, reply.status, await reply.text()]).toEqual([path, 401, expect.stringContaining('AUTH_001')])
    }
  })
})
