import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { whoAmI } from '@studymate/contract/auth'
import type { Host } from '@studymate/host/host'
import { Actor, fresh, freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'
import { startKakao, startNaver } from '@studymate/host/testing/provider-server'
import type { ProviderServer } from '@studymate/host/testing/provider-server'
import { openTestHost } from '@studymate/host/testing/test-host'
import { Traveller } from '@studymate/host/testing/traveller'

const app = { clientId: 'studymate-app', secret: 'provider-secret' }

let chromium: TestBrowser
let host: Host
let naver: ProviderServer
let kakao: ProviderServer

beforeAll(async () => {
  ;[chromium, naver, kakao] = await Promise.all([openBrowser(), startNaver(app), startKakao(app)])
  host = await openTestHost({
    parts: ['client', 'worker'],
    settings: Object.fromEntries(
      Object.entries({ NAVER: naver.url, KAKAO: kakao.url }).flatMap(([name, url]) => [
        [`${name}_CLIENT_ID`, app.clientId],
        [`${name}_CLIENT_SECRET`, app.secret],
        [`${name}_AUTHORIZE_URL`, `${url}/authorize`],
        [`${name}_TOKEN_URL`, `${url}/token`],
        [`${name}_USERINFO_URL`, `${url}/me`],
      ]),
    ),
  })
})
afterAll(async () => {
  await host.close()
  await Promise.all([chromium.close(), naver.close(), kakao.close()])
})

const isNaver = (response: Record<string, unknown>) => (naver.me = { status: 200, body: { resultcode: '00', message: 'success', response } })
const at = (path: string) => host.url + path

/** A browser of somebody, with the faults of its pages. */
async function openPage(
  path: string,
  of: { locale?: 'ko-KR' | 'en-US'; width?: number; person?: Person } = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const { locale = 'ko-KR', width = 390, person } = of
  const context = await chromium.browser.newContext({
    viewport: { width, height: 844 },
    locale,
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  if (person) {
    const kept = { accessToken: person.tokens.accessToken, refreshToken: person.tokens.refreshToken, userId: person.userId }
    await context.addInitScript((session) => Object.assign(localStorage, session), kept)
  }
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(at(path))
  return { context, page, faults }
}

/** The account of whoever is signed in on a page. */
async function accountOf(page: Page) {
  const actor = new Actor(host.url)
  actor.token = await page.evaluate(() => localStorage.getItem('accessToken'))
  return actor.ok(whoAmI, {})
}

it('goes to the provider by keyboard and comes back signed in: to the welcome, which asks for the name that no one gave, and the next time to its first gap', async () => {
  isNaver({ id: `n${fresh()}` })
  const { context, page, faults } = await openPage('/sign-in?returnTo=/me')
  const button = page.getByRole('link', { name: '네이버 계정으로 계속하기' })
  await button.waitFor()
  expect(await page.getByRole('link', { name: /계정으로 계속하기/ }).allInnerTexts()).toHaveLength(2)
  await expectAccessible(page)
  await button.press('Enter')
  await page.getByRole('link', { name: '동의하고 계속하기' }).press('Enter')
  await page.waitForURL('**/welcome/about')
  // No name was invented: the welcome asks.
  expect(await accountOf(page)).toMatchObject({ displayName: '', email: null, locale: 'ko', timeZone: 'Asia/Seoul' })

  await page.getByRole('heading', { name: '반가워요. 뭐라고 부를까요?' }).waitFor()
  await expectAccessible(page)
  await page.getByLabel('부르는 이름').fill('지우')
  await page.getByLabel('태어난 해').fill('1998')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/welcome/languages')
  const { userId, ...account } = await accountOf(page)
  expect(account).toMatchObject({ displayName: '지우', birthYear: 1998 })
  await page.evaluate(() => localStorage.clear())
  await page.goto(at('/sign-in'))
  await page.getByRole('link', { name: '네이버 계정으로 계속하기' }).click()
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.waitForURL('**/welcome/languages')
  expect((await accountOf(page)).userId).toBe(userId)
  expect(faults).toEqual([])
  await context.close()
})

it('signs up in English, with the birth year that was asked first', async () => {
  const n = fresh()
  kakao.me = {
    status: 200,
    body: { id: n, kakao_account: { profile: { nickname: 'Emma' }, email: `kakao${n}@study.example`, is_email_valid: true, is_email_verified: true } },
  }
  const { context, page, faults } = await openPage('/sign-up', { locale: 'en-US', width: 1440 })
  const year = page.getByLabel('Year of birth')
  await year.fill(String(new Date().getFullYear() - 12))
  await page.keyboard.press('Tab')
  // Who is too young is asked for nothing else, and sent nowhere.
  await expect.poll(() => page.getByRole('link', { name: 'Continue with Kakao' }).count()).toBe(0)
  await year.fill('1998')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Continue with Kakao' }).click()
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.waitForURL('**/welcome/**')
  expect(await accountOf(page)).toMatchObject({ displayName: 'Emma', email: `kakao${n}@study.example`, verified: true, birthYear: 1998, locale: 'en' })
  expect(faults).toEqual([])
  await context.close()
})

it('says what happened and what to do: cancelled, taken, too late', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en' }, host.url)
  isNaver({ id: `n${fresh()}`, email: sora.email })
  const { context, page, faults } = await openPage('/sign-in?returnTo=/find')
  await page.getByRole('link', { name: '네이버 계정으로 계속하기' }).click()
  await page.getByRole('link', { name: '취소' }).click()
  await page.getByRole('heading', { name: '취소했어요.' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '다시 해 보기' }).click()
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.getByRole('heading', { name: '이 이메일로 만든 계정이 있어요.' }).waitFor()
  await expectAccessible(page)
  expect(await page.evaluate(() => localStorage.getItem('accessToken'))).toBeNull()
  expect(await page.getByRole('link', { name: '로그인', exact: true }).getAttribute('href')).toBe('/sign-in?returnTo=%2Fsettings%2Fsecurity')
  await page.goto(at('/auth/callback/naver?code=spent-long-ago'))
  await page.getByRole('heading', { name: '처음부터 다시 해 주세요.' }).waitFor()
  await page.goto(at('/auth/callback/nobody?error=<script>'))
  await page.getByRole('heading', { name: '지금은 이 방법을 쓸 수 없어요.' }).waitFor()
  expect(faults).toEqual([])
  await context.close()
})

it('links a provider in the settings and takes it away again; not what is somebody else’s', async () => {
  isNaver({ id: `n${fresh()}`, email: 'jiwoo@naver.example' })
  const sora = await learner({ speaks: 'ko', learns: 'en' }, host.url)
  const { context, page, faults } = await openPage('/settings/security', { person: sora })
  await page.getByRole('button', { name: '네이버 연결하기' }).press('Enter')
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.waitForURL(at('/settings/security'))
  await page.getByText('로그인 방법을 더했어요.').waitFor()
  await page.getByText('jiwoo@naver.example').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '네이버 연결 끊기' }).press('Enter')
  await page.getByRole('button', { name: '네이버 연결하기' }).waitFor()

  // Another person's account at the provider.
  const first = new Traveller(host.url)
  await first.signIn('naver')
  await page.getByRole('button', { name: '네이버 연결하기' }).click()
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.getByRole('heading', { name: '다른 곳에 연결된 계정이에요.' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '돌아가기' }).click()
  await page.waitForURL(at('/settings/security'))
  expect(faults).toEqual([])
  await context.close()
})

it('goes on to the second factor where there is one', async () => {
  isNaver({ id: `n${fresh()}` })
  const owner = new Traveller(host.url)
  const admission = await owner.signIn('naver')
  const userId = 'user' in admission ? admission.user.userId : ''
  const db = await host.miniflare.getD1Database('DB')
  await db.prepare('INSERT INTO two_factor (user_id, secret, created_at, enabled_at) VALUES (?, ?, 1, 1)').bind(userId, 'sealed').run()
  const { context, page } = await openPage('/sign-in')
  await page.getByRole('link', { name: '네이버 계정으로 계속하기' }).click()
  await page.getByRole('link', { name: '동의하고 계속하기' }).click()
  await page.waitForURL(at('/two-factor'))
  await page.getByRole('heading', { name: '인증 앱의 코드를 적어 주세요.' }).waitFor()
  expect(await page.evaluate(() => localStorage.getItem('accessToken'))).toBeNull()
  await context.close()
})
