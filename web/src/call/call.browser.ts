import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession } from '@studymate/contract/sessions'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

declare global {
  interface Window {
    connections: RTCPeerConnection[]
    opened: MediaStreamTrack[]
    askMs: number
    lines: WebSocket[]
  }
}

/** A device of somebody who is signed in; it keeps what the page opened: connections, tracks. */
async function deviceOf(person: Person, look: { locale?: 'ko' | 'en'; width?: number } = {}): Promise<Page> {
  const { locale = 'ko', width = 390 } = look
  const context = await chromium.browser.newContext({
    viewport: { width, height: 844 },
    permissions: ['microphone', 'camera'],
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  await context.addInitScript(
    (kept) => {
      for (const [key, value] of Object.entries(kept)) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
      window.connections = []
      window.opened = []
      window.askMs ??= 0
      window.lines = []
      const Line = WebSocket
      window.WebSocket = class extends Line {
        constructor(url: string | URL) {
          super(url)
          if (String(url).includes('/ws/session/')) window.lines.push(this)
        }
      }
      const Real = RTCPeerConnection
      window.RTCPeerConnection = class extends Real {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          window.connections.push(this)
        }
      }
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (wish) => {
        if (window.askMs > 0) await new Promise((resolve) => setTimeout(resolve, window.askMs))
        const stream = await ask(wish)
        window.opened.push(...stream.getTracks())
        return stream
      }
    },
    { accessToken: person.tokens.accessToken, refreshToken: person.tokens.refreshToken, userId: person.userId, 'studymate.locale': locale },
  )
  return context.newPage()
}

async function partners(): Promise<{ jiwoo: Person; emma: Person }> {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
  ])
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId })
  await emma.ok(acceptMatch, { requestId: requestId ?? '' })
  return { jiwoo, emma }
}

/** Waits until the partner's picture moves. */
async function seesPartner(page: Page): Promise<void> {
  const seen = await page.evaluate(() => document.querySelector<HTMLVideoElement>('.tile:not(.self) video')?.currentTime ?? 0)
  await page.waitForFunction(
    (before) => {
      const video = document.querySelector<HTMLVideoElement>('.tile:not(.self) video')
      return video !== null && video.videoWidth > 0 && video.currentTime > before
    },
    seen,
    { timeout: 20_000, polling: 30 },
  )
}

const tracks = (page: Page) => page.evaluate(() => window.opened.map((track) => track.readyState))

async function turnOn(page: Page, words: { mic: string; camera: string }): Promise<void> {
  await page.getByRole('button', { name: words.mic }).click()
  await page.getByRole('button', { name: words.camera }).click()
  await page.getByRole('meter').waitFor()
  await page.locator('.preview video').waitFor()
}

const KO = { mic: '마이크 켜기', camera: '카메라 켜기' }
const EN = { mic: 'Turn mic on', camera: 'Turn camera on' }

it('rings on any page, talks by video both ways, survives a reload and two offers at once, and closes every device', async () => {
  const { jiwoo, emma } = await partners()
  const { sessionId } = await jiwoo.ok(createSession, { partnerId: emma.userId })
  const [phone, desk] = [await deviceOf(jiwoo), await deviceOf(emma, { locale: 'en', width: 1440 })]
  await desk.goto(`${inject('hostUrl')}/home`)
  await desk.getByRole('heading', { level: 1 }).waitFor()
  await phone.goto(`${inject('hostUrl')}/call/${sessionId}/check?ring=true`)
  await phone.getByRole('button', { name: KO.mic }).waitFor()
  expect(await tracks(phone)).toEqual([])
  await expectAccessible(phone)
  await turnOn(phone, KO)
  await phone.getByRole('button', { name: '입장하기', exact: true }).click()
  await phone.getByText('전화를 걸고 있어요').waitFor()
  await desk.getByRole('dialog').getByText('지우').waitFor()
  await expectAccessible(desk)
  await desk.getByRole('button', { name: 'Answer' }).click()
  await turnOn(desk, EN)
  await desk.getByRole('button', { name: 'Join', exact: true }).click()
  await Promise.all([seesPartner(phone), seesPartner(desk)])
  await expectAccessible(desk)

  // Both look for a new way at the same moment (F36).
  for (let run = 0; run < 10; run++) {
    const at = Date.now() + 120
    const restart = (page: Page) =>
      page.evaluate(
        (moment) =>
          new Promise<void>((resolve) => {
            setTimeout(() => {
              window.connections.at(-1)?.restartIce()
              resolve()
            }, moment - Date.now())
          }),
        at,
      )
    await Promise.all([restart(phone), restart(desk)])
    await Promise.all([seesPartner(phone), seesPartner(desk)])
  }

  // Keys, and the partner hears of it.
  await desk.keyboard.press('v')
  await phone.waitForFunction(() => document.querySelector('.tile:not(.self) video') === null)
  await desk.keyboard.press('v')
  await seesPartner(phone)
  await desk.keyboard.press('m')
  await phone.getByLabel('마이크 꺼짐').first().waitFor()

  // The signaling line drops and comes back: the link stays as it is.
  await desk.evaluate(() => window.lines.at(-1)?.close())
  await desk.waitForFunction(() => window.lines.length === 2 && window.lines[1]?.readyState === WebSocket.OPEN)
  await desk.locator('.say-now', { hasText: '지우' }).waitFor()
  expect(await Promise.all([phone, desk].map((page) => page.evaluate(() => window.connections.length)))).toEqual([1, 1])
  await Promise.all([seesPartner(phone), seesPartner(desk)])

  await desk.reload()
  await Promise.all([seesPartner(desk), phone.waitForFunction(() => window.connections.length > 1)])
  await seesPartner(phone)

  await desk.getByRole('button', { name: 'Leave' }).click()
  await desk.getByRole('heading', { name: /You talked/ }).waitFor()
  expect(new Set(await tracks(desk))).toEqual(new Set(['ended']))
  await phone.getByText('Emma 님이 나갔어요').waitFor()
  await phone.getByRole('button', { name: '나가기' }).click()
  await phone.getByRole('heading', { name: /이야기했어요/ }).waitFor()
  expect(new Set(await tracks(phone))).toEqual(new Set(['ended']))
})

it('closes what the browser hands over after the person has gone (F39), and explains a refusal', async () => {
  const { jiwoo, emma } = await partners()
  const { sessionId } = await jiwoo.ok(createSession, { partnerId: emma.userId })
  const page = await deviceOf(jiwoo)
  await page.addInitScript(() => {
    window.askMs = 800
  })
  await page.goto(`${inject('hostUrl')}/call/${sessionId}/check`)
  await page.getByRole('button', { name: KO.mic }).click()
  await page.getByText('물어보고 있어요').waitFor()
  await page.getByRole('link', { name: '뒤로' }).click()
  await page.waitForFunction(() => window.opened.length > 0 && window.opened.every(({ readyState }) => readyState === 'ended'))

  const refused = await deviceOf(emma, { locale: 'en' })
  await refused.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await refused.goto(`${inject('hostUrl')}/call/${sessionId}/check`)
  await refused.getByRole('button', { name: EN.mic }).click()
  await refused.getByText('Your browser is blocking the mic.').waitFor()
  await refused.getByRole('button', { name: 'Join without a mic' }).click()
  await refused.getByText('Waiting for 지우').waitFor()
})

it('gives way to a second tab once (F32)', async () => {
  const { jiwoo, emma } = await partners()
  const { sessionId } = await jiwoo.ok(createSession, { partnerId: emma.userId })
  const first = await deviceOf(jiwoo)
  await first.goto(`${inject('hostUrl')}/call/${sessionId}/check`)
  await first.getByRole('button', { name: '마이크 없이 입장하기' }).click()
  await first.getByText('기다리고 있어요').waitFor()
  const second = await first.context().newPage()
  await second.goto(`${inject('hostUrl')}/call/${sessionId}/check`)
  await second.getByRole('button', { name: '마이크 없이 입장하기' }).click()
  await first.getByText('다른 탭이나 기기에서').waitFor()
  await second.getByText('기다리고 있어요').waitFor()
})
