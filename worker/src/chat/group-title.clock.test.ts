import { describe, expect, it } from 'vitest'
import { addMembers, createRoom, getRoom, listRooms, removeMember, updateRoom } from '@studymate/contract/chat'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser, unblockUser } from '@studymate/contract/safety'
import { saveNotificationSettings } from '@studymate/contract/settings'
import type { RoomId } from '@studymate/contract/values'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { ownHost } from '@studymate/host/testing/own-host'
import { matchOf } from '@studymate/host/testing/pair'

const own = ownHost()
const { device } = own

/** Three people who are partners of the first. */
async function three() {
  const [a, b, c] = [
    await person({ displayName: '민지', locale: 'ko' }, own.host.url),
    await person({ displayName: 'Ben', locale: 'ko' }, own.host.url),
    await person({ displayName: 'Cleo', locale: 'en' }, own.host.url),
  ]
  for (const other of [b, c]) await matchOf(own.host, a, other)
  return { a, b, c }
}
async function trio(title?: string) {
  const people = await three()
  const { a, b, c } = people
  const { roomId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId], ...(title === undefined ? {} : { title }) })
  return { ...people, roomId }
}
const titleIn = async (of: Person, roomId: RoomId) => [
  (await of.ok(getRoom, { roomId })).title,
  (await of.ok(listRooms, {})).find((row) => row.roomId === roomId)?.title,
]

describe('the title of a group', () => {
  it('is given by any member, and all hear of it at once', async () => {
    const { a, b, c, roomId } = await trio()
    const clients = [await device(a), await device(b), await device(c)]
    expect(await b.ok(updateRoom, { roomId, title: '  금요일   저녁 ' })).toEqual({ roomId, muted: false, markedUnread: false, title: '금요일   저녁' })
    for (const client of clients) expect(await client.next('ROOM_CHANGED')).toMatchObject({ roomId, what: 'title' })
    for (const one of [a, b, c]) expect(await titleIn(one, roomId)).toEqual(['금요일   저녁', '금요일   저녁'])
    expect(await c.ok(updateRoom, { roomId, title: null })).toMatchObject({ title: null })
    expect(await clients[0]?.next('ROOM_CHANGED')).toMatchObject({ what: 'title' })
    expect(await titleIn(a, roomId)).toEqual([null, null])
  })

  it('is told once when it is given twice, and after an absence', async () => {
    const { a, b, c, roomId } = await trio('Before')
    const here = await device(a)
    const { lastRev } = await c.ok(getRoom, { roomId })
    await Promise.all(Array.from({ length: 10 }, () => b.ok(updateRoom, { roomId, title: 'After' })))
    await here.next('ROOM_CHANGED')
    await here.settle()
    expect(here.frames.filter(({ type }) => type === 'ROOM_CHANGED')).toEqual([])
    const back = await device(c)
    back.send({ type: 'SUBSCRIBE', roomId, lastSeq: 0, lastRev })
    expect(await back.next('ROOM_CHANGED')).toEqual({ type: 'ROOM_CHANGED', roomId, what: 'title', rev: lastRev + 1 })
    expect(await titleIn(c, roomId)).toEqual(['After', 'After'])
  })

  it('is one of those given at once, and the same for everybody', async () => {
    const { a, b, c, roomId } = await trio()
    await Promise.all([a, b, c].flatMap((one, at) => Array.from({ length: 10 }, (_, turn) => one.ok(updateRoom, { roomId, title: `${at} ${turn}` }))))
    const titles = await Promise.all([a, b, c].map((one) => titleIn(one, roomId)))
    expect(new Set(titles.flat()).size).toBe(1)
  })

  it('is nothing for strangers, who have left, and pairs; and has its bounds', async () => {
    const { a, b, c, roomId } = await trio('Ours')
    const stranger = await person({}, own.host.url)
    expect((await stranger.call(updateRoom, { roomId, title: 'Mine' }, { 'accept-language': 'ko' })).message).toBe('찾는 대화방이 없어요.')
    await c.ok(removeMember, { roomId, userId: c.userId })
    expect(await c.call(updateRoom, { roomId, title: 'Mine' }, { 'accept-language': 'en' })).toMatchObject({
      code: 'CHAT_001',
      message: 'We could not find that chat room.',
    })
    const { roomId: pairId } = await a.ok(createRoom, { participantIds: [b.userId] })
    expect((await a.call(updateRoom, { roomId: pairId, title: 'Us' })).code).toBe('USER_002')
    expect(await a.ok(updateRoom, { roomId: pairId, muted: true })).toEqual({ roomId: pairId, muted: true, markedUnread: false, title: null })
    for (const title of ['', '   ', 'a'.repeat(101)]) expect((await a.call(updateRoom, { roomId, title })).code).toBe('VALIDATION_ERROR')
    expect(await titleIn(a, roomId)).toEqual(['Ours', 'Ours'])
    expect((await a.ok(updateRoom, { roomId, title: '👨‍👩‍👧'.repeat(20) })).title).toBe('👨‍👩‍👧'.repeat(20))
  })

  it('is not shown to whoever has blocked the one who gave it', async () => {
    const { a, b, c, roomId } = await trio()
    await b.ok(updateRoom, { roomId, title: 'Unkind' })
    await a.ok(blockUser, { userId: b.userId })
    expect(await titleIn(a, roomId)).toEqual([null, null])
    expect((await a.ok(updateRoom, { roomId, muted: true })).title).toBeNull()
    expect(await titleIn(c, roomId)).toEqual(['Unkind', 'Unkind'])
    await c.ok(updateRoom, { roomId, title: 'Kind' })
    expect(await titleIn(a, roomId)).toEqual(['Kind', 'Kind'])
    await b.ok(updateRoom, { roomId, title: 'Unkind' })
    await a.ok(unblockUser, { userId: b.userId })
    expect(await titleIn(a, roomId)).toEqual(['Unkind', 'Unkind'])
  })
})

describe('being added to a group', () => {
  const added = async (of: Person, roomId: RoomId) =>
    (await of.ok(listNotifications, {})).filter(({ type, data }) => type === 'chat.added' && data['roomId'] === roomId)
  const soon = { timeout: 15_000 }

  it('rings for everybody but the one who adds, in their own language', async () => {
    const { a, b, c, roomId } = await trio('주말 모임')
    await expect
      .poll(() => added(b, roomId), soon)
      .toMatchObject([
        {
          title: '민지 님이 ‘주말 모임’ 방에 초대했어요.',
          link: `/chat/${roomId}`,
          data: { roomId, from: { userId: a.userId, displayName: '민지' } },
          readAt: null,
        },
      ])
    await expect.poll(() => added(c, roomId), soon).toMatchObject([{ title: '민지 added you to “주말 모임”.' }])
    const late = await person({ displayName: 'Late', locale: 'ko' }, own.host.url)
    await matchOf(own.host, b, late)
    const socket = await device(late)
    await b.ok(addMembers, { roomId, userIds: [late.userId, c.userId] })
    expect(await socket.next('NOTIFICATION')).toMatchObject({ notification: { type: 'chat.added', data: { from: { userId: b.userId } } } })
    expect(await added(late, roomId)).toHaveLength(1)
    expect(await added(c, roomId)).toHaveLength(1)
    for (const one of [a]) expect(await added(one, roomId)).toEqual([])
  })

  it('is one line a room, which reading the room reads', async () => {
    const { a, b, roomId } = await trio()
    await expect.poll(() => added(b, roomId), soon).toMatchObject([{ title: '민지 님이 대화방에 초대했어요.' }])
    const [first] = await added(b, roomId)
    await a.ok(removeMember, { roomId, userId: b.userId })
    await a.ok(addMembers, { roomId, userIds: [b.userId] })
    await expect.poll(async () => (await added(b, roomId))[0]?.notificationId === first?.notificationId, soon).toBe(false)
    expect(await added(b, roomId)).toHaveLength(1)
    const [from, to] = [await device(a), await device(b)]
    from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'hello', type: 'text', content: '어서 와요' } })
    await to.next('MESSAGE')
    to.send({ type: 'READ', roomId, seq: 1 })
    await to.next('READ')
    await expect.poll(async () => (await added(b, roomId))[0]?.readAt, soon).not.toBeNull()
  })

  it('rings for nobody across a block, who is out again, has muted the room, or wants none', async () => {
    const { a, b, c } = await three()
    const witness = await person({}, own.host.url)
    await matchOf(own.host, a, witness)
    await c.ok(saveNotificationSettings, { chatMessages: false })
    const { roomId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId, witness.userId] })
    await expect.poll(() => added(b, roomId), soon).toHaveLength(1)
    await expect.poll(() => added(witness, roomId), soon).toHaveLength(1)
    expect(await added(c, roomId)).toEqual([])
    // A block takes out what named the one who was blocked.
    await b.ok(blockUser, { userId: a.userId })
    await expect.poll(() => added(b, roomId), soon).toEqual([])
    await b.ok(unblockUser, { userId: a.userId })
    await b.ok(updateRoom, { roomId, muted: true })
    await b.ok(removeMember, { roomId, userId: b.userId })
    const other = await person({}, own.host.url)
    await matchOf(own.host, a, other)
    await a.ok(addMembers, { roomId, userIds: [b.userId, other.userId] })
    await expect.poll(() => added(other, roomId), soon).toHaveLength(1)
    expect(await added(b, roomId)).toEqual([])
  })
})
