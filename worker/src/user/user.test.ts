import { describe, expect, it } from 'vitest'
import * as auth from '@studymate/contract/auth'
import * as user from '@studymate/contract/user'
import { codePoints } from '@studymate/contract/values'
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

describe('lengths', () => {
  // Seven code points, eleven UTF-16 units, one thing to the eye.
  const FAMILY = '👨‍👩‍👧‍👦'

  it('count a family in one emoji as the page does, and cut nobody in two (F17)', async () => {
    const mina = await person()
    expect([codePoints(FAMILY), FAMILY.length]).toEqual([7, 11])
    for (const [most, save, read] of [
      [40, (text: string) => mina.call(user.saveEnglishName, { englishName: text }), async () => (await mina.ok(user.getProfile, {})).englishName],
      [500, (text: string) => mina.call(user.saveSelfBio, { selfBio: text }), async () => (await mina.ok(user.getProfile, {})).selfBio],
    ] as const) {
      const full = 'a'.repeat(most - 7) + FAMILY
      expect(codePoints(full)).toBe(most)
      expect((await save(full)).code).toBe('OK')
      expect(await read()).toBe(full)
      const over = 'a'.repeat(most - 1) + FAMILY
      expect(await save(over)).toMatchObject({ code: 'VALIDATION_ERROR', status: 400 })
      expect(await read()).toBe(full)
      const row = FAMILY.repeat(Math.floor(most / 7))
      expect((await save(row)).code).toBe('OK')
      expect(await read()).toBe(row)
      expect(row.isWellFormed()).toBe(true)
    }
  })
})

describe('a body', () => {
  const operations = [
    [user.saveEnglishName, { englishName: 'Mina' }],
    [user.saveBirthYear, { birthYear: 1995 }],
    [user.saveBirthday, { birthday: '02-29' }],
    [user.saveLocation, { locationId: 'KR-11' }],
    [user.saveSelfBio, { selfBio: 'Hi.' }],
    [user.saveGender, { gender: 'FEMALE' }],
  ] as const

  it('says the same twice without harm, and nothing to a stranger', async () => {
    const [mina, emma] = await Promise.all([person(), person()])
    const before = await emma.ok(user.getProfile, {})
    for (const [operation, input] of operations) {
      const send = (of: Actor) => of.raw('PATCH', `/api/v1${operation.path}`, JSON.stringify(input))
      const answers = [await send(mina), await send(mina)]
      expect(answers.map((answer) => answer.status)).toEqual([200, 200])
      expect(await answers[0]?.json()).toEqual(await answers[1]?.json())
      expect((await send(new Actor())).status).toBe(401)
    }
    expect(await emma.ok(user.getProfile, {})).toEqual(before)
  })

  it('cannot hold a role, points, a picture, a verified address or somebody else', async () => {
    const mina = await person()
    const before = await mina.ok(auth.whoAmI, {})
    const smuggled = [
      { role: 'ADMIN' },
      { points: 5000 },
      { verified: true },
      { profileImage: 'http://evil.example/x.png' },
      { userId: 'user_somebody1' },
      { email: 'a@b.example' },
    ]
    for (const [operation, input] of operations)
      for (const extra of smuggled) {
        const reply = await mina.raw('PATCH', `/api/v1${operation.path}`, JSON.stringify({ ...input, ...extra }))
        const body: { error?: { code: string; details: { issues: { path: string }[] } } } = await reply.json()
        expect([reply.status, body.error?.code, body.error?.details.issues[0]?.path]).toEqual([400, 'VALIDATION_ERROR', Object.keys(extra)[0]])
      }
    expect(await mina.ok(auth.whoAmI, {})).toEqual(before)
  })

  it('of another kind is told so, in both languages', async () => {
    const mina = await person()
    for (const [operation] of operations) {
      const path = `/api/v1${operation.path}`
      expect((await mina.raw('PATCH', path, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
      for (const body of ['{', '[]', '{"birthYear":"1995"}', '{}', '{"gender":7,"selfBio":7,"englishName":7,"locationId":7,"birthday":7}'])
        expect((await mina.raw('PATCH', path, body)).status).toBe(400)
      const said = async (language: string) => {
        const reply: { error: { message: string } } = await (await mina.raw('PATCH', path, '{}', { 'accept-language': language })).json()
        return reply.error.message
      }
      expect([await said('ko'), await said('en')]).toEqual(['입력한 내용을 다시 확인해 주세요.', 'Please check what you entered.'])
    }
  })
})
