import { IMAGE_PATH, openImageUrl } from '#edge/image-url'
import { now } from '#edge/ports'
import type { App } from '#edge/serve'
import { findBytes, isSeen } from './store.ts'

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/**
 * Serves pictures by their signed addresses. An `<img>` sends no token, so the address is the right, until the picture is replaced or the one to whom it
 * was given is blocked. What it shows never changes, so a browser keeps it as long as the address works, and shared caches not at all.
 */
export function mountImages(app: App): void {
  app.get(`${IMAGE_PATH}:token`, async (c) => {
    const at = now()
    const address = openImageUrl(c.env, c.req.param('token'), at)
    const [found, mayBeSeen] = address ? await Promise.all([findBytes(c.env.MEDIA, address, address.size), isSeen(c.env.DB, address)]) : [null, false]
    if (found && !mayBeSeen) await found.body.cancel()
    const object = mayBeSeen ? found : null
    if (!address || !object)
      return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
    const contentType = object.httpMetadata?.contentType ?? 'application/octet-stream'
    const headers = new Headers({
      'content-type': contentType,
      'cache-control': `private, max-age=${Math.floor((address.expiresAt - at) / 1000)}, immutable`,
      'content-disposition': `inline; filename="profile.${contentType.replace('image/', '')}"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      // Clients of other origins show it too (CORS_ORIGINS): they have the address from the API.
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      etag: object.httpEtag,
    })
    if (matches(c.req.header('if-none-match'), object.httpEtag)) {
      await object.body.cancel()
      return new Response(null, { status: 304, headers })
    }
    headers.set('content-length', String(object.size))
    return new Response(object.body, { status: 200, headers })
  })
}
