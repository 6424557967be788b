import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import WebSocket from 'ws'
import { report } from '@studymate/contract/safety'
import { MessageId, RoomId, SessionId } from '@studymate/contract/values'
import { openHost } from '@studymate/host/host'
import type { Host } from '@studymate/host/host'
import { person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import { build } from '../../../tools/build.mjs'

const dist = process.env['STUDYMATE_DIST'] ?? join(import.meta.dirname, '../../../dist')
const dataDir = mkdtempSync(join(tmpdir(), 'studymate-strangers-'))
let host: Host

beforeAll(async () => {
  await build({ dist, parts: ['worker'] })
  host = await openHost({ dist, dataDir, host: '127.0.0.1', port: 0, forTests: true, trustProxy: true, hashCost: { logN: 8, r: 8, p: 1 } })
})
afterAll(async () => {
  await host.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function objects(kind: 'PersonObject' | 'CallObject' | 'RoomObject'): number {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes(kind) && path.endsWith('.sqlite')).length
}

/** What became of an upgrade: the status of a refusal, or the close code of a socket that was opened to say it. */
function knock(path: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(host.url.replace('http', 'ws') + path, { closeTimeout: 100 })
    socket.on('unexpected-response', (_, reply) => resolve(reply.statusCode ?? 0))
    socket.on('open', () => socket.send('{"type":"CONNECT","ticket":"user_ghost_of_nobody.guess"}'))
    socket.on('close', (code) => resolve(code))
    socket.on('error', () => undefined)
  })
}

it('guesses of tickets of nobody make nobody on the disk, by any way in', async () => {
  const line = await device(await person({}, host.url))
  const before = objects('PersonObject')
  expect(before).toBeGreaterThan(0)
  for (let n = 0; n < 5; n++) expect(await knock(`/ws?ticket=user_ghost${n}ghost.guess`)).toBe(401)
  expect(await knock('/ws')).toBe(4004)
  expect(await knock('/ws/session/sess_nothing000?ticket=user_ghost9ghost.guess')).toBe(4004)
  expect(await knock('/ws/session/sess_nothing000')).toBe(4004)
  expect(objects('PersonObject')).toBe(before)
  line.close()
})

it('frames and reports about calls and rooms of nobody make none', async () => {
  const stranger = await person({}, host.url)
  const line = await device(stranger)
  const before = [objects('CallObject'), objects('RoomObject')]
  for (let n = 0; n < 5; n++) {
    line.send({ type: 'RING_ANSWER', sessionId: SessionId.parse(`sess_ghost${n}ghost`), accept: true })
    expect((await line.next('ERROR')).code).toBe('NOT_FOUND')
    line.send({ type: 'RING', sessionId: SessionId.parse(`sess_ghost${n}ghost`) })
    expect((await line.next('ERROR')).code).toBe('NOT_FOUND')
    line.send({ type: 'SUBSCRIBE', roomId: RoomId.parse(`room_ghost${n}ghost`) })
    expect((await line.next('ERROR')).code).toBe('CHAT_001')
    const message = { targetType: 'message', targetId: MessageId.parse('msg_nothing000'), roomId: RoomId.parse(`room_ghost${n}ghost`), reason: 'SPAM' } as const
    expect((await stranger.call(report, message)).code).toBe('NOT_FOUND')
  }
  expect([objects('CallObject'), objects('RoomObject')]).toEqual(before)
  line.close()
})
