import type { ClientFrame, ServerFrame } from '@studymate/contract/live'

/**
 * Where the line stands: `off` while nobody is signed in, `connecting` the first time, `ready`, `resuming` after a line was lost,
 * `offline` while the browser has no network, `refused` when the login is over.
 */
export type LiveState = 'off' | 'connecting' | 'ready' | 'resuming' | 'offline' | 'refused'

type FrameByType = { [F in ServerFrame as F['type']]: F }
export type FrameType = keyof FrameByType

/** What the line needs of the world, so that tests can give it another. Times in milliseconds. */
export interface LivePorts {
  /** A ticket for one socket; null when the login is over. Throws when there was no answer. */
  ticket(): Promise<string | null>
  open(ticket: string): WebSocket
  /** Reads what came over the socket; null for what is none. */
  read(data: unknown): ServerFrame[] | null
  online(): boolean
  now(): number
  /** A number in [0, 1). */
  chance(): number
  later(ms: number, work: () => void): () => void
}

const BEAT_MS = 25_000
const SILENCE_MS = 65_000
/** After waking: how long a probe may take before the line counts as dead. */
const PROBE_MS = 5_000
const LONGEST_WAIT_MS = 30_000

/**
 * The one socket of a tab, outside React. It comes back by itself: with waits that grow and are drawn by lot, at once when the network or the
 * page comes back, and after a sleep that no event told of. What was missed is the business of those who listen: each `ready` is a new start.
 */
export class Connection {
  readonly #ports: LivePorts
  readonly #listeners = new Map<string, Set<(frame: never) => void>>()
  readonly #watchers = new Set<() => void>()
  #state: LiveState = 'off'
  #socket: WebSocket | null = null
  #attempt = 0
  #heardAt = 0
  // Each start of the line has a number: what an older one still brings is none of ours.
  #run = 0
  #cancel: (() => void) | null = null
  #beat: (() => void) | null = null

  constructor(ports: LivePorts) {
    this.#ports = ports
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }
  readonly snapshot = (): LiveState => this.#state

  #become(state: LiveState): void {
    if (state === this.#state) return
    this.#state = state
    for (const watcher of this.#watchers) watcher()
  }

  /** Calls for each frame of a type; gives the way to stop. */
  on<T extends FrameType>(type: T, listener: (frame: FrameByType[T]) => void): () => void {
    const all = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, all)
    all.add(listener)
    return () => all.delete(listener)
  }

  /** Hands a frame to the socket; false while there is none: then it was not sent. */
  send(frame: ClientFrame): boolean {
    if (this.#state !== 'ready' || this.#socket?.readyState !== 1) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  /** Opens the line for whoever is signed in now. */
  start(): void {
    this.#attempt = 0
    this.#connect('connecting')
  }

  /** Closes it: nobody is signed in. */
  stop(): void {
    this.#drop()
    this.#become('off')
  }

  /** The network or the page came back: try at once, and find out whether an open line still lives. */
  wake(): void {
    if (this.#state === 'off' || this.#state === 'refused') return
    if (!this.#ports.online()) return this.#lost()
    if (this.#state === 'ready') return this.#probe()
    this.#attempt = 0
    if (this.#state !== 'connecting') this.#connect('resuming')
  }

  /** The network went. */
  sleep(): void {
    if (this.#state !== 'off' && this.#state !== 'refused') this.#lost()
  }

  #connect(state: 'connecting' | 'resuming'): void {
    this.#drop()
    if (!this.#ports.online()) return this.#become('offline')
    this.#become(state)
    const run = this.#run
    void this.#ports.ticket().then(
      (ticket) => {
        if (run !== this.#run) return
        if (ticket === null) {
          this.#drop()
          this.#become('refused')
        } else this.#listen(this.#ports.open(ticket), run)
      },
      () => run === this.#run && this.#lost(),
    )
  }

  #listen(socket: WebSocket, run: number): void {
    this.#socket = socket
    this.#cancel = this.#ports.later(10_000, () => run === this.#run && this.#lost())
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (run !== this.#run) return
      this.#heardAt = this.#ports.now()
      for (const frame of this.#ports.read(data) ?? []) this.#hear(frame, run)
    })
    socket.addEventListener('close', () => run === this.#run && this.#lost())
  }

  #hear(frame: ServerFrame, run: number): void {
    if (frame.type === 'CONNECTED' && this.#state !== 'ready') {
      this.#cancel?.()
      this.#cancel = null
      this.#attempt = 0
      this.#become('ready')
      this.#scheduleBeat(run)
    }
    for (const listener of this.#listeners.get(frame.type) ?? []) listener(frame as never)
  }

  #scheduleBeat(run: number): void {
    this.#beat = this.#ports.later(BEAT_MS, () => {
      if (run !== this.#run) return
      if (this.#ports.now() - this.#heardAt > SILENCE_MS) return this.#lost()
      // Exactly this text: the platform answers it without waking the person's object.
      this.#socket?.send('{"type":"PING"}')
      this.#scheduleBeat(run)
    })
  }

  #probe(): void {
    const run = this.#run
    const asked = this.#ports.now()
    this.#socket?.send('{"type":"PING"}')
    this.#ports.later(PROBE_MS, () => {
      if (run === this.#run && this.#heardAt < asked) this.#lost()
    })
  }

  #lost(): void {
    this.#drop()
    if (!this.#ports.online()) return this.#become('offline')
    this.#become('resuming')
    const run = this.#run
    const wait = this.#attempt === 0 ? 0 : Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.#attempt)
    this.#attempt += 1
    // By lot, or all clients of a restarted server come back in the same moment.
    this.#cancel = this.#ports.later(wait / 2 + (wait / 2 + 100) * this.#ports.chance(), () => run === this.#run && this.#connect('resuming'))
  }

  #drop(): void {
    this.#run += 1
    this.#cancel?.()
    this.#beat?.()
    this.#cancel = null
    this.#beat = null
    const socket = this.#socket
    this.#socket = null
    socket?.close()
  }
}
