import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { openHost } from '@studymate/host/host'
import { seedGroup, seedPairs } from './crowd.ts'
import type { CrowdPair } from './crowd.ts'
import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import { quantile } from './numbers.ts'
import type { Sides } from './sides.ts'

/** A socket of one person in one room. */
export interface Seat {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Where a ticket is had just before the line is opened: it lives 30 seconds. */
  readonly ticketUrl?: string
  readonly speaks: 'ours' | 'socket.io' | 'bare'
  readonly roomId: string
}

/** Messages at a fixed rate, from the seats in turn; each is heard by `listeners` others. */
export interface LoadJob {
  readonly kind: 'load'
  readonly seats: readonly Seat[]
  readonly perSecond: number
  readonly seconds: number
  readonly listeners: number
  /** Number of the first message: no two of a run are the same. */
  readonly startAt: number
}

/** Milliseconds from when each message was due until another had it; shares of all that arrived and were acknowledged. */
export interface LoadResult {
  readonly latencies: readonly number[]
  readonly arrived: number
  readonly taken: number
  readonly seconds: number
}

const PAIR_RATES = [250, 500, 1_000, 2_000, 4_000, 8_000]
const GROUP_RATES = [10, 50, 200]
const SECONDS = 3
/** A load is held when everything arrived and the slowest hundredth waited no longer. */
const HELD_MS = 250
const GOAL_MS = 50
const ROOMS = 500
const OURS = 'ours'
const PEER = 'Socket.IO'
/** Seconds without an event after which an object sleeps, with some to spare. */
const ASLEEP_SECONDS = 20

interface Side {
  readonly name: string
  readonly seats: readonly Seat[]
}

/** When the peer calls a message taken: once it is on the disk, as ours does; or before, where a power failure may take it. */
type Promises = 'FULL' | 'NORMAL'

/** Starts the peer in a process of its own, with its table on disk. */
async function startPeer(folder: string, promises: Promises): Promise<{ url: string; close(): void }> {
  const child = fork(join(import.meta.dirname, 'peer/server.mjs'), [join(folder, `peer-${promises}.sqlite`), promises], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { port: number }))
    child.once('exit', (code) => reject(new Error(`the peer ended with ${code}`)))
  })
  return { url: `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, close: () => child.kill() }
}

function startThread(): { run(job: LoadJob): Promise<LoadResult>; shut(): Promise<void>; end(): Promise<unknown> } {
  const thread = new Worker(new URL('chat-load.worker.ts', import.meta.url))
  const ask = <T>(message: unknown) =>
    new Promise<T>((resolve, reject) => {
      thread.once('message', (answer: { result: T } | { error: string }) => ('result' in answer ? resolve(answer.result) : reject(new Error(answer.error))))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage(message)
    })
  return { run: (job) => ask<LoadResult>(job), shut: () => ask<void>({ kind: 'close' }), end: () => thread.terminate() }
}

function seatOf(url: string, { roomId }: CrowdPair, member: CrowdPair['members'][number]): Seat {
  const headers = { authorization: `Bearer ${member.token}`, 'x-forwarded-for': member.address, 'content-type': 'application/json' }
  return { name: member.userId, url: `${url.replace('http', 'ws')}/ws`, ticketUrl: `${url}/api/v1/ws/ticket`, headers, speaks: 'ours', roomId }
}

/** Rates of one shape of rooms on every side in turn, from slow to fast; a side that no longer holds is asked no further. */
async function climb(
  thread: ReturnType<typeof startThread>,
  shape: string,
  sides: readonly Side[],
  listeners: number,
  rates: readonly number[],
): Promise<Figure[]> {
  const figures: Figure[] = []
  const highest = new Map<string, number>()
  const fallen = new Set<string>()
  let startAt = 1
  const load = async (seats: readonly Seat[], perSecond: number, seconds: number) => {
    const result = await thread.run({ kind: 'load', seats, perSecond, seconds, listeners, startAt })
    startAt += perSecond * seconds
    return result
  }
  // Rooms that were talked in before: how long a first message takes is not what is measured.
  for (const { seats } of sides) {
    const perSecond = Math.min(100, rates[1] ?? 100, seats.length * 10)
    await load(seats, perSecond, Math.ceil((seats.length * 1.2) / perSecond))
  }
  for (const perSecond of rates) {
    const seen = new Map<string, { p50: number; p99: number; held: boolean }>()
    for (const side of sides) {
      if (fallen.has(side.name)) continue
      const { latencies, arrived, taken } = await load(side.seats, perSecond, SECONDS)
      const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)]
      const held = arrived >= 1 && taken >= 1 && p99 < HELD_MS
      seen.set(side.name, { p50, p99, held })
      if (held) highest.set(side.name, perSecond)
      else fallen.add(side.name)
    }
    const ours = seen.get(OURS)
    if (!ours) break
    const told = [...seen].filter(([name]) => name !== OURS).map(([name, one]) => `${name} ${ms(one.p50)} / ${ms(one.p99)}${one.held ? '' : ' (not held)'}`)
    figures.push({
      name: `${shape}, ${perSecond} messages/s: to the others, p50 / p99`,
      measured: `${ms(ours.p50)} / ${ms(ours.p99)}${ours.held ? '' : ' (not held)'}`,
      bare: told.join('; ') || 'no other side holds it',
      value: ours.p99,
      unit: 'ms',
      limit: seen.get(PEER)?.held === true ? GOAL_MS : null,
    })
    if (fallen.size === sides.length) break
  }
  const [mine, peers] = [highest.get(OURS) ?? 0, highest.get(PEER) ?? 0]
  figures.push({
    name: `${shape}: highest rate held`,
    measured: `${mine}/s`,
    bare: sides.flatMap(({ name }) => (name === OURS ? [] : [`${name} ${highest.get(name) ?? 0}/s`])).join('; '),
    value: mine === 0 ? null : peers / mine,
    unit: '×',
    limit: 1,
  })
  return figures
}

/** Processes of the runtime that this one has started. */
function runtimes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, command = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
        return command === 'workerd' && Number(rest.split(' ')[1]) === process.pid ? [Number(name)] : []
      } catch {
        return []
      }
    })
}

function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024
}

function asleep(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ASLEEP_SECONDS * 1_000))
}

/** Rooms under load, beside an object that only inserts a row and beside Socket.IO with SQLite, in one run; and what an idle socket costs. */
export async function chatLoadFigures({ bare }: Sides, dist: string): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'studymate-talk-'))
  const dataDir = join(folder, 'ours')
  const others = runtimes()
  const host = await openHost({
    dist,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    trustProxy: true,
    // What one person may send is not what is measured.
    settings: { CHAT_MESSAGES_PER_MINUTE: '1000000' },
    onLog: (level, message) => (level === 'error' ? process.stderr.write(`${message}\n`) : undefined),
  })
  const peers = [await startPeer(folder, 'FULL'), await startPeer(folder, 'NORMAL')] as const
  const thread = startThread()
  try {
    const pairs = await seedPairs(host, dataDir, ROOMS)
    const sidesOf = (rooms: readonly CrowdPair[]): Side[] => {
      const seats = (of: (pair: CrowdPair, member: CrowdPair['members'][number]) => Seat) =>
        rooms.flatMap((room) => room.members.map((member) => of(room, member)))
      const peerSeats = (url: string) =>
        seats(({ roomId }, { userId }) => ({
          name: `${url} ${roomId} ${userId}`,
          url: `${url}&room=${roomId}&user=${userId}`,
          headers: {},
          speaks: 'socket.io',
          roomId,
        }))
      return [
        { name: OURS, seats: seats((room, member) => seatOf(host.url, room, member)) },
        { name: PEER, seats: peerSeats(peers[0].url) },
        { name: `${PEER} without the disk`, seats: peerSeats(peers[1].url) },
        {
          name: 'bare object',
          seats: seats(({ roomId }, { userId }) => ({
            name: `bare ${roomId} ${userId}`,
            url: `${bare.url.replace('http', 'ws')}/ws?room=${roomId}`,
            headers: {},
            speaks: 'bare',
            roomId,
          })),
        },
      ]
    }
    const figures = await climb(thread, 'Room of 2', sidesOf(pairs.slice(0, 1)), 1, PAIR_RATES)
    const crowd = pairs.flatMap(({ members }) => members)
    for (const size of [50, 200]) {
      const members = crowd.slice(0, size)
      const roomId = await seedGroup(host, members)
      await thread.shut()
      figures.push(...(await climb(thread, `Room of ${size}`, sidesOf([{ roomId, members }]), size - 1, GROUP_RATES)))
    }
    await thread.shut()
    const pid = runtimes().find((one) => !others.includes(one))
    const resident = () => (pid === undefined ? Number.NaN : residentMb(pid))
    const sides = sidesOf(pairs)
    const [mine] = sides
    const seats = mine?.seats ?? []
    await asleep()
    const before = resident()
    await thread.run({ kind: 'load', seats, perSecond: 0, seconds: 0, listeners: 1, startAt: 0 })
    const awake = ((resident() - before) * 1024) / seats.length
    await asleep()
    const kb = ((resident() - before) * 1024) / seats.length
    figures.push({
      name: `Memory of an idle socket, of ${seats.length}`,
      measured: `${round(kb)} KB in workerd once its object sleeps, ${round(awake)} KB while it is awake`,
      bare: null,
      value: Number.isFinite(kb) ? kb : null,
      unit: 'KB',
      limit: null,
    })
    figures.push(...(await climb(thread, `${ROOMS} rooms of 2`, sides, 1, PAIR_RATES)))
    return figures
  } finally {
    await thread.end()
    for (const peer of peers) peer.close()
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
