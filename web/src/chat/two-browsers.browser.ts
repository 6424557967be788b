import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listRooms } from '@studymate/contract/chat'
import { acceptMatch, listPartners, requestMatch } from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { listBlocks, unblockUser } from '@studymate/contract/safety'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'
import type { Desk } from '@studymate/host/testing/desk'
import { startEngineServer } from '@studymate/host/testing/engine-server'
import type { EngineScript } from '@studymate/host/testing/engine-server'
import { openTestHost } from '@studymate/host/testing/test-host'

// One pair goes the whole way, on a Korean phone and at an English desk, where a translation engine is set up.

const translated = (translation: string) => ({ body: { choices: [{ message: { content: JSON.stringify({ translation, alternatives: [] }) } }] } })
const script: EngineScript = { transcribe: () => null, evaluate: () => translated('천천히 해요.') }

let chromium: TestBrowser
let engine: Awaited<ReturnType<typeof startEngineServer>>
let host: Host
let jiwoo: Person
let emma: Person
let roomId: string
let phone: Desk
let desk: Desk

beforeAll(async () => {
  engine = await startEngineServer(script)
  const settings = { AI_BASE_URL: engine.url, AI_TRANSLATE_MODEL: 'words-test' }
  ;[chromium, host] = await Promise.all([openBrowser(), openTestHost({ parts: ['client', 'worker'], settings })])
  ;[jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }, host.url),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }, host.url),
  ])
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId, message: 'Hello Emma!' })
  roomId = (await emma.ok(acceptMatch, { requestId: requestId ?? '' })).roomId
  phone = await openDesk(chromium.browser, jiwoo, '/chat', { url: host.url })
  desk = await openDesk(chromium.browser, emma, `/chat/${roomId}`, { url: host.url, locale: 'en', theme: 'dark', width: 1440 })
})
afterAll(async () => {
  await chromium.close()
  await host.close()
  await engine.close()
})

const logOf = (page: Page) => page.getByRole('group', { name: /^(메시지|Messages)$/ })

/** Goes on by the Tab key until something has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`${String(target)} is not reached by ${key}`)
}

async function says(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /써 볼까요|Try it in/ }).fill(words)
  await page.keyboard.press('Enter')
}

describe('two people, a phone and a desk', () => {
  it('go by keyboard alone: list, room, answer, correction, message, search in the room and over rooms', async () => {
    const { page } = phone
    await says(desk.page, '어제는 친구를 오래 기다려요.')
    await tabTo(page, page.getByRole('link', { name: /Emma/ }))
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/chat/${roomId}`)
    const composer = page.getByRole('textbox', { name: '영어로 써 볼까요?' })
    await logOf(page).getByText('어제는 친구를 오래 기다려요.').waitFor()

    // Up in the log to the newest message, r answers it.
    await tabTo(page, logOf(page))
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('r')
    await page.getByText('Emma 님에게 답장').waitFor()
    await page.keyboard.type('Who did you meet?')
    await page.keyboard.press('Enter')
    await logOf(desk.page).locator('.msg', { hasText: 'Who did you meet?' }).locator('.quoted', { hasText: '기다려요' }).waitFor()

    // e corrects it: the sheet starts at the sentence, Enter in the reason sends.
    await tabTo(page, logOf(page), 'Shift+Tab')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('e')
    const sentence = page.getByRole('dialog').getByRole('textbox', { name: '이렇게 고쳐요' })
    await expect.poll(() => sentence.evaluate((element) => element === document.activeElement)).toBe(true)
    for (let letters = 0; letters < '려요.'.length; letters++) await page.keyboard.press('Backspace')
    await page.keyboard.type('렸어요.')
    await page.keyboard.press('Tab')
    await page.keyboard.type('어제 일이니까요.')
    await page.keyboard.press('Enter')
    const card = desk.page.locator('.fix', { hasText: '지우 corrected this' })
    await card.locator('ins', { hasText: '기다렸어요.' }).waitFor()
    await card.getByText('어제 일이니까요.').waitFor()

    await tabTo(page, composer)
    await page.keyboard.type('See you on Friday.')
    await page.keyboard.press('Enter')
    await logOf(desk.page).getByText('See you on Friday.').waitFor()

    // In the room, by syllables from the middle of a word.
    await tabTo(page, page.getByRole('button', { name: 'Emma: 더 보기' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    const item = page.getByRole('menuitem', { name: '이 대화에서 찾기' })
    await page.getByRole('menuitem', { name: '프로필 보기' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => item.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    const pane = page.getByRole('dialog', { name: '이 대화에서 찾기' })
    await pane.getByRole('searchbox').waitFor()
    await page.keyboard.type('다렸')
    await pane.locator('mark', { hasText: '다렸' }).waitFor()
    await expectAccessible(page)
    await tabTo(page, pane.getByRole('link', { name: /기다렸어요/ }))
    await page.keyboard.press('Enter')
    await page.locator('.line.picked .fix').waitFor()

    // And over all rooms; Esc in the log leads back to writing.
    await tabTo(page, page.getByRole('link', { name: '대화 목록' }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('searchbox', { name: '사람과 대화에서 찾기' }))
    await page.keyboard.type('렸어')
    await tabTo(page, page.getByRole('link', { name: /기다렸어요/ }))
    await page.keyboard.press('Enter')
    await page.locator('.line.picked .fix').waitFor()
    await tabTo(page, logOf(page))
    await page.keyboard.press('Escape')
    await expect.poll(() => composer.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('unfold a translation that names its engine, and hear what to do when it fails', async () => {
    const { page } = phone
    await says(desk.page, 'Take your time.')
    const said = logOf(page).locator('.msg', { hasText: 'Take your time.' })
    await said.locator('.bub').click()
    await said.getByRole('button', { name: '번역' }).click()
    await said.getByText('자동 번역 · openai-compatible, words-test').waitFor()
    await said.getByText('천천히 해요.').waitFor()
    expect(engine.calls.at(-1)?.body).toContain('Take your time.')
    await expectAccessible(page)

    script.evaluate = () => ({ status: 500, body: {} })
    await says(page, '내일 봐요.')
    const theirs = logOf(desk.page).locator('.msg', { hasText: '내일 봐요.' })
    const unfold = async () => {
      await theirs.locator('.bub').click()
      await theirs.getByRole('button', { name: 'Translate' }).click()
    }
    await unfold()
    await theirs.getByText('The translation engine didn’t answer.').waitFor()
    await expectAccessible(desk.page)
    // Folded and unfolded, it is asked anew.
    script.evaluate = () => translated('See you tomorrow.')
    await unfold()
    await unfold()
    await theirs.getByText('See you tomorrow.').waitFor()
  })

  it.each([
    ['light, in Korean, on the phone', () => phone, ['더하기', '음성 메시지 녹음', '여럿이 대화하기']],
    ['dark, in English, at the desk', () => desk, ['Add', 'Record a voice message', 'Group chat']],
  ] as const)('meet nothing that axe finds, on any page or sheet: %s', async (_look, of, [add, record, several]) => {
    const { page } = of()
    const dialog = page.getByRole('dialog')
    const other = of() === phone ? emma : jiwoo
    for (const path of ['/find', `/find/${other.userId}`, '/requests', '/requests?tab=sent']) {
      await page.goto(path)
      await page.locator('.late').waitFor({ state: 'detached' })
      await expectAccessible(page)
    }
    await page.goto('/chat')
    await page.getByRole('button', { name: several }).click()
    await dialog.getByRole('checkbox').first().waitFor()
    await expectAccessible(page)
    await page.goto(`/chat/${roomId}`)
    await logOf(page).locator('.msg .bub').last().click()
    await page.locator('.deeds').waitFor()
    await expectAccessible(page)
    const more = page.getByRole('menuitem')
    await page.getByRole('button', { name: add, exact: true }).click()
    await expectAccessible(page)
    const items = await more.count()
    await page.keyboard.press('Escape')
    // Behind the picture, which asks for a file: every other entry opens a sheet.
    for (let at = 1; at < items; at++) {
      await page.getByRole('button', { name: add, exact: true }).click()
      await more.nth(at).click()
      await dialog.getByRole('button').first().waitFor()
      await expectAccessible(page)
      // The first Esc ends a recording, the next closes its sheet.
      const left = async () => {
        await page.keyboard.press('Escape')
        return dialog.count()
      }
      await expect.poll(left).toBe(0)
    }
    await page.getByRole('button', { name: record }).waitFor()
  })

  it('report and block in four taps, with what it does on both sides', async () => {
    await phone.page.getByRole('button', { name: 'Emma: 더 보기' }).click()
    await phone.page.getByRole('menuitem', { name: '신고하기' }).click()
    const sheet = phone.page.getByRole('dialog', { name: '무슨 일이 있었나요?' })
    await sheet.getByText('광고예요').click()
    await expectAccessible(phone.page)
    await sheet.getByRole('button', { name: '신고 보내기' }).click()
    await phone.page.waitForURL('**/chat')
    await phone.page.getByText('신고를 받았어요. Emma 님을 차단했어요.').waitFor()
    await phone.page.getByRole('heading', { name: '인사 한마디면 충분해요.' }).waitFor()
    expect((await jiwoo.ok(listBlocks, {})).map(({ userId }) => userId)).toEqual([emma.userId])
    // The other is told nothing: what she writes stays with her, and the room closes and leaves her list.
    await says(desk.page, 'Are you there?')
    await desk.page.getByPlaceholder('You can’t write in this chat any more.').waitFor()
    await logOf(desk.page).locator('.msg', { hasText: 'Are you there?' }).getByText('Not sent').waitFor()
    await desk.page.locator('.rooms').getByRole('link', { name: /지우/ }).waitFor({ state: 'detached' })
    expect(await emma.ok(listRooms, {})).toEqual([])
    await expectAccessible(desk.page)
    await jiwoo.ok(unblockUser, { userId: emma.userId })
    await expect.poll(async () => (await jiwoo.ok(listRooms, {})).map((room) => room.roomId)).toEqual([roomId])
  })

  it('part quietly: the other may read on, and is told nothing', async () => {
    await phone.page.goto(`/chat/${roomId}`)
    await logOf(phone.page).getByText('내일 봐요.').waitFor()
    await desk.page.goto(`/find/${jiwoo.userId}`)
    await desk.page.getByRole('button', { name: /^지우: more/i }).click()
    await desk.page.getByRole('menuitem', { name: 'Stop practising' }).click()
    await desk.page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click()
    await desk.page.getByText('You stopped practising with 지우.').waitFor()
    await expect.poll(() => jiwoo.ok(listPartners, {})).toEqual([])
    // The open room has not moved; what is written into it is refused, stays, and closes it.
    await says(phone.page, '금요일에 봐요.')
    await phone.page.getByPlaceholder('이 대화에는 더 쓸 수 없어요.').waitFor()
    await logOf(phone.page).locator('.msg', { hasText: '금요일에 봐요.' }).getByText('보내지 못했어요').waitFor()
    expect((await jiwoo.ok(listNotifications, {})).map(({ type }) => type)).not.toContain('match.ended')
    await expectAccessible(phone.page)
    await logOf(phone.page).locator('.msg', { hasText: '금요일에 봐요.' }).getByRole('button', { name: '지우기' }).click()
    expect([...phone.faults, ...desk.faults]).toEqual([])
  })
})
