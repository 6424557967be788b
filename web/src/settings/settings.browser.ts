import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { whoAmI } from '@studymate/contract/auth'
import { listMatches } from '@studymate/contract/matching'
import { blockUser, listBlocks } from '@studymate/contract/safety'
import { getAccountSettings, getLanguageSettings, getNotificationSettings, getPrivacySettings } from '@studymate/contract/settings'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, signedIn } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path

async function openPage(path: string, of: { somebody: Person; locale: 'ko-KR' | 'en-US'; width: number; dark?: boolean }): Promise<Page> {
  const context = await chromium.browser.newContext({
    viewport: { width: of.width, height: 844 },
    locale: of.locale,
    colorScheme: of.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
    storageState: signedIn(of.somebody),
  })
  const page = await context.newPage()
  await page.goto(at(path))
  return page
}

async function expectWellMade(page: Page): Promise<void> {
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0)
}

it('changes language and theme by keyboard, at once and for good, from the list of a phone', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const phone = await openPage('/me', { somebody: sora, locale: 'ko-KR', width: 390 })
  await phone.getByRole('link', { name: '설정' }).press('Enter')
  await phone.getByRole('heading', { name: '설정', level: 1 }).waitFor()
  await expectWellMade(phone)
  await phone.getByRole('link', { name: '언어와 화면' }).press('Enter')
  const korean = phone.getByRole('radio', { name: '한국어' })
  await korean.waitFor()
  await expectWellMade(phone)
  expect(await korean.isChecked()).toBe(true)
  await korean.focus()
  await phone.keyboard.press('ArrowRight')
  await phone.getByRole('heading', { name: 'Language and display', level: 1 }).waitFor()
  await phone.getByText('Saved.').waitFor()
  await expect.poll(() => sora.ok(getLanguageSettings, {})).toMatchObject({ interfaceLanguage: 'en', preferredVoice: 'en-US-Wavenet-D' })
  expect((await sora.ok(whoAmI, {})).locale).toBe('en')
  await phone.keyboard.press('ArrowRight')
  await phone.getByText('There are no pages in this language yet').waitFor()
  await phone.getByRole('radio', { name: 'Match device' }).focus()
  await phone.keyboard.press('ArrowLeft')
  expect(await phone.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await expectWellMade(phone)
  await phone.getByRole('radio', { name: '1.25×' }).press('Space')
  await expect.poll(async () => (await sora.ok(getLanguageSettings, {})).speechSpeed).toBe(1.25)
  await phone.reload()
  await phone.getByRole('heading', { name: 'Language and display', level: 1 }).waitFor()
  expect(await phone.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']])).toEqual(['en', 'dark'])
  expect(await phone.getByRole('radio', { name: '日本語' }).isChecked()).toBe(true)
  await phone.getByRole('button', { name: 'Back' }).press('Enter')
  await phone.getByRole('link', { name: 'Notifications' }).waitFor()
  await phone.context().close()
})

it('shows who sees what, hides and opens, and takes a block back by name', async () => {
  const [emma, seen] = [
    await learner({ speaks: 'th', learns: 'pl', locale: 'en', displayName: 'Emma' }),
    await learner({ speaks: 'pl', learns: 'th', displayName: '하늘' }),
  ]
  await emma.ok(blockUser, { userId: seen.userId })
  const other = await learner({ speaks: 'pl', learns: 'th' })
  const desk = await openPage('/settings', { somebody: emma, locale: 'en-US', width: 1440, dark: true })
  await desk.waitForURL('**/settings/account')
  await desk.getByRole('link', { name: 'Visibility and blocking' }).press('Enter')
  const everybody = desk.getByRole('radio', { name: /^Anybody/ })
  await everybody.waitFor()
  await desk.getByText('하늘').waitFor()
  await expectWellMade(desk)
  await everybody.focus()
  await desk.keyboard.press('ArrowUp')
  await desk.getByText('Saved.').waitFor()
  expect(await emma.ok(getPrivacySettings, {})).toMatchObject({ profileVisibility: 'private', blockList: [seen.userId] })
  expect(await other.ok(listMatches, {})).toEqual([])
  await desk.keyboard.press('ArrowDown')
  await expect.poll(async () => (await emma.ok(getPrivacySettings, {})).profileVisibility).toBe('public')
  await desk.getByRole('switch', { name: /^Meet new people/ }).press('Space')
  await expect.poll(async () => (await emma.ok(getPrivacySettings, {})).allowMatching).toBe(false)
  await desk.getByRole('button', { name: 'Unblock 하늘' }).press('Enter')
  await desk.getByText('You have blocked nobody.').waitFor()
  expect(await emma.ok(listBlocks, {})).toEqual([])
  await desk.getByRole('button', { name: 'Block again' }).press('Enter')
  await desk.getByRole('button', { name: 'Unblock 하늘' }).waitFor()
  // A refusal stands at its choice, and what the service has comes back.
  await desk.route('**/api/v1/settings/privacy', (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 500, json: { success: false, error: { code: 'INTERNAL', message: 'Something went wrong.', details: {} } } })
      : route.fallback(),
  )
  await desk.getByRole('switch', { name: /^E-mail/ }).press('Space')
  await desk.getByRole('alert').waitFor()
  await expect.poll(() => desk.getByRole('switch', { name: /^E-mail/ }).isChecked()).toBe(false)
  await expectWellMade(desk)
  await desk.context().close()
})

it('lets a minor choose only what is theirs', async () => {
  const minor = await learner({ speaks: 'ko', learns: 'en', birthYear: 2010, locale: 'ko' })
  const page = await openPage('/settings/privacy', { somebody: minor, locale: 'ko-KR', width: 390 })
  await page.getByText('만 18세가 되기 전에는').waitFor()
  expect(await page.getByRole('radio').count()).toBe(2)
  expect(await page.getByRole('switch', { name: /^접속한 때/ }).count()).toBe(0)
  await expectWellMade(page)
  await page.goto(at('/settings/notifications'))
  await page.getByText('밤 10시부터 아침 7시까지').waitFor()
  await expectWellMade(page)
  await page.context().close()
})

it('keeps what was typed over a reload and offline, and saves flags one by one', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en', locale: 'ko', displayName: '소라' })
  const page = await openPage('/settings/account', { somebody: sora, locale: 'ko-KR', width: 390 })
  const place = page.getByLabel('사는 곳')
  await place.fill('서울 마포구')
  await page.getByLabel('전화번호').fill('010-1234-5678')
  await expectWellMade(page)
  await page.reload()
  await place.waitFor()
  expect(await place.inputValue()).toBe('서울 마포구')
  await page.getByLabel('전화번호').press('Enter')
  await page.getByText('나라 번호부터 적어 주세요.').waitFor()
  await expectWellMade(page)
  await page.getByLabel('전화번호').fill('+82 10-1234-5678')
  await page.context().setOffline(true)
  await page.getByLabel('전화번호').press('Enter')
  await page.getByText('지금은 오프라인이에요.').waitFor()
  await page.context().setOffline(false)
  await page.getByText('저장했어요.').waitFor()
  expect(await sora.ok(getAccountSettings, {})).toMatchObject({ residence: '서울 마포구', phoneNumber: '+821012345678', displayName: '소라' })
  await page.getByRole('button', { name: '뒤로' }).press('Enter')
  await page.getByRole('link', { name: '알림', exact: true }).press('Enter')
  for (const name of ['인사와 짝', '메시지와 놓친 전화', '메일']) await page.getByRole('switch', { name: new RegExp(`^${name}`) }).press('Space')
  await page.getByText('저장했어요.').waitFor()
  expect(await sora.ok(getNotificationSettings, {})).toMatchObject({
    matchingNotifications: false,
    chatMessages: false,
    emailEnabled: false,
    weeklyReport: true,
  })
  await page.context().close()
})
