import { Agent, request } from 'node:http'
import { parentPort } from 'node:worker_threads'
import WebSocket from 'ws'
import type { Calls, Job, JobResult, Talk } from './load.ts'

// On a thread of its own, so that the callers do not wait for the front's event loop, which is on the main one.
const agent = new Agent({ keepAlive: true })

function call(url: string, of: { headers: Readonly<Record<string, string>>; body?: string }): Promise<number> {
  const since = performance.now()
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: of.body === undefined ? 'GET' : 'POST', headers: of.headers }, (reply) => {
      reply.on('error', reject)
      reply.resume().on('end', () => {
        if (reply.statusCode === 200) resolve(performance.now() - since)
        else reject(new Error(`${url} answered ${reply.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(of.body)
  })
}

async function callAll({ url, callers, count, beside, body = null }: Calls): Promise<JobResult> {
  let isOver = false
  const others = Promise.all(beside.map((one) => call(one.url, one))).finally(() => (isOver = true))
  // Awaited below; until then a refusal must not end the thread.
  others.catch(() => undefined)
  const first: number[] = []
  for (let n = 0; beside.length > 0 ? !isOver : n < count; n++) {
    const headers = callers[n % callers.length]
    if (headers) first.push(await call(url, body === null ? { headers } : { headers: { ...headers, 'content-type': 'application/json' }, body }))
  }
  return { first, second: await others }
}

function open(url: string, headers: Readonly<Record<string, string>>): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers })
  return new Promise((resolve, reject) => socket.once('open', () => resolve(socket)).once('error', reject))
}

/** Milliseconds until a frame of a type comes, from `since`. */
function heard(socket: WebSocket, type: string, since: number): Promise<number> {
  return new Promise((resolve) => {
    const listen = (data: Buffer): void => {
      if (!data.includes(`"type":"${type}"`)) return
      socket.off('message', listen)
      resolve(performance.now() - since)
    }
    socket.on('message', listen)
  })
}

const sockets = new Map<string, Promise<WebSocket>>()

function opened(line: Talk['from']): Promise<WebSocket> {
  const known = sockets.get(line.name)
  if (known) return known
  const fresh = open(line.url, line.headers)
  sockets.set(line.name, fresh)
  return fresh
}

async function talk({ from, to, frame, startAt, count }: Talk): Promise<JobResult> {
  const [speaker, listener] = [await opened(from), await opened(to)]
  const first: number[] = []
  const second: number[] = []
  for (let n = startAt; n < startAt + count; n++) {
    const since = performance.now()
    const both = Promise.all([heard(speaker, 'ACK', since), heard(listener, 'MESSAGE', since)])
    speaker.send(frame.replaceAll('%', String(n)))
    const [acked, came] = await both
    first.push(acked)
    second.push(came)
  }
  return { first, second }
}

/* oxlint-disable unicorn/require-post-message-target-origin -- a thread has no origin */
parentPort?.on('message', ({ id, job }: { id: number; job: Job }) => {
  const work = job.kind === 'calls' ? callAll(job) : talk(job)
  work.then(
    (result) => parentPort?.postMessage({ id, result }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  )
})
