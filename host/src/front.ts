import { Agent, createServer, request as forward } from 'node:http'
import type { ClientRequest, IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createBrotliCompress, createGzip } from 'node:zlib'
import { ERRORS, fail, tongueOf } from '@studymate/contract/errors'
import { API_HEADERS, failureBody } from '@studymate/worker/edge/reply'

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
/** Largest head of a request: over the 16 KB of Node, so that an overlong token gets our answer and not a bare line. */
const MOST_HEAD_BYTES = 64 * 1024
/** How much of a refused body is still read. */
const MOST_DRAINED = 256 * 1024 * 1024
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

/** Whether a request names a host and a path of its own site: others have no meaning here, and the worker's runtime fails on them. */
function isPlain(message: IncomingMessage): boolean {
  return (message.url ?? '').startsWith('/') && /^[\w.:[\]-]*$/.test(message.headers.host ?? '')
}

/** Status line and headers of an answer, as they go over the wire. */
function headOf(answer: IncomingMessage): string {
  const headers = Object.entries(answer.headers).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`))
  return [`HTTP/1.1 ${answer.statusCode ?? 502} ${answer.statusMessage ?? ''}`, ...headers, '', ''].join('\r\n')
}

/** A running front. */
export interface Front {
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

type Refusal = 'VALIDATION_ERROR' | 'FILE_TOO_LARGE' | 'PAYLOAD_TOO_LARGE' | 'INTERNAL'

function tooLarge(message: IncomingMessage): Refusal {
  return /^multipart\//i.test(message.headers['content-type'] ?? '') ? 'FILE_TOO_LARGE' : 'PAYLOAD_TOO_LARGE'
}

/** Answers in the worker's place. The body is read on for a while and thrown away: a line cut in the middle of it loses the answer. */
function refuse(message: IncomingMessage, reply: ServerResponse, code: Refusal): void {
  let left = MOST_DRAINED
  message.on('data', (chunk: Buffer) => {
    left -= chunk.byteLength
    if (left < 0) message.destroy()
  })
  message.resume()
  const details = code.endsWith('TOO_LARGE') ? { maxBytes: MOST_BYTES } : {}
  reply.writeHead(ERRORS[code].status, { ...API_HEADERS, connection: 'close' })
  const body = failureBody(fail(code, details), tongueOf(message.headers['accept-language']))
  reply.write(body)
  if (message.complete) reply.end()
  else message.once('close', () => reply.end()).once('end', () => reply.end())
}

/** Owns the public port: passes requests and upgrades to the worker, sets the caller's address, compresses, bounds bodies. */
export async function openFront(options: FrontOptions): Promise<Front> {
  // The runtime drops a line that was idle for five seconds. Far shorter, since on a busy machine this timer comes seconds late, and what changes
  // something cannot be asked twice when it was sent into a line that was being dropped.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 1_500 })
  const listener: Parameters<typeof createServer>[1] = (message, reply) => {
    if (!isPlain(message)) return refuse(message, reply, 'VALIDATION_ERROR')
    if (Number(message.headers['content-length'] ?? 0) > MOST_BYTES) return refuse(message, reply, tooLarge(message))
    const isRead =
      (message.method === 'GET' || message.method === 'HEAD') && !('content-length' in message.headers) && !('transfer-encoding' in message.headers)
    let isRefused = false
    const giveUp = (code: Refusal) => {
      if (isRefused) return
      isRefused = true
      message.unpipe(onward)
      onward.destroy()
      if (reply.headersSent) reply.end()
      else refuse(message, reply, code)
    }
    const send = (by: Agent | false): ClientRequest => {
      const sent = forward(
        { host: '127.0.0.1', port: options.workerPort, method: message.method, path: message.url, headers: headersFor(message, options), agent: by },
        (answer) => {
          // The worker may refuse without reading the body, and its runtime then drops the line: the next request must not find it.
          if ((answer.statusCode ?? 500) >= 400 && message.method !== 'GET') sent.shouldKeepAlive = false
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
      sent.on('error', () => {
        // The runtime drops a line that was idle for five seconds, perhaps just as it is taken again: what changes nothing is asked once more.
        if (by === false || !isRead || !sent.reusedSocket || reply.headersSent || reply.destroyed) return giveUp('INTERNAL')
        onward = send(false)
        onward.end()
      })
      return sent
    }
    let onward = send(agent)
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size > MOST_BYTES) giveUp(tooLarge(message))
    })
    message.pipe(onward)
    reply.on('close', () => onward.destroy())
  }
  const server: Server = options.tls
    ? createTlsServer({ ...options.tls, maxHeaderSize: MOST_HEAD_BYTES }, listener)
    : createServer({ maxHeaderSize: MOST_HEAD_BYTES }, listener)
  // The server itself forgets a line that became a socket: closing it must not wait until the last of them ends.
  const upgraded = new Set<() => void>()
  server.on('upgrade', (message, socket: Duplex, head) => {
    if (!isPlain(message)) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
      return
    }
    const lines: Duplex[] = [socket]
    const onward = forward({
      host: '127.0.0.1',
      port: options.workerPort,
      method: message.method,
      path: message.url,
      headers: { ...headersFor(message, options), connection: 'Upgrade' },
      agent: false,
    })
    const end = () => {
      upgraded.delete(end)
      onward.destroy()
      for (const line of lines) line.destroy()
    }
    upgraded.add(end)
    socket.on('error', end).on('close', end)
    onward.on('error', end)
    onward.on('upgrade', (answer, line, first) => {
      lines.push(line)
      line.on('error', end).on('close', end)
      socket.write(headOf(answer))
      if (first.byteLength > 0) socket.write(first)
      if (head.byteLength > 0) line.write(head)
      socket.pipe(line).pipe(socket)
    })
    // A refusal ends the line: what a client sent behind it would reach the worker past this front, under any address it likes.
    onward.on('response', (answer) => {
      answer.headers.connection = 'close'
      delete answer.headers['transfer-encoding']
      socket.write(headOf(answer))
      answer.pipe(socket)
    })
    onward.end()
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
