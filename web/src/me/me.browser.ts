import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
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

async function openMe(somebody: Person, locale: 'ko-KR' | 'en-US', width: number): Promise<Page> {
  const context = await chromium.browser.newContext({
    viewport: { width, height: 844 },
    locale,
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  await context.addInitScript((kept) => Object.assign(localStorage, kept), {
    accessToken: somebody.tokens.accessToken,
    refreshToken: somebody.tokens.refreshToken,
    userId: somebody.userId,
  })
  const page = await context.newPage()
  await page.goto(`${inject('hostUrl')}/me`)
  return page
}

const FAMILY = '👨‍👩‍👧‍👦'

it('changes each fact where it stands, by keyboard, and counts as the server does', async () => {
  const mina = await learner({ speaks: 'ko', learns: 'en', locale: 'ko', displayName: '미나', birthYear: 1994 })
  const page = await openMe(mina, 'ko-KR', 390)
  const open = page.getByRole('button', { name: '소개 고치기' })
  await open.focus()
  await open.press('Enter')
  const bio = page.getByRole('textbox', { name: '소개' })
  await expect.poll(() => bio.evaluate((field) => field === document.activeElement)).toBe(true)
  await expectAccessible(page)
  // One more than fits, which the page says before anything is sent (F17).
  await bio.fill('가'.repeat(494) + FAMILY)
  await page.getByText('501/500자').waitFor()
  await page.getByRole('button', { name: '소개는 500자까지예요' }).press('Enter')
  await bio.fill('가'.repeat(493) + FAMILY)
  await page.getByText('500/500자').waitFor()
  // What is written is still there after a reload.
  await page.reload()
  await page.getByRole('button', { name: '소개 고치기' }).press('Enter')
  expect(await bio.inputValue()).toBe('가'.repeat(493) + FAMILY)
  await page.getByRole('button', { name: '저장' }).press('Enter')
  await bio.waitFor({ state: 'detached' })
  await expect.poll(() => open.evaluate((button) => button === document.activeElement)).toBe(true)
  expect((await mina.ok(getProfile, {})).selfBio).toBe('가'.repeat(493) + FAMILY)

  await page.getByRole('button', { name: '생일 고치기' }).press('Enter')
  await page.getByRole('combobox', { name: '달' }).selectOption('2월')
  await page.getByRole('combobox', { name: '날' }).selectOption('30')
  await page.getByRole('button', { name: '그달에는 그런 날이 없어요' }).waitFor()
  await page.getByRole('combobox', { name: '날' }).selectOption('29')
  await page.getByRole('button', { name: '저장' }).press('Enter')
  await page.getByText('2월 29일').waitFor()

  await page.getByRole('button', { name: '영어 이름 고치기' }).press('Enter')
  await page.getByRole('textbox', { name: '영어 이름' }).fill('win.example/x')
  await page.getByRole('button', { name: '이름에는 주소를 넣을 수 없어요' }).waitFor()
  await page.getByRole('textbox', { name: '영어 이름' }).fill('Mina')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '영어 이름 고치기' }).press('Enter')
  expect(await page.getByRole('textbox', { name: '영어 이름' }).inputValue()).toBe('')
  await page.getByRole('textbox', { name: '영어 이름' }).fill('Mina')
  await page.keyboard.press('Enter')
  await page.getByText('Mina', { exact: true }).first().waitFor()

  await page.getByRole('button', { name: '사는 곳 고치기' }).press('Enter')
  await page.getByRole('combobox', { name: '사는 곳' }).selectOption('부산')
  await page.getByRole('button', { name: '저장' }).press('Enter')
  await page.getByRole('combobox', { name: '사는 곳' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '성별 고치기' }).press('Enter')
  await page.getByRole('combobox', { name: '성별' }).selectOption('여성')
  await page.getByRole('button', { name: '저장' }).press('Enter')
  await page.getByRole('combobox', { name: '성별' }).waitFor({ state: 'detached' })
  await page.getByText('1994년').waitFor()
  expect(await page.getByRole('button', { name: /태어난 해/ }).count()).toBe(0)
  await expectAccessible(page)
  expect(await mina.ok(getProfile, {})).toMatchObject({ birthday: '02-29', englishName: 'Mina', location: { code: 'KR-26' }, gender: 'FEMALE' })
  await page.context().close()
})

it('keeps what was written when the server is not reached', async () => {
  const tomo = await person({ displayName: 'Tomo', locale: 'en' })
  const page = await openMe(tomo, 'en-US', 1440)
  await page.getByText('1995', { exact: true }).waitFor()
  await page.route('**/user/self-bio', (route) => route.abort())
  await page.getByRole('button', { name: 'Edit about you' }).press('Enter')
  await page.getByRole('textbox', { name: 'About you' }).fill('I bake.')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByRole('alert').waitFor()
  await expectAccessible(page)
  expect(await page.getByRole('textbox', { name: 'About you' }).inputValue()).toBe('I bake.')
  await page.unroute('**/user/self-bio')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await page.getByText('I bake.').waitFor()
  await page.context().close()
})
