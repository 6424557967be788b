import WebSocket from 'ws'
import { createTicket } from '@studymate/contract/system'
import type { ClientFrame, ServerFrame } from '@studymate/contract/live'
import { ServerFrame as ServerFrameSchema } from '@studymate/contract/live'
import * as z from 'zod'
import type { Person } from './actors.ts'

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>

/** A socket of one device in a test: frames are kept until somebody asks for them, so that nothing is missed and nothing sleeps. */
export class LiveClient {
  readonly socket: WebSocket
  readonly frames: ServerFrame[] = []
  closeCode: number | null = null
  #listeners = new Set<() => void>()

  constructor(url: string, headers: Record<string, string> = {}) {
    // The runtime keeps the line of a closed socket for seconds; a test need not wait for its end.
    const options = { headers, closeTimeout: 100 }
    this.socket = new WebSocket(url, options)
    this.socket.on('message', (data: Buffer) => {
      const value: unknown = JSON.parse(data.toString())
      for (const frame of Array.isArray(value) ? value : [value]) this.frames.push(ServerFrameSchema.parse(frame))
      this.#tell()
    })
    this.socket.on('close', (code) => {
      this.closeCode = code
      this.#tell()
    })
    this.socket.on('error', () => this.#tell())
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Waits until a look at the client gives something; the test's own time limit bounds it. */
  until<T>(look: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined || found === null || found === false) return
        this.#listeners.delete(check)
        resolve(found)
      }
      this.#listeners.add(check)
      check()
    })
  }

  /** Takes the next frame of a type (that also passes `test`) out of those that came. */
  async next<T extends ServerFrame['type']>(type: T, test: (frame: FrameOf<T>) => boolean = () => true): Promise<FrameOf<T>> {
    const isWanted = (frame: ServerFrame): frame is FrameOf<T> => frame.type === type && test(frame as FrameOf<T>)
    return this.until(() => {
      const index = this.frames.findIndex(isWanted)
      const [frame] = index < 0 ? [] : this.frames.splice(index, 1)
      return frame && isWanted(frame) ? frame : null
    })
  }

  send(frame: z.input<typeof ClientFrame>): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** A round trip: what was sent before it has been handled. */
  async settle(): Promise<void> {
    // Spaced differently from the heartbeat that the platform answers by itself, so that the object itself answers.
    this.socket.send('{ "type": "PING" }')
    await this.next('PONG')
  }

  closed(): Promise<number> {
    return this.until(() => this.closeCode)
  }

  close(): void {
    this.socket.close()
  }

  /** Drops the line without a goodbye. */
  drop(): void {
    this.socket.terminate()
  }
}

/** A device of a person: opens the socket with a ticket and waits until it is connected. */
export async function device(of: Person): Promise<LiveClient> {
  const { ticket } = await of.ok(createTicket, {})
  const client = new LiveClient(`${of.url.replace('http', 'ws')}/ws?ticket=${encodeURIComponent(ticket)}`, { 'x-forwarded-for': of.address })
  await client.next('CONNECTED')
  return client
}
