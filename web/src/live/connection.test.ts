import { describe, expect, it } from 'vitest'
import type { ServerFrame } from '@studymate/contract/live'
import { UserId } from '@studymate/contract/values'
import { Connection } from '#live/connection'

/** A socket that does what the test says. */
class FakeSocket extends EventTarget {
  readyState = 1
  readonly sent: string[] = []
  send(text: string): void {
    this.sent.push(text)
  }
  close(): void {
    this.readyState = 3
  }
  /** The line breaks. */
  breaks(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }
  says(frame: ServerFrame | ServerFrame[]): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }))
  }
}

const CONNECTED: ServerFrame = { type: 'CONNECTED', userId: UserId.parse('user_12345678'), heartbeatSeconds: 30 }

/** A world with its own clock, network and lot. */
function world() {
  let clock = 0
  let timers: { at: number; work: () => void }[] = []
  const sockets: FakeSocket[] = []
  const state = { online: true, ticket: async (): Promise<string | null> => 'ticket' }
  const line = new Connection({
    ticket: () => state.ticket(),
    open: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    read: (data) => {
      const value: unknown = JSON.parse(String(data))
      return (Array.isArray(value) ? value : [value]) as ServerFrame[]
    },
    online: () => state.online,
    now: () => clock,
    chance: () => 0.5,
    later: (ms, work) => {
      const timer = { at: clock + ms, work }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
  const settle = () => new Promise<void>((done) => setTimeout(done, 0))
  return {
    line,
    state,
    sockets,
    settle,
    async pass(ms: number) {
      const end = clock + ms
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (!next) break
        clock = next.at
        timers = timers.filter((one) => one !== next)
        next.work()
        await settle()
      }
      clock = end
    },
    /** The newest socket. */
    get socket(): FakeSocket {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('no socket was opened')
      return socket
    },
    async up() {
      line.start()
      await settle()
      sockets.at(-1)?.says(CONNECTED)
    },
  }
}

describe('the line', () => {
  it('is ready when the server says so, and tells who listens, arrays one by one', async () => {
    const w = world()
    const heard: string[] = []
    w.line.on('PONG', () => heard.push('pong'))
    w.line.start()
    expect(w.line.snapshot()).toBe('connecting')
    await w.settle()
    expect(w.line.send({ type: 'PING' })).toBe(false)
    w.socket.says([CONNECTED, { type: 'PONG' }, { type: 'PONG' }])
    expect(w.line.snapshot()).toBe('ready')
    expect(heard).toEqual(['pong', 'pong'])
    expect(w.line.send({ type: 'PING' })).toBe(true)
  })

  it('comes back after a break, later each time it fails, never later than half a minute', async () => {
    const w = world()
    await w.up()
    w.socket.breaks()
    expect(w.line.snapshot()).toBe('resuming')
    await w.pass(100)
    expect(w.sockets).toHaveLength(2)
    const waits: number[] = []
    for (let round = 0; round < 9; round++) {
      const before = w.sockets.length
      w.socket.breaks()
      let waited = 0
      while (w.sockets.length === before) {
        await w.pass(250)
        waited += 250
      }
      waits.push(waited)
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits.at(-1)).toBeLessThanOrEqual(30_000)
    w.socket.says(CONNECTED)
    w.socket.breaks()
    await w.pass(100)
    expect(w.sockets).toHaveLength(12)
  })

  it('waits for the network, and is back at once with it', async () => {
    const w = world()
    await w.up()
    w.state.online = false
    w.line.sleep()
    expect(w.line.snapshot()).toBe('offline')
    await w.pass(600_000)
    expect(w.sockets).toHaveLength(1)
    w.state.online = true
    w.line.wake()
    await w.settle()
    expect(w.sockets).toHaveLength(2)
  })

  it('finds out after a sleep that the line is dead', async () => {
    const w = world()
    await w.up()
    await w.pass(1_000)
    w.line.wake()
    expect(w.socket.sent).toEqual(['{"type":"PING"}'])
    await w.pass(5_200)
    expect(w.sockets).toHaveLength(2)
  })

  it('gives a line up that has been silent for more than two beats', async () => {
    const w = world()
    await w.up()
    await w.pass(80_000)
    expect(w.sockets.length).toBeGreaterThan(1)
  })

  it('stops when the login is over, and when somebody signs out in the middle', async () => {
    const w = world()
    w.state.ticket = async () => null
    w.line.start()
    await w.settle()
    expect(w.line.snapshot()).toBe('refused')
    w.line.wake()
    expect(w.line.snapshot()).toBe('refused')
    w.state.ticket = async () => 'ticket'
    w.line.start()
    w.line.stop()
    await w.settle()
    expect(w.line.snapshot()).toBe('off')
    expect(w.sockets).toHaveLength(0)
  })
})
