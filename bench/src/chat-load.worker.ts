import { parentPort } from 'node:worker_threads'
import WebSocket from 'ws'
import type { LoadJob, LoadResult, Seat } from './chat-load.ts'

// On a thread of its own, so that neither the front nor the peer waits for who calls them.
const MESSAGE = /"content":"b(\d+) /g
const DRAIN_MS = 3_000

interface Open {
  readonly socket: WebSocket
  readonly seat: Seat
}

const opened = new Map<string, Open>()
let sentAt = new Float64Array(0)
let latencies: number[] = []
let taken = 0

/** Socket.IO speaks Engine.IO 4 underneath: `40` opens, `2` asks for `3`, `42` is an event, `43` the answer to one. */
function hear({ socket, seat }: Open): void {
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (seat.speaks === 'socket.io' && text === '2') {
      socket.send('3')
      return
    }
    if (seat.speaks === 'socket.io' ? text.startsWith('43') : text.includes('"type":"ACK"')) taken += text.match(/"type":"ACK"|^43/g)?.length ?? 0
    const now = performance.now()
    for (const [, number] of text.matchAll(MESSAGE)) {
      const since = sentAt[Number(number)]
      if (since !== undefined && since > 0) latencies.push(now - since)
    }
  })
}

async function addressOf({ url, ticketUrl, headers }: Seat): Promise<string> {
  if (ticketUrl === undefined) return url
  const reply = await fetch(ticketUrl, { method: 'POST', headers, body: '{}' })
  const body: unknown = await reply.json()
  if (!reply.ok) throw new Error(`no ticket: ${reply.status} ${JSON.stringify(body)}`)
  const data: unknown = typeof body === 'object' && body !== null && 'data' in body ? body.data : null
  return `${url}?ticket=${encodeURIComponent(typeof data === 'object' && data !== null && 'ticket' in data ? String(data.ticket) : '')}`
}

async function open(seat: Seat): Promise<void> {
  if (opened.has(seat.name)) return
  const socket = new WebSocket(await addressOf(seat), { headers: seat.headers, perMessageDeflate: false })
  const one = { socket, seat }
  opened.set(seat.name, one)
  const told = (event: 'open' | 'message') => new Promise((resolve) => void socket.once(event, resolve))
  const failed = new Promise<never>((_, reject) => void socket.once('error', reject))
  // The bare object says nothing at first; ours that one is connected; Engine.IO its terms, and then that the namespace is open.
  await Promise.race([told(seat.speaks === 'bare' ? 'open' : 'message'), failed])
  if (seat.speaks === 'socket.io') {
    socket.send('40')
    await Promise.race([told('message'), failed])
  }
  hear(one)
}

function frame({ speaks, roomId }: Seat, number: number): string {
  const content = `b${number} What did you cook this weekend?`
  if (speaks === 'socket.io') return `42${number}${JSON.stringify(['message', { content }])}`
  return JSON.stringify({ type: 'SEND_MESSAGE', roomId, message: { clientId: `b${number}`, type: 'text', content } })
}

async function run({ seats, perSecond, seconds, listeners, startAt }: LoadJob): Promise<LoadResult> {
  for (let from = 0; from < seats.length; from += 50) await Promise.all(seats.slice(from, from + 50).map(open))
  const count = perSecond * seconds
  sentAt = new Float64Array(startAt + count)
  latencies = []
  taken = 0
  const began = performance.now()
  let sent = 0
  // At the moment it was due, whether or not the one before has been answered: waiting would hide how long others wait.
  while (sent < count) {
    const due = Math.min(count, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1)
    for (; sent < due; sent++) {
      const seat = seats[sent % seats.length]
      const line = seat && opened.get(seat.name)
      sentAt[startAt + sent] = began + (sent / perSecond) * 1000
      if (seat && line) line.socket.send(frame(seat, startAt + sent))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  const wanted = count * listeners
  const until = performance.now() + DRAIN_MS
  const isWhole = () => latencies.length >= wanted && taken >= count
  while (!isWhole() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
  return { latencies, arrived: latencies.length / wanted, taken: taken / count, seconds: (performance.now() - began) / 1000 }
}

function close(): void {
  for (const { socket } of opened.values()) socket.terminate()
  opened.clear()
}

/* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin */
parentPort?.on('message', (job: LoadJob | { readonly kind: 'close' }) => {
  if (job.kind === 'close') {
    close()
    parentPort?.postMessage({ result: null })
    return
  }
  run(job).then(
    (result) => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  )
})
