import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { getRoom } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import type { RoomId } from '@studymate/contract/values'
import { openHost } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import { fillRoom, lineOf } from '@studymate/host/testing/fill-room'
import { device } from '@studymate/host/testing/live-client'
import { STILL_FRAMES, goToEnd, scrollLog } from '@studymate/host/testing/scroll-log'
import type { Scrolled } from '@studymate/host/testing/scroll-log'
import { backUntilShown, noteConnected, timeKeys } from './chat-page.page.ts'
import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import { quantile } from './numbers.ts'
import { signedIn } from './visitor.ts'

const MESSAGES = 10_000
const UNREAD = 120
const MISSED = 1_000
/** A fast flick, CSS pixels a frame. */
const PER_FRAME = 240
const KEYS = 40
const OPENINGS = 5

async function pairRoom(url: string): Promise<{ me: Person; partner: Person; roomId: RoomId }> {
  const me = await learner({ speaks: 'ko', learns: 'en', displayName: '지우', locale: 'ko' }, url)
  const partner = await learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }, url)
  const { requestId } = await me.ok(requestMatch, { targetUserId: partner.userId })
  const { roomId } = await partner.ok(acceptMatch, { requestId: requestId ?? '' })
  return { me, partner, roomId }
}

/** Reads a room to its end, so that what follows is unread. */
async function readAll(who: Person, roomId: RoomId): Promise<number> {
  const { lastSeq } = await who.ok(getRoom, { roomId })
  const phone = await device(who)
  phone.send({ type: 'READ', roomId, seq: lastSeq })
  await phone.settle()
  phone.close()
  return lastSeq
}

async function typingTimes(page: Page): Promise<number[]> {
  const field = page.getByRole('textbox', { name: /써 볼까요/ })
  await field.focus()
  await page.evaluate(timeKeys)
  for (let n = 0; n < KEYS; n++) await page.keyboard.press('a')
  const times = await page.waitForFunction((count) => {
    const all = (document.documentElement.dataset['keys'] ?? '').split(',')
    return all.length >= count ? all.map(Number) : null
  }, KEYS)
  await field.fill('')
  return (await times.jsonValue()) ?? []
}

/** Frames of a bare page that scrolls as much text, all of it in the page: what this machine and browser give at best. */
async function plainFrames(browser: Browser): Promise<Scrolled> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const lines = Array.from({ length: 2_000 }, (_, n) => `<p class="line" id="message-${n + 1}">${lineOf(n + 1)}</p>`)
  await page.setContent(`<div class="log" style="height:600px;overflow:auto">${lines.join('')}</div>`)
  const scrolled = await page.evaluate(scrollLog, { perFrame: PER_FRAME, until: -1 })
  await context.close()
  // What follows the end of the text moved nothing.
  const moved = scrolled.work.length - STILL_FRAMES
  return { ...scrolled, work: scrolled.work.slice(0, moved), frames: scrolled.frames.slice(0, moved) }
}

/** The page of a room with ten thousand messages, in a real browser on a real host. */
export async function chatPageFigures(dist: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'studymate-page-'))
  const host = await openHost({
    dist,
    dataDir: join(folder, 'ours'),
    host: '127.0.0.1',
    port: 0,
    trustProxy: true,
    // What one person may send is not what is measured.
    settings: { CHAT_MESSAGES_PER_MINUTE: '1000000' },
    onLog: (level, message) => (level === 'error' ? process.stderr.write(`${message}\n`) : undefined),
  })
  const chromium = await openBrowser()
  try {
    const { me, partner, roomId } = await pairRoom(host.url)
    const few = await pairRoom(host.url)
    await fillRoom([few.me, few.partner], few.roomId, 20)
    await fillRoom([me, partner], roomId, MESSAGES - UNREAD)
    await readAll(me, roomId)
    await fillRoom([partner], roomId, UNREAD, MESSAGES - UNREAD + 1)
    // Unread stays unread while nobody looks: a page in the background of its own browser reads nothing.
    const openings: number[] = []
    for (let n = 0; n < OPENINGS; n++) {
      const context = await signedIn(chromium.browser, host.url, me, 'ko')
      const page = await context.newPage()
      await page.addInitScript(() => Object.defineProperty(document, 'hasFocus', { value: () => false }))
      await page.goto(`${host.url}/chat/${roomId}`, { waitUntil: 'commit' })
      await page.locator('.day.new').waitFor()
      openings.push(await page.evaluate(() => performance.now()))
      await context.close()
    }
    const context = await signedIn(chromium.browser, host.url, me, 'ko')
    const page = await context.newPage()
    await page.addInitScript(noteConnected)
    await page.goto(`${host.url}/chat/${roomId}`)
    await page.locator('.day.new').waitFor()
    await page.evaluate(goToEnd, MESSAGES)
    const up = await page.evaluate(scrollLog, { perFrame: -PER_FRAME, until: 1 })
    const typedInMany = await typingTimes(page)
    const down = await page.evaluate(scrollLog, { perFrame: PER_FRAME, until: MESSAGES })

    const quiet = await signedIn(chromium.browser, host.url, few.me, 'ko')
    const other = await quiet.newPage()
    await other.goto(`${host.url}/chat/${few.roomId}`)
    await other.locator('#message-20').waitFor()
    const typedInFew = await typingTimes(other)
    await quiet.close()

    await page.bringToFront()
    await page.evaluate(goToEnd, MESSAGES)
    await context.setOffline(true)
    await page.evaluate(() => delete document.documentElement.dataset['connectedAt'])
    await fillRoom([partner], roomId, MISSED, MESSAGES + 1)
    const back = page.evaluate(backUntilShown, MESSAGES + MISSED)
    await context.setOffline(false)
    const resumed = await back
    const missed = await page.evaluate(scrollLog, { perFrame: -PER_FRAME, until: MESSAGES })
    const order = missed.seen.filter((seq) => seq > MESSAGES)

    const plain = await plainFrames(chromium.browser)

    const work = [...up.work, ...down.work]
    const frames = [...up.frames, ...down.frames]
    const mostRows = Math.max(up.mostRows, down.mostRows)
    const p95 = quantile(work, 0.95)
    const opening = quantile(openings, 0.5)
    const typed = quantile(typedInMany, 0.95)
    const isWhole = up.seen.length === MESSAGES && down.seen.length === MESSAGES
    const isInOrder = order.length === MISSED && missed.isOrdered
    return [
      {
        name: `Rows in the page while ${MESSAGES} messages are scrolled, most`,
        measured: isWhole ? `${mostRows}` : `${mostRows}, but only ${up.seen.length} and ${down.seen.length} were seen`,
        bare: null,
        value: isWhole ? mostRows : null,
        unit: 'rows',
        limit: 150,
      },
      {
        name: `A frame while ${MESSAGES} messages are scrolled, p95`,
        measured: `${ms(p95)} of work, worst ${ms(Math.max(...work))}; ${ms(quantile(frames, 0.95))} to the next, worst ${ms(Math.max(...frames))}`,
        bare: `plain text ${ms(quantile(plain.work, 0.95))}, worst ${ms(Math.max(...plain.work))}; ${ms(quantile(plain.frames, 0.95))} to the next`,
        value: p95,
        unit: 'ms',
        limit: 16.7,
      },
      {
        name: `Opening a room of ${MESSAGES} to the first of ${UNREAD} unread, p50`,
        measured: `${ms(opening)} (slowest of ${OPENINGS} ${ms(Math.max(...openings))})`,
        bare: null,
        value: opening,
        unit: 'ms',
        limit: null,
      },
      {
        name: `${MISSED} missed messages: from the socket back to all in the page`,
        measured: isInOrder ? `${round(resumed / 1000)} s, each once and in order` : `${round(resumed / 1000)} s, but ${order.length} came, or not in order`,
        bare: null,
        value: isInOrder ? resumed / 1000 : null,
        unit: 's',
        limit: 2,
      },
      {
        name: `A key in the composer to its paint with ${MESSAGES} messages loaded, p95`,
        measured: `${ms(typed)} (p50 ${ms(quantile(typedInMany, 0.5))})`,
        bare: `with 20 loaded ${ms(quantile(typedInFew, 0.95))} (p50 ${ms(quantile(typedInFew, 0.5))})`,
        value: typed,
        unit: 'ms',
        limit: null,
      },
    ]
  } finally {
    await chromium.close()
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
