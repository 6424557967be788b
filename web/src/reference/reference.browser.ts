import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ENDPOINTS } from '@studymate/contract/endpoints'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'

let chromium: TestBrowser
const faults: string[] = []
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

async function reader(locale: string, width = 1440, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await chromium.browser.newContext({ locale, viewport: { width, height: 844 }, colorScheme: scheme, baseURL: inject('hostUrl') })
  const page = await context.newPage()
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text())
  })
  return page
}

describe('/docs', () => {
  it('lists every operation of the contract', async () => {
    const page = await reader('en-US')
    await page.goto('/docs')
    await page.locator('#login').waitFor()
    const shown = await page.locator('details.ref-entry').evaluateAll((entries) => entries.map(({ id }) => id))
    expect(ENDPOINTS.map(({ id }) => id).filter((id) => !shown.includes(id))).toEqual([])
  })

  it('opens what its address names, with limits and the sentences of its errors', async () => {
    const page = await reader('ko-KR', 390)
    await page.goto('/docs#requestMatch')
    const entry = page.locator('#requestMatch')
    await entry.getByText('length ≤ 300').waitFor()
    await entry.getByText('지금은 이 사람과 이어질 수 없어요.').waitFor()
    await entry.getByText('60/hour').waitFor()
  })

  it('searches by keyboard, follows a name to its shape, and comes back to the search', async () => {
    const page = await reader('en-US')
    await page.goto('/docs')
    await page.locator('#login').waitFor()
    const box = page.getByRole('searchbox', { name: 'Find' })
    await box.focus()
    await page.keyboard.type('invalid_credentials')
    await page.waitForURL('**/docs?q=invalid_credentials')
    expect(await box.inputValue()).toBe('invalid_credentials')
    await page.locator('#requestMatch').waitFor({ state: 'detached' })
    await page.locator('#login > summary').press('Enter')
    await page.locator('#login').getByRole('link', { name: 'Admission' }).press('Enter')
    await page.locator('[id="shape.Admission"][open]').waitFor()
    expect(await box.inputValue()).toBe('')
    await page.goBack()
    await page.locator('#requestMatch').waitFor({ state: 'detached' })
    expect(await box.inputValue()).toBe('invalid_credentials')
  })

  it('says what it could not do, and mends it by a retry', async () => {
    const page = await reader('en-US')
    await page.route('**/openapi.json', (route) => route.fulfill({ status: 503, body: '' }))
    await page.goto('/docs')
    await page.getByRole('heading', { name: 'We couldn’t load the docs' }).waitFor()
    await page.unroute('**/openapi.json')
    await page.getByRole('alert').getByRole('button').click()
    await page.locator('#login').waitFor()
  })

  // A whole reference is much to read for axe: one open piece and one empty search say the same.
  it.each([
    ['ko-KR', 390, 'light', '/docs?q=requestMatch#requestMatch'],
    ['en-US', 1440, 'dark', '/docs?q=nothing-like-this'],
  ] as const)('is clean for readers in %s at %d px, %s', async (locale, width, scheme, path) => {
    const page = await reader(locale, width, scheme)
    await page.goto(path)
    await page.locator('.ref-entry[open], .empty').first().waitFor()
    await expectAccessible(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(faults).toEqual([])
  })
})
