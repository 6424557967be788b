import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { verifyEmail, whoAmI } from '@studymate/contract/auth'
import { getEmail } from '@studymate/contract/security'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, signedIn } from '@studymate/host/testing/desk'
import { linkTokens } from '@studymate/host/testing/mails'
import { totpCode } from '@studymate/host/testing/totp'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path

async function openPage(path: string, of: { somebody?: Person; locale: 'ko-KR' | 'en-US'; width: number; dark?: boolean }): Promise<Page> {
  const context = await chromium.browser.newContext({
    viewport: { width: of.width, height: 844 },
    locale: of.locale,
    colorScheme: of.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
    ...(of.somebody ? { storageState: signedIn(of.somebody) } : {}),
  })
  const page = await context.newPage()
  await page.goto(at(path))
  return page
}

it('keeps others out by a second factor, by keyboard, in Korean and English, and signs a lost device out', async () => {
  const sora = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const phone = await openPage('/settings/security', { somebody: sora, locale: 'ko-KR', width: 390 })
  await phone.getByRole('button', { name: '2단계 인증 켜기' }).press('Enter')
  const key = (await phone.locator('.key').textContent())?.replaceAll(' ', '') ?? ''
  const backups = await phone.getByRole('list', { name: '백업 코드' }).getByRole('listitem').allTextContents()
  expect(backups).toHaveLength(10)
  await phone.getByRole('img', { name: '인증 앱으로 찍을 QR 코드' }).waitFor()
  await expectAccessible(phone)
  const now = Date.now()
  await phone.getByLabel('앱에 보이는 6자리 숫자').focus()
  await phone.keyboard.insertText(totpCode(key, now, 500))
  await phone.keyboard.press('Enter')
  await phone.getByText('코드가 맞지 않아요.').waitFor()
  // The wrong one stands selected: typing replaces it.
  await phone.keyboard.insertText(totpCode(key, now))
  await phone.keyboard.press('Enter')
  await phone.getByText('켜져 있어요.').waitFor()
  await phone.getByText('백업 코드 10개 남음').waitFor()
  await expectAccessible(phone)

  await phone.goto(at('/me'))
  await phone.getByRole('button', { name: '로그아웃', exact: true }).press('Enter')
  await phone.waitForURL(at('/'))
  await phone.goto(at('/sign-in?returnTo=%2Fsettings%2Fsecurity'))
  await phone.getByLabel('이메일').focus()
  await phone.keyboard.insertText(sora.email)
  await phone.keyboard.press('Tab')
  await phone.keyboard.insertText(sora.password)
  await phone.keyboard.press('Enter')
  await phone.waitForURL(at('/two-factor'))
  await phone.getByRole('heading', { name: '인증 앱의 코드를 적어 주세요.' }).waitFor()
  await expectAccessible(phone)
  // A reload keeps the sign-in that waits.
  await phone.reload()
  const field = phone.getByLabel('인증 코드')
  await field.waitFor()
  expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
  await field.focus()
  await phone.keyboard.insertText(totpCode(key, now, 1))
  await phone.keyboard.press('Enter')
  await phone.waitForURL(at('/settings/security'))

  const laptop = await openPage('/sign-in', { locale: 'en-US', width: 1440, dark: true })
  await laptop.getByLabel('E-mail').fill(sora.email)
  await laptop.getByRole('textbox', { name: 'Password', exact: true }).fill(sora.password)
  await laptop.keyboard.press('Enter')
  await laptop.waitForURL(at('/two-factor'))
  await laptop.getByLabel('Code', { exact: true }).focus()
  // As it comes from a file: with a space and a line break.
  await laptop.keyboard.insertText(`${backups[0]?.slice(0, 4)} ${backups[0]?.slice(4)} `)
  await expectAccessible(laptop)
  await laptop.keyboard.press('Enter')
  await laptop.waitForURL(at('/home'))
  await laptop.goto(at('/settings/security'))
  await laptop.getByText('9 backup codes left').waitFor()
  await laptop.getByText('Unknown place').first().waitFor()
  await expectAccessible(laptop)

  await phone.reload()
  const devices = phone.getByRole('region', { name: '로그인된 기기' })
  await devices.getByText('지금 이 기기').waitFor()
  await devices.getByRole('button', { name: '로그아웃하기', exact: true }).first().press('Enter')
  await laptop.waitForURL('**/sign-in?**')
  await phone.context().close()
  await laptop.context().close()
})

it('still lets a forgotten password be chosen anew, and asks for the second factor after it', async () => {
  const emma = await learner({ speaks: 'en', learns: 'ko', locale: 'en' })
  const page = await openPage('/settings/security', { somebody: emma, locale: 'en-US', width: 390 })
  await page.getByRole('button', { name: 'Turn on two-factor authentication' }).click()
  const key = (await page.locator('.key').textContent())?.replaceAll(' ', '') ?? ''
  const [backup = ''] = await page.getByRole('list', { name: 'Backup codes' }).getByRole('listitem').allTextContents()
  await page.getByLabel('The six digits in your app').fill(totpCode(key, Date.now()))
  await page.keyboard.press('Enter')
  await page.getByText("It's on.").waitFor()

  const elsewhere = await openPage('/forgot', { locale: 'en-US', width: 390 })
  await elsewhere.getByRole('textbox').fill(emma.email)
  await elsewhere.keyboard.press('Enter')
  const [token = ''] = await linkTokens(inject('mailUrl'), emma.email, 'reset')
  await elsewhere.goto(at(`/reset?token=${token}`))
  const field = elsewhere.getByLabel('New password')
  await field.fill('mnop456!')
  await elsewhere.getByText('Swapping runs like abc or 111').waitFor()
  await field.fill('Other-River-42!')
  await elsewhere.getByText('Strong.').waitFor()
  await expectAccessible(elsewhere)
  await elsewhere.keyboard.press('Enter')
  await elsewhere.waitForURL('**/sign-in**')
  await page.waitForURL('**/sign-in?**')
  await elsewhere.getByLabel('E-mail').fill(emma.email)
  await elsewhere.getByRole('textbox', { name: 'Password', exact: true }).fill('Other-River-42!')
  await elsewhere.keyboard.press('Enter')
  await elsewhere.waitForURL(at('/two-factor'))
  await elsewhere.getByLabel('Code', { exact: true }).fill(backup)
  await elsewhere.keyboard.press('Enter')
  await elsewhere.waitForURL(at('/home'))
  for (const shown of [page, elsewhere]) await shown.context().close()
})

it('answers “this wasn’t me” with a new password that keeps this device, and changes the address by its link', async () => {
  const mina = await learner({ speaks: 'ko', learns: 'en', locale: 'ko' })
  const [verify = ''] = await linkTokens(inject('mailUrl'), mina.email, 'verify')
  await mina.ok(verifyEmail, { token: verify })
  const other = await openPage('/sign-in', { locale: 'ko-KR', width: 1440 })
  await other.getByLabel('이메일').fill(mina.email)
  await other.getByRole('textbox', { name: '비밀번호', exact: true }).fill(mina.password)
  await other.keyboard.press('Enter')
  await other.waitForURL(at('/home'))

  const page = await openPage('/settings/security', { somebody: mina, locale: 'ko-KR', width: 390, dark: true })
  await page.getByRole('button', { name: '제가 아니에요' }).first().press('Enter')
  await page.getByText('다른 기기를 모두 내보냈어요.').waitFor()
  await other.waitForURL('**/sign-in?**')
  await page.getByLabel('지금 비밀번호').waitFor()
  await expectAccessible(page)
  await page.keyboard.insertText(mina.password)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.insertText('Other-River-42!')
  await page.keyboard.press('Enter')
  await page.getByText('비밀번호를 바꿨어요.').first().waitFor()
  // Every token of before is dead; the page goes on by those that came with the answer.
  expect((await mina.call(whoAmI, {})).code).toBe('AUTH_003')
  await page.reload()
  await page.getByRole('heading', { name: '로그인된 기기' }).waitFor()

  const email = `mina-${mina.email}`
  await page.getByRole('button', { name: '이메일 바꾸기' }).press('Enter')
  await page.getByLabel('새 이메일').fill(email)
  await page.getByRole('textbox', { name: '비밀번호', exact: true }).fill('Other-River-42!')
  await page.keyboard.press('Enter')
  await page.getByText(`${email} 주소로 메일을 보냈어요.`).waitFor()
  await expectAccessible(page)
  const [token = ''] = await linkTokens(inject('mailUrl'), email, 'confirm-email')
  await page.goto(at(`/confirm-email?token=${token}`))
  await page.getByRole('button', { name: '새 이메일 확인하기' }).press('Enter')
  await page.getByRole('heading', { name: '이메일을 바꿨어요.' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '보안 설정으로' }).click()
  await page.getByText(email).waitFor()

  const [objection = ''] = await linkTokens(inject('mailUrl'), mina.email, 'keep-email')
  await other.goto(at(`/keep-email?token=${objection}`))
  await other.getByRole('button', { name: '제가 한 일이 아니에요' }).press('Enter')
  await other.getByRole('heading', { name: '되돌렸어요. 메일함을 봐 주세요.' }).waitFor()
  await expectAccessible(other)
  await page.waitForURL('**/sign-in?**')
  expect((await mina.call(getEmail, {})).code).toBe('AUTH_003')
  for (const shown of [page, other]) await shown.context().close()
})
