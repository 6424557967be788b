import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { serveGuidePage } from '@studymate/host/testing/guide-page'
import type { ForeignPage } from '@studymate/host/testing/guide-page'
import { openTestHost } from '@studymate/host/testing/test-host'
import { speakWav } from '../../../tools/speech.mjs'

// The guide's own client code (decisions §2), on a page of another origin, against the service with a clock that moves; and our own pages in two tabs.

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let chromium: TestBrowser
let guide: ForeignPage
let stranger: ForeignPage
let host: Host
let offset = 0

async function pass(ms: number): Promise<void> {
  offset += ms
  await host.moveClock(offset)
}

beforeAll(async () => {
  chromium = await openBrowser()
  guide = await serveGuidePage()
  stranger = await serveGuidePage()
  host = await openTestHost({ settings: { CORS_ORIGINS: `https://study.example, ${guide.origin}` }, parts: ['client', 'worker'] })
  await Promise.all([guide.aimAt(host.url), stranger.aimAt(host.url)])
})
afterAll(async () => {
  await chromium.close()
  await host.close()
  await Promise.all([guide.close(), stranger.close()])
})

/** The client's own names, as the page of the guide holds them. */
interface GuideWindow {
  readonly guide: {
    readonly api: {
      get(path: string): Promise<{ data: { data: { userId: string; displayName: string } } }>
      post(path: string, body: unknown): Promise<{ data: { data: { accessToken: string; refreshToken: string; user: { userId: string } } } }>
    }
    readonly handleApiError: (error: unknown) => Error & { code?: string }
    readonly NetworkError: new () => Error
    readonly APIError: new () => Error
    readonly startLevelTest: (languageCode: string) => Promise<{ testId: string; status: string }>
    readonly getLevelTestQuestions: (testId: string) => Promise<{ questionId: string; kind: string }[]>
    readonly submitVoiceAnswer: (testId: string, questionId: string, audio: Blob) => Promise<{ transcription: string | null; questionId: string }>
    readonly completeLevelTest: (testId: string) => Promise<{ testId: string; fluency: number | null }>
    readonly getLevelTestResult: (testId: string) => Promise<{ testId: string; status: string }>
    readonly useLevelTestStore: {
      getState(): { questions: unknown[]; result: unknown; testStatus: string } & Record<'loadQuestions', () => Promise<void>> & {
          submitAnswer(blob: Blob, n: number): Promise<unknown>
          completeTest(userId: string): Promise<unknown>
        }
    }
  }
}
declare const window: Window & GuideWindow

/** Opens the guide's page, signed in by its own call, which keeps the three keys as the guide's pages do. */
async function openGuide(context: BrowserContext, who: Person | null, at = guide): Promise<Page> {
  const page = await context.newPage()
  await page.goto(at.origin)
  await page.waitForFunction(() => 'guide' in window)
  if (who)
    await page.evaluate(
      async (given) => {
        const { data } = await window.guide.api.post('/api/v1/auth/login', given)
        const { accessToken, refreshToken, user } = data.data
        Object.assign(localStorage, { accessToken, refreshToken, userId: user.userId })
      },
      { email: who.email, password: who.password },
    )
  return page
}

const read = (page: Page, path = '/api/v1/user/profile') =>
  page.evaluate(async (path) => {
    const { data } = await window.guide.api.get(path)
    return data.data
  }, path)

const keys = (page: Page) => page.evaluate(() => ({ ...localStorage }))

function countRenewals(context: BrowserContext): { statuses: number[] } {
  const seen: { statuses: number[] } = { statuses: [] }
  context.on('response', (response) => {
    if (response.url().endsWith('/api/v1/auth/refresh') && response.request().method() === 'POST') seen.statuses.push(response.status())
  })
  return seen
}

let mina: Person
beforeEach(async () => {
  mina = await learner({ speaks: 'ko', learns: 'en', locale: 'ko', displayName: '민아' }, host.url)
})

describe("the guide's client on another origin", () => {
  it('signs in, reads, and goes on for a day with the one refresh token that it keeps', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, mina)
    const renewals = countRenewals(context)
    expect((await read(page)).displayName).toBe('민아')
    const first = await keys(page)
    expect(first['userId']).toBe(mina.userId)
    for (let hour = 1; hour <= 24; hour++) {
      await pass(HOUR + MINUTE)
      expect((await read(page)).userId).toBe(mina.userId)
      expect(renewals.statuses).toEqual(Array.from({ length: hour }, () => 200))
    }
    const last = await keys(page)
    expect(last['refreshToken']).toBe(first['refreshToken'])
    expect(last['accessToken']).not.toBe(first['accessToken'])
    await context.close()
  })

  it('goes on in two tabs that renew at the same moment, each hour', async () => {
    const context = await chromium.browser.newContext()
    const one = await openGuide(context, mina)
    const two = await openGuide(context, null)
    for (let hour = 1; hour <= 3; hour++) {
      await pass(HOUR + MINUTE)
      const reads = await Promise.all([read(one), read(two), read(one, '/api/v1/auth/me'), read(two, '/api/v1/auth/me')])
      expect(reads.map(({ userId }) => userId)).toEqual([mina.userId, mina.userId, mina.userId, mina.userId])
    }
    expect(one.url()).toBe(`${guide.origin}/`)
    await context.close()
  })

  it('writes and sends a recording again after it has renewed', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, mina)
    const talk = Buffer.from(await speakWav('I like to cook with my friends at the weekend, and we go to the market.')).toString('base64')
    await pass(HOUR + MINUTE)
    const testId = await page.evaluate(async () => (await window.guide.startLevelTest('en')).testId)
    const questions = await page.evaluate((testId) => window.guide.getLevelTestQuestions(testId), testId)
    const speaking = questions.find(({ kind }) => kind === 'speaking')
    await pass(HOUR + MINUTE)
    const answered = await page.evaluate(
      ([testId, questionId, talk]) => {
        const bytes = Uint8Array.from(atob(talk), (letter) => letter.charCodeAt(0))
        return window.guide.submitVoiceAnswer(testId, questionId, new Blob([bytes], { type: 'audio/wav' }))
      },
      [testId, speaking?.questionId ?? '', talk] as const,
    )
    expect(answered).toMatchObject({ questionId: speaking?.questionId, transcription: null })
    expect(await page.evaluate((testId) => window.guide.completeLevelTest(testId), testId)).toMatchObject({ testId, status: 'completed' })
    expect(await page.evaluate((testId) => window.guide.getLevelTestResult(testId), testId)).toMatchObject({ testId, status: 'completed' })
    await context.close()
  })

  it('runs its store through a test, which keeps index and status only', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, mina)
    const talk = Buffer.from(await speakWav('Every morning I take the bus to school and read a book.')).toString('base64')
    const status = await page.evaluate(async (talk) => {
      const store = window.guide.useLevelTestStore
      await store.getState().loadQuestions()
      const bytes = Uint8Array.from(atob(talk), (letter) => letter.charCodeAt(0))
      await store.getState().submitAnswer(new Blob([bytes], { type: 'audio/wav' }), 1)
      await store.getState().completeTest(localStorage.getItem('userId') ?? 'guest')
      return store.getState().testStatus
    }, talk)
    expect(status).toBe('completed')
    const { 'level-test-storage': kept = '' } = await keys(page)
    expect(JSON.parse(kept)).toEqual({ state: { currentQuestionIndex: 0, testStatus: 'completed' }, version: 0 })
    await context.close()
  })

  it('names failures by its own codes', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, mina)
    const codes = await page.evaluate(async () => {
      const { api, handleApiError } = window.guide
      const codeOf = (call: Promise<unknown>) =>
        call.then(
          () => 'OK',
          (error: unknown) => handleApiError(error).code ?? String(error),
        )
      return {
        missing: await codeOf(api.get('/api/v1/level-test/018f9f64-0000-7000-8000-000000000000/result')),
        invalid: await codeOf(api.post('/api/v1/matching/request', { surely: 'unknown' })),
        refused: await codeOf(
          api.post('/api/v1/auth/register', { email: 'kid@study.example', password: 'Quiet-River-42', displayName: 'Kid', birthYear: 2020 }),
        ),
      }
    })
    expect(codes).toEqual({ missing: 'NOT_FOUND', invalid: 'VALIDATION_ERROR', refused: 'FORBIDDEN' })
    await context.setOffline(true)
    const offline = await page.evaluate(async () => {
      const { api, handleApiError, NetworkError, APIError } = window.guide
      const failure = await api.get('/api/v1/user/profile').then(() => null, handleApiError)
      return [failure?.code, failure instanceof NetworkError, failure instanceof APIError]
    })
    expect(offline).toEqual(['NETWORK_ERROR', true, true])
    await context.close()
  })

  it('is sent to its first page, with nothing kept, when its login is over', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, mina)
    await page.evaluate(() => window.guide.api.post('/api/v1/auth/logout', {}))
    const gone = page.waitForNavigation()
    await read(page).catch(() => null)
    await gone
    await page.waitForFunction(() => 'guide' in window)
    expect(Object.keys(await keys(page)).filter((key) => key.endsWith('Token'))).toEqual([])
    await context.close()
  })

  it('gets nothing on an origin that is not listed', async () => {
    const context = await chromium.browser.newContext()
    const page = await openGuide(context, null, stranger)
    const got = await page.evaluate(
      async ([url, given]) => {
        const codeOf = (call: Promise<unknown>) =>
          call.then(
            () => 'OK',
            (error: unknown) => window.guide.handleApiError(error).code,
          )
        const simple = await fetch(`${url}/api/v1/auth/me`).then(
          (reply) => reply.text(),
          () => 'refused',
        )
        return [await codeOf(window.guide.api.post('/api/v1/auth/login', given)), await codeOf(window.guide.api.get('/api/v1/auth/me')), simple]
      },
      [host.url, { email: mina.email, password: mina.password }] as const,
    )
    expect(got).toEqual(['NETWORK_ERROR', 'NETWORK_ERROR', 'refused'])
    await context.close()
  })
})

describe('our own pages', () => {
  it('renew once for two tabs, after an hour and over a day, and sign nobody out', async () => {
    const context = await chromium.browser.newContext({ locale: 'ko-KR', viewport: { width: 390, height: 844 } })
    const one = await context.newPage()
    await one.goto(`${host.url}/docs`)
    await one.evaluate((kept) => Object.assign(localStorage, kept), {
      accessToken: mina.tokens.accessToken,
      refreshToken: mina.tokens.refreshToken,
      userId: mina.userId,
    })
    const tabs = [one, await context.newPage()]
    const db = await host.miniflare.getD1Database('DB')
    const tokens = db
      .prepare(
        'SELECT count(*) AS made, count(DISTINCT parent_hash) AS renewed FROM refresh_tokens WHERE login_id IN (SELECT id FROM logins WHERE user_id = ?1)',
      )
      .bind(mina.userId)
    for (const [index, hours] of [1, 1, 2, 4, 4, 6, 6].entries()) {
      // Away while the clock moves: both tabs find at the same moment that the token has run out.
      await Promise.all(tabs.map((tab) => tab.goto('about:blank')))
      await pass(hours * (HOUR + MINUTE))
      await Promise.all(tabs.map((tab) => tab.goto(`${host.url}/me`)))
      await Promise.all(tabs.map((tab) => tab.getByText('민아').first().waitFor()))
      // The first token and one successor each time: as many as were ever renewed.
      expect(await tokens.first()).toEqual({ made: index + 2, renewed: index + 1 })
      expect(tabs.map((tab) => new URL(tab.url()).pathname)).toEqual(['/me', '/me'])
    }
    await context.close()
  })
})
