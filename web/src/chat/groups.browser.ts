import { afterAll, beforeAll, expect, it } from 'vitest'
import { listRooms } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { blockUser } from '@studymate/contract/safety'
import type { Person } from '@studymate/host/testing/actors'
import { learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

async function befriend(a: Person, b: Person): Promise<void> {
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  await b.ok(acceptMatch, { requestId: requestId ?? '' })
}

it('lets several talk: made by keyboard, joined, read, left, and quiet about whom one has blocked', async () => {
  const [jiwoo, emma, liam, noah] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Liam', locale: 'en' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Noah', locale: 'en' }),
  ])
  for (const other of [emma, liam, noah]) await befriend(jiwoo, other)

  // 지우 makes a group by keys alone.
  const mine = await openDesk(chromium.browser, jiwoo, '/chat')
  await mine.page.getByRole('button', { name: '여럿이 대화하기' }).focus()
  await mine.page.keyboard.press('Enter')
  const sheet = mine.page.getByRole('dialog', { name: '여럿이 대화하기' })
  await sheet.getByRole('textbox', { name: '방 이름' }).fill('금요일 모임')
  for (const name of ['Emma', 'Liam']) {
    await sheet.getByRole('checkbox', { name }).focus()
    await mine.page.keyboard.press('Space')
  }
  await sheet.getByText('2명을 골랐어요').waitFor()
  await expectAccessible(mine.page)
  await sheet.getByRole('button', { name: '방 만들기' }).focus()
  await mine.page.keyboard.press('Enter')
  await mine.page.getByRole('heading', { level: 1, name: '금요일 모임' }).waitFor()
  await mine.page.getByText('3명').first().waitFor()
  await mine.page.getByRole('textbox').fill('다들 안녕하세요!')
  await mine.page.keyboard.press('Enter')

  const [room] = (await emma.ok(listRooms, {})).filter(({ kind }) => kind === 'group')
  const roomId = room?.roomId ?? ''
  const theirs = await openDesk(chromium.browser, emma, `/chat/${roomId}`, { locale: 'en', theme: 'dark', width: 1440 })
  const third = await openDesk(chromium.browser, liam, `/chat/${roomId}`, { locale: 'en' })
  await theirs.page.locator('.sender', { hasText: '지우' }).waitFor()
  await theirs.page.getByRole('textbox').fill('Nice to meet you all.')
  await theirs.page.keyboard.press('Enter')
  await third.page.getByRole('textbox').fill('반가워요!')
  await third.page.keyboard.press('Enter')
  const log = mine.page.getByRole('group', { name: '메시지' })
  await log.getByText('Nice to meet you all.').waitFor()
  await log.getByText('반가워요!').waitFor()
  await mine.page.locator('.sender', { hasText: 'Emma' }).waitFor()
  await mine.page.locator('.sender', { hasText: 'Liam' }).waitFor()
  await expectAccessible(mine.page)
  await expectAccessible(theirs.page)

  // Somebody more comes, by whoever has them as a partner.
  await mine.page.getByRole('button', { name: '이 방의 사람들' }).click()
  const people = mine.page.getByRole('dialog', { name: '금요일 모임' })
  await people.getByText('나, 방을 만든 사람').waitFor()
  await expectAccessible(mine.page)
  await people.getByRole('button', { name: '짝 부르기' }).click()
  const adding = mine.page.getByRole('dialog', { name: '짝 부르기' })
  await adding.getByRole('checkbox', { name: 'Noah' }).check()
  await adding.getByRole('button', { name: '부르기' }).last().click()
  await people.getByText('Noah').waitFor()
  await theirs.page.locator('.info', { hasText: 'Noah' }).waitFor()

  // Emma blocks Liam: what he says afterwards is nowhere on her page.
  await emma.ok(blockUser, { userId: liam.userId })
  await theirs.page.locator('.sender', { hasText: 'Liam' }).waitFor({ state: 'detached' })
  await third.page.getByRole('textbox').fill('Emma does not see this.')
  await third.page.keyboard.press('Enter')
  await log.getByText('Emma does not see this.').waitFor()
  await third.page.getByRole('textbox').fill('Nor this.')
  await third.page.keyboard.press('Enter')
  await log.getByText('Nor this.').waitFor()
  expect(await theirs.page.getByText('Emma does not see this.').count()).toBe(0)

  // Liam is taken out; Emma leaves by herself.
  await people.getByRole('button', { name: 'Liam 님 내보내기' }).click()
  const ask = mine.page.getByRole('dialog', { name: 'Liam 님을 내보낼까요?' })
  await ask.getByRole('button', { name: '내보내기' }).click()
  await third.page.getByRole('heading', { name: 'We couldn’t find that chat.' }).waitFor()
  await mine.page.locator('.member', { hasText: 'Liam' }).first().waitFor({ state: 'detached' })
  await theirs.page.locator('.info').getByRole('button', { name: 'Leave this chat' }).click()
  await theirs.page.getByRole('dialog', { name: 'Leave this chat?' }).getByRole('button', { name: 'Leave', exact: true }).click()
  await theirs.page.waitForURL(/\/chat$/)
  await expect.poll(async () => (await emma.ok(listRooms, {})).map(({ kind }) => kind)).not.toContain('group')
  await mine.page.goto(mine.page.url().replace(/\/chat\/.*/, '/chat'))
  await mine.page.getByRole('link', { name: /금요일 모임/ }).waitFor()
})
