import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { acceptMatch, listPartners, listRequests, requestMatch } from '@studymate/contract/matching'
import { listBlocks } from '@studymate/contract/safety'
import { learner } from '@studymate/host/testing/actors'
import type { LearnerFacts, Person } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'
import type { Look } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

const at = (path: string) => inject('hostUrl') + path
const tuesday = { dayOfWeek: 'TUESDAY', startTime: '20:00', endTime: '22:00' } as const

/** A device of somebody who is signed in. */
const deskOf = (person: Person, path: string, look: Look = {}) => openDesk(chromium.browser, person, path, look)

/** Two who fit each other and nobody else of this file. */
async function pair(speaks: LearnerFacts['speaks'], learns: LearnerFacts['learns']): Promise<{ jiwoo: Person; emma: Person }> {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks, learns, displayName: '지우', topics: ['FOOD'], slots: [tuesday] }),
    learner({ speaks: learns, learns: speaks, displayName: 'Emma', locale: 'en', level: 'A2', topics: ['FOOD'], slots: [tuesday] }),
  ])
  return { jiwoo, emma }
}

it('goes from the list over a hello to a chat, and the other hears of it at once', async () => {
  const { jiwoo, emma } = await pair('ko', 'ca')
  const mine = await deskOf(jiwoo, '/find')
  const theirs = await deskOf(emma, '/requests', { locale: 'en', theme: 'dark', width: 1440 })
  await theirs.page.getByRole('heading', { name: 'No hellos yet' }).waitFor()

  await mine.page.getByRole('heading', { level: 1, name: '카탈로니아어를 나눌 사람 1명' }).waitFor()
  await mine.page.getByText('둘 다 음식과 요리를 골랐어요.').waitFor()
  await mine.page.getByRole('link', { name: '프로필 보기' }).click()
  await mine.page.getByRole('heading', { level: 1, name: 'Emma' }).waitFor()
  await expectAccessible(mine.page)

  const hello = mine.page.getByLabel('내 인사')
  await hello.fill('see evil.com/x')
  await mine.page.getByRole('button', { name: '인사 보내기' }).click()
  await mine.page.getByText('인사에는 링크를 넣을 수 없어요.').waitFor()
  await hello.fill('')
  await mine.page.getByRole('group', { name: '이렇게 시작해 볼까요?' }).getByRole('button').first().click()
  const words = await hello.inputValue()
  // What was written survives a reload.
  await mine.page.reload()
  await expect.poll(() => mine.page.getByLabel('내 인사').inputValue()).toBe(words)
  await mine.page.getByRole('button', { name: '인사 보내기' }).click()
  await mine.page.getByRole('heading', { name: '인사를 보냈어요' }).waitFor()

  // Without a reload: the bell, the number on the menu and the list follow the line.
  await theirs.page.getByRole('heading', { level: 1, name: '1 hello is waiting.' }).waitFor()
  await theirs.page.getByRole('button', { name: 'Notifications, 1 new' }).click()
  await theirs.page.getByRole('dialog').getByText('지우 said hello.').waitFor()
  await expectAccessible(theirs.page)
  await theirs.page.keyboard.press('Escape')
  await theirs.page.locator('#content').getByText(words).waitFor()
  await theirs.page.getByRole('button', { name: 'Accept', exact: true }).click()
  const [partner] = await expect
    .poll(() => emma.ok(listPartners, {}))
    .not.toEqual([])
    .then(() => emma.ok(listPartners, {}))
  await theirs.page.waitForURL(at(`/chat/${partner?.roomId}`))
  await mine.page.getByRole('button', { name: '대화 열기' }).waitFor()
  expect([...mine.faults, ...theirs.faults]).toEqual([])
  await mine.context.close()
  await theirs.context.close()
})

it('blocks in two taps, takes it back, and reports with a block', async () => {
  const { jiwoo, emma } = await pair('ja', 'ca')
  const desk = await deskOf(emma, '/find', { locale: 'en' })
  const menu = desk.page.getByRole('button', { name: '지우: block or report' })
  await menu.click()
  await desk.page.getByRole('menuitem', { name: 'Block' }).click()
  await desk.page.getByRole('heading', { name: 'Nobody to trade languages with yet' }).waitFor()
  expect(await jiwoo.ok(listRequests, {})).toEqual([])
  await desk.page.getByRole('button', { name: 'Undo' }).click()
  await menu.click()
  await desk.page.getByRole('menuitem', { name: 'Report' }).click()
  await desk.page.getByRole('button', { name: 'Send report' }).click()
  await desk.page.getByText('Please choose a reason.').waitFor()
  await expectAccessible(desk.page)
  await desk.page.getByText('They harass or threaten').click()
  await desk.page.getByRole('button', { name: 'Send report' }).click()
  await desk.page.getByText('We have your report.').waitFor()
  await desk.page.getByRole('heading', { name: 'Nobody to trade languages with yet' }).waitFor()
  expect((await emma.ok(listBlocks, {})).map(({ userId }) => userId)).toEqual([jiwoo.userId])
  expect(desk.faults).toEqual([])
  await desk.context.close()
})

it('declines in silence, loosens one filter, and mends a list that failed', async () => {
  const { jiwoo, emma } = await pair('zh', 'ca')
  const desk = await deskOf(emma, `/find/${jiwoo.userId}`, { locale: 'en', theme: 'dark' })
  await desk.page.getByLabel('Your hello').fill('hi')
  await desk.page.getByRole('button', { name: 'Send hello' }).click()
  await desk.page.getByRole('heading', { name: 'Your hello is on its way' }).waitFor()
  const other = await deskOf(jiwoo, '/requests')
  await other.page.getByRole('button', { name: '거절' }).click()
  await other.page.getByRole('heading', { name: '아직 받은 인사가 없어요' }).waitFor()
  await desk.page.reload()
  await desk.page.getByRole('heading', { name: 'Your hello is on its way' }).waitFor()

  await other.page.goto(at('/find?levels=%5B%22C2%22%5D&hours=true'))
  await other.page.getByRole('button', { name: '‘내 빈 시간과 겹침’ 빼고 보기' }).click()
  await other.page.getByRole('button', { name: '‘수준 C2’ 빼고 보기' }).click()
  await other.page.getByRole('heading', { level: 1, name: '카탈로니아어를 나눌 사람 1명' }).waitFor()
  await expectAccessible(other.page)

  await other.page.route('**/api/v1/matching/requests**', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/json',
      body: '{"success":false,"error":{"code":"INTERNAL","message":"문제가 생겼어요.","details":{}}}',
    }),
  )
  await other.page.goto(at('/requests'))
  await other.page.getByRole('alert').getByText('문제가 생겼어요.').waitFor()
  await other.page.unroute('**/api/v1/matching/requests**')
  // News of the line may have mended it before the press.
  await other.page
    .getByRole('button', { name: '다시 불러오기' })
    .click({ timeout: 5_000 })
    .catch(() => undefined)
  await other.page.getByRole('heading', { name: '아직 받은 인사가 없어요' }).waitFor()
  expect([...desk.faults, ...other.faults]).toEqual([])
  await desk.context.close()
  await other.context.close()
})

it('says how many look for whom, narrows by a folded filter, and ends a partnership quietly', async () => {
  const { jiwoo, emma } = await pair('sv', 'ca')
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId, message: 'hej' })
  await emma.ok(acceptMatch, { requestId })
  await learner({ speaks: 'ca', learns: 'sv', displayName: 'Pau', topics: ['FOOD'] })
  const desk = await deskOf(jiwoo, '/find', { theme: 'dark', width: 1440 })
  await desk.page.getByText('스웨덴어를 쓰고 카탈로니아어를 배우는 사람이 1명, 카탈로니아어를 쓰고 스웨덴어를 배우는 사람이 2명 있어요.').waitFor()
  await desk.page.getByText('답이 얼마나 걸리는지는 아직 말할 만큼 모이지 않았어요.').waitFor()
  // By keyboard: unfold, choose a topic that nobody has, and loosen it again.
  await desk.page.getByText('관심사, 나이, 성별, 사는 곳').focus()
  await desk.page.keyboard.press('Enter')
  await desk.page.getByRole('checkbox', { name: '과학', exact: true }).focus()
  await desk.page.keyboard.press('Space')
  await desk.page.getByRole('heading', { name: '이 조건에 맞는 사람이 없어요' }).waitFor()
  await desk.page.getByRole('button', { name: '‘과학’ 빼고 보기' }).click()
  // Whom one talks with already is not offered as somebody new.
  await desk.page.getByRole('article').getByRole('link', { name: '프로필 보기' }).waitFor()
  expect(await desk.page.getByRole('article').allInnerTexts()).toEqual([expect.stringContaining('Pau')])
  await expectAccessible(desk.page)
  await desk.context.close()

  const phone = await deskOf(emma, `/find/${jiwoo.userId}`, { locale: 'en' })
  await phone.page.getByRole('button', { name: /^지우: more/i }).click()
  await phone.page.getByRole('menuitem', { name: 'Stop practising' }).click()
  const question = phone.page.getByRole('dialog', { name: 'Stop practising with 지우?' })
  await question.waitFor()
  await expectAccessible(phone.page)
  await question.getByRole('button', { name: 'Keep practising' }).click()
  expect(await emma.ok(listPartners, {})).toHaveLength(1)
  await phone.page.getByRole('button', { name: /^지우: more/i }).click()
  await phone.page.getByRole('menuitem', { name: 'Stop practising' }).click()
  await question.getByRole('button', { name: 'Stop', exact: true }).click()
  await phone.page.getByText('You stopped practising with 지우.').waitFor()
  await expect.poll(() => jiwoo.ok(listPartners, {})).toEqual([])
  await phone.page.goto(at('/requests'))
  await phone.page.getByText('In the last 90 days you answered 1 of 1 hellos').waitFor()
  await expectAccessible(phone.page)
  expect([...desk.faults, ...phone.faults]).toEqual([])
  await phone.context.close()
})
