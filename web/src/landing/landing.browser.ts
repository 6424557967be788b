import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

interface Visit {
  readonly page: Page
  /** What the browser complained of: refused styles, errors of the take-over. */
  readonly complaints: string[]
  readonly scripts: string[]
}

async function visit(options: BrowserContextOptions & { kept?: Record<string, string> } = {}): Promise<Visit> {
  const { kept, ...rest } = options
  const context = await chromium.browser.newContext({
    locale: 'ko-KR',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
    ...rest,
  })
  if (kept) await context.addInitScript((own) => Object.assign(localStorage, own), kept)
  const page = await context.newPage()
  const complaints: string[] = []
  const scripts: string[] = []
  page.on('console', (line) => {
    // Where the policy allows no style attributes the drawn page has rules for them (ADR 0017): the React of development tells of the difference.
    if (['error', 'warning'].includes(line.type()) && !line.text().startsWith('A tree hydrated but some attributes')) complaints.push(line.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  await page.goto(inject('hostUrl'))
  return { page, complaints, scripts }
}

it('is read, leads on and has its shapes while no script has come yet', async () => {
  const context = await chromium.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.goto(inject('hostUrl'))
  await page.getByRole('heading', { level: 1, name: /Half in Korean/ }).waitFor()
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  expect(await page.locator('.trio .seam-bar:visible .l').evaluate((part) => getComputedStyle(part).flexGrow)).toBe('28')
  await page.getByRole('link', { name: 'Sign in' }).click()
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await context.close()
})

it('is taken over without the app: the try card answers, and the other language is one press away', async () => {
  const { page, complaints, scripts } = await visit({ kept: { 'studymate.theme': 'dark' } })
  await page.getByText(/모든 기능 정상/).waitFor()
  expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
  await page.getByRole('radio', { name: /떡볶이가 → 떡볶이를/ }).press('Space')
  await page.getByText('‘먹다’의 대상에는 을/를을 써요.').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: /Half in Korean/ }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(await page.title()).toMatch(/StudyMate$/)
  await expectAccessible(page)
  await page.reload()
  await page.getByRole('button', { name: '한국어' }).waitFor()
  await page.getByRole('link', { name: 'Get started' }).waitFor()
  expect(complaints).toEqual([])
  expect(scripts.filter((path) => path.startsWith('/assets/app-'))).toEqual([])
  await page.context().close()
})

it('leads whoever is signed in on to their home, also back from there', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const { page } = await visit({ kept: { accessToken: sora.tokens.accessToken, refreshToken: sora.tokens.refreshToken, userId: sora.userId } })
  await page.waitForURL('**/home')
  await page.goto(`${inject('hostUrl')}/landing`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.locator('.landing').count()).toBe(0)
  await page.context().close()
})
