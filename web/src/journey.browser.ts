import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { speakWav } from '../../tools/speech.mjs'

// The main job, as two people do it: from the landing page to a call, over a line that drops, to a level with its evidence.

const SPEECH =
  'I live in a small flat near the river and I like to cook with my friends. Every weekend we go to the market and we buy fresh vegetables. Last year I travelled to Spain with my sister. We walked a lot and talked with many people.'

let jiwooBrowser: TestBrowser
let emmaBrowser: TestBrowser
let jiwoo: Page
let emma: Page
const failures: string[] = []

async function visitor(
  of: TestBrowser,
  locale: string,
  timezoneId: string,
  size: { width: number; height: number },
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await of.browser.newContext({ locale, timezoneId, viewport: size, permissions: ['microphone', 'camera'], baseURL: inject('hostUrl') })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  page.on('pageerror', (error) => failures.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) failures.push(message.text())
  })
  return { context, page }
}

interface Newcomer {
  readonly start: string
  readonly year: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly go: string
  readonly next: string
  readonly done: string
  readonly all: string
  readonly learn: string
  readonly language: string
  readonly level: RegExp
  readonly topic: string
  readonly slots: readonly [string, string]
}

async function signUp(page: Page, words: Newcomer, who: { name: string; email: string; birthYear: string }): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: words.start }).first().click()
  await page.getByLabel(words.year).fill(who.birthYear)
  await page.getByLabel(words.name).fill(who.name)
  await page.getByLabel(words.email).fill(who.email)
  await page.getByLabel(words.password, { exact: true }).fill('Quiet-River-42')
  await page.getByRole('button', { name: words.go }).click()
  await page.waitForURL('**/welcome/about')
  await page.getByRole('button', { name: words.next, exact: true }).click()
  await page.waitForURL('**/welcome/languages')
  const learn = page.getByRole('group', { name: words.learn })
  await learn.getByText(words.language, { exact: true }).first().click()
  await page.getByRole('radio', { name: words.level }).press('Space')
  await page.getByRole('button', { name: words.next, exact: true }).click()
  await page.waitForURL('**/welcome/why')
  await page.getByRole('button', { name: words.next, exact: true }).click()
  await page.waitForURL('**/welcome/topics')
  // Saved at each step: a reload loses nothing, and the address of the welcome leads to the first gap.
  await page.reload()
  await page.getByRole('checkbox', { name: words.topic }).press('Space')
  for (const step of ['how', 'partner', 'times']) {
    await page.getByRole('button', { name: words.next, exact: true }).click()
    await page.waitForURL(`**/welcome/${step}`)
  }
  for (const slot of words.slots) await page.getByRole('button', { name: slot, exact: true }).click()
  await page.getByRole('button', { name: words.next, exact: true }).click()
  await page.waitForURL('**/welcome/me')
  await page.getByRole('button', { name: words.done, exact: true }).click()
  await page.waitForURL('**/welcome/people')
  await page.getByRole('link', { name: words.all }).click()
  await page.waitForURL('**/find')
}

const KOREAN: Newcomer = {
  start: '시작하기',
  year: '태어난 해',
  name: '부르는 이름',
  email: '이메일',
  password: '비밀번호',
  go: '계속하기',
  next: '다음',
  done: '마치기',
  all: '모두 보기',
  learn: '내가 배울 말',
  language: '영어',
  level: /B1/,
  topic: '음식과 요리',
  slots: ['수요일 20:00', '수요일 22:00'],
}
const ENGLISH: Newcomer = {
  start: 'Get started',
  year: 'Year of birth',
  name: 'What people call you',
  email: 'E-mail',
  password: 'Password',
  go: 'Continue',
  next: 'Next',
  done: 'Done',
  all: 'See everyone',
  learn: 'I learn',
  language: 'Korean',
  level: /A2/,
  topic: 'Food and cooking',
  slots: ['Wednesday 21:00', 'Wednesday 22:30'],
}

/** Waits until a video of the page plays: it has a size, and its time goes on. */
async function playsRemote(page: Page): Promise<boolean> {
  return page
    .waitForFunction(
      async () => {
        const videos = [...document.querySelectorAll('video')].filter((video) => video.videoWidth > 0 && !video.closest('.self'))
        const [video] = videos
        if (!video) return false
        const before = video.currentTime
        await new Promise((resolve) => video.requestVideoFrameCallback(resolve))
        return video.currentTime > before
      },
      undefined,
      { timeout: 30_000 },
    )
    .then(() => true)
}

beforeAll(async () => {
  jiwooBrowser = await openBrowser({ voice: await speakWav(SPEECH) })
  emmaBrowser = await openBrowser()
  jiwoo = (await visitor(jiwooBrowser, 'ko-KR', 'Asia/Seoul', { width: 390, height: 844 })).page
  emma = (await visitor(emmaBrowser, 'en-GB', 'Europe/London', { width: 1440, height: 900 })).page
})
afterAll(async () => {
  await jiwooBrowser?.close()
  await emmaBrowser?.close()
})

describe('the main job', () => {
  it('lets two people in, in two languages', async () => {
    await Promise.all([
      signUp(jiwoo, KOREAN, { name: '한지우', email: 'jiwoo@study.example', birthYear: '1996' }),
      signUp(emma, ENGLISH, { name: 'Emma Harker', email: 'emma@study.example', birthYear: '1994' }),
    ])
  })

  it('lets them find each other and see why', async () => {
    await jiwoo.reload()
    // Other files have an Emma too, on the same host.
    const card = jiwoo.getByRole('article').filter({ hasText: 'Emma Harker' })
    await card.getByText('음식과 요리').first().waitFor()
    await card.getByRole('link', { name: '프로필 보기' }).click()
    await jiwoo.getByText('왜 잘 맞는지').waitFor()
    await jiwoo.getByLabel('내 인사').fill('안녕하세요, Emma! 같이 연습할래요?')
    await jiwoo.getByRole('button', { name: '인사 보내기' }).click()
    await jiwoo.getByText('인사를 보냈어요').first().waitFor()
  })

  it('rings the bell of the other, who accepts', async () => {
    await emma.goto('/requests')
    await emma.getByText('안녕하세요, Emma! 같이 연습할래요?').waitFor()
    await emma.getByRole('button', { name: 'Accept' }).click()
    await emma.waitForURL('**/chat/room_*')
    await emma.getByText('안녕하세요, Emma! 같이 연습할래요?').first().waitFor()
  })

  it('carries messages both ways, also over a line that drops', async () => {
    await jiwoo.goto('/chat')
    await jiwoo
      .getByRole('link', { name: /Emma Harker/ })
      .first()
      .click()
    await jiwoo.waitForURL('**/chat/room_*')
    const said = (page: Page, text: string) => page.locator('.log').getByText(text)
    const write = async (page: Page, text: string) => {
      const box = page.getByRole('textbox').last()
      await box.fill(text)
      await box.press('Enter')
    }
    await write(emma, 'Hello Jiwoo! Nice to meet you.')
    await said(jiwoo, 'Hello Jiwoo! Nice to meet you.').waitFor()
    await jiwoo.context().setOffline(true)
    await write(jiwoo, '오프라인에서 썼어요.')
    await said(jiwoo, '오프라인에서 썼어요.').waitFor()
    expect(await said(emma, '오프라인에서 썼어요.').count()).toBe(0)
    await jiwoo.context().setOffline(false)
    await said(emma, '오프라인에서 썼어요.').waitFor({ timeout: 30_000 })
    await write(emma, 'It arrived!')
    await said(jiwoo, 'It arrived!').waitFor()
    await jiwoo.reload()
    await said(jiwoo, 'It arrived!').waitFor()
    expect(await said(jiwoo, '오프라인에서 썼어요.').count()).toBe(1)
    expect(await said(emma, '오프라인에서 썼어요.').count()).toBe(1)
  })

  it('calls, rings, and shows each the other’s picture', async () => {
    await jiwoo.getByRole('button', { name: 'Emma Harker 님과 영상 통화' }).click()
    await jiwoo.waitForURL('**/call/**')
    const enter = async (page: Page, camera: string, mic: string, join: string) => {
      await page.getByRole('button', { name: camera }).click()
      await page.getByRole('button', { name: mic }).click()
      await page.getByRole('button', { name: join, exact: true }).click()
    }
    // It rings once the caller is in: nobody is called into an empty room.
    await enter(jiwoo, '카메라 켜기', '마이크 켜기', '입장하기')
    await emma.getByRole('dialog').getByRole('button', { name: 'Answer' }).click()
    await emma.waitForURL('**/call/**')
    await enter(emma, 'Turn camera on', 'Turn mic on', 'Join')
    expect(await Promise.all([playsRemote(jiwoo), playsRemote(emma)])).toEqual([true, true])
  })

  it('lets go of camera and microphone on leaving', async () => {
    await jiwoo.getByRole('button', { name: '나가기' }).click()
    await jiwoo.waitForURL('**/after')
    expect(await jiwoo.evaluate(() => document.querySelectorAll('video').length)).toBe(0)
    await emma.getByRole('button', { name: 'Leave' }).click()
    await emma.waitForURL('**/after')
  })

  it('gives a level with its evidence for spoken answers', { timeout: 240_000 }, async () => {
    await jiwoo.goto('/level-test')
    await jiwoo.getByRole('button', { name: '시작하기' }).click()
    await jiwoo.waitForURL('**/level-test/*-*')
    await jiwoo.getByRole('button', { name: '마이크 켜기' }).click()
    await jiwoo.getByText('잘 들려요.').waitFor({ timeout: 30_000 })
    await jiwoo.getByRole('button', { name: '첫 문제로' }).click()
    for (let question = 1; question <= 40; question++) {
      await jiwoo.getByRole('img', { name: `40문제 중 ${question}번째` }).waitFor()
      const record = jiwoo.getByRole('button', { name: '녹음 시작' })
      const options = jiwoo.getByRole('group', { name: '답 고르기' })
      await record.or(options.first()).first().waitFor()
      if (await record.isVisible()) {
        await record.click()
        // Enough voice for a score: the clock of the recorder says when.
        await jiwoo
          .getByText(/0:0[6-9]/)
          .first()
          .waitFor({ timeout: 30_000 })
        await jiwoo.getByRole('button', { name: '녹음 멈추기' }).click()
        await jiwoo.getByRole('button', { name: '다음', exact: true }).click()
      } else await jiwoo.keyboard.press(question % 3 === 0 ? '2' : '1')
    }
    await jiwoo.waitForURL('**/result', { timeout: 60_000 })
    await jiwoo.getByText('어디서 나온 점수인지').waitFor()
    expect(await jiwoo.getByRole('heading', { level: 1 }).innerText()).toMatch(/[ABC][12]/)
  })

  it('threw nothing on any page', () => {
    expect(failures).toEqual([])
  })
})
