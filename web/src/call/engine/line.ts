import { CALL_CLOSE, CallServerFrame } from '@studymate/contract/signaling'
import type { CallClientFrame } from '@studymate/contract/signaling'

/** `connecting` the first time, `open`, `lost` while it comes back by itself, `closed` for good. */
export type LineState = 'connecting' | 'open' | 'lost' | 'closed'

/** What a line needs of the call around it. */
export interface LinePorts {
  /** Opens a socket of this page; throws where no ticket was to be had. */
  open(): Promise<WebSocket>
  onFrame(frame: CallServerFrame): void
  onState(state: LineState, code: number | null): void
}

const BEAT_MS = 20_000
const FINAL: ReadonlySet<number> = new Set([
  CALL_CLOSE.loginEnded,
  CALL_CLOSE.badStart,
  CALL_CLOSE.replaced,
  CALL_CLOSE.ended,
  CALL_CLOSE.left,
  CALL_CLOSE.refused,
])

/** The signaling line of one page. It comes back until the server says that it must not. */
export class SignalingLine {
  readonly #ports: LinePorts
  #socket: WebSocket | null = null
  #state: LineState = 'connecting'
  #attempt = 0
  #heardAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #beat: ReturnType<typeof setInterval>

  constructor(ports: LinePorts) {
    this.#ports = ports
    this.#beat = setInterval(() => this.#look(), BEAT_MS)
    window.addEventListener('online', this.#wake)
    void this.#connect()
  }

  send(frame: CallClientFrame): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  async #connect(): Promise<void> {
    try {
      const socket = await this.#ports.open()
      if (this.#isClosed()) return socket.close()
      this.#socket = socket
      socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (this.#socket !== socket || typeof data !== 'string') return
        this.#heardAt = performance.now()
        const frame = CallServerFrame.safeParse(JSON.parse(data))
        // A newer server may say what this page does not know.
        if (!frame.success) return
        if (frame.data.type === 'CONNECTED') {
          this.#attempt = 0
          this.#become('open', null)
        }
        this.#ports.onFrame(frame.data)
      })
      socket.addEventListener('close', ({ code }) => {
        if (this.#socket === socket) this.#lose(code)
      })
    } catch {
      if (!this.#isClosed()) this.#lose(0)
    }
  }

  #isClosed(): boolean {
    return this.#state === 'closed'
  }

  #lose(code: number): void {
    this.#socket = null
    if (this.#isClosed()) return
    if (FINAL.has(code)) return this.#end(code)
    this.#become('lost', code)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#connect(), Math.min(8_000, 300 * 2 ** this.#attempt++))
  }

  /** Sends a heartbeat; a line that was silent for two of them is dead. */
  #look(): void {
    if (!this.#socket || this.#state !== 'open') return
    if (performance.now() - this.#heardAt > BEAT_MS * 2.5) {
      const dead = this.#socket
      this.#lose(0)
      dead.close()
      return
    }
    this.send({ type: 'PING' })
  }

  readonly #wake = (): void => {
    if (this.#state !== 'lost' || this.#socket) return
    clearTimeout(this.#timer)
    void this.#connect()
  }

  #become(state: LineState, code: number | null): void {
    this.#state = state
    this.#ports.onState(state, code)
  }

  #end(code: number | null): void {
    clearTimeout(this.#timer)
    clearInterval(this.#beat)
    window.removeEventListener('online', this.#wake)
    this.#become('closed', code)
  }

  /** Drops the line without leaving the call. */
  close(): void {
    if (this.#isClosed()) return
    const socket = this.#socket
    this.#socket = null
    clearTimeout(this.#timer)
    clearInterval(this.#beat)
    window.removeEventListener('online', this.#wake)
    this.#state = 'closed'
    socket?.close()
  }
}
