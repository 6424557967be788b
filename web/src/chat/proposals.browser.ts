import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRoom } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession, listSessions } from '@studymate/contract/sessions'
import { RoomId } from '@studymate/contract/values'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'
import { device } from '@studymate/host/testing/live-client'
import { toolsAreHere } from '#chat/testing/tools'

let chromium: TestBrowser
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true })
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const SHOTS = join(import.meta.dirname, '../../../.screenshots/proposals')
const shot = (page: Page, name: string) => page.screenshot({ path: join(SHOTS, `${name}.png`) })

async function befriend(a: Person, b: Person): Promise<string> {
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  return (await b.ok(acceptMatch, { requestId: requestId ?? '' })).roomId
}
async function pair() {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
  ])
  return { jiwoo, emma, path: `/chat/${await befriend(jiwoo, emma)}` }
}
const cardsOf = (page: Page) => page.locator('.proposal')

it('proposes a call by keyboard; both see who is in, come in by the card, and see that it is over', async () => {
  const { jiwoo, emma, path } = await pair()
  const mine = await openDesk(chromium.browser, jiwoo, path)
  const theirs = await openDesk(chromium.browser, emma, path, { locale: 'en', theme: 'dark', width: 1440 })
  await theirs.page.getByRole('textbox').waitFor()

  await mine.page.getByRole('button', { name: '더하기' }).focus()
  await mine.page.keyboard.press('Enter')
  await mine.page.getByRole('menuitem', { name: '통화 제안하기' }).focus()
  await mine.page.keyboard.press('Enter')
  const sheet = mine.page.getByRole('dialog', { name: '통화 제안하기' })
  await sheet.getByRole('radio', { name: '음성' }).focus()
  await mine.page.keyboard.press('Space')
  await sheet.getByRole('textbox').fill('주말에 뭐 했어?')
  await expectAccessible(mine.page)
  await shot(mine.page, 'sheet-390-ko')
  await mine.page.keyboard.press('Enter')

  const [card, other] = [cardsOf(mine.page), cardsOf(theirs.page)]
  await card.getByText('음성 통화').waitFor()
  await card.getByText('아직 아무도 들어오지 않았어요.').waitFor()
  await other.getByText('Voice call').waitFor()
  await other.getByText('주말에 뭐 했어?').waitFor()
  expect(await other.getByRole('button', { name: 'Take it back' }).count()).toBe(0)
  await expectAccessible(mine.page)
  await expectAccessible(theirs.page)
  await shot(mine.page, 'open-390-ko')
  await shot(theirs.page, 'open-1440-en-dark')

  // Emma comes in by the card: 지우 sees it without doing anything.
  await other.getByRole('link', { name: 'Join' }).click()
  await theirs.page.getByRole('button', { name: 'Join without a mic' }).click()
  await card.getByText('Emma 님이 들어와 있어요.').waitFor()
  expect(await card.getByRole('button', { name: '제안 거두기' }).count()).toBe(0)
  await shot(mine.page, 'partner-in-390-ko')
  await card.getByRole('link', { name: '들어가기' }).click()
  await mine.page.waitForURL(/\/call\/.*\/check/)
  await mine.page.goBack()
  await card.getByText('Emma 님이 들어와 있어요.').waitFor()

  // She leaves, and the call for now is over for both.
  await theirs.page.getByRole('button', { name: 'Leave' }).click()
  await card.getByText('이어지지 않은 통화예요.').waitFor()
  await theirs.page.goto(new URL(path, theirs.page.url()).href)
  await other.getByText('This call didn’t happen.').waitFor()
  expect(await card.getByRole('link').count()).toBe(0)
  await expectAccessible(mine.page)
  await shot(mine.page, 'over-390-ko')
  await shot(theirs.page, 'over-1440-en-dark')

  // The list says of it what it is.
  await mine.page.goto(new URL('/chat', mine.page.url()).href)
  await mine.page.getByRole('link', { name: /Emma.*통화 제안/ }).waitFor()
  await shot(mine.page, 'list-390-ko')
  expect([...mine.faults, ...theirs.faults]).toEqual([])
})

it('takes a proposal back, says where a call is open already, and shows every face of a card', async () => {
  const { jiwoo, emma, path } = await pair()
  const mine = await openDesk(chromium.browser, jiwoo, path, { theme: 'dark' })
  const theirs = await openDesk(chromium.browser, emma, path, { locale: 'en', width: 1440 })
  const propose = async () => {
    await mine.page.getByRole('button', { name: '더하기' }).click()
    await mine.page.getByRole('menuitem', { name: '통화 제안하기' }).click()
    await mine.page.getByRole('button', { name: '제안 보내기' }).click()
  }
  await propose()
  const [card, other] = [cardsOf(mine.page), cardsOf(theirs.page)]
  await card.getByText('영상 통화').waitFor()
  await shot(mine.page, 'open-390-ko-dark')
  // Another kind while that one is open: it is the same call.
  await mine.page.getByRole('button', { name: '더하기' }).click()
  await mine.page.getByRole('menuitem', { name: '통화 제안하기' }).click()
  await mine.page.getByText('음성', { exact: true }).click()
  await mine.page.getByRole('button', { name: '제안 보내기' }).click()
  await mine.page.getByText('이미 열어 둔 통화가 있어서 그 통화를 보냈어요.').waitFor()
  await expect.poll(() => card.count()).toBe(2)
  expect(await jiwoo.ok(listSessions, {})).toHaveLength(1)

  await other.first().getByText('Nobody is in yet.').waitFor()
  await shot(theirs.page, 'open-1440-en')
  await card.first().getByRole('button', { name: '제안 거두기' }).click()
  await card.last().getByText('이어지지 않은 통화예요.').waitFor()
  await other.last().getByText('This call didn’t happen.').waitFor()
  await shot(mine.page, 'back-390-ko-dark')

  // What a card says when the session cannot be had.
  await propose()
  await expect.poll(() => card.count()).toBe(3)
  let answer: 'broken' | 'gone' | null = 'broken'
  await mine.page.route('**/api/v1/sessions/sess_*', (route) => {
    if (answer === null) return route.continue()
    const code = answer === 'gone' ? 'NOT_FOUND' : 'INTERNAL'
    return route.fulfill({ status: answer === 'gone' ? 404 : 500, json: { success: false, error: { code, message: code, details: {} } } })
  })
  await mine.page.reload()
  await card.last().getByText('통화 제안을 불러오지 못했어요.').waitFor()
  await expectAccessible(mine.page)
  await shot(mine.page, 'failed-390-ko-dark')
  answer = null
  await card.last().getByRole('button', { name: '다시 불러오기' }).click()
  await card.last().getByText('아직 아무도 들어오지 않았어요.').waitFor()
  answer = 'gone'
  await mine.page.reload()
  await card.last().getByText('이 통화는 더 볼 수 없어요.').waitFor()
  await mine.page.unrouteAll()

  // In a low window the end stays in sight when a card comes late and is taller than its place.
  await mine.page.setViewportSize({ width: 390, height: 500 })
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  await mine.page.route('**/api/v1/sessions/sess_*', (route) => opened.then(() => route.continue()))
  await mine.page.reload()
  await card.last().locator('.sk').first().waitFor({ state: 'attached' })
  open()
  await card.last().getByText('아직 아무도 들어오지 않았어요.').waitFor()
  const left = () => mine.page.locator('.log').evaluate((log) => Math.round(log.scrollHeight - log.clientHeight - log.scrollTop))
  await expect.poll(left).toBe(0)
  await mine.page.unrouteAll()

  // Offline the way to send says why it waits.
  await mine.page.reload()
  await card.last().getByText('아직 아무도 들어오지 않았어요.').waitFor()
  await toolsAreHere(mine.page)
  await mine.context.setOffline(true)
  await mine.page.getByRole('button', { name: '더하기' }).click()
  await mine.page.getByRole('menuitem', { name: '통화 제안하기' }).click()
  await mine.page.getByRole('dialog').getByText('다시 이어지면 보낼 수 있어요').waitFor()
  await expectAccessible(mine.page)
  await shot(mine.page, 'sheet-offline-390-ko-dark')
  await mine.context.setOffline(false)
  expect([...mine.faults, ...theirs.faults]).toEqual([])
})

it('shows a session of later with its time, and in the narrowest window everything of a long one', async () => {
  const { jiwoo, emma, path } = await pair()
  const line = await device(emma)
  const roomId = RoomId.parse(path.split('/').at(-1))
  const topic = `${'Supercalifragilistic'.repeat(2)} 그리고 주말에 다녀온 곳과 먹은 것, 만난 사람 이야기`
  const later = new Date(Date.now() + 2 * 3_600_000).toISOString()
  const { sessionId } = await emma.ok(createSession, { partnerId: jiwoo.userId, scheduledAt: later, duration: 60, topic })
  line.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'later', type: 'session', content: { sessionId } } })
  await line.next('ACK')
  const mine = await openDesk(chromium.browser, jiwoo, path, { width: 320 })
  const card = cardsOf(mine.page)
  await card.getByText('시작 15분 전부터 들어갈 수 있어요.').waitFor()
  await card.getByText(/GMT\+9 · 60분/).waitFor()
  expect(await card.getByRole('link').count()).toBe(0)
  expect(await card.getByRole('button').count()).toBe(0)
  expect(await mine.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  expect(await card.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  await expectAccessible(mine.page)
  await shot(mine.page, 'later-320-ko')
  // One's own that waits can be taken back.
  const theirs = await openDesk(chromium.browser, emma, path, { locale: 'en', theme: 'dark' })
  await cardsOf(theirs.page).getByRole('button', { name: 'Take it back' }).waitFor()
  expect(await cardsOf(theirs.page).evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true)
  await shot(theirs.page, 'later-390-en-dark')
  line.close()
  expect([...mine.faults, ...theirs.faults]).toEqual([])
})

it('names a group for everybody, and tells whoever was added', async () => {
  const [jiwoo, emma, liam] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Liam', locale: 'en' }),
  ])
  for (const other of [emma, liam]) await befriend(jiwoo, other)
  const bell = await openDesk(chromium.browser, liam, '/notifications', { locale: 'en' })
  const { roomId } = await jiwoo.ok(createRoom, { participantIds: [emma.userId, liam.userId] })
  await bell.page.getByText('지우 added you to a group chat.').waitFor()
  await shot(bell.page, 'bell-390-en')

  const mine = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`)
  const theirs = await openDesk(chromium.browser, emma, `/chat/${roomId}`, { locale: 'en', theme: 'dark', width: 1440 })
  await theirs.page.getByRole('heading', { level: 1, name: /Liam/ }).waitFor()
  await mine.page.getByRole('button', { name: '이 방의 사람들' }).click()
  await mine.page.getByRole('button', { name: '이름 바꾸기' }).click()
  const sheet = mine.page.getByRole('dialog', { name: '방 이름 바꾸기' })
  await sheet.getByRole('textbox', { name: '방 이름' }).fill('금요일 저녁 수다')
  await expectAccessible(mine.page)
  await shot(mine.page, 'name-390-ko')
  await mine.page.keyboard.press('Enter')
  await theirs.page.getByRole('heading', { level: 1, name: '금요일 저녁 수다' }).waitFor()
  await theirs.page.getByRole('link', { name: /금요일 저녁 수다/ }).waitFor()
  await mine.page.getByRole('dialog', { name: '금요일 저녁 수다' }).waitFor()
  await shot(theirs.page, 'named-1440-en-dark')
  await bell.page.getByText('지우 added you to a group chat.').click()
  await bell.page.getByRole('heading', { level: 1, name: '금요일 저녁 수다' }).waitFor()
  expect([...mine.faults, ...theirs.faults, ...bell.faults]).toEqual([])
})
