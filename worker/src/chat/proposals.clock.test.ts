import { describe, expect, it } from 'vitest'
import { createRoom, getRoom, listMessages, listRooms, searchMessages } from '@studymate/contract/chat'
import type { ServerFrame } from '@studymate/contract/live'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser } from '@studymate/contract/safety'
import { completeSession, createSession, getSession, joinSession, leaveSession } from '@studymate/contract/sessions'
import { SessionId } from '@studymate/contract/values'
import type { RoomId } from '@studymate/contract/values'
import { LATE_MS } from '@studymate/domain/sessions/seats'
import { person } from '@studymate/host/testing/actors'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { ownHost } from '@studymate/host/testing/own-host'
import { matchOf, pairOf } from '@studymate/host/testing/pair'

const own = ownHost()
const { device, pass, say } = own

async function wakeRoom(roomId: RoomId): Promise<void> {
  const rooms = await own.host.miniflare.getDurableObjectNamespace('ROOM', 'studymate')
  const stub: unknown = rooms.get(rooms.idFromName(roomId))
  await (stub as { wake(): Promise<void> }).wake()
}

/** Two partners with a call open between them, and a device each. */
async function called() {
  const { a, b, roomId } = await pairOf(own.host, { a: { displayName: '민지' }, b: { displayName: 'Emma', locale: 'en' } })
  const { sessionId } = await a.ok(createSession, { partnerId: b.userId, type: 'audio', topic: 'Weekend plans' })
  return { a, b, roomId, sessionId, from: await device(a), to: await device(b) }
}

let made = 0
/** Proposes a session and waits for what comes of it: `ACK`, or the code of the refusal. */
async function propose(client: LiveClient, roomId: RoomId, sessionId: SessionId, clientId = `p${(made += 1)}`): Promise<string> {
  const isAnswer = (frame: ServerFrame) => (frame.type === 'ACK' || frame.type === 'ERROR') && frame.clientId === clientId
  const before = client.frames.filter(isAnswer).length
  client.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type: 'session', content: { sessionId } } })
  const answer = await client.until(() => client.frames.filter(isAnswer)[before])
  return answer.type === 'ERROR' ? answer.code : answer.type
}

describe('a proposed session', () => {
  it('reaches the partner, who sees how it stands and comes in', async () => {
    const { a, b, roomId, sessionId, from, to } = await called()
    expect(await propose(from, roomId, sessionId)).toBe('ACK')
    const { messages } = await to.next('MESSAGE')
    expect(messages).toMatchObject([{ seq: 1, senderId: a.userId, type: 'session', content: { sessionId } }])
    expect(await b.ok(getSession, { sessionId })).toMatchObject({ type: 'audio', topic: 'Weekend plans', status: 'SCHEDULED', roomId })
    await b.ok(joinSession, { sessionId })
    for (const client of [from, to]) expect(await client.next('SESSION_CHANGED')).toEqual({ type: 'SESSION_CHANGED', sessionId })
    const seats = async () => (await a.ok(getSession, { sessionId })).participants.flatMap(({ userId, seated }) => (seated ? [userId] : []))
    expect(await seats()).toEqual([b.userId])
    await a.ok(joinSession, { sessionId })
    await from.next('SESSION_CHANGED')
    await b.ok(leaveSession, { sessionId })
    await from.next('SESSION_CHANGED')
    expect(await seats()).toEqual([a.userId])
    from.frames.splice(0)
    await b.ok(completeSession, { sessionId })
    await from.next('SESSION_CHANGED')
    expect(await a.ok(getSession, { sessionId })).toMatchObject({ status: 'COMPLETED' })
  })

  it('is one line without words in lists, quotes, search and bell, and counts as a message', async () => {
    const { a, b, roomId, sessionId, from, to } = await called()
    await propose(from, roomId, sessionId)
    const [first] = (await to.next('MESSAGE')).messages
    if (!first || 'hidden' in first) throw new Error('a message')
    to.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'q', type: 'text', content: 'Now is good', replyTo: first.messageId } })
    expect((await from.next('MESSAGE')).messages).toMatchObject([{ quote: { messageId: first.messageId, type: 'session', preview: '' } }])
    await propose(from, roomId, sessionId)
    await expect.poll(async () => (await b.ok(listRooms, {}))[0]?.lastMessage, { timeout: 15_000 }).toMatchObject({ type: 'session', content: '' })
    for (const q of [sessionId, sessionId.slice(5, 15), 'Weekend']) expect(await b.ok(searchMessages, { q, roomId })).toEqual([])
    expect((await b.ok(getRoom, { roomId })).unreadCount).toBe(1)
    await pass(6_000)
    await expect
      .poll(async () => (await b.ok(listNotifications, {})).find(({ type }) => type === 'chat.messages'), { timeout: 15_000 })
      .toMatchObject({ title: 'Message from 민지', body: 'You have 1 unread message.' })
    await pass(60_000)
    await wakeRoom(roomId)
    const db = await own.host.miniflare.getD1Database('DB', 'studymate')
    const sent = () => db.prepare(`SELECT sum(amount) AS n FROM facts WHERE user_id = ? AND kind = 'messages.sent'`).bind(a.userId).first<number>('n')
    await expect.poll(sent, { timeout: 15_000 }).toBe(2)
  })

  it('can be taken back and not changed', async () => {
    const { b, roomId, sessionId, from, to } = await called()
    await propose(from, roomId, sessionId)
    const [first] = (await to.next('MESSAGE')).messages
    if (!first || 'hidden' in first) throw new Error('a message')
    const { messageId } = first
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: { sessionId: SessionId.parse('sess_another0001') } })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: 'words' })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await to.next('MESSAGE_DELETED')
    expect(await b.ok(listMessages, { roomId })).toMatchObject([{ type: 'session', content: null }])
  })

  it('is the same message when it is sent again, also once the session is over; thirty at once are one', async () => {
    const { a, b, roomId, sessionId, from } = await called()
    expect(new Set(await Promise.all(Array.from({ length: 30 }, () => propose(from, roomId, sessionId, 'once'))))).toEqual(new Set(['ACK']))
    await a.ok(completeSession, { sessionId })
    expect(await propose(from, roomId, sessionId, 'once')).toBe('ACK')
    expect(await propose(from, roomId, sessionId)).toBe('SESSION_001')
    expect(await b.ok(listMessages, { roomId })).toHaveLength(1)
  })

  it('is refused where it is over, of nobody, of others, elsewhere, or no proposal at all, and the line lives', async () => {
    const { a, b, roomId, sessionId, from, to } = await called()
    const other = await called()
    const stranger = await device(await person({}, own.host.url))
    expect(await propose(from, roomId, SessionId.parse('sess_nothere00001'))).toBe('NOT_FOUND')
    expect(await propose(from, roomId, other.sessionId)).toBe('NOT_FOUND')
    expect(await propose(stranger, roomId, sessionId)).toBe('CHAT_001')
    expect(await propose(other.from, roomId, other.sessionId)).toBe('CHAT_001')
    expect(await propose(from, roomId, 'nonsense' as never)).toBe('VALIDATION_ERROR')
    // A call of two is proposed where the two talk: nobody else could come.
    const c = await person({}, own.host.url)
    const elsewhere = await matchOf(own.host, a, c)
    const { roomId: groupId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId] })
    expect(await propose(from, elsewhere, sessionId)).toBe('USER_002')
    expect(await propose(from, groupId, sessionId)).toBe('USER_002')
    await pass(LATE_MS + 60_000)
    expect(await propose(to, roomId, sessionId)).toBe('SESSION_001')
    await say(from, roomId, 'still here')
    expect((await to.next('MESSAGE')).messages).toMatchObject([{ seq: 1, content: 'still here' }])
  })

  it('keeps its place among words sent around it', async () => {
    const { roomId, sessionId, from, to } = await called()
    for (let at = 0; at < 6; at++) {
      from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `s${at}`, type: 'session', content: { sessionId } } })
      from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `w${at}`, type: 'text', content: 'and words' } })
    }
    const got: string[] = []
    while (got.length < 12) got.push(...(await to.next('MESSAGE')).messages.map((message) => ('hidden' in message ? '' : message.clientId)))
    expect(got).toEqual(Array.from({ length: 6 }, (_, at) => [`s${at}`, `w${at}`]).flat())
  })

  it('does not pass a block, which ends the session for both', async () => {
    const { a, b, roomId, sessionId, from, to } = await called()
    await b.ok(blockUser, { userId: a.userId })
    await to.next('SESSION_CHANGED')
    await expect.poll(async () => (await a.ok(getSession, { sessionId })).status, { timeout: 15_000 }).toBe('CANCELLED')
    expect(['SESSION_001', 'USER_002']).toContain(await propose(from, roomId, sessionId))
    expect(await b.ok(listMessages, { roomId })).toEqual([])
  })
})
