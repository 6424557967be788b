import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { logout, refresh } from '@studymate/contract/auth'
import { listNotifications } from '@studymate/contract/notifications'
import * as sessions from '@studymate/contract/sessions'
import { CALL_CLOSE } from '@studymate/contract/signaling'
import { SessionId } from '@studymate/contract/values'
import type { Host } from '@studymate/host/host'
import { Actor, fresh, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { CallClient, callPage as openPage, callSocket as openSocket } from '@studymate/host/testing/call-client'
import { device as openDevice } from '@studymate/host/testing/live-client'
import { openTestHost } from '@studymate/host/testing/test-host'

let host: Host
let offset = 0

beforeAll(async () => {
  host = await openTestHost({
    settings: { STUN_URLS: 'stun:stun.example:3478', TURN_URLS: 'turn:turn.example:3478', TURN_SECRET: 'shared', TURN_TTL_SECONDS: '60' },
  })
})
// A host closes when every line to it has ended, and the runtime keeps that of a dropped one for seconds.
const lines: { drop(): void }[] = []
afterEach(() => {
  for (const line of lines.splice(0)) line.drop()
})
afterAll(() => host.close())

async function kept<T extends { drop(): void }>(opening: Promise<T>): Promise<T> {
  const line = await opening
  lines.push(line)
  return line
}
const device = (of: Person) => kept(openDevice(of))
const callPage = (of: Person, sessionId: string) => kept(openPage(of, sessionId))
const callSocket = (of: Person, sessionId: string) => kept(openSocket(of, sessionId))

/** Later by so many milliseconds, with the alarm of a call that would have rung meanwhile. */
async function pass(ms: number, sessionId: string): Promise<void> {
  offset += ms
  await host.moveClock(offset)
  const calls = await host.miniflare.getDurableObjectNamespace('CALL', 'studymate')
  const call: unknown = calls.get(calls.idFromName(sessionId))
  if (!isAwake(call)) throw new Error('no call object')
  await call.wake()
}

function isAwake(call: unknown): call is { wake(): Promise<void> } {
  return call !== null && (typeof call === 'object' || typeof call === 'function')
}

async function match(a: Person, b: Person): Promise<void> {
  const [low, high] = a.userId < b.userId ? [a.userId, b.userId] : [b.userId, a.userId]
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  await db
    .prepare('INSERT INTO matches (id, low_id, high_id, room_id, request_id, accept_nonce, created_at) VALUES (?, ?, ?, ?, ?, ?, 2000)')
    .bind(`match_tttttt${fresh()}`, low, high, `room_tttttt${fresh()}`, `mreq_tttttt${fresh()}`, 'nonce')
    .run()
}

/** Two partners, as an acceptance leaves them. */
async function pair(): Promise<{ a: Person; b: Person }> {
  const [a, b] = await Promise.all([person({ displayName: '민아', locale: 'en' }, host.url), person({ displayName: 'Ben', locale: 'ko' }, host.url)])
  await match(a, b)
  return { a, b }
}

/** Two partners with a call open. */
async function opened(): Promise<{ a: Person; b: Person; sessionId: SessionId }> {
  const { a, b } = await pair()
  const { sessionId } = await a.ok(sessions.createSession, { partnerId: b.userId })
  return { a, b, sessionId }
}

/** Two partners, both in the call. */
async function talking() {
  const { a, b, sessionId } = await opened()
  await a.ok(sessions.joinSession, { sessionId })
  const pageA = await callPage(a, sessionId)
  await b.ok(sessions.joinSession, { sessionId })
  const pageB = await callPage(b, sessionId)
  await pageA.next('peer-joined')
  return { a, b, sessionId, pageA, pageB }
}

async function facts(userId: string): Promise<{ kind: string; amount: number }[]> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const { results } = await db.prepare(`SELECT kind, amount FROM facts WHERE user_id = ? AND kind LIKE 'call.%' ORDER BY kind`).bind(userId).all()
  return results.map((row: Record<string, unknown>) => ({ kind: String(row['kind']), amount: Number(row['amount']) }))
}

async function block(a: Person, b: Person): Promise<void> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const event = { type: 'person.blocked', userId: a.userId, blockedUserId: b.userId, on: true }
  await db.batch([
    db.prepare('INSERT INTO blocks (blocker_id, blocked_id, created_at) VALUES (?, ?, 1)').bind(a.userId, b.userId),
    db.prepare('INSERT INTO outbox (id, type, payload, created_at) VALUES (?, ?, ?, 1)').bind(`evt_test${fresh()}`, event.type, JSON.stringify(event)),
  ])
  await host.tick('* * * * *')
}

describe('a session', () => {
  it('is opened for now, in any letter case, with the names of both', async () => {
    const { a, b } = await pair()
    const session = await a.ok(sessions.createSession, { partnerId: b.userId, type: 'AUDIO', topic: '주말', language: 'en', targetLanguage: 'ko' })
    expect(session).toMatchObject({
      type: 'audio',
      status: 'SCHEDULED',
      duration: 30,
      topic: '주말',
      language: 'en',
      createdBy: a.userId,
      partner: { userId: b.userId },
    })
    expect(await b.ok(sessions.getSession, { sessionId: session.sessionId })).toMatchObject({ partner: { userId: a.userId, displayName: '민아' } })
    const list = await b.call(sessions.listSessions, {})
    expect(list.envelope).toMatchObject({ pagination: { page: 1, totalItems: 1 } })
  })

  it('is one for two who call each other at the same moment, thirty times', async () => {
    const { a, b } = await pair()
    const replies = await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? a : b).ok(sessions.createSession, { partnerId: (n % 2 ? b : a).userId })))
    expect(new Set(replies.map((reply) => reply.sessionId)).size).toBe(1)
  })

  it('is not opened with strangers, nobody, oneself, a past time, or a wrong kind', async () => {
    const { a } = await pair()
    const stranger = await person({}, host.url)
    const code = async (input: Record<string, unknown>) => (await a.call(sessions.createSession, { partnerId: stranger.userId, ...input })).code
    expect(await code({})).toBe('MATCH_001')
    expect(await code({ partnerId: 'user_nobodyatall' })).toBe('USER_001')
    expect(await code({ partnerId: a.userId })).toBe('MATCH_001')
    const { b } = { b: stranger }
    await match(a, b)
    expect(await code({ scheduledAt: '2020-01-01T00:00:00.000Z' })).toBe('VALIDATION_ERROR')
    expect(await code({ type: 'telepathy' })).toBe('VALIDATION_ERROR')
    await block(b, a)
    expect(await code({})).toBe('MATCH_001')
  })

  it('is not there for a stranger, in any operation', async () => {
    const { sessionId } = await opened()
    const stranger = await person({}, host.url)
    for (const operation of [
      sessions.getSession,
      sessions.joinSession,
      sessions.leaveSession,
      sessions.completeSession,
      sessions.ringPartner,
      sessions.iceServers,
    ])
      expect((await stranger.call(operation, { sessionId })).code, operation.id).toBe('NOT_FOUND')
    const socket = await callSocket(stranger, sessionId)
    expect(await socket.next('ERROR')).toMatchObject({ code: 'NOT_FOUND' })
    expect(await socket.closed()).toBe(CALL_CLOSE.refused)
  })

  it('gives one seat for thirty joins at once, and one fact', async () => {
    const { a, sessionId } = await opened()
    const replies = await Promise.all(Array.from({ length: 30 }, () => a.call(sessions.joinSession, { sessionId })))
    expect(new Set(replies.map((reply) => reply.code))).toEqual(new Set(['OK']))
    expect(new Set(replies.map((reply) => reply.data?.participant.joinedAt)).size).toBe(1)
    expect((await a.ok(sessions.getSession, { sessionId })).status).toBe('ONGOING')
    await expect.poll(() => facts(a.userId), { timeout: 15_000 }).toEqual([{ kind: 'call.joined', amount: 1 }])
  })

  it('is completed when both have left, cancelled when only one came; then nobody joins', async () => {
    const { a, b, sessionId, pageA, pageB } = await talking()
    await a.ok(sessions.leaveSession, { sessionId })
    expect(await pageA.closed()).toBe(CALL_CLOSE.left)
    expect(await pageB.next('peer-left')).toMatchObject({ userId: a.userId, reason: 'left' })
    expect((await b.ok(sessions.leaveSession, { sessionId })).status).toBe('COMPLETED')
    expect((await b.ok(sessions.leaveSession, { sessionId })).status).toBe('COMPLETED')
    const late = await a.call(sessions.joinSession, { sessionId }, { 'accept-language': 'ko' })
    expect([late.status, late.code, late.message]).toEqual([410, 'SESSION_001', '이미 끝난 세션이에요.'])
    expect((await a.call(sessions.ringPartner, { sessionId })).code).toBe('SESSION_001')
    expect((await a.call(sessions.iceServers, { sessionId })).code).toBe('SESSION_001')
    await expect
      .poll(() => facts(a.userId), { timeout: 15_000 })
      .toEqual([
        { kind: 'call.joined', amount: 1 },
        { kind: 'call.left', amount: expect.any(Number) },
      ])
    const again = await a.ok(sessions.createSession, { partnerId: b.userId })
    expect(again.sessionId).not.toBe(sessionId)
    await a.ok(sessions.joinSession, { sessionId: again.sessionId })
    expect((await a.ok(sessions.leaveSession, { sessionId: again.sessionId })).status).toBe('CANCELLED')
  })

  it('ends for both by complete, twice alike', async () => {
    const { a, b, sessionId, pageA, pageB } = await talking()
    expect((await a.ok(sessions.completeSession, { sessionId })).status).toBe('COMPLETED')
    expect(await pageB.next('ended')).toMatchObject({ reason: 'completed' })
    expect([await pageA.closed(), await pageB.closed()]).toEqual([CALL_CLOSE.ended, CALL_CLOSE.ended])
    expect((await b.ok(sessions.completeSession, { sessionId })).status).toBe('COMPLETED')
  })

  it('waits for its time and lets in a quarter of an hour before', async () => {
    const { a, b } = await pair()
    const inAnHour = new Date(Date.now() + offset + 3_600_000).toISOString()
    const { sessionId } = await a.ok(sessions.createSession, { partnerId: b.userId, scheduledAt: inAnHour })
    expect((await a.call(sessions.joinSession, { sessionId })).details).toMatchObject({ reason: 'TOO_EARLY' })
    await pass(46 * 60_000, sessionId)
    expect((await a.call(sessions.joinSession, { sessionId })).code).toBe('OK')
    expect((await a.ok(sessions.leaveSession, { sessionId })).status).toBe('SCHEDULED')
    await pass(50 * 60_000, sessionId)
    a.token = (await a.ok(refresh, { refreshToken: a.tokens.refreshToken })).accessToken
    expect((await a.ok(sessions.getSession, { sessionId })).status).toBe('CANCELLED')
    expect((await a.call(sessions.joinSession, { sessionId })).code).toBe('SESSION_001')
    await host.tick('* * * * *')
    const db = await host.miniflare.getD1Database('DB', 'studymate')
    expect(await db.prepare('SELECT status FROM sessions WHERE id = ?').bind(sessionId).first('status')).toBe('CANCELLED')
  })

  it('gives TURN passwords that the server can check, and that end', async () => {
    const { a, sessionId } = await opened()
    const first = await a.ok(sessions.iceServers, { sessionId })
    const turn = first.iceServers[1]
    expect(first.iceServers[0]).toEqual({ urls: ['stun:stun.example:3478'] })
    const [expiry, userId] = (turn?.username ?? '').split(':')
    expect(userId).toBe(a.userId)
    expect(Number(expiry) * 1000).toBe(Date.parse(first.expiresAt ?? ''))
    expect(turn?.credential).toBe(
      createHmac('sha1', 'shared')
        .update(turn?.username ?? '')
        .digest('base64'),
    )
    await pass(90_000, sessionId)
    const second = await a.ok(sessions.iceServers, { sessionId })
    expect(Date.parse(second.expiresAt ?? '')).toBeGreaterThanOrEqual(Date.parse(first.expiresAt ?? '') + 90_000)
  })
})

describe('ringing', () => {
  it('reaches all devices; one answer ends it on all of both', async () => {
    const { a, b, sessionId } = await opened()
    const [phone, laptop, caller] = [await device(b), await device(b), await device(a)]
    caller.send({ type: 'RING', sessionId })
    expect(await phone.next('RING')).toMatchObject({ session: { sessionId, type: 'video' }, from: { userId: a.userId, displayName: '민아' } })
    await laptop.next('RING')
    laptop.send({ type: 'RING_ANSWER', sessionId, accept: true })
    for (const one of [phone, laptop, caller]) expect(await one.next('RING_ENDED')).toMatchObject({ sessionId, reason: 'accepted' })
    // The second device answers a moment later: it hears how it ended, and nothing changes.
    phone.send({ type: 'RING_ANSWER', sessionId, accept: false })
    expect(await phone.next('RING_ENDED')).toMatchObject({ reason: 'accepted' })
  })

  it('is declined, and may be tried again', async () => {
    const { a, b, sessionId } = await opened()
    const phone = await device(b)
    expect((await a.ok(sessions.ringPartner, { sessionId })).state).toBe('ringing')
    expect((await a.ok(sessions.ringPartner, { sessionId })).state).toBe('ringing')
    await phone.next('RING')
    phone.send({ type: 'RING_ANSWER', sessionId, accept: false })
    expect(await phone.next('RING_ENDED')).toMatchObject({ reason: 'declined' })
    expect((await a.ok(sessions.ringPartner, { sessionId })).state).toBe('ringing')
    await phone.next('RING')
  })

  it('ends as accepted when the partner simply joins, or rings back', async () => {
    const { a, b, sessionId } = await opened()
    const caller = await device(a)
    await a.ok(sessions.ringPartner, { sessionId })
    expect((await b.ok(sessions.ringPartner, { sessionId })).state).toBe('joined')
    expect(await caller.next('RING_ENDED')).toMatchObject({ reason: 'accepted' })
    await a.ok(sessions.ringPartner, { sessionId })
    await b.ok(sessions.joinSession, { sessionId })
    expect(await caller.next('RING_ENDED')).toMatchObject({ reason: 'accepted' })
    expect((await a.ok(sessions.ringPartner, { sessionId })).state).toBe('joined')
  })

  it('is taken back by leaving', async () => {
    const { a, b, sessionId } = await opened()
    const phone = await device(b)
    await a.ok(sessions.joinSession, { sessionId })
    await a.ok(sessions.ringPartner, { sessionId })
    await phone.next('RING')
    expect((await a.ok(sessions.leaveSession, { sessionId })).status).toBe('CANCELLED')
    expect(await phone.next('RING_ENDED')).toMatchObject({ reason: 'cancelled' })
  })

  it('is busy for somebody in another call, or whom another rings', async () => {
    const { b, sessionId: first } = await opened()
    const c = await person({}, host.url)
    await match(b, c)
    const { sessionId: second } = await c.ok(sessions.createSession, { partnerId: b.userId })
    const [phone, caller] = [await device(b), await device(c)]
    await b.ok(sessions.joinSession, { sessionId: first })
    expect((await c.ok(sessions.ringPartner, { sessionId: second })).state).toBe('busy')
    expect(await caller.next('RING_ENDED')).toMatchObject({ sessionId: second, reason: 'busy' })
    await b.ok(sessions.leaveSession, { sessionId: first })
    expect((await c.ok(sessions.ringPartner, { sessionId: second })).state).toBe('ringing')
    expect((await phone.next('RING')).session.sessionId).toBe(second)
    const d = await person({}, host.url)
    await match(b, d)
    const { sessionId: third } = await d.ok(sessions.createSession, { partnerId: b.userId })
    expect((await d.ok(sessions.ringPartner, { sessionId: third })).state).toBe('busy')
    // And who rings somebody cannot ring another at the same time.
    const e = await person({}, host.url)
    await match(c, e)
    const { sessionId: fourth } = await c.ok(sessions.createSession, { partnerId: e.userId })
    expect((await c.call(sessions.ringPartner, { sessionId: fourth })).details).toEqual({ reason: 'RINGING_ELSEWHERE' })
  })

  it('rings on at a device that comes within 45 seconds, and is missed after them, in the bell in their own language', async () => {
    const { a, b, sessionId } = await opened()
    const caller = await device(a)
    await a.ok(sessions.ringPartner, { sessionId })
    await pass(30_000, sessionId)
    const late = await device(b)
    await late.next('RING')
    await pass(16_000, sessionId)
    expect(await late.next('RING_ENDED')).toMatchObject({ reason: 'missed' })
    expect(await caller.next('RING_ENDED')).toMatchObject({ reason: 'missed' })
    const { notification } = await late.next('NOTIFICATION')
    expect(notification).toMatchObject({ type: 'call.missed', title: '놓친 전화', body: '민아가 전화했어요.', data: { sessionId, from: { userId: a.userId } } })
    expect(await b.ok(listNotifications, {})).toHaveLength(1)
    late.send({ type: 'RING_ANSWER', sessionId, accept: true })
    expect(await late.next('RING_ENDED')).toMatchObject({ reason: 'missed' })
    const later = await device(b)
    await later.settle()
    expect(later.frames.filter((frame) => frame.type === 'RING')).toEqual([])
  })

  it('refuses strangers and answers to nothing', async () => {
    const { b, sessionId } = await opened()
    const stranger = await device(await person({}, host.url))
    stranger.send({ type: 'RING', sessionId })
    expect(await stranger.next('ERROR')).toMatchObject({ code: 'NOT_FOUND' })
    const phone = await device(b)
    phone.send({ type: 'RING_ANSWER', sessionId, accept: true })
    expect(await phone.next('ERROR')).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the socket of a call', () => {
  it('hands signaling from one to the other, and tells of microphone and camera', async () => {
    const { a, b, pageA, pageB } = await talking()
    pageA.send({ type: 'offer', to: b.userId, toConnection: pageB.connectionId, sdp: 'v=0' })
    expect(await pageB.next('offer')).toEqual({ type: 'offer', from: a.userId, fromConnection: pageA.connectionId, sdp: 'v=0' })
    pageB.send({ type: 'answer', to: a.userId, sdp: 'v=0' })
    expect(await pageA.next('answer')).toMatchObject({ from: b.userId })
    pageB.send({ type: 'ice-candidate', to: a.userId, candidate: { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 } })
    expect(await pageA.next('ice-candidate')).toMatchObject({ from: b.userId, candidate: { candidate: 'candidate:1' } })
    pageA.send({ type: 'renegotiate', to: b.userId })
    expect(await pageB.next('renegotiate')).toEqual({ type: 'renegotiate', from: a.userId, fromConnection: pageA.connectionId })
    pageB.send({ type: 'media-state', mic: true, camera: false })
    expect(await pageA.next('media-state')).toEqual({ type: 'media-state', from: b.userId, mic: true, camera: false })
    pageA.send({ type: 'offer', to: b.userId, toConnection: 'a-page-long-gone', sdp: 'stale' })
    await pageA.settle()
    await pageB.settle()
    expect(pageB.frames.filter((frame) => frame.type === 'offer')).toEqual([])
  })

  it('takes a token in CONNECT too, and refuses what is none', async () => {
    const { a, sessionId } = await opened()
    await a.ok(sessions.joinSession, { sessionId })
    const url = `${host.url.replace('http', 'ws')}/ws/session/${sessionId}`
    const bare = async (frame: Record<string, unknown>) => {
      const client = new CallClient(url, 'page-bare', { 'accept-language': 'ko' })
      lines.push(client)
      await new Promise((resolve) => client.socket.once('open', resolve))
      client.socket.send(JSON.stringify(frame))
      return client
    }
    expect(await (await bare({ type: 'CONNECT', token: a.token, connectionId: 'page-bare' })).next('CONNECTED')).toMatchObject({
      userId: a.userId,
      connectionId: 'page-bare',
    })
    expect(await (await bare({ type: 'CONNECT', token: 'forged' })).next('ERROR')).toMatchObject({
      code: 'AUTH_003',
      message: '이 로그인은 더 쓸 수 없어요. 다시 로그인해 주세요.',
    })
    expect(await (await bare({ type: 'PING' })).next('ERROR')).toMatchObject({ code: 'AUTH_001' })
    expect((await new Actor(host.url).raw('GET', `/ws/session/${sessionId}`)).status).toBe(400)
  })

  it('lets in only who has a seat', async () => {
    const { b, sessionId } = await opened()
    const socket = await callSocket(b, sessionId)
    expect(await socket.next('ERROR')).toMatchObject({ code: 'USER_002' })
  })

  it('lives through bad frames and says what was wrong', async () => {
    const { a, b, pageA, pageB } = await talking()
    const expectError = async (raw: string, code: string) => {
      pageA.socket.send(raw)
      expect(await pageA.next('ERROR'), raw.slice(0, 60)).toMatchObject({ code })
    }
    await expectError('{', 'VALIDATION_ERROR')
    await expectError('[]', 'VALIDATION_ERROR')
    await expectError('{"type":"offer"}', 'VALIDATION_ERROR')
    await expectError('{"type":"__proto__"}', 'VALIDATION_ERROR')
    await expectError(JSON.stringify({ type: 'offer', to: 'user_somebodyelse', sdp: 'x' }), 'NOT_FOUND')
    await expectError(JSON.stringify({ type: 'offer', to: a.userId, sdp: 'x' }), 'NOT_FOUND')
    await expectError(JSON.stringify({ type: 'offer', to: b.userId, sdp: 'x'.repeat(256 * 1024) }), 'PAYLOAD_TOO_LARGE')
    await expectError(JSON.stringify({ type: 'media-state', mic: true, camera: true, pad: 'x'.repeat(70_000) }), 'PAYLOAD_TOO_LARGE')
    pageA.send({ type: 'offer', to: b.userId, sdp: 'x'.repeat(200 * 1024) })
    expect((await pageB.next('offer')).sdp).toHaveLength(200 * 1024)
  })

  it('keeps the seat through a reload, and tells the partner that the page is new', async () => {
    const { a, sessionId, pageA, pageB } = await talking()
    pageA.drop()
    expect(await pageB.next('peer-lost')).toMatchObject({ userId: a.userId })
    const reloaded = await callPage(a, sessionId)
    expect(await pageB.next('peer-joined')).toMatchObject({ participant: { userId: a.userId, connectionId: reloaded.connectionId, connected: true } })
    await pass(61_000, sessionId)
    await pageB.settle()
    expect(pageB.frames.filter((frame) => frame.type === 'peer-left')).toEqual([])
  })

  it('frees the seat of a lost connection after a minute, not before, and counts only presence', async () => {
    const { a, b, sessionId, pageA, pageB } = await talking()
    await pass(20_000, sessionId)
    await pageB.settle()
    pageA.drop()
    await pageB.next('peer-lost')
    await pass(59_000, sessionId)
    expect((await b.ok(sessions.getSession, { sessionId })).participants.filter((one) => one.seated)).toHaveLength(2)
    await pageB.settle()
    await pass(2_000, sessionId)
    expect(await pageB.next('peer-left')).toMatchObject({ userId: a.userId, reason: 'lost' })
    expect((await b.ok(sessions.getSession, { sessionId })).participants.filter((one) => one.seated)).toHaveLength(1)
    const left = () => facts(a.userId).then((all) => all.find((fact) => fact.kind === 'call.left')?.amount ?? -1)
    await expect.poll(left, { timeout: 15_000 }).toBeGreaterThanOrEqual(20)
    expect(await left()).toBeLessThan(40)
    // They can come back while it lasts.
    expect((await a.call(sessions.joinSession, { sessionId })).code).toBe('OK')
  })

  it('ends ten minutes after the last connection was lost', async () => {
    const { a, b, sessionId, pageA, pageB } = await talking()
    pageA.drop()
    await pageB.next('peer-lost')
    pageB.drop()
    await expect
      .poll(async () => (await pass(61_000, sessionId), (await a.ok(sessions.getSession, { sessionId })).participants.some((one) => one.seated)))
      .toBe(false)
    expect((await b.ok(sessions.getSession, { sessionId })).status).toBe('ONGOING')
    await pass(10 * 60_000 + 1_000, sessionId)
    expect((await b.ok(sessions.getSession, { sessionId })).status).toBe('COMPLETED')
  })

  it('gives way to a second page once, and the call goes on (F32)', async () => {
    const { a, sessionId, pageA, pageB } = await talking()
    const second = await callPage(a, sessionId)
    expect(await pageA.closed()).toBe(CALL_CLOSE.replaced)
    expect(await pageB.next('peer-joined')).toMatchObject({ participant: { connectionId: second.connectionId } })
    await pass(61_000, sessionId)
    await pageB.settle()
    expect(pageB.frames.filter((frame) => frame.type === 'peer-left' || frame.type === 'peer-lost')).toEqual([])
    expect(second.closeCode).toBeNull()
  })

  it('ends for both when one blocks the other', async () => {
    const { a, b, sessionId, pageA, pageB } = await talking()
    await block(b, a)
    expect(await pageA.next('ended')).toMatchObject({ reason: 'blocked' })
    expect(await pageB.closed()).toBe(CALL_CLOSE.ended)
    expect((await a.ok(sessions.getSession, { sessionId })).status).toBe('COMPLETED')
  })

  it('closes when the login ends', async () => {
    const { a, pageA } = await talking()
    await a.ok(logout, {})
    expect(await pageA.closed()).toBe(CALL_CLOSE.loginEnded)
  })
})
