import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { expectAccessible, openDesk } from '@studymate/host/testing/desk'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

it('lets two correct, answer, change, take back and thank, by keyboard and by hand', async () => {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma', locale: 'en' }),
  ])
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId, message: 'Hello Emma!' })
  const { roomId } = await emma.ok(acceptMatch, { requestId: requestId ?? '' })
  const mine = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`)
  const theirs = await openDesk(chromium.browser, emma, `/chat/${roomId}`, { locale: 'en', theme: 'dark', width: 1440 })

  const [myLog, theirLog] = [mine.page.getByRole('group', { name: '메시지' }), theirs.page.getByRole('group', { name: 'Messages' })]

  // Emma writes in the language she learns; 지우 corrects it by keys alone.
  await theirs.page.getByRole('textbox').fill('어제는 밥 먹을 시간이 없어요.')
  await theirs.page.keyboard.press('Enter')
  await myLog.getByText('어제는 밥 먹을 시간이 없어요.').waitFor()
  await myLog.focus()
  await mine.page.keyboard.press('ArrowUp')
  await mine.page.keyboard.press('e')
  const sheet = mine.page.getByRole('dialog', { name: 'Emma 님의 문장 고치기' })
  await sheet.getByRole('textbox', { name: '이렇게 고쳐요' }).fill('어제는 밥 먹을 시간이 없었어요.')
  await sheet.locator('ins', { hasText: '없었어요.' }).waitFor()
  await sheet.getByRole('textbox', { name: '한 줄 이유' }).fill('‘어제’니까 지난 일로 써요.')
  await expectAccessible(mine.page)
  await mine.page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'hidden' })

  const card = theirs.page.locator('.fix', { hasText: '지우 corrected this' })
  await card.locator('del', { hasText: '없어요.' }).waitFor()
  await card.locator('ins', { hasText: '없었어요.' }).waitFor()
  await expectAccessible(theirs.page)
  await card.getByRole('button', { name: 'Thanks' }).click()
  await mine.page.getByRole('button', { name: '🙏 1개' }).waitFor()
  await card.getByRole('button', { name: 'Write it again' }).click()
  await theirs.page.getByText('Reply to 지우').waitFor()
  await theirs.page.keyboard.type('어제는 밥 먹을 시간이 없었어요!')
  await theirs.page.keyboard.press('Enter')
  const answer = mine.page.locator('.msg', { hasText: '없었어요!' })
  await answer.locator('.quoted', { hasText: '나' }).waitFor()

  // 지우 changes words of theirs, then takes them back; the answer to them forgets them too.
  await mine.page.getByRole('textbox').fill('I am looking forward to see you.')
  await mine.page.keyboard.press('Enter')
  const before = theirLog.getByText('I am looking forward to see you.')
  await before.waitFor()
  await before.click()
  await theirs.page.getByRole('button', { name: 'Reply' }).click()
  await theirs.page.keyboard.type('Me too!')
  await theirs.page.keyboard.press('Enter')
  await myLog.getByText('Me too!').waitFor()
  await myLog.getByText('I am looking forward to see you.').first().click()
  await expectAccessible(mine.page)
  await mine.page.getByRole('button', { name: '바꾸기' }).click()
  await mine.page.getByText('이 글을 바꿔요').waitFor()
  await mine.page.getByRole('textbox').fill('I am looking forward to seeing you.')
  await mine.page.keyboard.press('Enter')
  await theirs.page.locator('.bub', { hasText: 'I am looking forward to seeing you.' }).first().waitFor()
  await theirs.page.locator('.quoted', { hasText: 'seeing you.' }).waitFor()
  await theirLog.getByText('edited').waitFor()
  await mine.page.locator('.bub', { hasText: 'seeing you.' }).first().click()
  await mine.page.getByRole('button', { name: '지우기' }).click()
  await theirLog.getByText('This message was deleted').first().waitFor()
  await theirs.page.locator('.quoted', { hasText: 'This message was deleted' }).waitFor()
  expect(await theirs.page.getByText('seeing you.').count()).toBe(0)

  // What was missed while away is there after a reload of the line.
  await theirs.context.setOffline(true)
  await mine.page.getByRole('button', { name: '더하기' }).click()
  await mine.page.getByRole('menuitem', { name: '단어 보내기' }).click()
  const word = mine.page.getByRole('dialog', { name: '단어 보내기' })
  await word.getByRole('textbox', { name: '단어나 표현' }).fill('설레다')
  await word.getByRole('textbox', { name: '뜻', exact: true }).fill('to flutter with anticipation')
  await word.getByRole('button', { name: '보내기' }).click()
  await mine.page.locator('.fix', { hasText: '설레다' }).waitFor()
  await theirs.context.setOffline(false)
  await theirs.page.locator('.fix', { hasText: '설레다' }).waitFor()

  // A translation unfolds under the words; here no engine is set up, and the page says what would bring one.
  await mine.page.getByRole('textbox').fill('다음 주에 만나요.')
  await mine.page.keyboard.press('Enter')
  await theirLog.getByText('다음 주에 만나요.').click()
  await theirLog.getByRole('button', { name: 'Translate' }).click()
  await theirLog.getByText('No translation engine is set up here.').waitFor()

  // Found by a part of a word; the way leads to where it was said. A muted room says so in the list.
  await theirs.page.getByRole('searchbox', { name: 'Find people and messages' }).fill('설레')
  const found = theirs.page.getByRole('link', { name: /설레다/ })
  await found.waitFor()
  await expectAccessible(theirs.page)
  await found.click()
  await theirLog.locator('.line.picked .fix', { hasText: '설레다' }).waitFor()
  await theirs.page.getByRole('button', { name: '지우: more' }).first().click()
  await theirs.page.getByRole('menuitem', { name: 'Mute', exact: true }).click()
  await theirs.page.getByRole('searchbox').fill('')
  await theirs.page.getByRole('img', { name: 'Muted' }).waitFor()

  expect([...mine.faults, ...theirs.faults]).toEqual([])
  await mine.context.close()
  await theirs.context.close()
}, 180_000)
