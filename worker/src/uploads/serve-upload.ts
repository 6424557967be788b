import { partOf } from '#edge/byte-range'
import { now } from '#edge/ports'
import type { App } from '#edge/serve'
import { UPLOAD_PATH, openUploadUrl } from './address.ts'
import { seenUpload, uploadKey } from './store.ts'

/** A browser keeps what it has for so long without asking, seconds: after that it asks whether the message still stands. */
const KEPT_SECONDS = 600

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
}

/**
 * Serves uploads by their signed addresses, in parts where a player asks for parts. Each time it is asked anew whether the message stands and no block lies
 * between the two.
 */
export function mountUploads(app: App): void {
  app.get(`${UPLOAD_PATH}:token`, async (c) => {
    const at = now()
    const address = openUploadUrl(c.env, c.req.param('token'), at)
    const upload = address && (await seenUpload(c.env.DB, address.uploadId, address.viewerId))
    if (!address || !upload) return notFound()
    const etag = `"${upload.uploadId}"`
    const headers = new Headers({
      'content-type': upload.contentType,
      'cache-control': `private, max-age=${Math.min(KEPT_SECONDS, Math.floor((address.expiresAt - at) / 1000))}`,
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="${upload.uploadId}.${upload.contentType.split('/')[1]}"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      // Clients of other origins show it too (CORS_ORIGINS): they have the address from the API.
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      etag,
    })
    const known = (c.req.header('if-none-match') ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
    if (known) return new Response(null, { status: 304, headers })
    const part = partOf(c.req.header('range'), upload.size)
    if (part === 'none') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${upload.size}`, 'cache-control': 'no-store' } })
    const range = part && { offset: part.first, length: part.last - part.first + 1 }
    const object = await c.env.MEDIA.get(uploadKey(upload), range ? { range } : {})
    if (!object) return notFound()
    if (range) headers.set('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${upload.size}`)
    headers.set('content-length', String(range?.length ?? upload.size))
    return new Response(object.body, { status: range ? 206 : 200, headers })
  })
}
