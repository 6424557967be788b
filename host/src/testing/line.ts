import WebSocket from 'ws'

/** A frame, told apart by its type. */
interface Frame {
  readonly type: string
}

type FrameOf<In extends Frame, T extends In['type']> = Extract<In, { type: T }>

/**
 * A socket in a test: frames are kept until somebody asks for them, so that nothing is missed and nothing sleeps. `In` are
 * the frames that come, `Out` those that go.
 */
export class Line<In extends Frame, Out> {
  readonly socket: WebSocket
  readonly frames: In[] = []
  closeCode: number | null = null
  #listeners = new Set<() => void>()

  /** `read` makes frames of what came, and throws where it is none. */
  constructor(url: string, read: (value: unknown) => In[], headers: Record<string, string> = {}) {
    // The runtime keeps the line of a closed socket for seconds; a test need not wait for its end.
    const options = { headers, closeTimeout: 100 }
    this.socket = new WebSocket(url, options)
    this.socket.on('message', (data: Buffer) => {
      this.frames.push(...read(JSON.parse(data.toString())))
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

  /** Waits until a look at the line gives something; the test's own time limit bounds it. */
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

  #take<F extends In>(isWanted: (frame: In) => frame is F): Promise<F> {
    return this.until(() => {
      const index = this.frames.findIndex(isWanted)
      const [frame] = index < 0 ? [] : this.frames.splice(index, 1)
      return frame && isWanted(frame) ? frame : null
    })
  }

  /** Takes the next frame of a type (that also passes `test`) out of those that came. */
  next<T extends In['type']>(type: T, test: (frame: FrameOf<In, T>) => boolean = () => true): Promise<FrameOf<In, T>> {
    return this.#take((frame): frame is FrameOf<In, T> => frame.type === type && test(frame as FrameOf<In, T>))
  }

  send(frame: Out): void {
    this.socket.send(JSON.stringify(frame))
  }

  /** A round trip: what was sent before it has been handled. */
  async settle(): Promise<void> {
    // Spaced differently from the heartbeat that the platform answers by itself, so that the object itself answers.
    this.socket.send('{ "type": "PING" }')
    await this.#take((frame): frame is In => frame.type === 'PONG')
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
