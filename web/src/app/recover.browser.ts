import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

it('answers a script of an older version with 404, not with the page (F66)', async () => {
  const reply = await fetch(`${inject('hostUrl')}/assets/old-123.js`)
  expect(reply.status).toBe(404)
  expect(reply.headers.get('content-type')).not.toContain('html')
  const page = await fetch(`${inject('hostUrl')}/find/anything`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
})

it('recovers when a new version replaced the scripts under an open page, still signed in', async () => {
  const somebody = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const context = await chromium.browser.newContext({ locale: 'ko-KR', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.addInitScript(
    (session) => {
      for (const [key, value] of Object.entries(session)) localStorage.setItem(key, value)
    },
    { accessToken: somebody.tokens.accessToken, refreshToken: somebody.tokens.refreshToken, userId: somebody.userId },
  )
  await page.goto(`${inject('hostUrl')}/me`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  let isOld = true
  page.on('request', (request) => {
    // The reloaded page names the new scripts.
    if (request.isNavigationRequest()) isOld = false
  })
  await page.route('**/assets/*.js', (route) => (isOld ? route.fulfill({ status: 404, body: 'Not found' }) : route.continue()))
  await page.getByRole('link', { name: '찾기' }).click()
  await page.waitForURL('**/find')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.evaluate(() => localStorage.getItem('userId'))).toBe(somebody.userId)
  expect(isOld).toBe(false)
  await context.close()
})
