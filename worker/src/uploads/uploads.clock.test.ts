import { describe, expect, it } from 'vitest'
import { addMembers, createRoom, listMessages, listRooms, removeMember, searchMessages } from '@studymate/contract/chat'
import type { Message, MessageContent } from '@studymate/contract/message'
import { blockUser, report, unblockUser } from '@studymate/contract/safety'
import { createUpload, getUpload } from '@studymate/contract/uploads'
import type { Upload, UploadPurpose } from '@studymate/contract/uploads'
import { UploadId } from '@studymate/contract/values'
import type { RoomId } from '@studymate/contract/values'
import { person } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { ownHost } from '@studymate/host/testing/own-host'
import { matchOf, pairOf } from '@studymate/host/testing/pair'
import { jpeg } from '@studymate/host/testing/pictures'
import { webm } from '@studymate/host/testing/sounds'

const DAY_MS = 86_400_000
const EVERY_MINUTE = '* * * * *'
const own = ownHost()
const { device } = own
async function talk() {
  const { a, b, roomId } = await pairOf(own.host)
  return { a, b, roomId, from: await device(a), to: await device(b) }
}

const picture = jpeg({ width: 60, height: 40 })
const upload = (who: Person, purpose: UploadPurpose): Promise<Upload> =>
  who.ok(createUpload, { file: new File([purpose === 'chat-image' ? picture : webm(14)], 'file'), purpose })
const status = async (url: string) => (await fetch(url)).status

let made = 0
/** Sends a file and waits for what comes of it. */
async function say(client: LiveClient, roomId: RoomId, type: 'image' | 'voice', content: { uploadId: UploadId; caption?: string }) {
  const clientId = `c${(made += 1)}`
  client.send({ type: 'SEND_MESSAGE', roomId, message: { clientId, type, content } })
  return client.until(() => client.frames.find((frame) => (frame.type === 'ACK' || frame.type === 'ERROR') && frame.clientId === clientId))
}
async function sent(client: LiveClient, roomId: RoomId, type: 'image' | 'voice', content: { uploadId: UploadId; caption?: string }) {
  const frame = await say(client, roomId, type, content)
  if (frame.type !== 'ACK') throw new Error(JSON.stringify(frame))
  return frame.messageId
}
async function keysOf(of: Person): Promise<number> {
  const bucket = await own.host.miniflare.getR2Bucket('MEDIA')
  return (await bucket.list({ prefix: `upload/${of.userId}/` })).objects.length
}

describe('a picture or a voice note in a room', () => {
  it('reaches the partner with what is needed to draw it, and is seen by both', async () => {
    const { a, b, roomId, from, to } = await talk()
    const [image, voice] = [await upload(a, 'chat-image'), await upload(a, 'chat-voice')]
    await sent(from, roomId, 'image', { uploadId: image.uploadId, caption: ' 우리 집 고양이 ' })
    await sent(from, roomId, 'voice', { uploadId: voice.uploadId })
    const got: Message[] = []
    while (got.length < 2) got.push(...(await to.next('MESSAGE')).messages)
    expect(got).toMatchObject([
      { seq: 1, type: 'image', content: { uploadId: image.uploadId, caption: '우리 집 고양이', width: 60, height: 40 } },
      { seq: 2, type: 'voice', content: { uploadId: voice.uploadId, durationSeconds: 14 } },
    ])
    for (const { uploadId } of [image, voice]) {
      const seen = await b.ok(getUpload, { uploadId })
      expect(await status(seen.url)).toBe(200)
      expect(seen.url).not.toBe((await a.ok(getUpload, { uploadId })).url)
    }
    expect((await (await pairOf(own.host)).a.call(getUpload, { uploadId: image.uploadId })).code).toBe('NOT_FOUND')
    await expect.poll(async () => (await b.ok(listRooms, {}))[0]?.lastMessage).toMatchObject({ type: 'voice', content: '0:14' })
    expect((await b.ok(searchMessages, { q: '고양이' })).map(({ message }) => message.seq)).toEqual([1])
    expect(await b.ok(searchMessages, { q: image.uploadId.slice(4, 12) })).toEqual([])
  })

  it('keeps its place among words that were sent around it', async () => {
    const { a, roomId, from, to } = await talk()
    const uploads = await Promise.all(Array.from({ length: 6 }, () => upload(a, 'chat-image')))
    const messages = uploads.flatMap(({ uploadId }): MessageContent[] => [
      { type: 'image', content: { uploadId } },
      { type: 'text', content: 'after it' },
      { type: 'text', content: 'and once more' },
    ])
    for (const [at, said] of messages.entries()) from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: `order${at}`, ...said } })
    const got: Message[] = []
    while (got.length < messages.length) got.push(...(await to.next('MESSAGE')).messages)
    expect(got.map(({ clientId }) => clientId)).toEqual(messages.map((_, at) => `order${at}`))
  })

  it('uses an upload once, of thirty at once exactly one, and the same message again is the same', async () => {
    const { a, roomId, from } = await talk()
    const { uploadId } = await upload(a, 'chat-image')
    const replies = await Promise.all(Array.from({ length: 30 }, () => say(from, roomId, 'image', { uploadId })))
    expect(replies.filter(({ type }) => type === 'ACK')).toHaveLength(1)
    expect(new Set(replies.flatMap((reply) => (reply.type === 'ERROR' ? [reply.code] : [])))).toEqual(new Set(['CONFLICT']))
    const [message] = await a.ok(listMessages, { roomId })
    if (!message) throw new Error('no message')
    from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: message.clientId, type: 'image', content: { uploadId } } })
    const again = await from.next('ACK', (ack) => ack.clientId === message.clientId && ack.seq === 1)
    expect(again.messageId).toBe(message.messageId)
    expect(await a.ok(listMessages, { roomId })).toHaveLength(1)
    const other = await talk()
    expect(await say(other.from, other.roomId, 'image', { uploadId })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('takes no upload of another, of another purpose, or of nobody, and the line lives', async () => {
    const { a, b, roomId, from, to } = await talk()
    const [mine, theirs] = [await upload(a, 'chat-voice'), await upload(b, 'chat-image')]
    const codes = [
      await say(from, roomId, 'image', { uploadId: theirs.uploadId }),
      await say(from, roomId, 'image', { uploadId: mine.uploadId }),
      await say(from, roomId, 'image', { uploadId: UploadId.parse('upl_nothere') }),
      await say(from, roomId, 'image', { uploadId: mine.uploadId, caption: '  ' }),
      await say(from, roomId, 'voice', { uploadId: 'nonsense' as never }),
    ].map((frame) => (frame.type === 'ERROR' ? frame.code : frame.type))
    expect(codes).toEqual(['NOT_FOUND', 'VALIDATION_ERROR', 'NOT_FOUND', 'VALIDATION_ERROR', 'VALIDATION_ERROR'])
    await sent(from, roomId, 'voice', { uploadId: mine.uploadId })
    expect((await to.next('MESSAGE')).messages).toMatchObject([{ seq: 1, type: 'voice' }])
  })

  it('is seen by nobody across a block but its owner, and again once that is lifted', async () => {
    const { a, b, roomId, from } = await talk()
    const { uploadId } = await upload(a, 'chat-image')
    await sent(from, roomId, 'image', { uploadId })
    const [mine, theirs] = [await a.ok(getUpload, { uploadId }), await b.ok(getUpload, { uploadId })]
    await b.ok(blockUser, { userId: a.userId })
    expect((await b.call(getUpload, { uploadId })).code).toBe('NOT_FOUND')
    expect(await status(theirs.url)).toBe(404)
    expect(await status(mine.url)).toBe(200)
    const next = await upload(a, 'chat-image')
    expect(await say(from, roomId, 'image', { uploadId: next.uploadId })).toMatchObject({ code: 'USER_002' })
    await b.ok(unblockUser, { userId: a.userId })
    expect(await status(theirs.url)).toBe(200)
  })

  it('in a group is seen by its members, not across a block either way, and by nobody who has left or came later', async () => {
    const a = await person({}, own.host.url)
    const others = [await person({}, own.host.url), await person({}, own.host.url), await person({}, own.host.url)] as const
    for (const other of others) await matchOf(own.host, a, other)
    const [b, c, late] = others
    const { roomId } = await a.ok(createRoom, { participantIds: [b.userId, c.userId] })
    const [fromA, fromB] = [await device(a), await device(b)]
    const [ofA, ofB] = [await upload(a, 'chat-image'), await upload(b, 'chat-voice')]
    await sent(fromA, roomId, 'image', { uploadId: ofA.uploadId })
    await sent(fromB, roomId, 'voice', { uploadId: ofB.uploadId })
    const urls = {
      aOfB: (await a.ok(getUpload, { uploadId: ofB.uploadId })).url,
      bOfA: (await b.ok(getUpload, { uploadId: ofA.uploadId })).url,
      cOfA: (await c.ok(getUpload, { uploadId: ofA.uploadId })).url,
      cOfB: (await c.ok(getUpload, { uploadId: ofB.uploadId })).url,
    }
    const open = async () => Object.fromEntries(await Promise.all(Object.entries(urls).map(async ([name, url]) => [name, await status(url)])))
    expect(await open()).toEqual({ aOfB: 200, bOfA: 200, cOfA: 200, cOfB: 200 })
    await b.ok(blockUser, { userId: a.userId })
    expect(await open()).toEqual({ aOfB: 404, bOfA: 404, cOfA: 200, cOfB: 200 })
    expect((await b.call(getUpload, { uploadId: ofA.uploadId })).code).toBe('NOT_FOUND')
    expect((await a.call(getUpload, { uploadId: ofB.uploadId })).code).toBe('NOT_FOUND')
    // What is sent across the block is as closed as what was there before it.
    const next = await upload(a, 'chat-image')
    await sent(fromA, roomId, 'image', { uploadId: next.uploadId })
    expect((await b.call(getUpload, { uploadId: next.uploadId })).code).toBe('NOT_FOUND')
    expect((await c.call(getUpload, { uploadId: next.uploadId })).code).toBe('OK')
    await b.ok(unblockUser, { userId: a.userId })
    expect(await open()).toEqual({ aOfB: 200, bOfA: 200, cOfA: 200, cOfB: 200 })
    await a.ok(removeMember, { roomId, userId: c.userId })
    expect(await open()).toEqual({ aOfB: 200, bOfA: 200, cOfA: 404, cOfB: 404 })
    expect((await c.call(getUpload, { uploadId: ofA.uploadId })).code).toBe('NOT_FOUND')
    await a.ok(addMembers, { roomId, userIds: [late.userId, c.userId] })
    for (const one of [late, c]) expect((await one.call(getUpload, { uploadId: ofA.uploadId })).code).toBe('NOT_FOUND')
    const now = await upload(a, 'chat-image')
    await sent(fromA, roomId, 'image', { uploadId: now.uploadId })
    expect(await status((await late.ok(getUpload, { uploadId: now.uploadId })).url)).toBe(200)
  })

  it('changes the line under it and nothing else', async () => {
    const { a, b, roomId, from, to } = await talk()
    const [one, two] = [await upload(a, 'chat-image'), await upload(a, 'chat-image')]
    const messageId = await sent(from, roomId, 'image', { uploadId: one.uploadId, caption: 'Cat' })
    const edit = (content: { uploadId: UploadId; caption?: string } | string) => from.send({ type: 'EDIT_MESSAGE', roomId, messageId, content })
    edit({ uploadId: one.uploadId, caption: 'A cat' })
    expect(await to.next('MESSAGE_EDITED')).toMatchObject({ content: { uploadId: one.uploadId, caption: 'A cat', width: 60, height: 40 } })
    edit({ uploadId: one.uploadId })
    expect((await to.next('MESSAGE_EDITED')).content).toEqual({ uploadId: one.uploadId, width: 60, height: 40 })
    edit({ uploadId: two.uploadId, caption: 'A dog' })
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    edit('words')
    expect(await from.next('ERROR')).toMatchObject({ code: 'VALIDATION_ERROR' })
    expect(await b.ok(listMessages, { roomId })).toMatchObject([{ content: { uploadId: one.uploadId } }])
  })

  it('goes with its message: nobody sees it, its bytes are gone, and answers to it forget it', async () => {
    const { a, b, roomId, from, to } = await talk()
    const { uploadId } = await upload(a, 'chat-image')
    const messageId = await sent(from, roomId, 'image', { uploadId, caption: 'Secret' })
    const { url } = await b.ok(getUpload, { uploadId })
    from.send({ type: 'SEND_MESSAGE', roomId, message: { clientId: 'answer', type: 'text', content: 'Look', replyTo: messageId } })
    await from.next('ACK', (ack) => ack.clientId === 'answer')
    expect((await b.ok(listMessages, { roomId }))[0]).toMatchObject({ quote: { type: 'image', preview: 'Secret' } })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await to.next('MESSAGE_DELETED')
    await expect.poll(() => status(url)).toBe(404)
    expect((await a.call(getUpload, { uploadId })).code).toBe('NOT_FOUND')
    await expect.poll(() => keysOf(a), { timeout: 15_000 }).toBe(0)
    expect(await b.ok(listMessages, { roomId })).toMatchObject([{ quote: { preview: null } }, { type: 'image', content: null }])
    expect(await say(from, roomId, 'image', { uploadId })).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('keeps the bytes of what was reported, though nobody sees them', async () => {
    const { a, b, roomId, from, to } = await talk()
    const { uploadId } = await upload(a, 'chat-image')
    const messageId = await sent(from, roomId, 'image', { uploadId })
    await b.ok(report, { targetType: 'message', targetId: messageId, roomId, reason: 'HARASSMENT' })
    const { url } = await b.ok(getUpload, { uploadId })
    from.send({ type: 'DELETE_MESSAGE', roomId, messageId })
    await to.next('MESSAGE_DELETED')
    await expect.poll(() => status(url)).toBe(404)
    const db = await own.host.miniflare.getD1Database('DB')
    const diesAt = () => db.prepare('SELECT dies_at FROM uploads WHERE id = ?').bind(uploadId).first<number>('dies_at')
    await expect.poll(async () => ((await diesAt()) ?? 0) > Date.now() + DAY_MS / 2, { timeout: 15_000 }).toBe(true)
    expect(await keysOf(a)).toBe(1)
    const evidence = await db.prepare('SELECT evidence FROM reports WHERE target_id = ?').bind(messageId).first<string>('evidence')
    expect(JSON.parse(evidence ?? '{}')).toMatchObject({ content: { uploadId } })
    await db.prepare('DELETE FROM reports WHERE target_id = ?').bind(messageId).run()
    await own.host.moveClock(3 * DAY_MS)
    await own.host.tick(EVERY_MINUTE)
    expect(await keysOf(a)).toBe(0)
    await own.host.moveClock(0)
  })
})

describe('an upload that no message uses', () => {
  it('is gone after a day, and what a message has stays', async () => {
    await own.host.moveClock(0)
    const { a, b, roomId, from } = await talk()
    const [used, unused, refused] = [await upload(a, 'chat-image'), await upload(a, 'chat-voice'), await upload(a, 'chat-image')]
    await sent(from, roomId, 'image', { uploadId: used.uploadId })
    await b.ok(blockUser, { userId: a.userId })
    expect((await say(from, roomId, 'image', { uploadId: refused.uploadId })).type).toBe('ERROR')
    await b.ok(unblockUser, { userId: a.userId })
    await own.host.moveClock(DAY_MS - 60_000)
    await own.host.tick(EVERY_MINUTE)
    expect(await keysOf(a)).toBe(3)
    await own.host.moveClock(DAY_MS + 60_000)
    await own.host.tick(EVERY_MINUTE)
    expect(await keysOf(a)).toBe(1)
    const db = await own.host.miniflare.getD1Database('DB')
    expect(await db.prepare('SELECT id, dies_at, message_id IS NOT NULL AS used FROM uploads WHERE owner_id = ?').bind(a.userId).all()).toMatchObject({
      results: [{ id: used.uploadId, dies_at: null, used: 1 }],
    })
    expect(await status(unused.url)).toBe(404)
    // What stays has a new address each day: an old one that leaked is worth nothing.
    expect(await status(used.url)).toBe(404)
    await own.host.moveClock(0)
    expect(await status(used.url)).toBe(200)
    expect((await b.ok(getUpload, { uploadId: used.uploadId })).size).toBeGreaterThan(0)
  })
})
