import WebSocket from 'ws'
import { CallServerFrame } from '@studymate/contract/signaling'
import type { CallClientFrame } from '@studymate/contract/signaling'
import { createTicket } from '@studymate/contract/system'
import * as z from 'zod'
import { fresh } from './actors.ts'
import type { Person } from './actors.ts'

type FrameOf<T extends CallServerFrame['type']> = Extract<CallServerFrame, { type: T }>

/** A page in a call, in a test: frames are kept until somebody asks for them, so that nothing is missed and nothing sleeps. */
export class CallClient {
  readonly socket: WebSocket
  readonly frames: CallServerFrame[] = []
  readonly connectionId: string
  closeCode: number | null = null
  #listeners = new Set<() => void>()

  constructor(url: string, connectionId: string, headers: Record<string, string> = {}) {
    this.connectionId = connectionId
    const options = { headers, closeTimeout: 100 }
    this.socket = new WebSocket(url, options)
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(CallServerFrame.parse(JSON.parse(data.toString())))
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

  #until<T>(look: () => T | null): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === null) return
        this.#listeners.delete(check)
        resolve(found)
      }
      this.#listeners.add(check)
      check()
    })
  }

  /** Takes the next frame of a type out of those that came. */
  next<T extends CallServerFrame['type']>(type: T): Promise<FrameOf<T>> {
    const isWanted = (frame: CallServerFrame): frame is FrameOf<T> => frame.type === type
    return this.#until(() => {
      const index = this.frames.findIndex(isWanted)
      const [frame] = index < 0 ? [] : this.frames.splice(index, 1)
      return frame && isWanted(frame) ? frame : null
    })
  }

  send(frame: z.input<typeof CallClientFrame>): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** A round trip: what was sent before it has been handled. */
  async settle(): Promise<void> {
    // Spaced differently from the heartbeat that the platform answers by itself, so that the object itself answers.
    this.socket.send('{ "type": "PING" }')
    await this.next('PONG')
  }

  closed(): Promise<number> {
    return this.#until(() => this.closeCode)
  }

  /** Drops the line without a goodbye. */
  drop(): void {
    this.socket.terminate()
  }
}

/** Opens a socket to a call by a ticket. Whether it gets in is for the caller to see. */
export async function callSocket(of: Person, sessionId: string, connectionId = `page-${fresh()}`): Promise<CallClient> {
  const { ticket } = await of.ok(createTicket, {})
  const query = new URLSearchParams({ ticket, connection: connectionId })
  return new CallClient(`${of.url.replace('http', 'ws')}/ws/session/${sessionId}?${query}`, connectionId, {
    'x-forwarded-for': of.address,
    'accept-language': 'en',
  })
}

/** A page that is in a call: opens the socket and waits until it is connected. */
export async function callPage(of: Person, sessionId: string, connectionId?: string): Promise<CallClient> {
  const client = await callSocket(of, sessionId, connectionId)
  await client.next('CONNECTED')
  return client
}
