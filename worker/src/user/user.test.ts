import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as user from '@studymate/contract/user'
import { Actor, Person, fresh, people, person } from '@studymate/host/testing/actors'

/** Somebody who did not say their birth year when they registered. */
async function ageless(): Promise<Person> {
  const email = `y${fresh()}@study.example`
  const password = 'Quiet-River-42'
  const { user: account, ...tokens } = await new Actor().ok(auth.register, { email, password, displayName: 'Haneul', locale: 'en' })
  return new Person({ account, email, password, tokens })
}

describe('names', () => {
  it('saves an English name, in one Unicode form, and clears it', async () => {
    const mina = await person({ displayName: '미나' })
    expect(await mina.ok(user.getName, {})).toEqual({ name: '미나', englishName: null, username: mina.account.username })
    expect(await mina.ok(user.saveEnglishName, { englishName: '  Zoë '.normalize('NFD') })).toEqual({ englishName: 'Zoë' })
    expect((await mina.ok(user.getProfile, {})).englishName).toBe('Zoë')
    expect(await mina.ok(user.saveEnglishName, { englishName: '' })).toEqual({ englishName: null })
    expect((await mina.ok(user.getName, {})).englishName).toBeNull()
  })

  it('takes no links, no 41 characters and no line breaks for a name', async () => {
    const [mina] = await people(1)
    for (const englishName of ['win.example/x', 'a'.repeat(41), 'a\nb', '\u0000', '\ud800'])
      expect((await mina?.call(user.saveEnglishName, { englishName }))?.code).toBe('VALIDATION_ERROR')
    expect((await mina?.call(user.saveEnglishName, { englishName: '가'.repeat(40).normalize('NFD') }))?.code).toBe('OK')
  })
})

describe('birth year', () => {
  it('is set once: the same again is fine, another one is refused', async () => {
    const haneul = await ageless()
    expect(await haneul.ok(user.saveBirthYear, { birthYear: 2000 })).toEqual({ birthYear: 2000 })
    expect((await haneul.call(user.saveBirthYear, { birthYear: 2000 })).code).toBe('OK')
    expect((await haneul.call(user.saveBirthYear, { birthYear: 1999 })).code).toBe('CONFLICT')
    expect((await haneul.ok(user.getProfile, {})).birthYear).toBe(2000)
  })

  it('is one year for thirty different ones at once', async () => {
    const haneul = await ageless()
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => haneul.call(user.saveBirthYear, { birthYear: 1970 + n })))
    expect(replies.filter((reply) => reply.code === 'OK')).toHaveLength(1)
    expect(new Set(replies.map((reply) => reply.code))).toEqual(new Set(['OK', 'CONFLICT']))
    const saved = replies.find((reply) => reply.code === 'OK')?.data?.birthYear
    expect((await haneul.ok(user.getProfile, {})).birthYear).toBe(saved)
  })

  it('does not let somebody in who may be 13', async () => {
    const haneul = await ageless()
    const thisYear = new Date().getUTCFullYear()
    const refused = await haneul.call(user.saveBirthYear, { birthYear: thisYear - 13 }, { 'accept-language': 'ko' })
    expect(refused).toMatchObject({ code: 'AGE_RESTRICTED', status: 403, message: '만 14세부터 가입할 수 있어요.' })
    expect((await haneul.call(user.saveBirthYear, { birthYear: thisYear + 1 })).code).toBe('AGE_RESTRICTED')
    expect((await haneul.call(user.saveBirthYear, { birthYear: 1899 })).code).toBe('VALIDATION_ERROR')
    expect((await haneul.ok(user.getProfile, {})).birthYear).toBeNull()
  })
})

describe('the rest of a profile', () => {
  it('keeps birthday, place, words and gender, and shows them in the language of the caller', async () => {
    const mina = await person({ displayName: 'Mina', birthYear: 1990 })
    await mina.ok(user.saveBirthday, { birthday: '02-29' })
    expect(await mina.ok(user.saveLocation, { locationId: 'KR-26' })).toEqual({ location: { code: 'KR-26', name: 'Busan' } })
    await mina.ok(user.saveSelfBio, { selfBio: 'Hi.\nI bake.' })
    await mina.ok(user.saveGender, { gender: 'FEMALE' })
    const reply = await mina.call(user.getProfile, {}, { 'accept-language': 'ko' })
    expect(reply.data).toMatchObject({
      displayName: 'Mina',
      birthYear: 1990,
      birthday: '02-29',
      location: { code: 'KR-26', name: '부산' },
      selfBio: 'Hi.\nI bake.',
      gender: 'FEMALE',
      nativeLanguage: null,
      learningLanguages: [],
      interests: [],
    })
    await mina.ok(user.saveSelfBio, { selfBio: null })
    await mina.ok(user.saveLocation, { locationId: null })
    expect(await mina.ok(user.getProfile, {})).toMatchObject({ selfBio: null, location: null })
  })

  it('refuses days, places, genders and lengths that do not exist (F47)', async () => {
    const mina = await person()
    for (const birthday of ['02-30', '2-9', '13-01', '00-10', '04-31']) expect((await mina.call(user.saveBirthday, { birthday })).code).toBe('VALIDATION_ERROR')
    for (const locationId of ['KR-99', 'XX', '', '__proto__']) expect((await mina.call(user.saveLocation, { locationId })).code).toBe('VALIDATION_ERROR')
    expect((await mina.raw('PATCH', '/api/v1/user/gender', '{"gender":"X"}')).status).toBe(400)
    expect((await mina.call(user.saveSelfBio, { selfBio: '😀'.repeat(500) })).code).toBe('OK')
    expect((await mina.call(user.saveSelfBio, { selfBio: '😀'.repeat(501) })).code).toBe('VALIDATION_ERROR')
  })

  it('lists genders and places by name', async () => {
    const mina = await person()
    expect((await mina.ok(user.listGenders, {}))[0]).toEqual({ code: 'FEMALE', name: 'Woman' })
    const places = await mina.call(user.listLocations, {}, { 'accept-language': 'ko' })
    expect(places.data?.[0]).toEqual({ code: 'KR-11', name: '서울' })
    expect(places.data).toContainEqual({ code: 'JP', name: '일본' })
    expect(new Set(places.data?.map((place) => place.code)).size).toBe(places.data?.length)
  })

  it('is nobody’s without a token', async () => {
    const visitor = new Actor()
    for (const operation of [user.getName, user.getProfile, user.listGenders, user.listLocations])
      expect((await visitor.call(operation, {})).code).toBe('AUTH_001')
    expect((await visitor.call(user.saveGender, { gender: 'MALE' })).code).toBe('AUTH_001')
  })
})
