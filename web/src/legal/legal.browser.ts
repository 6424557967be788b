import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '@studymate/host/host'
import { freshAddress, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'
import { openTestHost } from '@studymate/host/testing/test-host'

let chromium: TestBrowser
let host: Host
let admin: Person
beforeAll(async () => {
  chromium = await openBrowser()
  host = await openTestHost({ parts: ['client', 'worker'], settings: { OPERATOR_NAME: '마루 언어 모임', TURN_SECRET: 'turn-hush' } })
  admin = await person({}, host.url)
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db.prepare(`UPDATE users SET role = 'ADMIN' WHERE id = ?1`).bind(admin.userId).run()
})
afterAll(async () => {
  await chromium.close()
  await host.close()
})

interface Look {
  readonly locale?: 'ko' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly width?: number
}

async function openPage(browser: Browser, path: string, somebody: Person | null, { locale = 'ko', theme = 'light', width = 390 }: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  await context.addInitScript((kept) => Object.assign(localStorage, kept), {
    'studymate.locale': locale,
    'studymate.theme': theme,
    ...(somebody ? { accessToken: somebody.tokens.accessToken, refreshToken: somebody.tokens.refreshToken, userId: somebody.userId } : {}),
  })
  const page = await context.newPage()
  await page.goto(host.url + path)
  return page
}

async function expectWellMade(page: Page): Promise<void> {
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
}

const TITLES = {
  '/help': { ko: '처음 한 주에 많이 묻는 것들이에요.', en: 'Questions of a first week.' },
  '/safety': { ko: '불편하면 바로 멈춰도 돼요.', en: 'You can stop whenever you like.' },
  '/terms': { ko: '서로 배우기 위한 약속이에요.', en: 'The terms we learn by.' },
  '/privacy': { ko: '무엇을 얼마나 보관하는지 다 적었어요.', en: 'What is kept, and for how long.' },
  '/admin': { ko: '이 설치는 이렇게 돌아가고 있어요.', en: 'How this installation is running.' },
} as const
const PATHS = ['/help', '/safety', '/terms', '/privacy', '/admin'] as const
const LOOKS = [
  { locale: 'ko', theme: 'light', width: 320 },
  { locale: 'ko', theme: 'dark', width: 1440 },
  { locale: 'en', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 320 },
] as const

describe.each(LOOKS)('in $locale, $theme, at $width px', (look) => {
  it.each(PATHS)('%s is clean', async (path) => {
    const page = await openPage(chromium.browser, path, path === '/admin' ? admin : null, look)
    await page.getByRole('heading', { name: TITLES[path][look.locale], level: 1 }).waitFor()
    await page.getByText('마루 언어 모임').first().waitFor()
    if (path === '/admin') await page.getByText(look.locale === 'ko' ? /^모든 설정/ : /^All settings/).click()
    await expectWellMade(page)
    await page.context().close()
  })
})

it('leads from the sign-up to each of them by keyboard, and back in for who is signed in', async () => {
  const page = await openPage(chromium.browser, '/sign-up', null)
  await page.getByLabel('태어난 해').fill('1998')
  const terms = page.getByRole('link', { name: '이용 규칙' })
  await terms.focus()
  await terms.press('Enter')
  await page.waitForURL('**/terms')
  for (const [name, path] of [
    ['개인정보 안내', '/privacy'],
    ['안전', '/safety'],
    ['도움말', '/help'],
  ] as const) {
    const link = page.getByRole('navigation', { name: '안내' }).getByRole('link', { name })
    await link.focus()
    await link.press('Enter')
    await page.waitForURL(`**${path}`)
    await page.locator('[aria-current=page]', { hasText: name }).waitFor()
  }
  await page.getByText('연락처도 아직 없어요.').waitFor()
  await page.context().close()
  const inside = await openPage(chromium.browser, '/privacy', admin)
  await inside.getByRole('link', { name: '홈으로' }).click()
  await inside.waitForURL('**/home')
  await inside.context().close()
})

it('shows the state of the installation to administrators, no secret to them, and nothing to others', async () => {
  const page = await openPage(chromium.browser, '/me', admin)
  await page.getByRole('link', { name: '이 설치의 상태' }).click()
  await page.getByRole('heading', { name: '켜진 것과 꺼진 것' }).waitFor()
  await page.getByText(/^모든 설정/).click()
  await page.getByText('비밀이라 보여 주지 않아요').waitFor()
  expect(await page.content()).not.toContain('turn-hush')
  await page.context().close()

  const member = await openPage(chromium.browser, '/admin', await person({}, host.url))
  await member.getByRole('heading', { name: '없는 주소예요' }).waitFor()
  expect(await member.content()).not.toContain('켜진 것과 꺼진 것')
  await member.context().close()
  const guest = await openPage(chromium.browser, '/admin', null)
  await guest.waitForURL('**/sign-in?returnTo=%2Fadmin')
  await guest.context().close()
})
