import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { logout } from '@studymate/contract/auth'
import { getSchedule } from '@studymate/contract/onboarding'
import { getProfile } from '@studymate/contract/user'
import { Actor, fresh, freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const phone = { width: 390, height: 844 }

/** A phone of somebody, with the faults of its pages. */
async function onPhone(locale: 'ko-KR' | 'en-US' = 'ko-KR'): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await chromium.browser.newContext({
    viewport: phone,
    locale,
    timezoneId: 'Asia/Seoul',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  return { context, page, faults }
}

const at = (path: string) => inject('hostUrl') + path

async function fillIn(page: Page, of: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('이메일').fill(of.email)
  await page.getByRole('textbox', { name: '비밀번호' }).fill(of.password)
  await page.keyboard.press('Enter')
}

async function signIn(page: Page, of: Person, path = '/me'): Promise<void> {
  await page.goto(at(`/sign-in?returnTo=${encodeURIComponent(path)}`))
  await fillIn(page, of)
  await page.waitForURL(at(path))
}

/** Somebody with the tokens that a page holds. */
async function actorOf(page: Page): Promise<Actor> {
  const actor = new Actor()
  actor.token = await page.evaluate(() => localStorage.getItem('accessToken'))
  return actor
}

it('asks for the age first, then goes through the welcome by keyboard, kept over a reload and on another device', async () => {
  const { context, page, faults } = await onPhone()
  const email = `door${fresh()}@study.example`
  await page.goto(at('/sign-up?returnTo=/me'))
  await page.getByLabel('태어난 해').fill(String(new Date().getFullYear() - 12))
  await page.keyboard.press('Tab')
  await expect.poll(() => page.getByLabel('이메일').count()).toBe(0)
  await page.getByLabel('태어난 해').fill('1998')
  await page.getByLabel('부르는 이름').fill('지우')
  await fillIn(page, { email, password: 'linen-2026' })

  await page.waitForURL('**/welcome/about')
  await page.getByLabel('영어 이름').fill('Jiwoo')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/welcome/languages')
  // The box of a chip is drawn by its label: the keyboard reaches it all the same.
  await page.getByRole('checkbox', { name: '영어' }).press('Space')
  await page.getByRole('radio', { name: /익숙한 이야기라면/ }).press('Space')
  await page.reload()
  await expect.poll(() => page.getByRole('radio', { name: /익숙한 이야기라면/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: '다음' }).press('Enter')
  await page.waitForURL('**/welcome/why')

  // Another device: the first gap.
  const other = await onPhone()
  await other.page.goto(at('/sign-in'))
  await fillIn(other.page, { email, password: 'linen-2026' })
  await other.page.waitForURL('**/welcome/why')
  await other.context.close()

  await page.getByRole('button', { name: '다음' }).press('Enter')
  await page.waitForURL('**/welcome/topics')
  await page.getByRole('checkbox', { name: '여행', exact: true }).press('Space')
  for (const step of ['how', 'partner', 'times']) {
    await page.getByRole('button', { name: '다음' }).press('Enter')
    await page.waitForURL(`**/welcome/${step}`)
  }
  await page.locator('[data-at="1-1200"]').press('Enter')
  await page.locator('[data-at="1-1290"]').press('Enter')
  await page.getByRole('button', { name: '다음' }).press('Enter')
  await page.waitForURL('**/welcome/me')
  await page.getByRole('button', { name: '마치기' }).press('Enter')
  await page.waitForURL(at('/me'))

  const jiwoo = await actorOf(page)
  expect(await jiwoo.ok(getProfile, {})).toMatchObject({
    displayName: '지우',
    englishName: 'Jiwoo',
    birthYear: 1998,
    nativeLanguage: 'ko',
    learningLanguages: [{ code: 'en', level: 'B1' }],
    interests: ['TRAVEL'],
  })
  expect(await jiwoo.ok(getSchedule, {})).toMatchObject({ timeZone: 'Asia/Seoul', slots: [{ dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '22:00' }] })
  expect(faults).toEqual([])
  await context.close()
})

it('shows nothing of the last person to the next one on the same tab (F65)', async () => {
  const { context, page, faults } = await onPhone()
  const sora = await learner({ speaks: 'ko', learns: 'en', displayName: 'Sora-only-name' })
  const emma = await learner({ speaks: 'en', learns: 'ko', displayName: 'Emma' })
  await signIn(page, sora)
  await page.getByText('Sora-only-name').first().waitFor()
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await page.waitForURL(at('/'))

  let release = () => undefined as void
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/api/v1/user/profile', async (route) => {
    await held
    await route.continue()
  })
  // Without loading the page anew: what is in memory stays unless somebody clears it.
  await page.getByRole('link', { name: '로그인' }).click()
  await fillIn(page, emma)
  await page.waitForURL(at('/home'))
  await page.getByRole('link', { name: '나', exact: true }).click()
  await page.getByText('남에게는 이렇게 보여요.').waitFor()
  expect(await page.content()).not.toContain('Sora-only-name')
  release()
  await page.getByText('Emma').first().waitFor()
  await context.setOffline(true)
  await page.getByRole('link', { name: '홈' }).click()
  await page.waitForURL(at('/home'))
  expect(await page.content()).not.toContain('Sora-only-name')
  const kept = await page.evaluate(async () => {
    const stores = await Promise.all((await caches.keys()).map(async (key) => (await (await caches.open(key)).keys()).map(({ url }) => url)))
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, stores])
  })
  expect(kept).not.toContain('Sora-only-name')
  expect(kept).not.toContain(sora.userId)
  expect(faults).toEqual([])
  await context.close()
})

it('leads whoever was signed out elsewhere to the door, says why, and back again; and never to another site', async () => {
  const { context, page } = await onPhone()
  const sora = await learner({ speaks: 'ko', learns: 'en' })
  await signIn(page, sora)
  await page.getByText(sora.name).first().waitFor()
  await (await actorOf(page)).ok(logout, { everywhere: true })
  await page.reload()
  await page.waitForURL('**/sign-in?returnTo=%2Fme')
  await page.getByText('로그인 시간이 끝났어요.').waitFor()
  await fillIn(page, sora)
  await page.waitForURL(at('/me'))
  for (const bad of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.goto(at(`/sign-in?returnTo=${encodeURIComponent(bad)}`))
    await page.waitForURL(at('/home'))
  }
  await context.close()
})

it('keeps an answer that is given offline, says so, and sends it when the network is back', async () => {
  const { context, page } = await onPhone()
  const sora = await learner({ speaks: 'ko', learns: 'en' })
  await signIn(page, sora, '/welcome/topics')
  await page.getByRole('checkbox', { name: '여행', exact: true }).press('Space')
  await context.setOffline(true)
  await page.getByRole('button', { name: '다음' }).press('Enter')
  await page.getByText('지금은 오프라인이에요.').waitFor()
  await context.setOffline(false)
  await page.waitForURL('**/welcome/how')
  expect(await (await actorOf(page)).ok(getProfile, {})).toMatchObject({ interests: ['TRAVEL'] })
  await context.close()
})

it('renews an old token once for two tabs', async () => {
  const { context, page } = await onPhone()
  const sora = await learner({ speaks: 'ko', learns: 'en' })
  await signIn(page, sora)
  const second = await context.newPage()
  let renewals = 0
  context.on('request', (request) => {
    if (request.url().endsWith('/auth/refresh')) renewals += 1
  })
  await page.evaluate(() => localStorage.setItem('accessToken', 'stale'))
  await Promise.all([page.goto(at('/me')), second.goto(at('/me'))])
  await page.getByText(sora.name).first().waitFor()
  await second.getByText(sora.name).first().waitFor()
  expect(renewals).toBe(1)
  await context.close()
})
