import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import * as onboarding from '@studymate/contract/onboarding'
import { getProfile } from '@studymate/contract/user'
import { freshAddress, learner, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path

interface Words {
  readonly locale: 'ko-KR' | 'en-US'
  readonly themes: readonly ('light' | 'dark')[]
  readonly size: { readonly width: number; readonly height: number }
  readonly speaks: 'ko' | 'en'
  readonly learns: 'ko' | 'en'
  readonly language: string
  readonly level: RegExp
  readonly englishName: string
  readonly month: string
  readonly day: string
  readonly reason: string
  readonly topic: string
  readonly style: string
  readonly method: string
  readonly personality: string
  readonly anyone: string
  readonly pair: string
  readonly bio: string
  readonly gender: string
  readonly place: string
  readonly next: string
  readonly done: string
  readonly out: string
  readonly save: string
  readonly email: string
  readonly password: string
  readonly end: string
  readonly profile: string
}

const KOREAN: Words = {
  locale: 'ko-KR',
  themes: ['light', 'dark'],
  size: { width: 390, height: 844 },
  speaks: 'ko',
  learns: 'en',
  language: '영어',
  level: /익숙한 이야기라면/,
  englishName: '영어 이름',
  month: '몇 월',
  day: '며칠',
  reason: '친구를 사귀려고',
  topic: '음식과 요리',
  style: '편하게 이야기하면서',
  method: '음성 통화',
  personality: '잘 들어 주는',
  anyone: '상관없어요',
  pair: '둘이서',
  bio: '소개',
  gender: '여성',
  place: '사는 곳',
  next: '다음',
  done: '마치기',
  out: '먼저 둘러보기',
  save: '저장',
  email: '이메일',
  password: '비밀번호',
  end: '잘 맞는 사람부터 만나 보세요.',
  profile: '프로필 보기',
}
const ENGLISH: Words = {
  locale: 'en-US',
  themes: ['dark'],
  size: { width: 1440, height: 900 },
  speaks: 'en',
  learns: 'ko',
  language: 'Korean',
  level: /On familiar topics/,
  englishName: 'English name',
  month: 'Month',
  day: 'Day',
  reason: 'To make friends',
  topic: 'Food and cooking',
  style: 'By talking freely',
  method: 'Audio calls',
  personality: 'A good listener',
  anyone: 'Anyone',
  pair: 'Two of us',
  bio: 'About you',
  gender: 'Woman',
  place: 'Where you live',
  next: 'Next',
  done: 'Done',
  out: 'Look around first',
  save: 'Save',
  email: 'E-mail',
  password: 'Password',
  end: 'Meet the people who fit you best.',
  profile: 'View profile',
}

/** A device; signed in where there is somebody. */
async function device(words: Words, somebody: Person | null, faults: string[]): Promise<Page> {
  const context = await chromium.browser.newContext({
    viewport: words.size,
    locale: words.locale,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  if (somebody)
    await context.addInitScript((kept) => Object.assign(localStorage, kept), {
      accessToken: somebody.tokens.accessToken,
      refreshToken: somebody.tokens.refreshToken,
      userId: somebody.userId,
    })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  return page
}

const MOST_TABS = 80

/** Goes to a control with the Tab key alone. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor({ state: 'attached' })
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the Tab key does not lead to ${String(control)}`)
}

async function press(page: Page, control: Locator, key: 'Space' | 'Enter'): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press(key)
}

/** Chooses one of a radio group: Tab leads to the group, arrows within it. */
async function choose(page: Page, group: Locator, wanted: Locator): Promise<void> {
  await tabTo(page, group.getByRole('radio').first())
  await page.keyboard.press('Space')
  for (let arrows = 0; arrows < 10 && !(await wanted.isChecked()); arrows++) await page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
}

/** Waits for a step, and looks at it with axe: whole in the first theme, at its colours in others. */
async function arriveAt(page: Page, step: string, themes: Words['themes']): Promise<void> {
  await page.waitForURL(`**/welcome/${step}`)
  await page.locator('form#step').waitFor()
  for (const [index, theme] of themes.entries()) {
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme)
    await expectAccessible(page, index > 0 ? 'colours' : undefined)
  }
}

it.each([KOREAN, ENGLISH])(
  'goes through eight steps by keyboard, goes on on another device, and ends with people ($locale)',
  async (words) => {
    await learner({ speaks: words.learns, learns: words.speaks, displayName: 'Somebody Who Fits' })
    const newcomer = await person({ locale: words.speaks, birthYear: 1998 })
    const faults: string[] = []
    const first = await device(words, newcomer, faults)
    const box = (page: Page, name: string) => page.getByRole('checkbox', { name, exact: true })
    const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

    // A new birth year is not asked for again: the first gap is the second step.
    await first.goto(at('/welcome'))
    await first.waitForURL('**/welcome/languages')
    await first.goto(at('/welcome/about'))
    await arriveAt(first, 'about', words.themes)
    await tabTo(first, first.getByLabel(words.englishName))
    await first.keyboard.type('Jiwoo')
    await tabTo(first, first.getByLabel(words.month))
    await first.keyboard.press('ArrowDown')
    await first.keyboard.press('ArrowDown')
    await tabTo(first, first.getByLabel(words.day))
    await first.keyboard.press('End')
    await press(first, button(first, words.next), 'Enter')

    await arriveAt(first, 'languages', words.themes)
    await press(first, box(first, words.language), 'Space')
    await choose(first, first.getByRole('group', { name: new RegExp(words.language) }).last(), first.getByRole('radio', { name: words.level }))
    await press(first, button(first, words.next), 'Enter')

    // Nothing chosen is an answer too.
    await arriveAt(first, 'why', words.themes)
    await press(first, button(first, words.next), 'Enter')

    await arriveAt(first, 'topics', words.themes)
    await press(first, box(first, words.topic), 'Space')
    await first.reload()
    await first.locator('form#step').waitFor()
    expect(await box(first, words.topic).isChecked()).toBe(true)

    // Another device knows what was saved, not what was only chosen.
    const second = await device(words, null, faults)
    await second.goto(at('/sign-in'))
    await second.getByLabel(words.email).fill(newcomer.email)
    await second.getByRole('textbox', { name: words.password }).fill(newcomer.password)
    await second.keyboard.press('Enter')
    await arriveAt(second, 'topics', words.themes)
    expect(await box(second, words.topic).isChecked()).toBe(false)
    await press(second, box(second, words.topic), 'Space')
    await press(second, button(second, words.next), 'Enter')

    await arriveAt(second, 'how', words.themes)
    await press(second, box(second, words.style), 'Space')
    await press(second, box(second, words.method), 'Space')
    await press(second, button(second, words.next), 'Enter')

    await arriveAt(second, 'partner', words.themes)
    await press(second, box(second, words.personality), 'Space')
    const groups = second.getByRole('group')
    await choose(second, groups.nth(1), groups.nth(1).getByRole('radio', { name: words.anyone, exact: true }))
    await choose(second, groups.nth(2), groups.nth(2).getByRole('radio', { name: words.pair, exact: true }))
    await press(second, button(second, words.next), 'Enter')

    await arriveAt(second, 'times', words.themes)
    await tabTo(second, second.locator('[data-at="0-1140"]'))
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await second.keyboard.press(key)
    await press(second, button(second, words.next), 'Enter')

    await arriveAt(second, 'me', words.themes)
    await tabTo(second, second.getByLabel(words.bio))
    await second.keyboard.type('Hi, I bake.')
    await choose(second, second.getByRole('group').last(), second.getByRole('radio', { name: words.gender, exact: true }))
    await tabTo(second, second.getByLabel(words.place))
    // Seoul, Busan.
    for (const key of ['ArrowDown', 'ArrowDown']) await second.keyboard.press(key)
    // The first device goes on where the second one has come to.
    await first.goto(at('/welcome'))
    await first.waitForURL('**/welcome/me')
    await press(second, button(second, words.done), 'Enter')

    await second.waitForURL('**/welcome/people')
    await second.getByRole('heading', { name: words.end }).waitFor()
    expect(await second.getByRole('article').count()).toBeGreaterThan(0)
    expect(await second.getByRole('article').count()).toBeLessThanOrEqual(3)
    await expectAccessible(second)
    await press(second, second.getByRole('link', { name: words.profile }).first(), 'Enter')
    await second.waitForURL('**/find/user_*')

    expect(await newcomer.ok(getProfile, {})).toMatchObject({
      englishName: 'Jiwoo',
      birthday: '02-29',
      nativeLanguage: words.speaks,
      learningLanguages: [{ code: words.learns, level: 'B1' }],
      motivations: [],
      interests: ['FOOD'],
      learningStyles: ['CONVERSATION'],
      communicationMethods: ['AUDIO_CALL'],
      selfBio: 'Hi, I bake.',
      gender: 'FEMALE',
      location: { code: 'KR-26' },
    })
    expect(await newcomer.ok(onboarding.getPersonalities, {})).toMatchObject({ personalities: ['LISTENER'] })
    expect(await newcomer.ok(onboarding.getWishedGender, {})).toMatchObject({ gender: 'ANY' })
    expect(await newcomer.ok(onboarding.getGroupSize, {})).toMatchObject({ groupSize: 'PAIR' })
    expect(await newcomer.ok(onboarding.getSchedule, {})).toMatchObject({
      timeZone: 'Asia/Seoul',
      slots: [{ dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '22:00' }],
    })
    expect(await newcomer.ok(onboarding.getOnboardingStatus, {})).toMatchObject({ completed: true, missing: [] })
    expect(faults).toEqual([])
    for (const page of [first, second]) await page.context().close()
  },
  180_000,
)

it('lets one look around after the second step, go on later at the first gap, and mend one step alone', async () => {
  const faults: string[] = []
  const newcomer = await person({ locale: 'ko' })
  const page = await device(KOREAN, newcomer, faults)
  await page.goto(at('/welcome'))
  await page.waitForURL('**/welcome/languages')
  expect(await page.getByRole('button', { name: KOREAN.out }).count()).toBe(0)
  await page.getByRole('checkbox', { name: KOREAN.language, exact: true }).press('Space')
  await page.getByRole('radio', { name: KOREAN.level }).press('Space')
  await page.getByRole('button', { name: KOREAN.out }).press('Enter')
  await page.waitForURL('**/find')
  expect((await newcomer.ok(onboarding.getOnboardingStatus, {})).completed).toBe(true)

  await page.goto(at('/welcome'))
  await page.waitForURL('**/welcome/why')
  await page.goto(at('/welcome/partner?edit=true'))
  await page.getByRole('checkbox', { name: KOREAN.personality, exact: true }).press('Space')
  await page.getByRole('button', { name: KOREAN.save, exact: true }).press('Enter')
  await page.waitForURL(at('/me'))
  expect((await newcomer.ok(onboarding.getPersonalities, {})).personalities).toEqual(['LISTENER'])
  // No such step.
  await page.goto(at('/welcome/nowhere'))
  await page.waitForURL('**/welcome/why')
  expect(faults).toEqual([])
  await page.context().close()
})

it('finds the zone of the list by the other name that a browser or an old entry says (F43)', async () => {
  const faults: string[] = []
  const somebody = await learner({ speaks: 'ko', learns: 'en', locale: 'ko', timeZone: 'Asia/Kolkata' })
  await somebody.ok(onboarding.saveSchedule, { timeZone: 'Asia/Kolkata', slots: [{ dayOfWeek: 'MONDAY', startTime: '20:00', endTime: '21:00' }] })
  const page = await device(KOREAN, somebody, faults)
  await page.goto(at('/welcome/times'))
  await page.locator('form#step').waitFor()
  const chosen = page.getByLabel('시간대').locator('option:checked')
  expect(await chosen.textContent()).toMatch(/^콜카타/)
  expect(await page.getByLabel('시간대').locator('option', { hasText: '콜카타' }).count()).toBe(1)
  expect(faults).toEqual([])
  await page.context().close()
})
