import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { getRoom, listMessages, listRooms, searchMessages } from '@studymate/contract/chat'
import type { RoomId, UserId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import type { Person } from '@studymate/host/testing/actors'
import { device as deviceOf } from '@studymate/host/testing/live-client'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { pairOf } from '@studymate/host/testing/pair'
import { openTestHost } from '@studymate/host/testing/test-host'

let host: Host
let offset = 0
beforeAll(async () => {
  host = await openTestHost()
})
afterAll(() => host.close())

const devices: LiveClient[] = []
afterEach(() => {
  for (const client of devices.splice(0)) client.drop()
})
async function device(of: Person): Promise<LiveClient> {
  const client = await deviceOf(of)
  devices.push(client)
  return client
}
async function pass(ms: number): Promise<void> {
  offset += ms
  await host.moveClock(offset)
}

/** Takes an object out of memory while its sockets sleep on; false where it was out already. */
async function evict(name: 'RoomObject' | 'PersonObject', id: string): Promise<boolean> {
  try {
    await host.miniflare.unsafeEvictDurableObject('studymate', name, { name: id, webSockets: 'hibernate' })
    return true
  } catch (error) {
    if (!String(error).includes('not currently running')) throw error
    return false
  }
}

/** Does what is due in a person's object: its alarm follows the platform's clock, not the moved one. */
async function wake(userId: UserId): Promise<void> {
  const namespace = await host.miniflare.getDurableObjectNamespace('PERSON', 'studymate')
  const stub: unknown = namespace.get(namespace.idFromName(userId))
  await (stub as { wake(): Promise<void> }).wake()
}

/** Two in a room that stands in both lists, and a way to put all three objects to sleep. */
async function two() {
  const { a, b, roomId } = await pairOf(host)
  for (const who of [a, b]) {
    await who.ok(getRoom, { roomId })
    await expect.poll(async () => (await who.ok(listRooms, {})).length).toBe(1)
  }
  const sleep = async () => {
    await evict('RoomObject', roomId)
    for (const { userId } of [a, b]) await evict('PersonObject', userId)
  }
  return { a, b, roomId, sleep }
}

let made = 0
async function say(client: LiveClient, roomId: RoomId, content: string) {
  const clientId = `s${(made += 1)}`
  client.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'text', content } })
  return client.next('ACK', (ack) => ack.clientId === clientId)
}

describe('objects that sleep', () => {
  it('answer everything as if they had been awake, on lines that slept with them', async () => {
    const { a, b, roomId, sleep } = await two()
    const [from, to] = [await device(a), await device(b)]
    await sleep()
    const { messageId, seq } = await say(from, roomId, '도서관에 갔어요')
    expect(seq).toBe(1)
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ seq: 1 }] })
    await sleep()
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: '서점에 갔어요' })
    expect(await from.next('ACK')).toMatchObject({ messageId, rev: 1 })
    expect(await to.next('MESSAGE_EDITED')).toMatchObject({ content: '서점에 갔어요', rev: 1 })
    await sleep()
    to.send({ type: 'REACTION', roomId, messageId, emoji: '👍', on: true })
    expect(await from.next('REACTION')).toMatchObject({ userId: b.userId, rev: 2 })
    await sleep()
    to.send({ type: 'READ', roomId, seq: 1 })
    expect(await from.next('READ')).toMatchObject({ userId: b.userId, seq: 1, rev: 3 })
    await sleep()
    to.send({ type: 'TYPING', roomId, typing: true })
    expect(await from.next('TYPING')).toMatchObject({ userId: b.userId, typing: true })
    await sleep()
    expect((await b.ok(searchMessages, { q: '서점', roomId })).map(({ message }) => message.messageId)).toEqual([messageId])
    await sleep()
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    expect(await to.next('MESSAGE_DELETED')).toMatchObject({ messageId, rev: 4 })
    await sleep()
    to.send({ type: 'SUBSCRIBE', roomId, lastSeq: 0, lastRev: 0 })
    expect(await to.next('SUBSCRIBED')).toMatchObject({ lastSeq: 1, lastRev: 4 })
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ seq: 1, content: null }] })
    await sleep()
    from.socket.send('{"type":"PING"}')
    await from.next('PONG')
    await sleep()
    expect(await b.ok(listMessages, { roomId })).toMatchObject([{ messageId, content: null }])
  })

  it('do what they have to do later though they fell asleep before', async () => {
    const { a, b, roomId, sleep } = await two()
    const from = await device(a)
    await say(from, roomId, '안녕하세요')
    await sleep()
    // Nobody speaks to the room: its own alarm wakes it, and brings the list of the other to it.
    await expect.poll(async () => (await b.ok(listRooms, {}))[0]).toMatchObject({ unreadCount: 1, lastMessage: { seq: 1 } })
  })

  it('notice that the last device has gone', async () => {
    const { a, b, sleep } = await two()
    const to = await device(b)
    const from = await device(a)
    await to.next('PRESENCE', ({ online }) => online)
    await sleep()
    from.close()
    await from.closed()
    await pass(6_000)
    await wake(a.userId)
    expect(await to.next('PRESENCE', ({ online }) => !online)).toMatchObject({ userId: a.userId })
  })

  // The platform takes them out after ten seconds without an event, and the last thing that a room has to do comes with the next minute; only `npm run soak` waits for it.
  it.runIf(process.env['CRASH_ROUNDS'])('fall asleep by themselves while their lines are open', { timeout: 150_000 }, async () => {
    const { a, b, roomId } = await two()
    const [from, to] = [await device(a), await device(b)]
    await say(from, roomId, '잘 자요')
    await to.next('MESSAGE')
    await new Promise((resolve) => setTimeout(resolve, 60_000 - (Date.now() % 60_000) + 25_000))
    expect([await evict('RoomObject', roomId), await evict('PersonObject', a.userId), await evict('PersonObject', b.userId)]).toEqual([false, false, false])
    await say(to, roomId, '일어났어요')
    expect(await from.next('MESSAGE')).toMatchObject({ messages: [{ seq: 2 }] })
  })
})

describe('a client that froze without closing', () => {
  it('is closed and shown offline, and has everything it missed once it is back', async () => {
    const { a, b, roomId, sleep } = await two()
    const [frozen, partner] = [await device(a), await device(b)]
    const first = await say(partner, roomId, '처음')
    await frozen.next('MESSAGE')
    frozen.send({ type: 'SUBSCRIBE', roomId, lastSeq: 1, lastRev: 0 })
    const { lastRev } = await frozen.next('SUBSCRIBED')
    // It reads nothing and says nothing any more, while its line stays open.
    frozen.socket.pause()
    for (const words of ['하나', '둘']) await say(partner, roomId, words)
    partner.send({ type: 'EDIT_MESSAGE', roomId, messageId: first.messageId, content: '바뀐 처음' })
    await partner.next('ACK', ({ messageId }) => messageId === first.messageId)
    await sleep()
    await pass(76_500)
    partner.socket.send('{ "type": "PING" }')
    await partner.next('PONG')
    await wake(a.userId)
    expect(await partner.next('PRESENCE', ({ online }) => !online)).toMatchObject({ userId: a.userId, online: false })
    await say(partner, roomId, '셋')
    frozen.socket.resume()
    expect(await frozen.closed()).toBe(4003)
    const back = await device(a)
    expect(await partner.next('PRESENCE', ({ online }) => online)).toMatchObject({ userId: a.userId })
    back.send({ type: 'SUBSCRIBE', roomId, lastSeq: 1, lastRev })
    await back.next('SUBSCRIBED')
    await back.settle()
    const missed = back.frames.flatMap((frame) => (frame.type === 'MESSAGE' ? frame.messages : []))
    expect(missed).toMatchObject([
      { seq: 2, content: '하나' },
      { seq: 3, content: '둘' },
      { seq: 4, content: '셋' },
    ])
    expect(back.frames.filter(({ type }) => type === 'MESSAGE_EDITED')).toMatchObject([{ messageId: first.messageId, content: '바뀐 처음' }])
  })
})
