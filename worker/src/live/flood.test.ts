import { expect, it } from 'vitest'
import { person } from '@studymate/host/testing/actors'
import { device } from '@studymate/host/testing/live-client'
import type { LiveClient } from '@studymate/host/testing/live-client'
import { MOST_SOCKETS } from './sockets.ts'

it('answers what is no frame for a while, then says to slow down, and the socket lives', async () => {
  const [flooder, other] = [await device(await person()), await device(await person())]
  for (let n = 0; n < 3_000; n++) flooder.socket.send(n % 2 === 0 ? '{bad' : '{ "type": "PING" }')
  const limited = await flooder.next('ERROR', ({ code }) => code === 'RATE_LIMITED')
  expect(limited.retryAfter).toBeGreaterThanOrEqual(1)
  await other.settle()
  expect(flooder.closeCode).toBeNull()
  flooder.close()
  other.close()
})

it('refuses frames of the wrong kind, size and depth one by one', async () => {
  const socket = await device(await person())
  const bad = [
    Buffer.from([0, 255, 1]),
    '['.repeat(60_000),
    '{"type":"CONNECTED"}',
    '{"type":"__proto__"}',
    '{"__proto__":{"type":"PING"}}',
    'null',
    '[]',
    '"PING"',
    '\u0000',
  ]
  for (const frame of bad) {
    socket.socket.send(frame)
    expect([String(frame).slice(0, 20), (await socket.next('ERROR')).code]).toEqual([String(frame).slice(0, 20), 'VALIDATION_ERROR'])
  }
  for (const frame of ['x'.repeat(70_000), '한'.repeat(30_000)]) {
    socket.socket.send(frame)
    expect((await socket.next('ERROR')).code).toBe('PAYLOAD_TOO_LARGE')
  }
  await socket.settle()
  socket.close()
})

it('keeps fifty sockets of a person, the newest', async () => {
  const someone = await person()
  const devices: LiveClient[] = []
  for (let n = 0; n < MOST_SOCKETS + 3; n++) devices.push(await device(someone))
  expect(await Promise.all(devices.slice(0, 3).map((each) => each.closed()))).toEqual([4005, 4005, 4005])
  await devices.at(-1)?.settle()
  expect(devices.slice(3).filter(({ closeCode }) => closeCode !== null)).toEqual([])
  for (const each of devices) each.drop()
})
