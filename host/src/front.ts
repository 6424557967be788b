import { Agent, createServer, request as forward } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { createBrotliCompress, createGzip } from 'node:zlib'

/** What the front needs: where the worker listens, where it listens itself. */
export interface FrontOptions {
  readonly workerPort: number
  readonly host: string
  readonly port: number
  /** Then the last hop of `X-Forwarded-For` is the caller, else the socket. */
  readonly trustProxy: boolean
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer }
}

/** Largest body that is passed on at all; each operation has a limit of its own. */
const MOST_BYTES = 48 * 1024 * 1024
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest\+json|xml)|image\/svg)/

/** The caller's address: what a client claims in a header counts only behind a trusted proxy. */
export function callerAddress(message: IncomingMessage, trustProxy: boolean): string {
  const hops = String(message.headers['x-forwarded-for'] ?? '').split(',')
  const last = hops[hops.length - 1]?.trim()
  return trustProxy && last ? last : (message.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
}

function headersFor(message: IncomingMessage, options: FrontOptions): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(message.headers)) {
    // Addresses, places and object headers of ours are never taken from a client.
    if (value === undefined || name.startsWith('cf-') || name.startsWith('x-studymate-') || name === 'x-forwarded-for' || name.startsWith('mf-')) continue
    headers[name] = value
  }
  headers['cf-connecting-ip'] = callerAddress(message, options.trustProxy)
  const forwarded = options.trustProxy ? message.headers['x-forwarded-proto'] : undefined
  headers['x-forwarded-proto'] = typeof forwarded === 'string' ? forwarded : options.tls ? 'https' : 'http'
  return headers
}

/** A running front. */
export interface Front {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Owns the public port: passes requests and upgrades to the worker, sets the caller's address, compresses, bounds bodies. */
export async function openFront(options: FrontOptions): Promise<Front> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const listener: Parameters<typeof createServer>[1] = (message, reply) => {
    if (Number(message.headers['content-length'] ?? 0) > MOST_BYTES) {
      reply.writeHead(413, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
      reply.end('{"success":false,"error":{"code":"PAYLOAD_TOO_LARGE","message":"보낸 내용이 너무 커요.","details":{}}}')
      return
    }
    const onward = forward(
      { host: '127.0.0.1', port: options.workerPort, method: message.method, path: message.url, headers: headersFor(message, options), agent },
      (answer) => {
        // The worker may refuse without reading the body, and its runtime then drops the line: the next request must not find it.
        if ((answer.statusCode ?? 500) >= 400 && message.method !== 'GET') onward.shouldKeepAlive = false
        const accepts = message.headers['accept-encoding'] ?? ''
        const type = answer.headers['content-type'] ?? ''
        const headers = { ...answer.headers }
        const small = Number(headers['content-length'] ?? Infinity) < 1024
        const way =
          small || headers['content-encoding'] !== undefined || !COMPRESSIBLE.test(type) || message.method === 'HEAD'
            ? null
            : /\bbr\b/.test(accepts)
              ? 'br'
              : /\bgzip\b/.test(accepts)
                ? 'gzip'
                : null
        if (way === null) {
          reply.writeHead(answer.statusCode ?? 502, headers)
          answer.pipe(reply)
          return
        }
        delete headers['content-length']
        reply.writeHead(answer.statusCode ?? 502, {
          ...headers,
          'content-encoding': way,
          vary: [headers['vary'], 'Accept-Encoding'].filter(Boolean).join(', '),
        })
        answer.pipe(way === 'br' ? createBrotliCompress({ params: { 0: 0, 1: 4 } }) : createGzip({ level: 5 })).pipe(reply)
      },
    )
    onward.on('error', () => {
      if (!reply.headersSent) reply.writeHead(502, { 'content-type': 'application/json; charset=utf-8' })
      reply.end('{"success":false,"error":{"code":"INTERNAL","message":"문제가 생겼어요. 잠시 뒤에 다시 해 주세요.","details":{}}}')
    })
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size > MOST_BYTES) {
        onward.destroy()
        message.destroy()
      }
    })
    message.pipe(onward)
    reply.on('close', () => onward.destroy())
  }
  const server: Server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener)
  // The server itself forgets a line that became a socket: closing it must not wait until the last of them ends.
  const upgraded = new Set<() => void>()
  server.on('upgrade', (message, socket, head) => {
    const onward = connect(options.workerPort, '127.0.0.1', () => {
      const headers = Object.entries(headersFor(message, options)).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
      onward.write([`${message.method} ${message.url} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
      if (head.byteLength > 0) onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    const end = () => {
      upgraded.delete(end)
      socket.destroy()
      onward.destroy()
    }
    upgraded.add(end)
    onward.on('error', end).on('close', end)
    socket.on('error', end).on('close', end)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, options.host, resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls ? 'https' : 'http'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
        for (const end of upgraded) end()
        agent.destroy()
      }),
  }
}
