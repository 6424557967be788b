import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { openFront } from './front.ts'
import type { Front } from './front.ts'

/** Stands where the worker does: remembers what reached it, refuses upgrades but those of `/ws`. */
const seen: IncomingMessage[] = []
let worker: Server
let front: Front

beforeAll(async () => {
  const sockets = new WebSocketServer({ noServer: true })
  worker = createServer((message, reply) => {
    seen.push(message)
    message.resume().on('end', () => reply.writeHead(401, { 'content-type': 'application/json' }).end('{}'))
  })
  worker.on('upgrade', (message: IncomingMessage, socket, head) => {
    seen.push(message)
    if (message.url === '/ws') sockets.handleUpgrade(message, socket, head, (ws) => ws.on('message', (data) => ws.send(data, { binary: false })).send('hello'))
    else socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}')
  })
  await new Promise<void>((resolve) => worker.listen(0, '127.0.0.1', resolve))
  front = await openFront({ workerPort: (worker.address() as AddressInfo).port, host: '127.0.0.1', port: 0, trustProxy: false })
})

afterAll(async () => {
  await front.close()
  worker.closeAllConnections()
  worker.close()
})

/** Sends bytes as they are, and gives all that came back when the other side closed. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let all = ''
    const line = connect(front.port, '127.0.0.1', () => line.write(bytes))
    line.on('data', (chunk: Buffer) => (all += chunk.toString()))
    line.on('error', () => undefined)
    line.on('close', () => resolve(all))
  })
}

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

describe('the front', () => {
  it('lets nothing through behind a refused upgrade', async () => {
    seen.length = 0
    const hidden = 'GET /hidden HTTP/1.1\r\nHost: x\r\ncf-connecting-ip: 6.6.6.6\r\n\r\n'
    const answer = await raw(`GET /elsewhere HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n${hidden}`)
    expect(answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(seen.map(({ url }) => url)).toEqual(['/elsewhere'])
  })

  it('passes a socket on in both directions', async () => {
    const socket = new WebSocket(`${front.url.replace('http', 'ws')}/ws`)
    const got: string[] = []
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        got.push(data.toString())
        if (got.length === 1) socket.send('echo')
        else resolve()
      })
    })
    expect(got).toEqual(['hello', 'echo'])
    socket.terminate()
  })

  it('takes no address, place or header of ours from a client, by either way in', async () => {
    const forged =
      'cf-connecting-ip: 6.6.6.6\r\ncf-ipcountry: XX\r\nx-forwarded-for: 6.6.6.6\r\nx-studymate-user: user_evil00\r\nmf-original-url: http://x/\r\n'
    seen.length = 0
    await raw(`GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${forged}\r\n`)
    await raw(`GET /elsewhere HTTP/1.1\r\nHost: x\r\n${UPGRADE}${forged}\r\n`)
    expect(seen).toHaveLength(2)
    for (const { headers } of seen) {
      expect(headers['cf-connecting-ip']).toBe('127.0.0.1')
      expect(Object.keys(headers).filter((name) => /^(x-studymate-|mf-|cf-ipcountry|x-forwarded-for)/.test(name))).toEqual([])
    }
  })

  it('refuses a host that is none and an address of elsewhere', async () => {
    for (const start of ['GET / HTTP/1.1\r\nHost: a;script-src *', 'GET / HTTP/1.1\r\nHost: a b', 'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example'])
      expect(await raw(`${start}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 [\s\S]*VALIDATION_ERROR/)
  })

  it('answers a body beyond every limit, told or not, in the language asked for', async () => {
    const big = Buffer.alloc(49 * 1024 * 1024)
    const told = await fetch(front.url, { method: 'POST', body: big, headers: { 'accept-language': 'en', 'content-type': 'multipart/form-data; boundary=x' } })
    expect([told.status, await told.json()]).toMatchObject([400, { error: { code: 'FILE_TOO_LARGE', message: 'The file is too large.' } }])
    const untold = await fetch(front.url, { method: 'POST', body: new Blob([big]).stream(), duplex: 'half' } as RequestInit)
    expect([untold.status, await untold.json()]).toMatchObject([413, { error: { code: 'PAYLOAD_TOO_LARGE' } }])
  })
})

describe('a line to the worker that dies as it is taken again', () => {
  let turns: string[] = []
  let dying: Server
  let before: Front
  beforeAll(async () => {
    const used = new WeakSet<object>()
    dying = createServer((message, reply) => {
      turns.push(`${message.method} ${used.has(message.socket) ? 'again' : 'new'}`)
      if (used.has(message.socket)) message.socket.destroy()
      else reply.end('{}')
      used.add(message.socket)
    })
    await new Promise<void>((resolve) => dying.listen(0, '127.0.0.1', resolve))
    before = await openFront({ workerPort: (dying.address() as AddressInfo).port, host: '127.0.0.1', port: 0, trustProxy: false })
  })
  afterAll(async () => {
    await before.close()
    dying.closeAllConnections()
    dying.close()
  })

  it('is no fault that a reader sees', async () => {
    turns = []
    for (let twice = 0; twice < 2; twice++) expect((await fetch(before.url)).status).toBe(200)
    expect(turns).toEqual(['GET new', 'GET again', 'GET new'])
  })

  it('is told to who may have changed something, once', async () => {
    await fetch(before.url)
    turns = []
    expect((await fetch(before.url, { method: 'POST', body: 'x' })).status).toBe(500)
    expect(turns).toEqual(['POST again'])
  })
})
