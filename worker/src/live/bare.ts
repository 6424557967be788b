import type { ErrorCode } from '@studymate/contract/errors'
import { CONNECT_MS } from '@studymate/contract/live'
import { log } from '#edge/log'
import { CLOSE } from './sockets.ts'

/** Frames kept while the first one is checked. */
const EARLY_FRAMES = 100

/** Hands frames and closing from one socket to the other. */
function pipe(from: WebSocket, to: WebSocket): void {
  from.addEventListener('message', ({ data }) => {
    if (to.readyState === WebSocket.READY_STATE_OPEN) to.send(data)
  })
  from.addEventListener('close', ({ code, reason }) => to.close(code === 1005 || code === 1006 ? 1000 : code, reason))
}

/**
 * The bare way into a socket, without a ticket in its address: the first frame must come within five seconds. `open` gives the object's socket for
 * it, to which the worker then pipes, or why not; `refuse` says that to the client and closes.
 */
export function bareSocket(way: {
  readonly open: (first: string | ArrayBuffer) => Promise<WebSocket | ErrorCode>
  readonly refuse: (client: WebSocket, code: ErrorCode) => void
}): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  const timer = setTimeout(() => server.close(CLOSE.badStart, 'CONNECT expected'), CONNECT_MS)
  // What follows CONNECT at once must not be lost while it is checked.
  const early: (string | ArrayBuffer)[] = []
  let isFirst = true
  const collect = ({ data }: { data: string | ArrayBuffer }): void => {
    if (!isFirst) {
      if (early.length < EARLY_FRAMES) early.push(data)
      return
    }
    isFirst = false
    clearTimeout(timer)
    void way
      .open(data)
      .catch((error: unknown): ErrorCode => {
        log('error', 'a socket could not be opened', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
        return 'INTERNAL'
      })
      .then((opened) => {
        server.removeEventListener('message', collect)
        if (typeof opened === 'string') return way.refuse(server, opened)
        pipe(opened, server)
        opened.accept()
        for (const frame of early) opened.send(frame)
        pipe(server, opened)
      })
  }
  server.addEventListener('message', collect)
  return new Response(null, { status: 101, webSocket: client })
}
