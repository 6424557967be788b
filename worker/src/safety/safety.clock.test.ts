import { describe, expect, it } from 'vitest'
import { addMembers, createRoom, getRoom, listRooms, searchMessages } from '@studymate/contract/chat'
import type { EventOf } from '@studymate/contract/events'
import type { ClientFrame } from '@studymate/contract/live'
import type { MessageContent } from '@studymate/contract/message'
import * as z from 'zod'
import * as matching from '@studymate/contract/matching'
import { listNotifications } from '@studymate/contract/notifications'
import { blockUser, report, unblockUser } from '@studymate/contract/safety'
import { createSession, joinSession, ringPartner } from '@studymate/contract/sessions'
import { createUpload, getUpload } from '@studymate/contract/uploads'
import { saveSelfBio } from '@studymate/contract/user'
import { RequestId } from '@studymate/contract/values'
import { learner, people, person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { ownHost } from '@studymate/host/testing/own-host'
import { matchOf, pairOf } from '@studymate/host/testing/pair'
import { jpeg } from '@studymate/host/testing/pictures'

const own = ownHost()
const { device, say } = own

async function evidenceOf(targetId: string): Promise<unknown> {
  const db = await own.host.miniflare.getD1Database('DB', 'studymate')
  return JSON.parse((await db.prepare('SELECT evidence FROM reports WHERE target_id = ?').bind(targetId).first<string>('evidence')) ?? 'null')
}

it('keeps with a report of a person what they said of themselves', async () => {
  const { a, b } = await pairOf(own.host)
  await a.ok(saveSelfBio, { selfBio: 'Send me money.' })
  await b.ok(report, { targetType: 'user', targetId: a.userId, reason: 'SCAM' })
  await a.ok(saveSelfBio, { selfBio: 'I like tea.' })
  expect(await evidenceOf(a.userId)).toEqual({ displayName: a.name, selfBio: 'Send me money.', profileImage: null })
})

describe('a report of a message', () => {
  it('keeps what it said before it was changed, and what the two said around it', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const [from, to] = [await device(a), await device(b)]
    for (let n = 0; n < 7; n++) await say(from, roomId, `before ${n}`)
    await say(to, roomId, 'Please stop.')
    const messageId = await say(from, roomId, 'I know where you live.')
    for (let n = 0; n < 7; n++) await say(from, roomId, `after ${n}`)
    const later = Array.from({ length: 20 }, (_, n) => `Just joking ${n}.`)
    for (const content of [...later, 'What a lovely day!']) from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content })
    await from.until(() => from.frames.filter(({ type }) => type === 'ACK').length === 21)
    from.frames.splice(0)
    await b.ok(report, { targetType: 'message', targetId: messageId, roomId, reason: 'HARASSMENT' })
    // Taken back after the report, it is there for whoever has to judge.
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await from.next('ACK')
    const said = (n: number, when: string) => ({ by: 'reported', type: 'text', content: `${when} ${n}` })
    expect(await evidenceOf(messageId)).toMatchObject({
      roomId,
      messageId,
      content: 'What a lovely day!',
      earlier: ['I know where you live.', ...later],
      around: [
        ...[3, 4, 5, 6].map((n) => said(n, 'before')),
        { by: 'reporter', type: 'text', content: 'Please stop.' },
        ...[0, 1, 2, 3, 4].map((n) => said(n, 'after')),
      ],
    })
  })

  it('cannot be outgrown: of a message that was changed again and again it keeps the newest words', async () => {
    const { a, b, roomId } = await pairOf(own.host)
    const from = await device(a)
    const messageId = await say(from, roomId, 'the first')
    const words = (n: number) => `${n} ${'가'.repeat(3_900)}`
    for (let n = 0; n < 200; n++) from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content: words(n) })
    await from.until(() => from.frames.filter(({ type }) => type === 'ACK').length === 200)
    expect((await b.call(report, { targetType: 'message', targetId: messageId, roomId, reason: 'SPAM' })).code).toBe('OK')
    const { content, earlier } = z.object({ content: z.string(), earlier: z.array(z.string()) }).parse(await evidenceOf(messageId))
    expect([content, earlier.at(-1)]).toEqual([words(199), words(198)])
    expect(earlier.length).toBeGreaterThan(50)
    // A row of D1 holds two million bytes.
    expect(Buffer.byteLength(JSON.stringify(earlier))).toBeLessThan(1_000_000)
  })

  it('keeps nothing of a third, nor of what its reporter does not see', async () => {
    const a = await person({}, own.host.url)
    const [b, c, d] = [await person({}, own.host.url), await person({}, own.host.url), await person({}, own.host.url)]
    for (const other of [b, c, d]) await matchOf(own.host, a, other)
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

it('rings nobody for a hello of which the news comes late: blocked, withdrawn, answered', async () => {
  const db = await own.host.miniflare.getD1Database('DB', 'studymate')
  const [b, ...askers] = [await person({}, own.host.url), ...(await people(4, {}, own.host.url))]
  const events: string[] = []
  for (const [n, asker] of askers.entries()) {
    const status = ['open', 'withdrawn', 'accepted', 'open'][n] ?? 'open'
    if (n === 0) await b.ok(blockUser, { userId: asker.userId })
    const requestId = `mreq_late${n}${asker.userId.slice(-12)}`
    const ids = [asker.userId, b.userId].toSorted((x, y) => (x < y ? -1 : 1))
    await db
      .prepare(`INSERT INTO match_requests (id, sender_id, receiver_id, low_id, high_id, hello, status, created_at) VALUES (?, ?, ?, ?, ?, 'late', ?, ?)`)
      .bind(requestId, asker.userId, b.userId, ...ids, status, Date.now())
      .run()
    const event: EventOf<'match.requested'> = { type: 'match.requested', requestId: RequestId.parse(requestId), fromUserId: asker.userId, toUserId: b.userId }
    events.push(`evt_late${n}${asker.userId.slice(-12)}`)
    await db.prepare('INSERT INTO outbox (id, type, payload, created_at) VALUES (?, ?, ?, 1)').bind(events[n], event.type, JSON.stringify(event)).run()
  }
  await own.host.tick('* * * * *')
  const heard = () =>
    db.prepare(`SELECT count(*) AS n FROM consumed WHERE consumer = 'notifications.match-request' AND event_id LIKE 'evt_late%'`).first<number>('n')
  await expect.poll(heard).toBe(4)
  // The last one stands as it was sent.
  expect((await b.ok(listNotifications, {})).map(({ data }) => data)).toMatchObject([{ from: { userId: askers[3]?.userId } }])
})

/** Two partners with a room, a picture and a line of each in it, a group of each without the other, and a call. */
async function friends() {
  const [a, b] = [await learner({ speaks: 'ko', learns: 'en' }, own.host.url), await learner({ speaks: 'en', learns: 'ko' }, own.host.url)]
  const { requestId } = await a.ok(matching.requestMatch, { targetUserId: b.userId, message: 'first words' })
  const { roomId } = await b.ok(matching.acceptMatch, { requestId })
  const { sessionId } = await a.ok(createSession, { partnerId: b.userId })
  const thirds = [await person({}, own.host.url), await person({}, own.host.url)]
  const belongings = async (one: Person) => {
    for (const third of thirds) await matchOf(own.host, one, third)
    const { roomId: groupId } = await one.ok(createRoom, { participantIds: thirds.map(({ userId }) => userId) })
    const client = await device(one)
    const { uploadId } = await uploadOf(one)
    const messageId = await say(client, roomId, { type: 'image', content: { uploadId, caption: 'secret' } })
    return { groupId, client, uploadId, messageId, spareId: await say(client, roomId, 'spare') }
  }
  return { a, b, roomId, requestId, sessionId, thirdId: thirds[0]?.userId ?? a.userId, ofA: await belongings(a), ofB: await belongings(b) }
}
const uploadOf = (one: Person) => one.ok(createUpload, { file: new File([jpeg({ width: 8, height: 8 })], 'file'), purpose: 'chat-image' })

it('lets two with a block between them meet in no operation, on no line and in no bell, whoever made it', async () => {
  const { a, b, roomId, requestId, sessionId, thirdId, ofA, ofB } = await friends()
  await expect.poll(async () => [...(await a.ok(listNotifications, {})), ...(await b.ok(listNotifications, {}))].length).toBeGreaterThan(1)
  await expect.poll(async () => (await b.ok(listRooms, {})).find((room) => room.roomId === roomId)?.lastMessage?.content).toBe('spare')
  const sides = [
    { me: a, other: b, mine: ofA, theirs: ofB, address: (await a.ok(getUpload, { uploadId: ofB.uploadId })).url },
    { me: b, other: a, mine: ofB, theirs: ofA, address: (await b.ok(getUpload, { uploadId: ofA.uploadId })).url },
  ]
  for (const blocker of [a, b]) {
    const blocked = blocker === a ? b : a
    await blocker.ok(blockUser, { userId: blocked.userId })
    for (const { me, other, mine, theirs, address } of sides) {
      const file = await uploadOf(me)
      const sees = async (list: Promise<readonly { userId: string }[]>) => (await list).some(({ userId }) => userId === other.userId)
      const code = async (call: Promise<{ code: string }>) => (await call).code
      const refused = async (frame: z.input<typeof ClientFrame>) => {
        mine.client.send(frame)
        return [frame.type, (await mine.client.next('ERROR')).code]
      }
      const send = (clientId: string, said: MessageContent) => refused({ type: 'SEND_MESSAGE', roomId, message: { clientId, ...said } })
      expect({
        list: await sees(me.ok(matching.listMatches, {})),
        filter: await sees(me.ok(matching.filterMatches, { level: 'B1' })),
        profile: await code(me.call(matching.matchProfile, { userId: other.userId })),
        request: await code(me.call(matching.requestMatch, { targetUserId: other.userId })),
        reject: await code(b.call(matching.rejectMatch, { requestId })),
        withdraw: await code(a.call(matching.withdrawMatch, { requestId })),
        inbox: [...(await me.ok(matching.listRequests, {})), ...(await me.ok(matching.listRequests, { direction: 'sent' }))],
        partners: await sees(me.ok(matching.listPartners, {})),
        rooms: (await me.ok(listRooms, {})).filter((room) => room.roomId === roomId),
        canSend: (await me.ok(getRoom, { roomId })).canSend,
        search: [...(await me.ok(searchMessages, { q: 'secret' })), ...(await me.ok(searchMessages, { q: 'secret', roomId }))],
        pair: await code(me.call(createRoom, { participantIds: [other.userId] })),
        newGroup: await code(me.call(createRoom, { participantIds: [other.userId, thirdId] })),
        group: await code(me.call(addMembers, { roomId: mine.groupId, userIds: [other.userId] })),
        newCall: await code(me.call(createSession, { partnerId: other.userId })),
        // The block has ended the call that there was.
        call: [await code(me.call(joinSession, { sessionId })), await code(me.call(ringPartner, { sessionId }))],
        upload: await code(me.call(getUpload, { uploadId: theirs.uploadId })),
        address: (await fetch(address)).status,
        frames: [
          await send('t', { type: 'text', content: 'leak' }),
          await send('w', { type: 'word', content: { term: 'leak', meaning: 'leak' } }),
          await send('c', { type: 'correction', content: { messageId: theirs.messageId, corrected: 'leak' } }),
          await send('i', { type: 'image', content: { uploadId: file.uploadId } }),
          await refused({ type: 'EDIT_MESSAGE', roomId, messageId: mine.messageId, content: { uploadId: mine.uploadId, caption: 'leak' } }),
          await refused({ type: 'REACTION', roomId, messageId: theirs.messageId, emoji: '👍', on: true }),
          await refused({ type: 'RING', sessionId }),
        ],
      }).toEqual({
        list: false,
        filter: false,
        profile: 'USER_001',
        request: 'MATCH_001',
        reject: 'CONFLICT',
        withdraw: 'CONFLICT',
        inbox: [],
        partners: false,
        rooms: [],
        canSend: false,
        search: [],
        pair: 'USER_002',
        newGroup: 'USER_002',
        group: 'USER_002',
        newCall: 'MATCH_001',
        call: ['SESSION_001', 'SESSION_001'],
        upload: 'NOT_FOUND',
        address: 404,
        frames: [
          ...Array.from({ length: 4 }, () => ['SEND_MESSAGE', 'USER_002']),
          ['EDIT_MESSAGE', 'USER_002'],
          ['REACTION', 'USER_002'],
          ['RING', 'SESSION_001'],
        ],
      })
    }
    // What is never refused passes nothing either: typing, reading, taking back, coming and going.
    for (const { client } of [ofA, ofB]) client.frames.splice(0)
    const lines: LiveClient[] = []
    for (const { me, mine } of sides) {
      mine.client.send({ type: 'TYPING', roomId, typing: true })
      mine.client.send({ type: 'READ', roomId, seq: 9 })
      mine.client.send({ type: 'REACTION', roomId, messageId: mine.messageId, emoji: '👍', on: false })
      mine.client.send({ type: 'DELETE_MESSAGE', roomId, messageId: mine.spareId })
      await mine.client.next('ACK', (ack) => ack.messageId === mine.spareId)
      lines.push(await device(me))
    }
    for (const client of [ofA.client, ofB.client, ...lines]) await client.settle()
    for (const [n, { me, other, mine, theirs }] of sides.entries()) {
      const heard = JSON.stringify([mine.client.frames, lines[n]?.frames])
      for (const what of [other.userId, theirs.messageId, theirs.spareId]) expect(heard).not.toContain(what)
      await expect.poll(() => me.ok(listNotifications, {})).toEqual([])
    }
    await blocker.ok(unblockUser, { userId: blocked.userId })
    expect((await blocked.ok(getRoom, { roomId })).canSend).toBe(true)
  }
})
