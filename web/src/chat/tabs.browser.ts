import { afterAll, beforeAll, expect, it } from 'vitest'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { shownOf } from '@studymate/contract/message'
import { RoomId } from '@studymate/contract/values'
import { learner } from '@studymate/host/testing/actors'
import { openBrowser } from '@studymate/host/testing/chromium'
import type { TestBrowser } from '@studymate/host/testing/chromium'
import { openDesk } from '@studymate/host/testing/desk'
import { history } from '@studymate/host/testing/history'
import { device } from '@studymate/host/testing/live-client'

let chromium: TestBrowser
beforeAll(async () => {
  chromium = await openBrowser()
})
afterAll(() => chromium.close())

it('sends once what two tabs of a browser hold, and changes what was changed offline', async () => {
  const [jiwoo, emma] = await Promise.all([
    learner({ speaks: 'ko', learns: 'en', displayName: '지우' }),
    learner({ speaks: 'en', learns: 'ko', displayName: 'Emma' }),
  ])
  const { requestId } = await jiwoo.ok(requestMatch, { targetUserId: emma.userId })
  const roomId = RoomId.parse((await emma.ok(acceptMatch, { requestId })).roomId)
  const partner = await device(emma)
  const { context, page: tab, faults } = await openDesk(chromium.browser, jiwoo, `/chat/${roomId}`)
  const other = await context.newPage()
  other.on('pageerror', (error) => faults.push(error.message))
  await other.goto(tab.url())
  const [log, otherLog] = [tab, other].map((page) => page.getByRole('group', { name: '메시지' }))
  if (!log || !otherLog) throw new Error('two tabs')
  await tab.getByRole('textbox').fill('내일 봐요')
  await tab.keyboard.press('Enter')
  await partner.next('MESSAGE')
  await otherLog.getByText('내일 봐요').waitFor()

  await context.setOffline(true)
  await log.getByText('내일 봐요').click()
  await tab.getByRole('button', { name: '바꾸기' }).click()
  await tab.getByRole('textbox').fill('모레 봐요')
  await tab.keyboard.press('Enter')
  await tab.getByText('다시 이어지면 바꿔 둘게요').waitFor()
  for (const words of ['책 가져올게요', '우산도요']) {
    await tab.getByRole('textbox').fill(words)
    await tab.keyboard.press('Enter')
    await otherLog.getByText(words).waitFor()
  }
  expect(await log.getByText('내일 봐요').count()).toBe(1)

  await context.setOffline(false)
  for (const each of [log, otherLog]) {
    await each.getByText('모레 봐요').waitFor()
    await expect.poll(() => each.locator('.bub').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('우산도요')]))
  }
  await expect.poll(async () => shownOf(await history(emma, roomId)).map(({ content }) => content)).toEqual(['모레 봐요', '책 가져올게요', '우산도요'])
  for (const each of [log, otherLog]) for (const words of ['책 가져올게요', '우산도요']) await expect.poll(() => each.getByText(words).count()).toBe(1)
  await expect.poll(() => tab.getByText('다시 이어지면 바꿔 둘게요').count()).toBe(0)
  // Once more from what the server has: nothing of it waits any longer.
  await other.reload()
  await otherLog.getByText('우산도요').waitFor()
  expect(shownOf(await history(emma, roomId))).toHaveLength(3)
  expect(faults).toEqual([])
  partner.drop()
})
