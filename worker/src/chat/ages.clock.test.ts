import { afterAll, beforeAll, expect, it } from 'vitest'
import { login } from '@studymate/contract/auth'
import { addMembers, createRoom } from '@studymate/contract/chat'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { RoomId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openTestHost } from '@studymate/host/testing/test-host'

let host: Host
beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

const born = (speaks: 'ko' | 'en', birthYear: number) => learner({ speaks, learns: speaks === 'ko' ? 'en' : 'ko', birthYear }, host.url)
async function match(a: Person, b: Person): Promise<void> {
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId, message: 'hi there' })
  await b.ok(acceptMatch, { requestId: requestId ?? '' })
}

it('seats no adult with a minor in a group, also after somebody between them grew up', async () => {
  const elder = await born('ko', 2008)
  const [younger, other] = [await born('en', 2010), await born('en', 2010)]
  for (const one of [younger, other]) await match(elder, one)
  const young = await elder.ok(createRoom, { participantIds: [younger.userId, other.userId], title: 'We three' })
  // A year turns: the elder is certainly eighteen now.
  await host.moveClock(60 * 86_400_000)
  for (const one of [elder, younger]) {
    const admission = await one.ok(login, { email: one.email, password: one.password })
    one.token = 'accessToken' in admission ? admission.accessToken : null
  }
  const [adult, another] = [await born('en', 1990), await born('en', 1991)]
  for (const one of [adult, another]) await match(elder, one)
  expect((await elder.call(createRoom, { participantIds: [younger.userId, adult.userId], title: 'No' })).code).toBe('USER_002')
  expect((await elder.call(addMembers, { roomId: RoomId.parse(young.roomId), userIds: [adult.userId] })).code).toBe('USER_002')
  expect((await elder.call(createRoom, { participantIds: [adult.userId, another.userId], title: 'Yes' })).code).toBe('OK')
})
