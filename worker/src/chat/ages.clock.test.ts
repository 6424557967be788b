import { afterAll, beforeAll, expect, it } from 'vitest'
import { login } from '@studymate/contract/auth'
import { addMembers, createRoom } from '@studymate/contract/chat'
import { acceptMatch, filterMatches, listMatches, listRequests, matchProfile, requestMatch } from '@studymate/contract/matching'
import { RoomId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'

const DAY = 86_400_000
const YEAR = new Date().getUTCFullYear()
/** How far it is to the 30th of December. */
const LAST_DAYS = Date.UTC(YEAR, 11, 30) - Date.now()
let host: Host
beforeAll(async () => {
  host = await openTestHost()
  await host.moveClock(LAST_DAYS)
})
afterAll(() => host.close())

const born = (speaks: 'ko' | 'en', birthYear: number) => learner({ speaks, learns: speaks === 'ko' ? 'en' : 'ko', birthYear }, host.url)
async function match(a: Person, b: Person): Promise<void> {
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId, message: 'hi there' })
  await b.ok(acceptMatch, { requestId: requestId ?? '' })
}

it('lets no adult meet a minor, by a request from before or in a group, after somebody grew up', async () => {
  const elder = await born('ko', YEAR - 18)
  const [younger, other] = [await born('en', YEAR - 16), await born('en', YEAR - 16)]
  for (const one of [younger, other]) await match(elder, one)
  const asker = await born('en', YEAR - 16)
  const { requestId } = await asker.ok(requestMatch, { targetUserId: elder.userId, message: 'hi there' })
  expect(await elder.ok(listRequests, {})).toHaveLength(1)
  const young = await elder.ok(createRoom, { participantIds: [younger.userId, other.userId], title: 'We three' })
  // A year turns: the elder is certainly eighteen now.
  await host.moveClock(LAST_DAYS + 3 * DAY)
  for (const one of [elder, younger, asker]) {
    const admission = await one.ok(login, { email: one.email, password: one.password })
    one.token = 'accessToken' in admission ? admission.accessToken : null
  }
  // What was asked before is there for neither.
  for (const [me, they] of [
    [elder, asker],
    [asker, elder],
  ] as const) {
    for (const direction of ['received', 'sent'] as const) expect(await me.ok(listRequests, { direction })).toEqual([])
    for (const list of [listMatches, filterMatches]) expect((await me.ok(list, {})).map(({ userId }) => userId)).not.toContain(they.userId)
    expect((await me.call(matchProfile, { userId: they.userId })).code).toBe('USER_001')
    expect((await me.call(requestMatch, { targetUserId: they.userId })).code).toBe('MATCH_001')
  }
  expect((await elder.call(acceptMatch, { requestId: requestId ?? '' })).code).toBe('MATCH_001')
  const [adult, another] = [await born('en', 1990), await born('en', 1991)]
  for (const one of [adult, another]) await match(elder, one)
  expect((await elder.call(createRoom, { participantIds: [younger.userId, adult.userId], title: 'No' })).code).toBe('USER_002')
  expect((await elder.call(addMembers, { roomId: RoomId.parse(young.roomId), userIds: [adult.userId] })).code).toBe('USER_002')
  expect((await elder.call(createRoom, { participantIds: [adult.userId, another.userId], title: 'Yes' })).code).toBe('OK')
})
