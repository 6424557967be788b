import { expect, it } from 'vitest'
import { createRoom, getRoom, listMessages, listRooms } from '@studymate/contract/chat'
import * as contract from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser, unblockUser } from '@studymate/contract/safety'
import { createSession } from '@studymate/contract/sessions'
import { type RoomId, UserId } from '@studymate/contract/values'
import { Actor, learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'

async function partners(): Promise<{ a: Person; b: Person; roomId: RoomId }> {
  const [a, b] = await Promise.all([learner({ speaks: 'ko', learns: 'pl' }), learner({ speaks: 'pl', learns: 'ko' })])
  const { requestId } = await a.ok(contract.requestMatch, { targetUserId: b.userId, message: 'first words' })
  const { roomId } = await b.ok(contract.acceptMatch, { requestId })
  return { a, b, roomId }
}

it('ends quietly: the room stays to be read, nobody is told, and all thirty calls at once end it once', async () => {
  const { a, b, roomId } = await partners()
  // Who has found the other looks for others; their profile stays.
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect((await one.ok(contract.listMatches, {})).map(({ userId }) => userId)).not.toContain(other.userId)
    expect((await one.call(contract.matchProfile, { userId: other.userId })).code).toBe('OK')
  }
  const [mine, theirs] = [await device(a), await device(b)]
  await expect.poll(async () => (await b.ok(listMessages, { roomId })).length).toBe(1)
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, n) => (n % 2 ? a : b).call(contract.endPartnership, { userId: n % 2 ? b.userId : a.userId })),
  )
  expect(new Set(replies.map(({ code }) => code))).toEqual(new Set(['OK']))
  expect(replies[1]?.data).toEqual({ userId: b.userId, ended: true })
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect(await one.ok(contract.listPartners, {})).toEqual([])
    expect((await one.ok(listRooms, {})).map((room) => room.roomId)).toEqual([roomId])
    expect((await one.ok(getRoom, { roomId })).canSend).toBe(false)
    expect(await one.ok(listMessages, { roomId })).toMatchObject([{ content: 'first words' }])
    expect((await one.call(createRoom, { participantIds: [other.userId] })).code).toBe('USER_002')
    expect((await one.call(createSession, { partnerId: other.userId, type: 'video' })).code).not.toBe('OK')
    // They may see each other again as anybody may.
    expect((await one.ok(contract.listMatches, {})).some(({ userId }) => userId === other.userId)).toBe(true)
  }
  mine.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'late', type: 'text', content: 'late' } })
  expect(await mine.next('ERROR')).toMatchObject({ code: 'USER_002', clientId: 'late' })
  const told = [...(await a.ok(listNotifications, {})), ...(await b.ok(listNotifications, {}))].map(({ type }) => type)
  expect(told.filter((type) => type !== 'match.request' && type !== 'match.accepted')).toEqual([])
  expect(theirs.frames.some(({ type }) => type === 'MESSAGE')).toBe(false)
  mine.drop()
  theirs.drop()
})

it('ends what they see of each other’s coming and going, at once and later', async () => {
  const { a, b } = await partners()
  const theirs = await device(b)
  await device(a)
  await theirs.next('PRESENCE', ({ userId, online }) => userId === a.userId && online)
  await a.ok(contract.endPartnership, { userId: b.userId })
  // To the other it looks as if somebody had gone.
  await theirs.next('PRESENCE', ({ userId, online }) => userId === a.userId && !online)
  theirs.frames.splice(0)
  const again = [await device(a), await device(b)]
  for (const line of [theirs, ...again]) await line.settle()
  expect([theirs, ...again].flatMap(({ frames }) => frames.filter(({ type }) => type === 'PRESENCE'))).toEqual([])
})

it('lets two meet again in their old room, with a new hello behind what they said', async () => {
  const { a, b, roomId } = await partners()
  await expect.poll(async () => (await b.ok(listMessages, { roomId })).length).toBe(1)
  await b.ok(contract.endPartnership, { userId: a.userId })
  expect((await a.ok(contract.matchProfile, { userId: b.userId })).relation.kind).toBe('waiting')
  const { requestId } = await b.ok(contract.requestMatch, { targetUserId: a.userId, message: 'once more?' })
  expect(await a.ok(contract.acceptMatch, { requestId })).toMatchObject({ roomId })
  await expect.poll(async () => (await a.ok(listMessages, { roomId })).map(({ content }) => content)).toEqual(['once more?', 'first words'])
  await expect.poll(async () => (await a.ok(getRoom, { roomId })).canSend).toBe(true)
  const from = await device(a)
  from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'again', type: 'text', content: 'again' } })
  expect(await from.next('ACK')).toMatchObject({ seq: 3 })
  from.drop()
})

it('is hidden by a block like any other room, and stays ended when that is lifted', async () => {
  const { a, b, roomId } = await partners()
  await a.ok(contract.endPartnership, { userId: b.userId })
  await a.ok(blockUser, { userId: b.userId })
  expect(await b.ok(listRooms, {})).toEqual([])
  await a.ok(unblockUser, { userId: b.userId })
  expect((await b.ok(listRooms, {})).map((room) => room.roomId)).toEqual([roomId])
  expect((await b.ok(getRoom, { roomId })).canSend).toBe(false)
})

it('is between partners alone', async () => {
  const { a, b } = await partners()
  const stranger = await learner({ speaks: 'ko', learns: 'pl' })
  expect((await stranger.call(contract.endPartnership, { userId: a.userId })).code).toBe('NOT_FOUND')
  expect((await a.call(contract.endPartnership, { userId: UserId.parse('user_0000000000000000') })).code).toBe('NOT_FOUND')
  expect((await a.call(contract.endPartnership, { userId: a.userId })).code).toBe('NOT_FOUND')
  expect((await new Actor().call(contract.endPartnership, { userId: a.userId })).code).toBe('AUTH_001')
  expect((await a.raw('DELETE', '/api/v1/matching/partners/x')).status).toBe(400)
  const ko = await stranger.call(contract.endPartnership, { userId: a.userId }, { 'accept-language': 'ko' })
  expect(ko.message).toMatch(/[가-힣]/)
  expect(await b.ok(contract.listPartners, {})).toHaveLength(1)
})
