import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import * as chat from '@studymate/contract/chat'
import { logout, refresh } from '@studymate/contract/auth'
import { listNotifications } from '@studymate/contract/notifications'
import { createTicket } from '@studymate/contract/system'
import { MessageId, RoomId } from '@studymate/contract/values'
import { LiveClient } from '@studymate/host/testing/live-client'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { ownHost } from '@studymate/host/testing/own-host'
import { pairOf } from '@studymate/host/testing/pair'
import type { PairFacts } from '@studymate/host/testing/pair'

const own = ownHost()
const { device, keep, pass } = own

const pair = (facts: PairFacts = {}) => pairOf(own.host, facts)

let made = 0
const text = (roomId: RoomId, content: string, clientId = `c${(made += 1)}`) => ({
  type: 'SEND_MESSAGE' as const,
  roomId,
  message: { clientId, type: 'text' as const, content },
})

/** The texts that came to a device, in the order they came. */
function texts(client: LiveClient): string[] {
  return client.frames.flatMap((frame) => (frame.type === 'MESSAGE' ? frame.messages.map(({ content }) => (typeof content === 'string' ? content : '')) : []))
}

/** Asks until the answer is right: lists follow a message within a second. */
async function until<T>(ask: () => Promise<T>, right: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await ask()
    if (right(value)) return value
  }
}

describe('messages', () => {
  it('numbers, acknowledges and hands them to everybody but the device that sent', async () => {
    const { a, b, roomId } = await pair()
    const [phone, laptop, other] = [await device(a), await device(a), await device(b)]
    phone.send(text(roomId, '안녕하세요', 'one'))
    const ack = await phone.next('ACK')
    expect(ack).toMatchObject({ roomId, clientId: 'one', seq: 1 })
    expect(await other.next('MESSAGE')).toMatchObject({
      roomId,
      messages: [{ seq: 1, senderId: a.userId, content: '안녕하세요', messageId: ack.messageId, clientId: 'one', readBy: [] }],
    })
    expect(await laptop.next('MESSAGE')).toMatchObject({ messages: [{ seq: 1 }] })
    await phone.settle()
    expect(texts(phone)).toEqual([])
  })

  it('keeps the order of many at once and gives each its own number', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    const words = Array.from({ length: 120 }, (_, index) => `m${index}`)
    for (const word of words) from.send(text(roomId, word))
    for (const word of words.slice(0, 40)) to.send(text(roomId, `re ${word}`))
    await from.until(() => from.frames.filter((frame) => frame.type === 'ACK').length === 120)
    await to.until(() => texts(to).length === 120)
    expect(texts(to)).toEqual(words)
    await from.until(() => texts(from).length === 40)
    const { data } = await a.call(chat.listMessages, { roomId, limit: 100 })
    expect(data?.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, index) => 160 - index))
    const seen = to.frames.flatMap((frame) => (frame.type === 'MESSAGE' ? frame.messages.map(({ seq }) => seq) : []))
    expect(seen).toEqual(seen.toSorted((x, y) => x - y))
  })

  it('gives a repeated client id its first place, and keeps the ids of two senders apart', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    from.send(text(roomId, 'once', 'same'))
    const first = await from.next('ACK')
    from.send(text(roomId, 'once', 'same'))
    from.send(text(roomId, 'twice?', 'same'))
    expect(await from.next('ACK')).toEqual(first)
    expect(await from.next('ACK')).toEqual(first)
    to.send(text(roomId, 'mine', 'same'))
    expect(await to.next('ACK')).toMatchObject({ seq: 2 })
    expect(texts(to)).toEqual(['once'])
  })

  it('brings what was missed, in order and once, after a dropped line', async () => {
    const { a, b, roomId } = await pair()
    const from = await device(a)
    let to = await device(b)
    from.send(text(roomId, 'before'))
    await to.next('MESSAGE')
    to.drop()
    for (const word of ['x', 'y', 'z']) from.send(text(roomId, word))
    await from.until(() => from.frames.filter((frame) => frame.type === 'ACK').length === 4)
    to = await device(b)
    to.send({ type: 'SUBSCRIBE', roomId, lastSeq: 1 })
    expect(await to.next('SUBSCRIBED')).toMatchObject({ roomId, lastSeq: 4 })
    from.send(text(roomId, 'after'))
    await to.until(() => texts(to).includes('after'))
    expect(texts(to)).toEqual(['x', 'y', 'z', 'after'])
  })

  it('brings a thousand missed ones at a time, and says that there are more', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    for (let round = 1; round <= 2; round++) {
      for (let index = 0; index < 300; index++) {
        from.send(text(roomId, `a${round}.${index}`))
        to.send(text(roomId, `b${round}.${index}`))
      }
      for (const client of [from, to]) await client.until(() => client.frames.filter((frame) => frame.type === 'ACK').length === 300 * round)
      // The allowance fills up again within a minute.
      await pass(61_000)
    }
    const late = await device(b)
    const seen: number[] = []
    for (const expected of [1000, 200]) {
      late.send({ type: 'SUBSCRIBE', roomId, lastSeq: seen.length })
      expect((await late.next('SUBSCRIBED')).lastSeq).toBe(1200)
      await late.until(() => texts(late).length === expected)
      for (const frame of late.frames.splice(0)) if (frame.type === 'MESSAGE') seen.push(...frame.messages.map(({ seq }) => seq))
    }
    expect(seen).toEqual(Array.from({ length: 1200 }, (_, index) => index + 1))
  })

  it('starts with the hello of the request, unread and without a bell', async () => {
    const { a, b, roomId } = await pair({ hello: '반가워요, 같이 연습해요' })
    const room = await b.ok(chat.getRoom, { roomId })
    expect(room).toMatchObject({ lastSeq: 1, unreadCount: 1, canSend: true, partner: { userId: a.userId, displayName: a.name } })
    expect(await b.ok(chat.listMessages, { roomId })).toMatchObject([
      { seq: 1, senderId: a.userId, content: '반가워요, 같이 연습해요', createdAt: '1970-01-01T00:00:01.000Z' },
    ])
    const { rows } = await until(
      async () => ({ rows: await b.ok(chat.listRooms, {}) }),
      ({ rows }) => rows.length === 1,
    )
    expect(rows[0]).toMatchObject({ roomId, unreadCount: 1, lastMessage: { seq: 1 } })
  })

  it('refuses an answer to a message of another room', async () => {
    const { a, roomId } = await pair()
    const from = await device(a)
    from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'r', type: 'text', content: 'to nothing', replyTo: MessageId.parse('msg_00000000') } })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR', clientId: 'r' })
  })

  it('counts length in code points after NFC', async () => {
    const { a, roomId } = await pair()
    const from = await device(a)
    from.send(text(roomId, '가'.normalize('NFD').repeat(4000), 'full'))
    expect(await from.next('ACK')).toMatchObject({ clientId: 'full' })
    from.send(text(roomId, '가'.repeat(4001), 'over'))
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR', clientId: 'over' })
    from.send(text(roomId, `${'a'.repeat(3993)}👨‍👩‍👧‍👦`, 'family'))
    expect(await from.next('ACK')).toMatchObject({ clientId: 'family' })
    expect((await a.ok(chat.listMessages, { roomId, limit: 1 }))[0]?.content?.endsWith('👨‍👩‍👧‍👦')).toBe(true)
  })
})

describe('reading', () => {
  it('never goes back, never beyond the end, and is told to the partner and the other devices (F24)', async () => {
    const { a, b, roomId } = await pair()
    const [from, phone, laptop] = [await device(a), await device(b), await device(b)]
    for (const word of ['1', '2', '3']) from.send(text(roomId, word))
    await phone.until(() => texts(phone).length === 3)
    phone.send({ type: 'READ', roomId, seq: 2 })
    expect(await from.next('READ')).toMatchObject({ roomId, userId: b.userId, seq: 2, rev: 1 })
    expect(await laptop.next('READ')).toMatchObject({ seq: 2 })
    laptop.send({ type: 'READ', roomId, seq: 1 })
    await laptop.settle()
    phone.send({ type: 'READ', roomId, seq: 999_999 })
    expect(await from.next('READ')).toMatchObject({ seq: 3, rev: 2 })
    from.send(text(roomId, '4'))
    await phone.until(() => texts(phone).length === 4)
    expect((await b.ok(chat.getRoom, { roomId })).unreadCount).toBe(1)
    expect((await a.ok(chat.getRoom, { roomId })).unreadCount).toBe(0)
    expect((await a.ok(chat.listMessages, { roomId })).map(({ readBy }) => readBy)).toEqual([[], [b.userId], [b.userId], [b.userId]])
  })

  it.each([-1, 1.5, '3', null])('refuses %s', async (seq) => {
    const { a, roomId } = await pair()
    const from = await device(a)
    from.socket.send(JSON.stringify({ type: 'READ', roomId, seq }))
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    await from.settle()
  })

  it('brings the list to the newest message, and to nothing unread at once after reading', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    from.send(text(roomId, 'first'))
    from.send(text(roomId, 'second'))
    await to.until(() => texts(to).length === 2)
    const row = async () => (await b.ok(chat.listRooms, {}))[0]
    expect(await until(row, (found) => found?.unreadCount === 2)).toMatchObject({
      roomId,
      lastMessage: { content: 'second', seq: 2 },
      partner: { userId: a.userId },
    })
    to.send({ type: 'READ', roomId, seq: 2 })
    await from.next('READ')
    await to.settle()
    expect(await row()).toMatchObject({ unreadCount: 0, lastMessage: { content: 'second' } })
  })
})

describe('typing and presence', () => {
  it('reach the partner, and typing is never kept', async () => {
    const { a, b, roomId } = await pair()
    await a.ok(chat.getRoom, { roomId })
    const to = await device(b)
    await until(
      () => b.ok(chat.listRooms, {}),
      (rooms) => rooms.length === 1,
    )
    const from = await device(a)
    expect(await to.next('PRESENCE', (frame) => frame.online)).toMatchObject({ userId: a.userId, online: true })
    expect(await from.next('PRESENCE', (frame) => frame.online)).toMatchObject({ userId: b.userId, online: true })
    from.send({ type: 'TYPING', roomId, typing: true })
    expect(await to.next('TYPING')).toEqual({ type: 'TYPING', roomId, userId: a.userId, typing: true })
    expect(await a.ok(chat.listMessages, { roomId })).toEqual([])
  })

  it('takes a client without heartbeats for gone, and tells when it was here only roughly', async () => {
    const { a, b, roomId } = await pair()
    await a.ok(chat.getRoom, { roomId })
    await until(
      () => b.ok(chat.listRooms, {}),
      (rooms) => rooms.length === 1,
    )
    await until(
      () => a.ok(chat.listRooms, {}),
      (rooms) => rooms.length === 1,
    )
    const frozen = await device(a)
    await pass(100_000)
    const to = await device(b)
    await wakePerson(a)
    expect(await frozen.closed()).toBe(4003)
    const gone = await to.next('PRESENCE', (frame) => !frame.online)
    expect(gone.userId).toBe(a.userId)
    expect(Date.parse(gone.lastSeenAt ?? '') % (15 * 60_000)).toBe(0)
  })

  it('say nothing of a minor', async () => {
    const { a, b, roomId } = await pair({ a: { birthYear: 2010 }, b: { birthYear: 2010 } })
    await a.ok(chat.getRoom, { roomId })
    await until(
      () => b.ok(chat.listRooms, {}),
      (rooms) => rooms.length === 1,
    )
    const to = await device(b)
    const from = await device(a)
    from.send(text(roomId, 'here'))
    await to.next('MESSAGE')
    expect([...to.frames, ...from.frames].filter((frame) => frame.type === 'PRESENCE')).toEqual([])
  })
})

/** Does what is due in a person's object: its alarm follows the platform's clock, not the moved one. */
async function wakePerson(of: Person): Promise<void> {
  const namespace = await own.host.miniflare.getDurableObjectNamespace('PERSON', 'studymate')
  const stub: unknown = namespace.get(namespace.idFromName(of.userId))
  await (stub as { wake(): Promise<void> }).wake()
}
async function wakeRoom(roomId: RoomId): Promise<void> {
  const namespace = await own.host.miniflare.getDurableObjectNamespace('ROOM', 'studymate')
  const stub: unknown = namespace.get(namespace.idFromName(roomId))
  await (stub as { wake(): Promise<void> }).wake()
}

describe('strangers and blocks', () => {
  it('do not get in by any way', async () => {
    const { a, roomId } = await pair()
    const stranger = await person({}, own.host.url)
    const client = await device(stranger)
    for (const frame of [
      { type: 'SUBSCRIBE' as const, roomId },
      text(roomId, 'hi', 'in'),
      { type: 'TYPING' as const, roomId, typing: true },
      { type: 'READ' as const, roomId, seq: 1 },
    ]) {
      client.send(frame)
      expect(await client.next('ERROR')).toMatchObject({ code: 'CHAT_001', ...(frame.type === 'SEND_MESSAGE' ? { clientId: 'in' } : {}) })
    }
    expect((await stranger.call(chat.getRoom, { roomId })).code).toBe('CHAT_001')
    expect((await stranger.call(chat.listMessages, { roomId })).code).toBe('CHAT_001')
    expect((await stranger.call(chat.createRoom, { participantIds: [a.userId] })).code).toBe('USER_002')
    expect((await stranger.call(chat.getRoom, { roomId: RoomId.parse('room_nothing0') })).code).toBe('CHAT_001')
    expect(await stranger.ok(chat.listRooms, {})).toEqual([])
  })

  it('nothing passes a block, and everything does after it', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    from.send(text(roomId, 'before'))
    await to.next('MESSAGE')
    const db = await own.host.miniflare.getD1Database('DB', 'studymate')
    const namespace = await own.host.miniflare.getDurableObjectNamespace('ROOM', 'studymate')
    const stub: unknown = namespace.get(namespace.idFromName(roomId))
    const sync = () => (stub as { syncBlocks(roomId: RoomId): Promise<void> }).syncBlocks(roomId)
    await db.prepare('INSERT INTO blocks (blocker_id, blocked_id, created_at) VALUES (?, ?, 1)').bind(b.userId, a.userId).run()
    await sync()
    from.send({ type: 'TYPING', roomId, typing: true })
    from.send(text(roomId, 'still there?', 'refused'))
    expect(await from.next('ERROR')).toMatchObject({ code: 'USER_002', clientId: 'refused' })
    to.send(text(roomId, 'neither way', 'back'))
    expect(await to.next('ERROR')).toMatchObject({ code: 'USER_002', clientId: 'back' })
    expect(await a.ok(chat.listRooms, {})).toEqual([])
    expect(await b.ok(chat.listRooms, {})).toEqual([])
    expect((await a.ok(chat.getRoom, { roomId })).canSend).toBe(false)
    expect(to.frames.filter((frame) => frame.type === 'TYPING' || frame.type === 'MESSAGE')).toEqual([])
    await db.prepare('DELETE FROM blocks WHERE blocker_id = ?').bind(b.userId).run()
    await sync()
    from.send(text(roomId, 'again'))
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ content: 'again', seq: 2 }] })
  })
})

describe('frames of every wrong kind', () => {
  it('get an ERROR in the own language, and the socket lives', async () => {
    const { a, b, roomId } = await pair({ b: { locale: 'ko' } })
    const [from, other] = [await device(b), await device(a)]
    const bad: [string | Buffer, string][] = [
      ['{', 'VALIDATION_ERROR'],
      ['null', 'VALIDATION_ERROR'],
      ['[]', 'VALIDATION_ERROR'],
      ['"PING"', 'VALIDATION_ERROR'],
      ['{"type":"NOPE"}', 'VALIDATION_ERROR'],
      ['{"type":"SUBSCRIBE"}', 'VALIDATION_ERROR'],
      ['{"type":"SUBSCRIBE","roomId":"../../etc"}', 'VALIDATION_ERROR'],
      [JSON.stringify({ type: 'SUBSCRIBE', roomId, lastSeq: -1 }), 'VALIDATION_ERROR'],
      [JSON.stringify({ ...text(roomId, 'x', 'k'), message: { clientId: 'k', type: 'image', content: 'x' } }), 'VALIDATION_ERROR'],
      [JSON.stringify(text(roomId, '   ', 'blank')), 'VALIDATION_ERROR'],
      [JSON.stringify(text(roomId, 'nul\u0000', 'nul')), 'VALIDATION_ERROR'],
      [`{"type":"SEND_MESSAGE","roomId":"${roomId}","message":{"clientId":"s","type":"text","content":"\\ud800"}}`, 'VALIDATION_ERROR'],
      ['{"__proto__":{"type":"PING"}}', 'VALIDATION_ERROR'],
      ['['.repeat(30_000), 'VALIDATION_ERROR'],
      [JSON.stringify(text(roomId, 'x'.repeat(70_000), 'big')), 'PAYLOAD_TOO_LARGE'],
      [Buffer.from([1, 2, 3]), 'VALIDATION_ERROR'],
    ]
    for (const [raw, code] of bad) {
      from.socket.send(raw)
      expect(await from.next('ERROR'), String(raw).slice(0, 60)).toMatchObject({
        code,
        message: code === 'VALIDATION_ERROR' ? '입력한 내용을 다시 확인해 주세요.' : '보낸 내용이 너무 커요.',
      })
    }
    from.send(text(roomId, 'well'))
    expect(await from.next('ACK')).toMatchObject({ seq: 1 })
    await other.next('MESSAGE')
    expect(other.frames.filter((frame) => frame.type === 'ERROR')).toEqual([])
  })

  it('too many are refused with the seconds to wait, and the rest goes on', async () => {
    const { a, b, roomId } = await pair()
    const [from, other] = [await device(a), await device(b)]
    for (let index = 0; index < 320; index++) from.send(text(roomId, `${index}`, `f${index}`))
    const refused = await from.next('ERROR', (frame) => frame.clientId === 'f310')
    expect(refused).toMatchObject({ code: 'RATE_LIMITED' })
    expect(refused.retryAfter).toBeGreaterThanOrEqual(1)
    other.send(text(roomId, 'unhindered'))
    await other.next('ACK')
  })
})

describe('a socket', () => {
  it('opens by a bare CONNECT, and loses nothing that followed it at once', async () => {
    const { a, roomId } = await pair()
    const client = new LiveClient(`${own.host.url.replace('http', 'ws')}/ws`)
    keep(client)
    await once(client.socket, 'open')
    client.socket.send(JSON.stringify({ type: 'CONNECT', token: a.token }))
    client.send(text(roomId, 'at once', 'early'))
    expect(await client.next('CONNECTED')).toMatchObject({ userId: a.userId })
    expect(await client.next('ACK')).toMatchObject({ clientId: 'early', seq: 1 })
  })

  it('is refused to a forged token and to a ticket used twice', async () => {
    const a = await person({}, own.host.url)
    const url = `${own.host.url.replace('http', 'ws')}/ws`
    const forged = new LiveClient(url)
    await once(forged.socket, 'open')
    forged.socket.send(JSON.stringify({ type: 'CONNECT', token: 'x.y.z' }))
    expect(await forged.next('ERROR')).toMatchObject({ code: 'AUTH_003' })
    expect(await forged.closed()).toBe(4004)
    const { ticket } = await a.ok(createTicket, {})
    const first = new LiveClient(`${url}?ticket=${ticket}`)
    keep(first)
    await first.next('CONNECTED')
    first.send({ type: 'CONNECT', ticket })
    await first.next('CONNECTED')
    const second = new LiveClient(`${url}?ticket=${ticket}`)
    expect(await second.closed()).toBe(1006)
  })

  it('closes when its token runs out, unless a fresh one came', async () => {
    const a = await person({}, own.host.url)
    const [stale, renewed] = [await device(a), await device(a)]
    await pass(30 * 60_000)
    const { accessToken } = await a.ok(refresh, { refreshToken: a.tokens.refreshToken })
    renewed.send({ type: 'CONNECT', token: accessToken })
    await renewed.next('CONNECTED')
    await pass(31 * 60_000)
    renewed.socket.send('{ "type": "PING" }')
    await renewed.next('PONG')
    stale.socket.send('{ "type": "PING" }')
    expect(await stale.closed()).toBe(4002)
  })

  it('closes when its login ends', async () => {
    const a = await person({}, own.host.url)
    const client = await device(a)
    await a.ok(logout, {})
    expect(await client.closed()).toBe(4001)
  })
})

describe('what waits', () => {
  it('rings once a room when a message stayed unread for five seconds, in the reader’s language, and is read with the room', async () => {
    const { a, b, roomId } = await pair({ b: { locale: 'ko' } })
    const [from, to] = [await device(a), await device(b)]
    from.send(text(roomId, 'one'))
    from.send(text(roomId, 'two'))
    await to.until(() => texts(to).length === 2)
    await wakeRoom(roomId)
    expect((await b.call(listNotifications, {})).envelope?.unreadCount).toBe(0)
    await pass(6_000)
    await wakeRoom(roomId)
    expect(await to.next('NOTIFICATION')).toMatchObject({
      notification: {
        type: 'chat.messages',
        title: `${a.name} 님의 메시지`,
        body: '읽지 않은 메시지가 2개 있어요.',
        link: `/chat/${roomId}`,
        data: { roomId, count: 2, from: { userId: a.userId } },
      },
    })
    from.send(text(roomId, 'three'))
    await to.until(() => texts(to).length === 3)
    // The line stands already: its number grows a minute later.
    await pass(61_000)
    await wakeRoom(roomId)
    await to.next('NOTIFICATION')
    const bell = await b.call(listNotifications, {})
    expect(bell.envelope).toMatchObject({ unreadCount: 1, pagination: { totalItems: 1 } })
    to.send({ type: 'READ', roomId, seq: 3 })
    await from.next('READ')
    await to.settle()
    expect((await b.call(listNotifications, {})).envelope?.unreadCount).toBe(0)
    expect((await a.call(listNotifications, {})).envelope?.unreadCount).toBe(0)
  })

  it('counts messages as sums of minutes, once', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    for (const word of ['1', '2', '3']) from.send(text(roomId, word))
    to.send(text(roomId, 're'))
    await from.until(() => texts(from).length === 1)
    await to.until(() => texts(to).length === 3)
    await pass(61_000)
    await wakeRoom(roomId)
    await wakeRoom(roomId)
    const db = await own.host.miniflare.getD1Database('DB', 'studymate')
    const sums = () =>
      db.prepare(`SELECT user_id, sum(amount) AS amount FROM facts WHERE kind = 'messages.sent' AND subject = ? GROUP BY user_id`).bind(roomId).all()
    const { results } = await until(sums, (found) => found.results.length === 2)
    expect(Object.fromEntries(results.map((row: Record<string, unknown>) => [row['user_id'], row['amount']]))).toEqual({ [a.userId]: 3, [b.userId]: 1 })
  })

  it('survives hibernation and eviction of the objects', async () => {
    const { a, b, roomId } = await pair()
    const [from, to] = [await device(a), await device(b)]
    from.send(text(roomId, 'before'))
    await to.next('MESSAGE')
    await own.host.miniflare.unsafeEvictDurableObject('studymate', 'RoomObject', { name: roomId })
    await own.host.miniflare.unsafeEvictDurableObject('studymate', 'PersonObject', { name: a.userId, webSockets: 'hibernate' })
    await own.host.miniflare.unsafeEvictDurableObject('studymate', 'PersonObject', { name: b.userId, webSockets: 'hibernate' })
    from.send(text(roomId, 'after', 'later'))
    expect(await from.next('ACK', (frame) => frame.clientId === 'later')).toMatchObject({ seq: 2 })
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ content: 'after', seq: 2 }] })
  })
})

describe('history and rooms over HTTP', () => {
  it('pages back to the beginning by seq', async () => {
    const { a, roomId } = await pair()
    const from = await device(a)
    for (let index = 1; index <= 25; index++) from.send(text(roomId, `${index}`))
    await from.until(() => from.frames.filter((frame) => frame.type === 'ACK').length === 25)
    const seen: number[] = []
    let before: number | null | undefined
    while (before !== null) {
      const { envelope } = await a.call(chat.listMessages, { roomId, limit: 10, ...(before === undefined ? {} : { before }) })
      seen.push(...(envelope?.data ?? []).map(({ seq }) => seq))
      before = envelope?.nextBefore ?? null
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index))
    expect((await a.call(chat.listMessages, { roomId, limit: 101 })).code).toBe('VALIDATION_ERROR')
  })

  it('answers the same room however often a pair asks for it', async () => {
    const { a, b, roomId } = await pair()
    const rooms = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 ? a.ok(chat.createRoom, { participantIds: [b.userId] }) : b.ok(chat.createRoom, { participantIds: [a.userId, b.userId] }),
      ),
    )
    expect(new Set(rooms.map((room) => room.roomId))).toEqual(new Set([roomId]))
    const third = await person({}, own.host.url)
    expect((await a.call(chat.createRoom, { participantIds: [b.userId, third.userId] })).code).toBe('USER_002')
    expect((await a.call(chat.createRoom, { participantIds: [a.userId] })).code).toBe('USER_002')
  })
})
