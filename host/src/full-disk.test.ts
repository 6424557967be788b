import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listMessages, listRooms } from '@studymate/contract/chat'
import type { ClientFrame } from '@studymate/contract/live'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createUpload } from '@studymate/contract/uploads'
import { RoomId } from '@studymate/contract/values'
import { learner } from './testing/actors.ts'
import type { Person } from './testing/actors.ts'
import { device } from './testing/live-client.ts'
import type { LiveClient } from './testing/live-client.ts'
import { wav } from './testing/sounds.ts'
import { Victim, freePort } from './testing/soak/victim.ts'

/** A small disk of its own for the server, which goes with it. */
const onDisk = (size: string) => ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=${size} tmpfs "$DATA_DIR" && exec "$0" "$@"`]
const isAble = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0

const folders: string[] = []
const victims: Victim[] = []
afterEach(async () => {
  for (const victim of victims.splice(0)) await victim.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function victimOn(size: string): Promise<{ victim: Victim; dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'studymate-full-'))
  folders.push(dataDir)
  const victim = new Victim(dataDir, await freePort(), onDisk(size))
  victims.push(victim)
  return { victim, dataDir }
}

/** Fills a disk to its last byte; gives what empties it again. */
function fill(folder: string): () => void {
  const ballast = join(folder, 'ballast')
  writeFileSync(ballast, '')
  for (const bytes of [1 << 20, 1 << 12, 1])
    for (;;) {
      try {
        appendFileSync(ballast, Buffer.alloc(bytes))
      } catch {
        break
      }
    }
  expect(statfsSync(folder).bavail).toBe(0)
  return () => rmSync(ballast)
}

/** Sends a frame and waits for its `ACK` or `ERROR`; null where the line goes instead. */
async function answer(client: LiveClient, frame: Extract<ClientFrame, { type: 'SEND_MESSAGE' | 'EDIT_MESSAGE' | 'REACTION' }>) {
  client.send(frame)
  const answered = await client.until(() => {
    const at = client.frames.findIndex(({ type }) => type === 'ACK' || type === 'ERROR')
    return at < 0 ? client.closeCode !== null && ('gone' as const) : client.frames.splice(at, 1)[0]
  })
  return answered === 'gone' ? null : answered
}

/** A line that still stands, or a new one: where something of a person's own could not be kept, the platform drops their lines. */
async function lineOf(who: Person, before: LiveClient): Promise<LiveClient> {
  return before.closeCode === null ? before : device(who)
}

describe.skipIf(!isAble)('a full disk', () => {
  it('keeps the server from starting, in one sentence', async () => {
    const { victim } = await victimOn('8m')
    await expect(victim.start()).rejects.toThrow(/The disk with the data folder \S+ is full \(\d MB free, 20 are needed\)/)
    expect(victim.output).not.toContain('    at ')
  })

  it('refuses what cannot be kept, loses nothing, and goes on by itself once there is room', { timeout: 120_000 }, async () => {
    const { victim, dataDir } = await victimOn('96m')
    await victim.start()
    const inside = join(`/proc/${victim.pid}/root`, dataDir)
    const [a, b, c] = await Promise.all((['ko', 'en', 'en'] as const).map((speaks) => learner({ speaks, learns: speaks === 'ko' ? 'en' : 'ko' }, victim.url)))
    if (!a || !b || !c) throw new Error('three people')
    const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
    const roomId = RoomId.parse((await b.ok(acceptMatch, { requestId })).roomId)
    const [from, to] = [await device(a), await device(b)]
    const text = (clientId: string) => ({ type: 'SEND_MESSAGE' as const, roomId, message: { clientId, type: 'text' as const, content: `말 ${clientId}` } })
    const first = await answer(from, text('one'))
    if (first?.type !== 'ACK') throw new Error(JSON.stringify(first))
    const { messageId } = first
    const sound = wav(0.3)
    const upload = () => a.call(createUpload, { file: new File([sound], 'note'), purpose: 'chat-voice' })
    const { data: note } = await upload()

    // What follows a message is done: from now on nothing is due that would need a write.
    to.send({ type: 'READ', roomId, seq: 1 })
    await to.next('READ')
    for (const who of [a, b]) await expect.poll(async () => (await who.ok(listRooms, {}))[0]).toMatchObject({ unreadCount: 0, lastMessage: { seq: 1 } })

    const free = fill(inside)
    // What needs no write is there: the pages, and an open room on an open line. The local database writes a mark with each read, so lists and history are refused.
    expect((await fetch(victim.url)).status).toBe(200)
    to.send({ type: 'SUBSCRIBE', roomId, lastSeq: 0 })
    expect((await to.next('SUBSCRIBED')).lastSeq).toBe(1)
    expect(await to.next('MESSAGE')).toMatchObject({ messages: [{ seq: 1, content: '말 one' }] })
    expect(await b.call(listRooms, {})).toMatchObject({ status: 500, code: 'INTERNAL' })
    const refused = async (client: LiveClient, frame: Parameters<typeof answer>[1], about: object) => {
      const answered = await answer(client, frame)
      if (answered) expect(answered).toMatchObject({ type: 'ERROR', code: 'INTERNAL', ...about })
      return answered !== null
    }
    const told: boolean[] = []
    for (const clientId of ['two', 'three', 'two']) told.push(await refused(from, text(clientId), { clientId }))
    told.push(await refused(from, { type: 'EDIT_MESSAGE', roomId, messageId, content: '고친 말' }, { details: { roomId, messageId } }))
    await refused(to, { type: 'REACTION', roomId, messageId, emoji: '👍', on: true }, { details: { roomId, messageId } })
    expect(told).toContain(true)
    expect(await upload()).toMatchObject({ status: 500, code: 'INTERNAL' })
    expect(await a.call(requestMatch, { targetUserId: c.userId, message: '안녕하세요' })).toMatchObject({ status: 500, code: 'INTERNAL' })
    await expect.poll(() => victim.output).toMatch(/is nearly full \(0 MB free\)/)

    free()
    await expect.poll(() => victim.output).toMatch(/has room again/)
    // The same frames are the same messages.
    const [mine, theirs] = [await lineOf(a, from), await lineOf(b, to)]
    expect(await answer(mine, text('two'))).toMatchObject({ type: 'ACK', clientId: 'two', seq: 2 })
    expect(await answer(mine, text('three'))).toMatchObject({ type: 'ACK', clientId: 'three', seq: 3 })
    expect(await answer(mine, { type: 'EDIT_MESSAGE', roomId, messageId, content: '고친 말' })).toMatchObject({ type: 'ACK' })
    expect(await answer(theirs, { type: 'REACTION', roomId, messageId, emoji: '👍', on: true })).toMatchObject({ type: 'ACK' })
    expect((await upload()).code).toBe('OK')
    expect((await a.call(requestMatch, { targetUserId: c.userId, message: '안녕하세요' })).code).toBe('OK')
    expect(new Uint8Array(await (await fetch(note?.url ?? '')).arrayBuffer())).toEqual(sound)
    expect(await b.ok(listMessages, { roomId })).toMatchObject([
      { seq: 3, content: '말 three' },
      { seq: 2, content: '말 two' },
      { seq: 1, content: '고친 말', reactions: [{ emoji: '👍', userIds: [b.userId] }] },
    ])
    await expect.poll(async () => (await b.ok(listRooms, {})).map(({ unreadCount, lastMessage }) => [unreadCount, lastMessage?.seq])).toEqual([[2, 3]])
  })
})
