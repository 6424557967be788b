import { describe, expect, it } from 'vitest'
import { addMembers, createRoom, getRoom, listMessages, listRooms, removeMember, searchMessages, updateRoom } from '@studymate/contract/chat'
import { shownOf } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import { RoomId as RoomIdSchema, UserId } from '@studymate/contract/values'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser, report, unblockUser } from '@studymate/contract/safety'
import { person } from '@studymate/host/testing/actors'
import type { Person, PersonFacts } from '@studymate/host/testing/actors'
import { ownHost } from '@studymate/host/testing/own-host'
import { matchOf } from '@studymate/host/testing/pair'

const own = ownHost()
const { device, pass, say } = own

/** Somebody with so many partners. */
async function circle(count: number, facts: PersonFacts = {}): Promise<{ maker: Person; others: Person[] }> {
  const maker = await person({ displayName: '민지', ...facts }, own.host.url)
  const others: Person[] = []
  for (let index = 0; index < count; index++) {
    const other = await person({ displayName: `Friend ${index}` }, own.host.url)
    await matchOf(own.host, maker, other)
    others.push(other)
  }
  return { maker, others }
}
const idsOf = (people: readonly Person[]) => people.map(({ userId }) => userId)

async function trio(title?: string, facts: PersonFacts = {}) {
  const { maker, others } = await circle(2, facts)
  const [b, c] = others
  if (!b || !c) throw new Error('two others')
  const room = await maker.ok(createRoom, { participantIds: idsOf(others), ...(title === undefined ? {} : { title }) })
  return { a: maker, b, c, roomId: room.roomId }
}

/** What stands in a room for somebody, newest first: words, or that something is hidden. */
async function seen(by: Person, roomId: RoomId): Promise<unknown[]> {
  return (await by.ok(listMessages, { roomId })).map((message) => ('hidden' in message ? [message.seq, 'hidden'] : [message.seq, message.content]))
}

describe('making a group', () => {
  it('brings partners together, in everybody’s list at once', async () => {
    const { a, b, c, roomId } = await trio('주말 모임')
    const room = await b.ok(getRoom, { roomId })
    expect(room).toMatchObject({ kind: 'group', title: '주말 모임', partner: null, makerId: a.userId, firstSeq: 1, canSend: true, unreadCount: 0 })
    expect(room.members.map(({ userId }) => userId).toSorted()).toEqual(idsOf([a, b, c]).toSorted())
    for (const one of [a, b, c]) {
      const [row] = (await one.ok(listRooms, {})).filter((entry) => entry.roomId === roomId)
      expect(row).toMatchObject({ kind: 'group', title: '주말 모임', partner: null, memberCount: 3 })
      expect(row?.members.map(({ userId }) => userId)).not.toContain(one.userId)
      expect(row?.members).toHaveLength(2)
    }
  })

  it('with one other is the pair’s room, and with the same key made once', async () => {
    const { maker, others } = await circle(3)
    const [first] = others
    const pair = await maker.ok(createRoom, { participantIds: [maker.userId, first?.userId ?? maker.userId] })
    expect(pair).toMatchObject({ kind: 'pair', partner: { userId: first?.userId }, title: null, makerId: null, formerMembers: [] })
    expect(pair.members).toHaveLength(2)
    const body = { participantIds: idsOf(others) }
    const headers = { 'idempotency-key': `group-${maker.userId}` }
    const twice = [await maker.call(createRoom, body, headers), await maker.call(createRoom, body, headers)]
    expect(new Set(twice.map(({ data }) => data?.roomId)).size).toBe(1)
    expect((await maker.ok(createRoom, body)).roomId).not.toBe(twice[0]?.data?.roomId)
  })

  it('is of partners only, without a block, and of at most fifty (F29)', async () => {
    const { maker, others } = await circle(3)
    const [x, y, z] = others
    if (!x || !y || !z) throw new Error('three others')
    const stranger = await person({}, own.host.url)
    expect((await maker.call(createRoom, { participantIds: [x.userId, stranger.userId] })).code).toBe('USER_002')
    await z.ok(blockUser, { userId: maker.userId })
    expect((await maker.call(createRoom, { participantIds: [x.userId, z.userId] })).code).toBe('USER_002')
    expect((await maker.call(createRoom, { participantIds: [maker.userId] })).code).toBe('USER_002')
    const many = (count: number) => Array.from({ length: count }, (_, index) => UserId.parse(`user_${String(index).padStart(8, '0')}`))
    expect((await maker.call(createRoom, { participantIds: many(49) })).code).toBe('USER_002')
    expect((await maker.call(createRoom, { participantIds: many(50) })).code).toBe('VALIDATION_ERROR')
    expect((await maker.call(createRoom, { participantIds: many(101) })).code).toBe('VALIDATION_ERROR')
    expect((await maker.call(createRoom, { participantIds: [] })).code).toBe('VALIDATION_ERROR')
    expect((await maker.call(createRoom, { participantIds: [x.userId, y.userId], title: '  ' })).code).toBe('VALIDATION_ERROR')
  })
})

describe('talking in a group', () => {
  it('numbers for everybody, and says who reads, writes and how many are unread', async () => {
    const { a, b, c, roomId } = await trio()
    const [from, to, third] = [await device(a), await device(b), await device(c)]
    await say(from, roomId, '안녕하세요')
    expect(await to.next('MESSAGE')).toMatchObject({ roomId, messages: [{ seq: 1, senderId: a.userId, content: '안녕하세요' }] })
    expect(await third.next('MESSAGE')).toMatchObject({ messages: [{ seq: 1 }] })
    to.send({ type: 'TYPING', roomId, typing: true })
    expect(await third.next('TYPING')).toMatchObject({ userId: b.userId, typing: true })
    expect(await from.next('TYPING')).toMatchObject({ userId: b.userId })
    for (const one of [to, third]) one.send({ type: 'READ', roomId, seq: 1 })
    await from.next('READ', ({ userId }) => userId === b.userId)
    await from.next('READ', ({ userId }) => userId === c.userId)
    const [message] = shownOf(await a.ok(listMessages, { roomId }))
    expect(message?.readBy.toSorted()).toEqual(idsOf([b, c]).toSorted())
    await say(to, roomId, 'Hi all')
    expect((await c.ok(getRoom, { roomId })).unreadCount).toBe(1)
    expect((await b.ok(getRoom, { roomId })).unreadCount).toBe(0)
    expect((await c.ok(searchMessages, { q: 'Hi', roomId }))[0]).toMatchObject({ roomId, partner: null, message: { content: 'Hi all' } })
    expect(await c.ok(updateRoom, { roomId, muted: true })).toEqual({ roomId, muted: true, markedUnread: false, title: null })
  })

  it('rings once for several who wrote', async () => {
    const { a, b, c, roomId } = await trio('스터디', { locale: 'ko' })
    const [one, two] = [await device(b), await device(c)]
    await say(one, roomId, 'one')
    await say(two, roomId, 'two')
    await say(two, roomId, 'three')
    await pass(7_000)
    const lines = async () => (await a.ok(listNotifications, {})).filter(({ data }) => data?.['roomId'] === roomId)
    await expect.poll(lines).toHaveLength(1)
    expect(await lines()).toMatchObject([{ title: 'Friend 1 님 외 1명의 메시지', body: '‘스터디’에 읽지 않은 메시지가 3개 있어요.' }])
  })

  it('tells nothing to strangers, and makes no partners of its members', async () => {
    const { b, c, roomId } = await trio()
    const stranger = await person({}, own.host.url)
    expect((await stranger.call(getRoom, { roomId })).code).toBe('CHAT_001')
    expect((await stranger.call(listMessages, { roomId })).code).toBe('CHAT_001')
    expect((await stranger.call(searchMessages, { q: 'a', roomId })).code).toBe('CHAT_001')
    expect((await stranger.call(updateRoom, { roomId, muted: true })).code).toBe('CHAT_001')
    expect((await stranger.call(addMembers, { roomId, userIds: [b.userId] }, { 'accept-language': 'ko' })).message).toBe('찾는 대화방이 없어요.')
    expect((await stranger.call(removeMember, { roomId, userId: stranger.userId }, { 'accept-language': 'en' })).message).toBe(
      'We could not find that chat room.',
    )
    const socket = await device(stranger)
    socket.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'x', type: 'text', content: 'x' } })
    expect(await socket.next('ERROR')).toMatchObject({ code: 'CHAT_001' })
    const watcher = await device(b)
    await device(c)
    await watcher.settle()
    expect(watcher.frames.filter((frame) => frame.type === 'PRESENCE' && frame.userId === c.userId)).toEqual([])
  })
})

describe('members', () => {
  it('come later and see what follows; whoever was there hears of it', async () => {
    const { a, b, roomId } = await trio()
    const from = await device(a)
    const late = await person({ displayName: 'Late' }, own.host.url)
    await matchOf(own.host, b, late)
    const before = await say(from, roomId, 'before')
    expect((await a.call(addMembers, { roomId, userIds: [late.userId] })).code).toBe('USER_002')
    const socket = await device(late)
    expect((await b.ok(addMembers, { roomId, userIds: [late.userId] })).members).toHaveLength(4)
    expect(await from.next('ROOM_CHANGED')).toMatchObject({ roomId, what: 'members' })
    expect(await late.ok(getRoom, { roomId })).toMatchObject({ firstSeq: 2, unreadCount: 0, lastSeq: 1 })
    expect(await seen(late, roomId)).toEqual([])
    // Nobody has read what they cannot see.
    expect(JSON.stringify(await a.ok(listMessages, { roomId }))).not.toContain(late.userId)
    await say(from, roomId, 'answer', { replyTo: before })
    const { messages } = await socket.next('MESSAGE')
    expect(messages).toMatchObject([{ seq: 2, content: 'answer' }])
    expect(JSON.stringify(messages)).not.toContain('"before"')
    socket.send({ type: 'SUBSCRIBE', roomId, lastSeq: 0, lastRev: 0 })
    expect(await socket.next('SUBSCRIBED')).toMatchObject({ firstSeq: 2, lastSeq: 2 })
    expect((await socket.next('MESSAGE')).messages.map(({ seq }) => seq)).toEqual([2])
    expect(await late.ok(searchMessages, { q: 'before', roomId })).toEqual([])
    socket.send({ type: 'REACTION', roomId, messageId: before, emoji: '👍', on: true })
    expect(await socket.next('ERROR')).toMatchObject({ code: 'NOT_FOUND' })
    // Nor is it quoted, corrected or reported.
    socket.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'quote', type: 'text', content: 'hm', replyTo: before } })
    expect(await socket.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR', clientId: 'quote' })
    socket.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'fix', type: 'correction', content: { messageId: before, corrected: 'after' } } })
    expect(await socket.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR', clientId: 'fix' })
    expect((await late.call(report, { targetType: 'message', targetId: before, roomId, reason: 'OTHER' })).code).toBe('NOT_FOUND')
  })

  it('leave, and everything ends at once; what they said stays, with their name', async () => {
    const { a, b, c, roomId } = await trio()
    const [from, socket] = [await device(a), await device(c)]
    const message = await say(socket, roomId, 'bye')
    expect(await c.ok(removeMember, { roomId, userId: c.userId })).toEqual({ roomId, userId: c.userId })
    expect(await socket.next('ROOM_CHANGED')).toMatchObject({ what: 'left' })
    await say(from, roomId, 'after')
    await socket.settle()
    expect(socket.frames.filter((frame) => frame.type === 'MESSAGE')).toEqual([])
    for (const frame of [
      { type: 'SUBSCRIBE' as const, roomId, lastSeq: 0 },
      { type: 'TYPING' as const, roomId, typing: true },
      { type: 'READ' as const, roomId, seq: 2 },
      { type: 'DELETE_MESSAGE' as const, roomId, messageId: message },
    ]) {
      socket.send(frame)
      expect(await socket.next('ERROR')).toMatchObject({ code: 'CHAT_001' })
    }
    expect((await c.call(getRoom, { roomId })).code).toBe('CHAT_001')
    expect((await c.call(listMessages, { roomId })).code).toBe('CHAT_001')
    expect((await c.ok(listRooms, {})).map((row) => row.roomId)).not.toContain(roomId)
    // Again is harmless.
    expect((await c.call(removeMember, { roomId, userId: c.userId })).code).toBe('OK')
    const room = await b.ok(getRoom, { roomId })
    expect(room.members).toHaveLength(2)
    expect(room.formerMembers.map(({ userId }) => userId)).toEqual([c.userId])
    expect(await seen(b, roomId)).toEqual([
      [2, 'after'],
      [1, 'bye'],
    ])
    // Whoever comes again begins anew.
    await a.ok(addMembers, { roomId, userIds: [c.userId] })
    expect(await seen(c, roomId)).toEqual([])
    expect(await c.ok(getRoom, { roomId })).toMatchObject({ firstSeq: 3, unreadCount: 0 })
  })

  it('are taken out by whoever made the group, who hands it on by leaving', async () => {
    const { a, b, c, roomId } = await trio()
    expect((await b.call(removeMember, { roomId, userId: c.userId })).code).toBe('USER_002')
    await a.ok(removeMember, { roomId, userId: a.userId })
    const heir = (await b.ok(getRoom, { roomId })).makerId
    expect(idsOf([b, c])).toContain(heir)
    const [now, other] = heir === b.userId ? [b, c] : [c, b]
    expect((await other.call(removeMember, { roomId, userId: now.userId })).code).toBe('USER_002')
    await now.ok(removeMember, { roomId, userId: other.userId })
    expect((await other.call(getRoom, { roomId })).code).toBe('CHAT_001')
    expect((await now.ok(getRoom, { roomId })).members).toHaveLength(1)
  })

  it('of a pair’s room are two for good', async () => {
    const { maker, others } = await circle(2)
    const [x, y] = others
    if (!x || !y) throw new Error('two others')
    const { roomId } = await maker.ok(createRoom, { participantIds: [x.userId] })
    expect((await maker.call(addMembers, { roomId, userIds: [y.userId] })).code).toBe('USER_002')
    expect((await maker.call(removeMember, { roomId, userId: maker.userId })).code).toBe('USER_002')
    expect((await maker.call(addMembers, { roomId: RoomIdSchema.parse('room_nothing00'), userIds: [y.userId] })).code).toBe('CHAT_001')
  })

  it('are never more than fifty, however many are added at once', async () => {
    const { a, roomId } = await trio()
    const db = await own.host.miniflare.getD1Database('DB', 'studymate')
    const crowd = Array.from({ length: 40 }, (_, index) => `user_${roomId.slice(-12)}${index}`)
    for (const id of crowd) await db.prepare(`INSERT INTO group_members (room_id, user_id, joined_at, nonce) VALUES (?, ?, 1, 'x')`).bind(roomId, id).run()
    const others: Person[] = []
    for (let index = 0; index < 9; index++) {
      const other = await person({}, own.host.url)
      await matchOf(own.host, a, other)
      others.push(other)
    }
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => a.call(addMembers, { roomId, userIds: idsOf(others.slice(index % 9, (index % 9) + 1)) })),
    )
    const here = await db.prepare('SELECT count(*) AS n FROM group_members WHERE room_id = ? AND left_at IS NULL').bind(roomId).first<{ n: number }>()
    expect(here?.n).toBe(50)
    const full = replies.find(({ code }) => code !== 'OK')
    expect(full).toMatchObject({ code: 'CONFLICT', details: { reason: 'ROOM_FULL', most: 50 } })
    // All of those asked for, or nobody.
    const [gone, ...rest] = others
    if (!gone) throw new Error('nine others')
    await db
      .prepare('UPDATE group_members SET left_at = 5 WHERE room_id = ? AND user_id = ?')
      .bind(roomId, crowd[0] ?? '')
      .run()
    const stranger = await person({}, own.host.url)
    expect((await a.call(addMembers, { roomId, userIds: [...idsOf(rest), stranger.userId] })).code).toBe('USER_002')
  })
})

describe('a block in a group', () => {
  it('hides whoever was blocked from the one who did, in everything, and from nobody else', async () => {
    const { a, b, c, roomId } = await trio()
    const [blocker, blocked, third] = [await device(a), await device(b), await device(c)]
    const early = await say(blocked, roomId, 'secret early')
    await a.ok(blockUser, { userId: b.userId })
    expect(await blocker.next('ROOM_CHANGED', ({ what }) => what === 'hidden')).toMatchObject({ roomId })
    blocker.frames.splice(0)
    const later = await say(blocked, roomId, 'secret later')
    expect(await third.next('MESSAGE', ({ messages }) => messages.some(({ seq }) => seq === 2))).toMatchObject({ messages: [{ content: 'secret later' }] })
    expect(await blocker.next('MESSAGE')).toEqual({ type: 'MESSAGE', roomId, messages: [{ seq: 2, hidden: true }] })
    await say(third, roomId, 'about it', { replyTo: later })
    const told = await blocker.next('MESSAGE')
    expect(told).toMatchObject({ messages: [{ seq: 3, content: 'about it' }] })
    blocked.send({ type: 'TYPING', roomId, typing: true })
    blocked.send({ type: 'REACTION', roomId, messageId: shownOf(told.messages)[0]?.messageId ?? later, emoji: '🎉', on: true })
    blocked.send({ type: 'EDIT_MESSAGE', roomId, messageId: later, content: 'secret edited' })
    blocked.send({ type: 'READ', roomId, seq: 3 })
    blocked.send({ type: 'DELETE_MESSAGE', roomId, messageId: early })
    await third.next('MESSAGE_DELETED')
    for (let change = 0; change < 4; change++) expect(await blocker.next('ROOM_CHANGED')).toMatchObject({ what: 'nothing' })
    await blocker.settle()
    // A new device hears no more than that.
    const laptop = await device(a)
    laptop.send({ type: 'SUBSCRIBE', roomId, lastSeq: 0, lastRev: 0 })
    await laptop.next('MESSAGE')
    laptop.send({ type: 'SUBSCRIBE', roomId, lastSeq: 3, lastRev: 0 })
    await laptop.settle()
    for (const what of [
      blocker.frames,
      laptop.frames,
      await a.ok(listMessages, { roomId }),
      await a.ok(getRoom, { roomId }).then(({ readCursors }) => readCursors),
    ])
      expect(JSON.stringify(what)).not.toMatch(new RegExp(`secret|🎉|${b.userId}`))
    expect(await seen(a, roomId)).toEqual([
      [3, 'about it'],
      [2, 'hidden'],
      [1, 'hidden'],
    ])
    expect(await a.ok(searchMessages, { q: 'secret', roomId })).toEqual([])
    blocker.send({ type: 'REACTION', roomId, messageId: later, emoji: '👍', on: true })
    expect(await blocker.next('ERROR')).toMatchObject({ code: 'NOT_FOUND' })
    // The other way round nothing is hidden: only who blocked does not see.
    await say(blocker, roomId, 'I am here')
    expect(await blocked.next('MESSAGE', ({ messages }) => messages.some(({ seq }) => seq === 4))).toMatchObject({ messages: [{ content: 'I am here' }] })
    await a.ok(unblockUser, { userId: b.userId })
    expect(await blocker.next('ROOM_CHANGED', ({ what }) => what === 'hidden')).toMatchObject({ roomId })
    expect(await seen(a, roomId)).toContainEqual([2, 'secret edited'])
  })

  it('counts and rings for nothing of it, and leaves it out of the list', async () => {
    const { a, b, c, roomId } = await trio()
    await a.ok(blockUser, { userId: b.userId })
    const [blocked, third] = [await device(b), await device(c)]
    await say(third, roomId, 'visible')
    await say(blocked, roomId, 'secret')
    await pass(7_000)
    const row = async () => (await a.ok(listRooms, {})).find((one) => one.roomId === roomId)
    await expect.poll(async () => (await row())?.lastMessage?.content).toBe('visible')
    expect((await row())?.unreadCount).toBe(1)
    await expect.poll(async () => (await a.ok(listNotifications, {})).find(({ data }) => data?.['roomId'] === roomId)?.data?.['count']).toBe(1)
    await expect.poll(async () => (await c.ok(listRooms, {})).find((one) => one.roomId === roomId)?.lastMessage?.content).toBe('secret')
  })
})
