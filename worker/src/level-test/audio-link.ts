import { createHash } from 'node:crypto'
import * as z from 'zod'
import { partOf } from '#edge/byte-range'
import type { WorkerEnv } from '#edge/context'
import { now } from '#edge/ports'
import type { App } from '#edge/serve'
import { seal, unseal } from '#edge/signed-path'

/** How long the address of a recording works, milliseconds. */
export const LINK_MS = 5 * 60_000

const PATH = '/media/level-test/'

/** SHA-256 of bytes as hex. */
export function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A path from which anybody who holds it can play one recording until `expiresAt`. Media elements send no token, so the address is the right. */
export function audioLink(env: WorkerEnv, of: { key: string; contentType: string }, expiresAt: number): string {
  return PATH + seal(env, 'audio-link', [of.key, of.contentType, expiresAt])
}

const Payload = z.tuple([z.string().startsWith('level-test/'), z.string(), z.number()])

function open(env: WorkerEnv, token: string, at: number): { key: string; contentType: string } | null {
  const payload = Payload.safeParse(unseal(env, 'audio-link', token))
  if (!payload.success) return null
  const [key, contentType, expiresAt] = payload.data
  return expiresAt > at ? { key, contentType } : null
}

/** Serves recordings by their short-lived addresses, in parts where a player asks for parts. */
export function mountAudio(app: App): void {
  app.get(`${PATH}:token`, async (c) => {
    const found = open(c.env, c.req.param('token'), now())
    const whole = found && (await c.env.MEDIA.head(found.key))
    const part = whole ? partOf(c.req.header('range'), whole.size) : null
    if (whole && part === 'none') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${whole.size}`, 'cache-control': 'no-store' } })
    const range = part && part !== 'none' ? { offset: part.first, length: part.last - part.first + 1 } : null
    const object = found && (await c.env.MEDIA.get(found.key, range ? { range } : {}))
    if (!found || !object) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } })
    const headers = new Headers({
      'content-type': found.contentType,
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
    })
    if (range) headers.set('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${object.size}`)
    headers.set('content-length', String(range?.length ?? object.size))
    return new Response(object.body, { status: range ? 206 : 200, headers })
  })
}
