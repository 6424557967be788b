import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listMessages } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { shownOf } from '@studymate/contract/message'
import type { Message } from '@studymate/contract/message'
import { RoomId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { openDesk } from '@studymate/host/testing/desk'
import { fillRoom } from '@studymate/host/testing/fill-room'
import { device } from '@studymate/host/testing/live-client'
import { goToEnd, scrollLog } from '@studymate/host/testing/scroll-log'
import { openTestHost } from '@studymate/host/testing/test-host'

let chromium: TestBrowser
let host: Host
beforeAll(async () => {
  chromium = await openBrowser()
  host = await openTestHost({ settings: { CHAT_MESSAGES_PER_MINUTE: '1000000' } })
})
afterAll(async () => {
  await chromium.close()
  await host.close()
})

async function pair(): Promise<{ jiwoo: Person; emma: Person; roomId: RoomId }> {
  const jiwoo = await learner({ speaks: 'ko', learns: 'en', displayName: '지우', locale: 'ko' }, host.url)
  const emma = await learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }, host.url)
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId })
  const { roomId } = await emma.ok(acceptMatch, { requestId: requestId ?? '' })
  return { jiwoo, emma, roomId: RoomId.parse(roomId) }
}

async function messageAt(who: Person, roomId: RoomId, seq: number): Promise<Message> {
  const [message] = shownOf(await who.ok(listMessages, { roomId, before: seq + 1, limit: 1 }))
  if (!message) throw new Error(`no message ${seq}`)
  return message
}

/** The first message that is whole on screen, and how far below the log's upper edge it stands. */
async function anchorOf(page: Page): Promise<{ id: string; top: number }> {
  const found = await page.waitForFunction(() => {
    const log = document.querySelector('.log')?.getBoundingClientRect()
    for (const row of document.querySelectorAll('[id^="message-"]')) {
      const box = row.getBoundingClientRect()
      if (log && box.top >= log.top && box.top < log.bottom) return { id: row.id, top: box.top - log.top }
    }
    return null
  })
  const anchor = await found.jsonValue()
  if (!anchor) throw new Error('nothing on screen')
  return anchor
}

const topOf = (page: Page, id: string) =>
  page.evaluate(
    (one) =>
      (document.querySelector(`#${one}`)?.getBoundingClientRect().top ?? Number.NaN) - (document.querySelector('.log')?.getBoundingClientRect().top ?? 0),
    id,
  )

it('brings a thousand missed messages once and in order, and holds few rows however long the room is', async () => {
  const { jiwoo, emma, roomId } = await pair()
  await fillRoom([jiwoo, emma], roomId, 1_499)
  await fillRoom([jiwoo], roomId, 1, 1_500)
  const { page, context, faults } = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`, { url: host.url })
  await page.evaluate(goToEnd, 1_500)

  await context.setOffline(true)
  await page.getByText('쓴 글은 여기 담아 뒀어요', { exact: false }).first().waitFor()
  await fillRoom([emma], roomId, 1_000, 1_501)
  await context.setOffline(false)
  await page.locator('#message-2500').waitFor()

  const { seen, isOrdered, mostRows } = await page.evaluate(scrollLog, { perFrame: -250, until: 1 })
  expect(seen.filter((seq) => seq > 1_500)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1_501))
  expect(seen[0]).toBe(1)
  expect(isOrdered).toBe(true)
  expect(mostRows).toBeLessThanOrEqual(150)
  // What each says is what was said under its number.
  const first = await messageAt(emma, roomId, 1)
  expect(await page.locator('#message-1 .bub').textContent()).toBe(first.content)
  expect(faults).toEqual([])
  await context.close()
})

it('opens at the first of many unread, goes to an answered message far above, and stays where it is while rows above change', async () => {
  const { jiwoo, emma, roomId } = await pair()
  await fillRoom([jiwoo, emma], roomId, 399)
  await fillRoom([jiwoo], roomId, 1, 400)
  const phone = await device(emma)
  const first = await messageAt(emma, roomId, 5)
  await fillRoom([emma], roomId, 420, 401)
  phone.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'far', type: 'text', content: 'I mean this one.', replyTo: first.messageId } })
  await phone.next('ACK')

  const { page, context, faults } = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`, { url: host.url })
  await page.locator('.day.new').waitFor()
  expect(await page.locator('.day.new').textContent()).toContain('421')
  await page.locator('#message-401').waitFor()

  await page.evaluate(goToEnd, 821)
  await page.locator('#message-821 .quoted').click()
  await page.locator('#message-5.picked').waitFor()

  // Older messages come on top: what is on screen stays where it is.
  await page.goto(`${host.url}/chat/${roomId}?at=300`)
  await page.locator('#message-300.picked').waitFor()
  await page.waitForLoadState('networkidle')
  // They come once one has seen what stood there before.
  let come = () => {}
  const seen = new Promise<void>((resolve) => (come = resolve))
  await page.route('**/api/v1/chat/**', (route) => seen.then(() => route.continue()))
  await page.evaluate(() => document.querySelector('.log')?.scrollTo(0, 400))
  const before = await anchorOf(page)
  const height = await page.evaluate(() => document.querySelector('.log')?.scrollHeight ?? 0)
  come()
  await page.waitForFunction((then) => (document.querySelector('.log')?.scrollHeight ?? 0) > then + 1_000, height)
  expect(Math.abs((await topOf(page, before.id)) - before.top)).toBeLessThanOrEqual(1)

  // A message just above the screen grows by a line of emoji.
  const anchor = await anchorOf(page)
  const above = await messageAt(emma, roomId, Number(anchor.id.slice('message-'.length)) - 2)
  phone.send({ type: 'REACTION', roomId, messageId: above.messageId, emoji: '🎉', on: true })
  await page.locator(`#message-${above.seq} .reactions`).waitFor({ state: 'attached' })
  await expect.poll(async () => Math.abs((await topOf(page, anchor.id)) - anchor.top)).toBeLessThanOrEqual(1)
  phone.close()
  expect(faults).toEqual([])
  await context.close()
})

it('reads out what comes now, by its author or as a number, and neither an empty time nor history', async () => {
  const { jiwoo, emma, roomId } = await pair()
  await fillRoom([jiwoo, emma], roomId, 199)
  await fillRoom([jiwoo], roomId, 1, 200)
  const { page, context } = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`, { url: host.url })
  await page.evaluate(goToEnd, 200)
  await page.clock.install()
  await page.evaluate(() => {
    const region = document.querySelector('main .sr[aria-live]')
    if (!region) throw new Error('no live region')
    const said: string[] = []
    new MutationObserver(() => {
      said.push(region.textContent)
      document.documentElement.dataset['said'] = JSON.stringify(said)
    }).observe(region, { childList: true, characterData: true, subtree: true })
  })
  const said = async (): Promise<unknown> => {
    await page.clock.runFor(1_500)
    return JSON.parse((await page.evaluate(() => document.documentElement.dataset['said'])) ?? '[]')
  }
  await page.clock.fastForward('10:00')
  expect(await said()).toEqual([])

  const phone = await device(emma)
  let count = 0
  const say = async (text: string) => {
    count += 1
    phone.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `said-${count}`, type: 'text', content: text } })
    await phone.next('ACK')
  }
  await say('Are you there?')
  await expect.poll(said).toEqual(['Emma: Are you there?'])

  const height = await page.evaluate(() => document.querySelector('.log')?.scrollHeight ?? 0)
  await page.evaluate(() => document.querySelector('.log')?.scrollTo(0, 0))
  await expect
    .poll(async () => {
      await page.clock.runFor(500)
      return page.evaluate(() => document.querySelector('.log')?.scrollHeight ?? 0)
    })
    .toBeGreaterThan(height + 1_000)
  expect(await said()).toEqual(['Emma: Are you there?'])

  // Five that are here before anybody could have been told of one are a number.
  for (const n of [1, 2, 3, 4, 5]) await say(`quick ${n}`)
  // With the clock stood still the log may yet follow the end: then the last of them is there itself.
  await page.locator('#message-206, .pill:has-text("5")').first().waitFor({ state: 'attached' })
  await expect.poll(said).toEqual(['Emma: Are you there?', '새 메시지 5개'])
  phone.close()
  await context.close()
})
