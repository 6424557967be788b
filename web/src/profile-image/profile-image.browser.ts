import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { getProfileImage, saveProfileImage } from '@studymate/contract/profile-image'
import { freshAddress, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible } from '@studymate/host/testing/desk'
import { CANARY, jpeg } from '@studymate/host/testing/pictures'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

async function openPage(path: string, somebody: Person, locale: 'ko-KR' | 'en-US', width = 390): Promise<Page> {
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
  await page.goto(inject('hostUrl') + path)
  return page
}

/** A photo as a phone stores it: 400 × 200 on its side, to be turned, with the place where it was taken; seen upright its upper half is dark. */
const photo = jpeg({ width: 400, height: 200, orientation: 6, shade: (x) => (x < 25 ? 20 : 230) })

/** How bright a picture is at a place, 0 to 255, as this browser draws it. */
function brightness(page: Page, picture: string, x: number, y: number): Promise<number> {
  return page.evaluate(
    ([selector, right, down]) => {
      const image = document.querySelector<HTMLImageElement>(selector)
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      if (!image || !context) return -1
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      context.drawImage(image, 0, 0)
      return context.getImageData(Math.floor(right * (canvas.width - 1)), Math.floor(down * (canvas.height - 1)), 1, 1).data[0] ?? -1
    },
    [picture, x, y] as const,
  )
}

async function partners(): Promise<{ mina: Person; emma: Person }> {
  const [mina, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', locale: 'ko', displayName: '미나' }),
    learner({ speaks: 'en', learns: 'ko', locale: 'en', displayName: 'Emma' }),
  ])
  const { requestId } = await mina.ok(requestMatch, { targetUserId: emma.userId, message: 'Hello' })
  await emma.ok(acceptMatch, { requestId })
  return { mina, emma }
}

it('takes a photo from a phone by keyboard, cuts it, and shows it upright and without its place to the partner alone', async () => {
  const { mina, emma } = await partners()
  const page = await openPage('/me', mina, 'ko-KR')
  const choose = page.getByRole('button', { name: '사진 고르기' })
  await choose.focus()
  const chooser = page.waitForEvent('filechooser')
  await choose.press('Enter')
  await (await chooser).setFiles({ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: Buffer.from(photo) })
  const sheet = page.getByRole('dialog', { name: '내 사진' })
  await sheet.getByRole('img', { name: '이렇게 보여요' }).waitFor()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: '크게' }).press('Enter')
  for (const arrow of ['아래로', '위로', '왼쪽으로', '오른쪽으로']) await sheet.getByRole('button', { name: arrow }).press('Enter')
  await sheet.getByRole('slider', { name: '크기' }).press('Home')
  await sheet.getByRole('button', { name: '이 사진으로 하기' }).press('Enter')
  await page.getByText('사진을 바꿨어요.').waitFor()
  await sheet.waitFor({ state: 'hidden' })
  await expectAccessible(page)

  const { profileImage } = await mina.ok(getProfileImage, {})
  const stored = await fetch(profileImage ?? '')
  expect(stored.headers.get('content-type')).toBe('image/webp')
  expect(Buffer.from(await stored.arrayBuffer()).toString('latin1')).not.toMatch(/Jongno|Exif|EXIF/)

  const hers = await openPage(`/find/${mina.userId}`, emma, 'en-US')
  const shown = '.av.l img'
  await hers.locator(shown).waitFor()
  // The light part first: a picture that has not come yet is dark everywhere.
  await expect.poll(() => brightness(hers, shown, 0.5, 0.98)).toBeGreaterThan(190)
  expect(await brightness(hers, shown, 0.1, 0.1)).toBeLessThan(60)
  expect(await brightness(hers, shown, 0.9, 0.1)).toBeLessThan(60)
  const rooms = await openPage('/chat', emma, 'en-US')
  await rooms.locator('.room .av img').waitFor()

  // The address is the right to see it: the same place without it shows nothing.
  const address = new URL(profileImage ?? '')
  for (const path of ['/media/profile-image/', `/media/profile-image/${mina.userId}`, address.pathname.slice(0, -2)])
    expect((await fetch(address.origin + path)).headers.get('content-type') ?? '').not.toMatch(/^image/)

  await page.getByRole('button', { name: '사진 지우기' }).press('Enter')
  const ask = page.getByRole('dialog', { name: '사진을 지울까요?' })
  await expectAccessible(page)
  await ask.getByRole('button', { name: '사진 지우기' }).press('Enter')
  await page.getByText('사진을 지웠어요.').waitFor()
  await expect.poll(async () => (await fetch(profileImage ?? '')).status, { timeout: 10_000 }).toBe(404)
  for (const one of [page, hers, rooms]) await one.context().close()
})

it('shows a photo upright that a client sent as the phone wrote it, and cloth where a picture does not come', async () => {
  const { mina, emma } = await partners()
  const { profileImage } = await mina.ok(saveProfileImage, { image: new File([photo], 'IMG_0001.JPG') })
  expect(Buffer.from(await (await fetch(profileImage ?? '')).arrayBuffer()).toString('latin1')).not.toContain(CANARY)
  const hers = await openPage(`/find/${mina.userId}`, emma, 'en-US')
  await hers.locator('.av.l img').waitFor()
  await expect.poll(() => hers.locator('.av.l img').evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([200, 400])
  await expect.poll(() => brightness(hers, '.av.l img', 0.1, 0.9)).toBeGreaterThan(190)
  expect(await brightness(hers, '.av.l img', 0.9, 0.1)).toBeLessThan(60)

  await hers.route('**/media/profile-image/**', (route) => route.abort())
  await hers.reload()
  await hers.locator('.av.l svg').waitFor()
  await expect.poll(() => hers.locator('.av.l img').count()).toBe(0)
  await hers.context().close()
})

it('takes a photo with the camera, which is off again afterwards; and says what is wrong with a file', async () => {
  const tomo = await learner({ speaks: 'ja', learns: 'ko', locale: 'en', displayName: 'Tomo' })
  const page = await openPage('/me', tomo, 'en-US', 1440)
  await page.getByLabel('Photo file').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') })
  await page.getByRole('alert').getByText('We can’t open this file as a photo.', { exact: false }).waitFor()
  await expectAccessible(page)

  await page.evaluate(() => {
    const tracks: MediaStreamTrack[] = []
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
    navigator.mediaDevices.getUserMedia = async (wishes) => {
      const stream = await open(wishes)
      tracks.push(...stream.getTracks())
      return stream
    }
    Object.assign(window, { areOff: () => tracks.length > 0 && tracks.every((track) => track.readyState === 'ended') })
  })
  const areOff = () => page.evaluate('areOff()')
  await page.getByRole('button', { name: 'Take a photo' }).click()
  const sheet = page.getByRole('dialog', { name: 'My photo' })
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect.poll(areOff).toBe(true)
  await page.getByRole('button', { name: 'Take a photo' }).click()
  await sheet.getByRole('button', { name: 'Take a photo', exact: true }).click()
  await sheet.getByRole('img', { name: 'How it will look' }).waitFor()
  await expect.poll(areOff).toBe(true)
  await sheet.getByRole('button', { name: 'Use this photo' }).click()
  await page.getByText('Photo updated.').waitFor()
  await page.locator('.av.l img').waitFor()
  await page.context().close()
})
