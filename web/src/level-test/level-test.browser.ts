import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startLevelTest } from '@studymate/contract/level-test'
import { freshAddress, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { joined, silence, speak, wavOf } from '../../../tools/speech.mjs'

let chromium: TestBrowser
beforeAll(async () => {
  const said = await speak('My name is Jun. I live in Seoul with my family, and I like to cook for my friends on weekends.')
  chromium = await openBrowser({ voice: wavOf(joined(said, silence(0.9), said)) })
})
afterAll(() => chromium.close())

/** A phone of somebody signed in, that remembers every track that it was given. */
async function onPhone(of: Person): Promise<{ context: BrowserContext; page: Page; faults: string[]; tracks: () => Promise<string[]> }> {
  const context = await chromium.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'ko-KR',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  await context.addInitScript(
    ([accessToken, refreshToken, userId]) => {
      localStorage.setItem('accessToken', accessToken ?? '')
      localStorage.setItem('refreshToken', refreshToken ?? '')
      localStorage.setItem('userId', userId ?? '')
      const given: MediaStreamTrack[] = []
      Object.assign(window, { given })
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        await Reflect.get(window, 'prompt answered')
        const stream = await ask(wanted)
        given.push(...stream.getTracks())
        return stream
      }
    },
    [of.tokens.accessToken, of.tokens.refreshToken, of.userId],
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  const tracks = () => page.evaluate(() => (Reflect.get(window, 'given') as MediaStreamTrack[]).map(({ readyState }) => readyState))
  return { context, page, faults, tracks }
}

const at = (path: string) => inject('hostUrl') + path
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function record(page: Page): Promise<void> {
  await button(page, '녹음 시작').click()
  await page.getByText('0:03').waitFor()
  await button(page, '녹음 멈추기').click()
}

it('goes from the microphone to a result with its evidence; a take outlives a reload, answers outlive a lost network', async () => {
  const who = await person()
  const { context, page, faults, tracks } = await onPhone(who)
  await page.goto(at('/level-test'))
  await button(page, '시작하기').click()
  await button(page, '마이크 켜기').click()
  await page.getByText('잘 들려요.').waitFor()
  await button(page, '첫 문제로').click()
  await button(page, '녹음 시작').waitFor()
  expect(await tracks()).toEqual(['ended'])

  await record(page)
  await button(page, '다음').waitFor()
  await page.reload()
  await button(page, '마이크 없이 하기').click()
  await button(page, '다음').click()
  await context.setOffline(true)
  await record(page)
  await button(page, '다음').click()
  for (let skipped = 0; skipped < 3; skipped++) await button(page, '넘어가기').click()
  // 20 words and 15 gaps by digits; each goes on to the next one, which takes the focus.
  for (let n = 6; n <= 40; n++) {
    await page.getByText(`${n}/40`).waitFor()
    await page.keyboard.press(n % 2 ? '1' : '2')
  }
  await page.getByText(/보내고 있어요/).waitFor()
  await context.setOffline(false)
  await page.getByText('어디서 나온 점수인지').waitFor()
  expect(await page.getByText('내장 fluency-1').isVisible()).toBe(true)
  await button(page, /부터 듣기$/)
    .first()
    .click()
  await button(page, '멈추기').waitFor()
  expect((await tracks()).every((state) => state === 'ended')).toBe(true)
  expect(faults).toEqual([])
  await context.close()
})

it('lets go of the microphone when somebody leaves, also before the prompt is answered', async () => {
  const who = await person()
  const { testId } = await who.ok(startLevelTest, { languageCode: 'en' })
  const { context, page, tracks } = await onPhone(who)
  await page.goto(at('/level-test'))
  await page.getByRole('link', { name: '이어서 하기' }).click()
  await page.waitForURL(at(`/level-test/${testId}`))
  await button(page, '마이크 없이 하기').click()
  await button(page, '녹음 시작').click()
  await page.getByText('0:01').waitFor()
  await page.goBack()
  await expect.poll(tracks).toEqual(['ended'])

  await page.evaluate(() => Object.assign(window, { 'prompt answered': new Promise((resolve) => Object.assign(window, { answer: resolve })) }))
  await page.goForward()
  await button(page, '마이크 켜기').click()
  await page.goBack()
  await page.getByRole('link', { name: '이어서 하기' }).waitFor()
  await page.evaluate(() => (Reflect.get(window, 'answer') as () => void)())
  await expect.poll(tracks).toEqual(['ended', 'ended'])
  await context.close()
})
