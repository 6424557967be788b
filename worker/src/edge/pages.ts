import type { WorkerEnv } from './context.ts'

/** Pages may run our own scripts only: no inline script, no foreign origin but the sockets of this one. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves the built web app. A missing file under `/assets/` is 404, never the page (F66). */
export async function servePage(request: Request, env: WorkerEnv): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
  const asset = await env.ASSETS.fetch(request)
  const isPage = (asset.headers.get('content-type') ?? '').startsWith('text/html')
  const isFile = /\.[a-z0-9]{2,5}$/i.test(pathname) && !pathname.endsWith('.html')
  if (isFile && isPage) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
  const response = new Response(asset.body, asset)
  response.headers.set('x-content-type-options', 'nosniff')
  if (isPage) {
    response.headers.set('content-security-policy', PAGE_POLICY)
    response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
    response.headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=()')
    response.headers.set('cross-origin-opener-policy', 'same-origin')
    response.headers.set('cache-control', 'no-cache')
  } else if (pathname.startsWith('/assets/') || pathname.startsWith('/fonts/')) response.headers.set('cache-control', 'public, max-age=31536000, immutable')
  return response
}
