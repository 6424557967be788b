import { Hono } from 'hono'
import { fail, tongueOf } from '@studymate/contract/errors'
import { settingsOf } from './config.ts'
import type { Route, WorkerEnv } from './context.ts'
import { demoPage } from './demo.ts'
import { log } from './log.ts'
import { servePage } from './pages.ts'
import { now, randomIds } from './ports.ts'
import { failureResponse } from './reply.ts'
import { callerOf, mount } from './serve.ts'
import type { App } from './serve.ts'

function corsOrigin(request: Request, env: WorkerEnv): string | null {
  const origin = request.headers.get('origin')
  return origin !== null && settingsOf(env).CORS_ORIGINS.includes(origin) ? origin : null
}

function isApi(path: string): boolean {
  return path.startsWith('/api/') || path === '/api'
}

/** Adds what every answer carries. */
function dress(response: Response, request: Request, env: WorkerEnv, requestId: string): void {
  response.headers.set('x-request-id', requestId)
  const origin = corsOrigin(request, env)
  if (!origin) return
  response.headers.set('access-control-allow-origin', origin)
  response.headers.set('access-control-expose-headers', 'X-Request-Id, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After')
}

function preflight(request: Request, env: WorkerEnv): Response {
  const origin = corsOrigin(request, env)
  if (!origin) return new Response(null, { status: 204 })
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'Authorization, Content-Type, Accept-Language, Idempotency-Key, X-Request-Id',
      'access-control-max-age': '86400',
      vary: 'Origin',
    },
  })
}

/** The one way through for a request: id, log line, CORS, operations, other routes, pages, failures. */
export function createApp(routes: readonly Route[], more: (app: App) => void): App {
  const app: App = new Hono()
  app.use(async (c, next) => {
    const given = c.req.header('x-request-id')
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomIds.uuid()
    c.set('requestId', requestId)
    const began = now()
    if (c.req.method === 'OPTIONS' && isApi(c.req.path)) {
      c.res = preflight(c.req.raw, c.env)
      return
    }
    await next()
    // An upgrade must be handed on as it is; all others are responses of our own making.
    if (c.res.status !== 101) dress(c.res, c.req.raw, c.env, requestId)
    if (isApi(c.req.path))
      log('info', 'request', {
        requestId,
        method: c.req.method,
        path: c.req.routePath,
        status: c.res.status,
        ms: now() - began,
        place: callerOf(c.req.raw).place,
      })
  })
  more(app)
  mount(app, routes)
  app.onError((error, c) => {
    log('error', 'a handler threw', { requestId: c.get('requestId'), path: c.req.routePath, error: error.stack ?? String(error) })
    return failureResponse(fail('INTERNAL', { requestId: c.get('requestId') }), tongueOf(c.req.header('accept-language')))
  })
  app.notFound((c) => {
    if (!isApi(c.req.path)) return c.env.DEMO === undefined ? servePage(c.req.raw, c.env) : demoPage(c.req.raw, c.env)
    const known = routes.some(({ endpoint }) => [endpoint.path, ...(endpoint.aliases ?? [])].some((path) => matches(path, c.req.path)))
    return failureResponse(fail(known ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND'), tongueOf(c.req.header('accept-language')))
  })
  return app
}

function matches(template: string, path: string): boolean {
  return new RegExp(`^/api/v1${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
}
