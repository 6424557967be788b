import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { verifyEmail, whoAmI } from '@studymate/contract/auth'
import { listRequests } from '@studymate/contract/matching'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'
import { linkTokens } from '@studymate/host/testing/mails'
import { openTestHost } from '@studymate/host/testing/test-host'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path

async function openPage(path: string, somebody: Person | null, url = at('')): Promise<Page> {
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
  await page.goto(url + path)
  return page
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

it('says beside a refused hello that a mail was sent, sends another, and takes the same words once the address is verified', async () => {
  const tokens: string[] = []
  let asker: Person | null = null
  const service = createServer((request, reply) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { to, text } = JSON.parse(body) as { to: string; text: string }
      const token = /\/verify\?token=([\w-]+)/.exec(text)?.[1]
      if (token !== undefined && to === asker?.email) tokens.push(token)
      reply.writeHead(202).end()
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  const { port } = service.address() as AddressInfo
  const mailing = await openTestHost({ settings: { MAIL_API_URL: `http://127.0.0.1:${port}/mail` }, parts: ['client', 'worker'] })
  try {
    const emma = await learner({ speaks: 'en', learns: 'ko', locale: 'en' }, mailing.url)
    asker = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' }, mailing.url)
    const page = await openPage(`/find/${emma.userId}`, asker, mailing.url)
    await page.getByLabel('내 인사').fill('반가워요')
    await page.getByRole('button', { name: '인사 보내기' }).click()
    await page.getByText('가입할 때 확인 메일을 보냈어요.').waitFor()
    const before = tokens.length
    await page.getByRole('button', { name: '확인 메일 다시 받기' }).click()
    await page.getByText('24시간 안에 링크를 열어 주세요.').waitFor()
    await expectAccessible(page)
    await expect.poll(() => tokens.length, { timeout: 15_000 }).toBeGreaterThan(before)
    await asker.ok(verifyEmail, { token: tokens.at(-1) ?? '' })
    await page.getByRole('button', { name: '인사 보내기' }).click()
    await expect.poll(async () => (await emma.ok(listRequests, {})).length, { timeout: 15_000 }).toBe(1)
    await page.context().close()
  } finally {
    await mailing.close()
    await new Promise<void>((resolve) => service.close(() => resolve()))
  }
})
