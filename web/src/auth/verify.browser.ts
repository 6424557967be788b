import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { whoAmI } from '@studymate/contract/auth'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { linkTokens } from '@studymate/host/testing/mails'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path

async function openPage(path: string, somebody: Person | null): Promise<Page> {
  const context = await chromium.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
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
  await page.goto(at(path))
  return page
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([])
}

it('verifies an address by the button, not by opening the link, and goes on; a dead link leads to a new one', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const [token = ''] = await linkTokens(inject('mailUrl'), sora.email, 'verify')

  const dead = await openPage('/verify?token=never-made', sora)
  await dead.getByRole('button', { name: '이메일 확인하기' }).click()
  await dead.getByRole('heading', { name: '확인 메일을 새로 받아 주세요.' }).waitFor()
  await dead.getByRole('button', { name: '확인 메일 다시 받기' }).click()
  await dead.getByText('메일을 보냈어요.').waitFor()
  await expectAccessible(dead)
  const [, fresher = ''] = await linkTokens(inject('mailUrl'), sora.email, 'verify', 2)
  expect(fresher).not.toBe(token)

  const page = await openPage(`/verify?token=${token}`, sora)
  const button = page.getByRole('button', { name: '이메일 확인하기' })
  await button.waitFor()
  await expectAccessible(page)
  expect((await sora.ok(whoAmI, {})).verified).toBe(false)
  await button.press('Enter')
  await page.waitForURL(at('/home'))
  await page.getByText('이메일을 확인했어요.').waitFor()
  expect((await sora.ok(whoAmI, {})).verified).toBe(true)

  // Somebody who is signed out, with the second link: kindly, and then the door.
  const guest = await openPage(`/verify?token=${fresher}`, null)
  await guest.getByRole('button', { name: '이메일 확인하기' }).click()
  await guest.getByRole('heading', { name: '이메일을 확인했어요.' }).waitFor()
  await expectAccessible(guest)
  await guest.goto(at('/verify?token=never-made'))
  await guest.getByRole('button', { name: '이메일 확인하기' }).click()
  await guest.getByRole('link', { name: '로그인' }).click()
  await guest.waitForURL('**/sign-in?returnTo=%2Fverify')
  for (const shown of [dead, page, guest]) await shown.context().close()
})
