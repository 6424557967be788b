import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'
import { png } from '@studymate/host/testing/pictures'
import { toolsAreHere } from '#chat/testing/tools'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

async function pair() {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
  ])
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId, message: 'Hello Emma!' })
  const { roomId } = await emma.ok(acceptMatch, { requestId: requestId ?? '' })
  const mine = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`)
  const theirs = await openDesk(chromium.browser, emma, `/chat/${roomId}`, { locale: 'en', theme: 'dark', width: 1440 })
  await mine.page.locator('.bub', { hasText: 'Hello Emma!' }).waitFor()
  await theirs.page.locator('.bub', { hasText: 'Hello Emma!' }).waitFor()
  return { mine, theirs }
}

const file = (width: number, height: number) => ({
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(png({ width, height, noise: true, metadata: false })),
})

async function choose(page: Page, width: number, height: number, caption: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: '더하기' })
      .click()
      .then(() => page.getByRole('menuitem', { name: '사진 보내기' }).click()),
  ])
  await chooser.setFiles(file(width, height))
  const sheet = page.getByRole('dialog', { name: '사진 보내기' })
  await sheet.getByRole('img', { name: '보낼 사진' }).waitFor()
  await sheet.getByRole('textbox').fill(caption)
  await sheet.getByRole('button', { name: '보내기' }).click()
  await sheet.waitFor({ state: 'hidden' })
}

/** Waits until the server has numbered a message. */
const settled = (message: Locator) => message.getByText(/보내는 중|이어지면 보내요/).waitFor({ state: 'hidden' })

it('records a voice note by keyboard, hears it, sends it, and the partner plays it', async () => {
  const { mine, theirs } = await pair()
  const { page } = mine
  await page.getByRole('button', { name: '음성 메시지 녹음' }).focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: '음성 메시지' })
  await sheet.getByText('녹음하고 있어요').waitFor()
  await expectAccessible(page)
  await sheet.getByText('0:02', { exact: false }).waitFor()
  await page.keyboard.press('Enter')
  await sheet.getByText('보내기 전에 들어 볼 수 있어요').waitFor()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: /^음성 메시지 듣기, 0:0/ }).click()
  await sheet.getByRole('button', { name: '멈추기' }).click()
  await sheet.getByRole('button', { name: '보내기' }).focus()
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'hidden' })
  await settled(page.locator('.msg.mine').last())

  const note = theirs.page.locator('.msg', { has: theirs.page.locator('.voice') })
  await note.getByRole('button', { name: /^Play voice message, 0:0/ }).waitFor()
  // The waveform is the sound's own: bars of different height.
  await expect.poll(() => note.locator('.wave i').evaluateAll((bars) => new Set(bars.map((bar) => bar.clientHeight)).size)).toBeGreaterThan(1)
  const speed = note.getByRole('button', { name: /^Speed/ })
  await theirs.page.evaluate(() => {
    const play: unknown = Reflect.get(HTMLMediaElement.prototype, 'play')
    if (typeof play !== 'function') return
    const apply = (of: () => unknown, heard: unknown, args: unknown[]): unknown => {
      Object.assign(window, { heard })
      return Reflect.apply(of, heard, args)
    }
    Reflect.set(HTMLMediaElement.prototype, 'play', new Proxy(play, { apply }))
  })
  const faster = async (shown: string) => {
    await speed.click()
    expect(await speed.textContent()).toBe(shown)
  }
  const rate = () => theirs.page.evaluate(() => Number(Reflect.get(Object(Reflect.get(window, 'heard')), 'playbackRate')))
  await faster('1.5×')
  await faster('0.75×')
  await note.getByRole('button', { name: /^Play/ }).click()
  const position = note.getByRole('slider', { name: 'Position' })
  await expect.poll(() => position.inputValue().then(Number)).toBeGreaterThan(0.3)
  expect(await rate()).toBe(0.75)
  await faster('1×')
  expect(await rate()).toBe(1)
  await faster('1.5×')
  expect(await rate()).toBe(1.5)
  await note
    .getByRole('button', { name: 'Pause' })
    .or(note.getByRole('button', { name: 'Stop' }))
    .click()
  await position.focus()
  const before = Number(await position.inputValue())
  await theirs.page.keyboard.press('ArrowRight')
  await expect.poll(() => position.inputValue().then(Number)).toBeGreaterThan(before)
  await expectAccessible(theirs.page)
  await mine.page.getByRole('link', { name: '대화 목록' }).click()
  await mine.page.getByText(/음성 메시지 0:0\d/).waitFor()
  expect([...mine.faults, ...theirs.faults]).toEqual([])
  await mine.context.close()
  await theirs.context.close()
})

it('keeps a picture through a dead line and a reload, sends it once, opens it large, and takes it back', async () => {
  const { mine, theirs } = await pair()
  const { page } = mine
  await toolsAreHere(page)
  await mine.context.setOffline(true)
  await choose(page, 60, 40, '우리 집 고양이')
  const first = page.locator('.msg.mine', { hasText: '우리 집 고양이' })
  await first.getByText('이어지면 보내요').waitFor()
  await first.locator('.picture img').waitFor()
  await mine.context.setOffline(false)
  const there = theirs.page.locator('.msg', { hasText: '우리 집 고양이' })
  await there.locator('.picture img').waitFor()
  await settled(first)

  // The server cannot be reached for the file alone; the page is loaded anew meanwhile.
  await page.route('**/api/v1/uploads', (route) => route.abort())
  await choose(page, 2000, 1000, '두 번째')
  await page.locator('.msg.mine', { hasText: '두 번째' }).waitFor()
  await page.reload()
  const second = page.locator('.msg.mine', { hasText: '두 번째' })
  await second.locator('.picture img').waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  const large = theirs.page.locator('.msg', { hasText: '두 번째' })
  await large.locator('.picture img').waitFor()
  await settled(second)
  expect(await theirs.page.locator('.picture').count()).toBe(2)
  // Its place has the picture's own form, at most 1600 pixels of it.
  const shown = large.locator('.picture img')
  expect([await shown.getAttribute('width'), await shown.getAttribute('height')]).toEqual(['1600', '800'])
  await expect.poll(() => shown.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(1600)
  const box = await large.locator('.picture').boundingBox()
  expect(Math.round((box?.width ?? 0) / (box?.height ?? 1))).toBe(2)
  await expectAccessible(theirs.page)

  await large.getByRole('button', { name: 'View photo larger: 두 번째' }).click()
  const lightbox = theirs.page.getByRole('dialog', { name: '두 번째' })
  await lightbox.getByRole('img').waitFor()
  await expectAccessible(theirs.page)
  await theirs.page.keyboard.press('Escape')
  await lightbox.waitFor({ state: 'hidden' })

  // A refused one stays, and can be thrown away.
  await page.route('**/api/v1/uploads', (route) =>
    route.fulfill({ status: 400, json: { success: false, error: { code: 'VALIDATION_ERROR', message: '', details: {} } } }),
  )
  await choose(page, 40, 40, '안 되는 것')
  const refused = page.locator('.msg.mine', { hasText: '안 되는 것' })
  await refused.getByText('보내지 못했어요').waitFor()
  await refused.getByRole('button', { name: '지우기' }).click()
  await refused.waitFor({ state: 'hidden' })
  await page.unrouteAll({ behavior: 'wait' })

  await second.locator('.meta').click()
  await page.getByRole('button', { name: '바꾸기' }).click()
  await page.getByRole('textbox', { name: /써 볼까요/ }).fill('바꾼 말')
  await page.keyboard.press('Enter')
  await theirs.page.locator('.msg', { hasText: '바꾼 말' }).locator('.picture img').waitFor()
  await page.locator('.msg.mine', { hasText: '바꾼 말' }).locator('.meta').click()
  await page.getByRole('button', { name: '지우기' }).click()
  await expect.poll(() => theirs.page.locator('.picture').count()).toBe(1)
  await theirs.page.getByText('This message was deleted').first().waitFor()
  expect([...mine.faults, ...theirs.faults]).toEqual([])
  await mine.context.close()
  await theirs.context.close()
})

it('takes a pasted picture, and says what is none', async () => {
  const { mine, theirs } = await pair()
  const { page } = mine
  // Waits for the box: dispatched into nothing it would be lost.
  const paste = (bytes: string, type: string) =>
    page.locator('textarea').evaluate(
      (box, [encoded = '', kind = '']) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0))], 'pasted', { type: kind }))
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      },
      [bytes, type],
    )
  await paste(Buffer.from('no picture').toString('base64'), 'image/png')
  await page.getByText('이 파일은 사진으로 열 수 없어요.').waitFor()
  await paste(file(30, 30).buffer.toString('base64'), 'image/png')
  await page.getByRole('dialog', { name: '사진 보내기' }).getByRole('button', { name: '보내기' }).click()
  await theirs.page.getByRole('button', { name: 'View photo larger' }).locator('img').waitFor()
  await mine.context.close()
  await theirs.context.close()
})
