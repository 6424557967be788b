import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRoom } from '@studymate/contract/chat'
import { blockUser, report } from '@studymate/contract/safety'
import type { MessageId, RoomId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { device as deviceOf } from '@studymate/host/testing/live-client'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { matchOf, pairOf } from '@studymate/host/testing/pair'
import { openTestHost } from '@studymate/host/testing/test-host'

let host: Host
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

let made = 0
async function say(client: LiveClient, roomId: RoomId, content: string): Promise<MessageId> {
  const clientId = `s${(made += 1)}`
  client.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'text', content } })
  return (await client.next('ACK', (ack) => ack.clientId === clientId)).messageId
}

async function evidenceOf(targetId: MessageId): Promise<unknown> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  return JSON.parse((await db.prepare('SELECT evidence FROM reports WHERE target_id = ?').bind(targetId).first<string>('evidence')) ?? 'null')
}

describe('a report of a message', () => {
  it('keeps what it said before it was changed, and what the two said around it', async () => {
    const { a, b, roomId } = await pairOf(host)
    const [from, to] = [await device(a), await device(b)]
    for (let n = 0; n < 7; n++) await say(from, roomId, `before ${n}`)
    await say(to, roomId, 'Please stop.')
    const messageId = await say(from, roomId, 'I know where you live.')
    for (let n = 0; n < 7; n++) await say(from, roomId, `after ${n}`)
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'What a lovely day!' })
    await from.next('ACK')
    await b.ok(report, { targetType: 'message', targetId: messageId, roomId, reason: 'HARASSMENT' })
    // Taken back after the report, it is there for whoever has to judge.
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await from.next('ACK')
    const said = (n: number, when: string) => ({ by: 'reported', type: 'text', content: `${when} ${n}` })
    expect(await evidenceOf(messageId)).toMatchObject({
      roomId,
      messageId,
      content: 'What a lovely day!',
      earlier: ['I know where you live.'],
      around: [
        ...[3, 4, 5, 6].map((n) => said(n, 'before')),
        { by: 'reporter', type: 'text', content: 'Please stop.' },
        ...[0, 1, 2, 3, 4].map((n) => said(n, 'after')),
      ],
    })
  })

  it('keeps nothing of a third, nor of what its reporter does not see', async () => {
    const a = await person({}, host.url)
    const [b, c, d] = [await person({}, host.url), await person({}, host.url), await person({}, host.url)]
    for (const other of [b, c, d]) await matchOf(host, a, other)
    const { roomId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId, d.userId] })
    const [one, two, three] = [await device(a), await device(b), await device(c)]
    await say(two, roomId, 'of a third')
    const messageId = await say(one, roomId, 'reported')
    await say(three, roomId, 'of the reporter')
    await c.ok(report, { targetType: 'message', targetId: messageId, roomId, reason: 'OTHER' })
    expect(await evidenceOf(messageId)).toMatchObject({ content: 'reported', around: [{ by: 'reporter', content: 'of the reporter' }] })
    expect(JSON.stringify(await evidenceOf(messageId))).not.toMatch(/of a third|user_/)
    const hidden = await say(two, roomId, 'hidden')
    await c.ok(blockUser, { userId: b.userId })
    expect((await c.call(report, { targetType: 'message', targetId: hidden, roomId, reason: 'OTHER' })).code).toBe('NOT_FOUND')
  })
})
