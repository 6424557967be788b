import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import type { WorkerEnv } from '#edge/context'
import { now } from '#edge/ports'
import type { App } from '#edge/serve'

/** How long the address of a recording works, milliseconds. */
export const LINK_MS = 5 * 60_000

const PATH = '/media/level-test/'

/** SHA-256 of bytes as hex. */
export function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function sign(env: WorkerEnv, payload: string): Buffer {
  if (!env.JWT_SECRET) throw new Error('JWT_SECRET is missing')
  return createHmac('sha256', Buffer.from(env.JWT_SECRET, 'hex')).update(`audio-link\n${payload}`).digest()
}

/** A path from which anybody who holds it can play one recording until `expiresAt`. Media elements send no token, so the address is the right. */
export function audioLink(env: WorkerEnv, of: { key: string; contentType: string }, expiresAt: number): string {
  const payload = Buffer.from(JSON.stringify([of.key, of.contentType, expiresAt])).toString('base64url')
  return `${PATH}${payload}.${sign(env, payload).toString('base64url')}`
}

const Payload = z.tuple([z.string().startsWith('level-test/'), z.string(), z.number()])

function open(env: WorkerEnv, token: string, at: number): { key: string; contentType: string } | null {
  const [payload = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const right = sign(env, payload)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const [key, contentType, expiresAt] = Payload.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return expiresAt > at ? { key, contentType } : null
}

/** Serves recordings by their short-lived addresses, in parts where a player asks for parts. */
export function mountAudio(app: App): void {
  app.get(`${PATH}:token`, async (c) => {
    const found = open(c.env, c.req.param('token'), now())
    const object = found && (await c.env.MEDIA.get(found.key, c.req.header('range') ? { range: c.req.raw.headers } : {}))
    if (!found || !object) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } })
    const headers = new Headers({
      'content-type': found.contentType,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    })
    const range = c.req.header('range') ? object.range : undefined
    if (range && 'offset' in range && range.offset !== undefined) {
      const length = range.length ?? object.size - range.offset
      headers.set('content-range', `bytes ${range.offset}-${range.offset + length - 1}/${object.size}`)
      headers.set('content-length', String(length))
      return new Response(object.body, { status: 206, headers })
    }
    headers.set('content-length', String(object.size))
    return new Response(object.body, { headers })
  })
}
