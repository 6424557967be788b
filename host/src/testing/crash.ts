import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { isAxiosError } from 'axios'
import { listMessages } from '@studymate/contract/chat'
import { shownOf } from '@studymate/contract/message'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createTicket } from '@studymate/contract/system'
import { RoomId } from '@studymate/contract/values'
import type { MessageId } from '@studymate/contract/values'
import { learner } from './actors.ts'
import type { Person } from './actors.ts'
import { LiveClient } from './live-client.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A server in a process group of its own that can be killed as a whole. */
export class Victim {
  #child: ChildProcess | null = null
  readonly #dataDir: string
  readonly #port: number
  constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir
    this.#port = port
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(ROOT, 'host/src/main.ts')], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: this.#dataDir, PORT: String(this.#port), TRUST_PROXY: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      let output = ''
      const read = (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes('StudyMate serves')) resolve()
      }
      child.stdout.on('data', read)
      child.stderr.on('data', read)
      child.on('exit', () => reject(new Error(`the server ended: ${output}`)))
    })
  }

  /** kill -9 of the whole group. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    process.kill(-child.pid, 'SIGKILL')
    await gone
  }
}

/** Messages that the server acknowledged, by client id. */
type Acknowledged = Map<string, { messageId: MessageId; seq: number }>

/** One client that sends as fast as acknowledgements come, until its line is gone. Unacknowledged ones are sent again next time, under the same client id. */
class Sender {
  readonly acknowledged: Acknowledged = new Map()
  readonly #person: Person
  readonly #roomId: RoomId
  readonly #waiting: string[] = []
  #made = 0
  constructor(person: Person, roomId: RoomId) {
    this.#person = person
    this.#roomId = roomId
  }

  #next(): string {
    this.#made += 1
    const clientId = `${this.#person.userId.slice(-6)}-${this.#made}`
    this.#waiting.push(clientId)
    return clientId
  }

  #send(client: LiveClient, clientId: string): void {
    client.send({ type: 'SEND_MESSAGE', roomId: this.#roomId, message: { clientId, type: 'text', content: `message ${clientId}` } })
  }

  /** A connected device; null where the kill came first. */
  async #connect(): Promise<LiveClient | null> {
    const { url } = this.#person
    try {
      const { ticket } = await this.#person.ok(createTicket, {})
      const client = new LiveClient(`${url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`, { 'x-forwarded-for': this.#person.address })
      const came = await client.until(() => client.closeCode !== null || client.frames.some(({ type }) => type === 'CONNECTED'))
      return came && client.closeCode === null ? client : null
    } catch (error) {
      if (isAxiosError(error)) return null
      throw error
    }
  }

  /** Sends until the line drops; `onProgress` hears of every acknowledgement. */
  async run(onProgress: () => void): Promise<void> {
    const client = await this.#connect()
    if (!client) return
    for (const clientId of this.#waiting.slice()) this.#send(client, clientId)
    for (let n = this.#waiting.length; n < 8; n++) this.#send(client, this.#next())
    for (;;) {
      const frame = await client.until(() => {
        const index = client.frames.findIndex(({ type }) => type === 'ACK' || type === 'ERROR')
        if (index >= 0) return client.frames.splice(index, 1)[0]
        client.frames.length = 0
        return client.closeCode !== null ? ('gone' as const) : null
      })
      if (frame === 'gone' || frame === undefined) return
      if (frame.type === 'ERROR' && frame.code === 'RATE_LIMITED') {
        client.drop()
        return
      }
      if (frame.type !== 'ACK' || frame.clientId === undefined) throw new Error(JSON.stringify(frame))
      const before = this.acknowledged.get(frame.clientId)
      if (before && before.seq !== frame.seq) throw new Error(`${frame.clientId} was acknowledged as ${before.seq} and as ${frame.seq}`)
      this.acknowledged.set(frame.clientId, { messageId: frame.messageId, seq: frame.seq })
      this.#waiting.splice(this.#waiting.indexOf(frame.clientId), 1)
      this.#send(client, this.#next())
      onProgress()
    }
  }
}

async function history(person: Person, roomId: RoomId): Promise<{ clientId: string; seq: number; messageId: string }[]> {
  const all: { clientId: string; seq: number; messageId: string }[] = []
  let before: number | undefined
  for (;;) {
    const page = await person.ok(listMessages, { roomId, limit: 100, ...(before === undefined ? {} : { before }) })
    all.push(...shownOf(page))
    const last = page.at(-1)
    if (!last || page.length < 100) return all
    before = last.seq
  }
}

/** What a run of kills left. */
export interface CrashReport {
  readonly rounds: number
  readonly acknowledged: number
  readonly stored: number
  readonly lost: string[]
  readonly doubled: string[]
  readonly hasGaps: boolean
}

/**
 * Kills the whole group `rounds` times at random moments while two people send to each other, starts it again, and holds
 * the room against what was acknowledged. `random` gives numbers in [0, 1).
 */
export async function crash(victim: Victim, rounds: number, random: () => number): Promise<CrashReport> {
  await victim.start()
  const a = await learner({ speaks: 'ko', learns: 'en' }, victim.url)
  const b = await learner({ speaks: 'en', learns: 'ko' }, victim.url)
  const { requestId } = await a.ok(requestMatch, { targetUserId: b.userId })
  const { roomId: id } = await b.ok(acceptMatch, { requestId })
  const roomId = RoomId.parse(id)
  const senders = [new Sender(a, roomId), new Sender(b, roomId)]
  for (let round = 0; round < rounds; round++) {
    // A moment counted in acknowledgements, not in time: it falls anywhere in the work.
    let left = 20 + Math.floor(random() * 120)
    const reached = Promise.withResolvers<void>()
    const running = senders.map((sender) =>
      sender.run(() => {
        left -= 1
        if (left === 0) reached.resolve()
      }),
    )
    await Promise.race([reached.promise, Promise.all(running)])
    await victim.kill()
    await Promise.all(running)
    await victim.start()
  }
  const stored = await history(a, roomId)
  const counts = new Map<string, number>()
  for (const { clientId } of stored) counts.set(clientId, (counts.get(clientId) ?? 0) + 1)
  const acknowledged = senders.flatMap((sender) => [...sender.acknowledged.entries()])
  const bySeq = new Map(stored.map((message) => [message.clientId, message.seq]))
  const seqs = stored.map(({ seq }) => seq).toSorted((x, y) => x - y)
  await victim.kill()
  return {
    rounds,
    acknowledged: acknowledged.length,
    stored: stored.length,
    lost: acknowledged.filter(([clientId, { seq }]) => bySeq.get(clientId) !== seq).map(([clientId]) => clientId),
    doubled: [...counts].filter(([, count]) => count > 1).map(([clientId]) => clientId),
    hasGaps: seqs.some((seq, index) => seq !== index + 1),
  }
}
