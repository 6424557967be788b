import { settingsOf } from './config.ts'
import type { WorkerEnv } from './context.ts'

/** The sockets of the site asked for: older browsers do not count them under 'self'. A proxy before us may speak TLS where we do not. */
function socketsOf(host: string): string {
  return /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : ''
}

/** Pages may run our own scripts only: no inline script, no foreign origin but the sockets of this one. */
function policyOf(host: string, publicUrl: string | undefined): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    // A page opened under another name of the site (an address in the house) shows pictures by the public one.
    `img-src 'self' blob: data:${publicUrl === undefined ? '' : ` ${publicUrl}`}`,
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${socketsOf(host)}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Addresses whose page is another file than the app: `/` is drawn at build time, and stands under no second name. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['/', '/landing'],
  ['/landing', '/'],
  ['/landing.html', '/'],
])

/** Serves the built web app. */
export async function servePage(request: Request, env: WorkerEnv): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
  const url = new URL(request.url)
  const file = FILES.get(url.pathname)
  return dress(await env.ASSETS.fetch(file === undefined ? request : new Request(new URL(file, url), request)), url, settingsOf(env).PUBLIC_URL)
}

/** A file of the app with its headers. A missing one under `/assets/` or with the name of a file is 404, never the page (F66). */
export function dress(asset: Response, { pathname, host }: URL, publicUrl?: string): Response {
  const isPage = (asset.headers.get('content-type') ?? '').startsWith('text/html')
  const isHashed = pathname.startsWith('/assets/') || pathname.startsWith('/fonts/')
  const isFile = isHashed || (/\.[a-z0-9]{2,5}$/i.test(pathname) && !pathname.endsWith('.html'))
  if (isFile && isPage) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
  const response = new Response(asset.body, asset)
  response.headers.set('x-content-type-options', 'nosniff')
  if (isPage) {
    response.headers.set('content-security-policy', policyOf(host, publicUrl))
    response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
    response.headers.set('permissions-policy', 'camera=(self), microphone=(self), geolocation=()')
    response.headers.set('cross-origin-opener-policy', 'same-origin')
    response.headers.set('cache-control', 'no-cache')
  } else if (isHashed && (asset.ok || asset.status === 304)) response.headers.set('cache-control', 'public, max-age=31536000, immutable')
  return response
}
