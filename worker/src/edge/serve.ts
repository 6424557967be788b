import type { Context, Hono } from 'hono'
import * as z from 'zod'
import { API_PREFIX } from '@studymate/contract/endpoint'
import type { AnyEndpoint } from '@studymate/contract/endpoint'
import { fail, isFailure, tongueOf } from '@studymate/contract/errors'
import type { ErrorCode, Failure, Tongue } from '@studymate/contract/errors'
import type { EventOf, EventType } from '@studymate/contract/events'
import { SQL as OUTBOX, recordIf, relay } from '#events/outbox'
import { NO_BODY, readBody, throwAway } from './body.ts'
import { settingsOf } from './config.ts'
import { cookiesOf } from './cookies.ts'
import type { Caller, Ctx, MemberCtx, Route, WorkerEnv } from './context.ts'
import { gathering } from './gather.ts'
import { reserve, settle } from './idempotency.ts'
import type { KeyedCall } from './idempotency.ts'
import { limiterOf } from './limiter.object.ts'
import { limitHeaders, networkOf, takeInIsolate } from './limits.ts'
import type { Allowance } from './limits.ts'
import { log } from './log.ts'
import { digest, idsFromKey, now, randomIds } from './ports.ts'
import { API_HEADERS, failureBody, failureResponse } from './reply.ts'
import { standingOf, verifyAccess } from './tokens.ts'
import type { Bearer } from './tokens.ts'

/** The web app of the worker, with what each request carries. */
export type App = Hono<{ Bindings: WorkerEnv; Variables: { requestId: string } }>
type EdgeContext = Context<{ Bindings: WorkerEnv; Variables: { requestId: string } }>

/** Who calls: the address comes from the platform or the host's front, never from the client. */
export function callerOf(request: Request<unknown, CfProperties>): Caller {
  const place = [request.cf?.city, request.cf?.country].filter((part) => typeof part === 'string' && part !== '').join(', ')
  return {
    address: request.headers.get('cf-connecting-ip') ?? 'unknown',
    userAgent: (request.headers.get('user-agent') ?? '').slice(0, 512),
    place: place || 'Unknown',
  }
}

function bearerToken(request: Request): string | Failure<'AUTH_001' | 'AUTH_003'> {
  const header = request.headers.get('authorization')
  if (!header) return fail('AUTH_001')
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1]
  return token ?? fail('AUTH_003')
}

async function countCall(of: AnyEndpoint, env: WorkerEnv, subject: string, at: number): Promise<Allowance | null> {
  if (!of.limit) return null
  if (of.limitBy === 'object') return limiterOf(env, `${of.id}:${subject}`).take(of.limit, at)
  return takeInIsolate(`${of.id}:${subject}`, of.limit, at)
}

function validate(of: AnyEndpoint, request: Request, params: Record<string, string>, body: Record<string, unknown>) {
  const url = new URL(request.url)
  const query: Record<string, unknown> = {}
  for (const key of of.query) {
    const value = url.searchParams.get(key)
    if (value !== null) query[key] = value
  }
  // The body may hold exactly what the contract names: an unknown field is a mistake worth telling.
  const strict = of.input.strict().safeParse({ ...body, ...query, ...params })
  if (strict.success) return strict.data
  return fail('VALIDATION_ERROR', {
    issues: strict.error.issues
      .slice(0, 50)
      .map((issue) => ({ path: issue.path.join('.') || ('keys' in issue ? String(issue.keys) : ''), message: issue.message })),
  })
}

function makeContext(
  c: EdgeContext,
  of: { tongue: Tongue; at: number; ids: Ctx['ids']; db: D1Database; headers: Record<string, string> },
): { ctx: Ctx; events: string[] } {
  const { tongue, at, ids, db, headers } = of
  const env = c.env
  const settings = settingsOf(env)
  const events: string[] = []
  const siteUrl = settings.PUBLIC_URL ?? new URL(c.req.url).origin
  const ctx: Ctx = {
    env,
    db,
    settings,
    now: at,
    ids,
    tongue,
    requestId: c.get('requestId'),
    siteUrl,
    // Our own pages stay on the origin that they came from, whatever name a proxy gives it; a browser says that it is one of them.
    mediaBase: c.req.header('sec-fetch-site') === 'same-origin' ? '' : siteUrl,
    caller: callerOf(c.req.raw),
    cookies: cookiesOf(c.req.raw, siteUrl.startsWith('https:'), headers),
    after: (work) => c.executionCtx.waitUntil(work),
    emit: <T extends EventType>(event: EventOf<T>, when?: { sql: string; values: readonly (string | number)[] }) => {
      const id = ids.next('evt')
      events.push(id)
      return env.DB.prepare(when ? recordIf(when.sql) : OUTBOX.record).bind(id, event.type, JSON.stringify(event), at, ...(when?.values ?? []))
    },
  }
  return { ctx, events }
}

/** Everything that stands before a handler and after it, once for all operations. */
async function answer(c: EdgeContext, { endpoint: of, handle }: Route): Promise<Response> {
  const at = now()
  const env = c.env
  const tongue = tongueOf(c.req.header('accept-language'))
  const extra: Record<string, string> = {}
  const refuse = (failure: Failure) => failureResponse(failure, tongue, extra)
  const refuseUnread = async (failure: Failure) => {
    await throwAway(c.req.raw, of)
    return refuse(failure)
  }

  let bearer: Bearer | null = null
  if (of.auth !== 'none') {
    const token = bearerToken(c.req.raw)
    if (isFailure(token)) return refuseUnread(token)
    const verified = await verifyAccess(env, token, at)
    if (isFailure(verified)) return refuseUnread(verified)
    bearer = verified
  }
  const caller = bearer?.userId ?? callerOf(c.req.raw).address
  const allowance = await countCall(of, env, bearer?.userId ?? networkOf(caller), at)
  if (allowance) {
    Object.assign(extra, limitHeaders(allowance))
    if (!allowance.allowed) return refuseUnread(fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds }))
  }
  const isRead = of.method === 'GET'
  const db = isRead ? gathering(env.DB) : env.DB
  const body = isRead ? NO_BODY : await readBody(c.req.raw, of)
  // Asked in the same turn in which a read's handler asks for what it loads.
  const standing = bearer ? standingOf(db, bearer) : null
  const stands = async (): Promise<Failure<ErrorCode> | null> => {
    if (!standing) return null
    const now = await standing
    if (!now) return fail('AUTH_003')
    return of.auth === 'admin' && now.role !== 'ADMIN' ? fail('USER_002') : null
  }
  // A read asks beside its own load and waits before it shows; whatever may write waits first.
  const early = isRead && of.auth !== 'admin' ? null : await stands()
  if (early) return refuse(early)
  if (isFailure(body)) return refuse(body)
  const input = validate(of, c.req.raw, c.req.param(), body.fields)
  if (isFailure(input)) return refuse((await stands()) ?? input)

  const key = of.method === 'POST' ? c.req.header('idempotency-key') : undefined
  let keyed: KeyedCall | null = null
  if (key !== undefined) {
    if (!/^[\x21-\x7e]{1,255}$/.test(key))
      return refuse(fail('VALIDATION_ERROR', { issues: [{ path: 'Idempotency-Key', message: '1 to 255 visible ASCII characters' }] }))
    keyed = { caller, operation: `${of.id} ${JSON.stringify(c.req.param())}`, key, bodyHash: digest(Buffer.from(body.bytes).toString('base64')) }
    const kept = await reserve(env.DB, keyed, at)
    if (isFailure(kept)) return refuse(kept)
    if (kept !== 'run') return new Response(kept.reply, { status: kept.status, headers: { ...API_HEADERS, ...extra, 'idempotency-replayed': 'true' } })
  }

  const ids = keyed ? idsFromKey(`${keyed.caller}\n${keyed.operation}\n${keyed.key}\n${keyed.bodyHash}`) : randomIds
  const { ctx, events } = makeContext(c, { tongue, at, ids, db, headers: extra })
  const full: Ctx | MemberCtx = bearer ? { ...ctx, userId: bearer.userId, loginId: bearer.loginId, tokenExpiresAt: bearer.expiresAt } : ctx
  let status = 500
  let reply = ''
  try {
    const result = await handle(input as never, full as never)
    const late = isRead ? await stands() : null
    if (late) return refuse(late)
    if (isFailure(result)) {
      const response = refuse(result)
      status = response.status
      reply = failureBody(result, tongue)
      return response
    }
    if (of.redirects) return redirect(of, result, extra)
    status = of.status ?? 200
    reply = JSON.stringify({ success: true, ...envelope(of, result, env.CHECK_REPLIES === '1') })
    return new Response(reply, { status, headers: { ...API_HEADERS, ...extra } })
  } finally {
    if (keyed) await settle(env.DB, keyed, status, reply, of.secret === true)
    if (events.length > 0)
      c.executionCtx.waitUntil(
        relay(env.DB, env.EVENTS, events, at).catch((error: unknown) => log('warn', 'relay failed; the sweeper will send', { error: String(error) })),
      )
  }
}

/** The answer of an operation that a browser opens by itself: on to the address that its handler gives. */
function redirect(of: AnyEndpoint, result: unknown, extra: Record<string, string>): Response {
  const { 'content-type': _, ...headers } = API_HEADERS
  return new Response(null, { status: 302, headers: { ...headers, ...extra, location: String(of.output.parse(result)) } })
}

function envelope(of: AnyEndpoint, result: unknown, check: boolean): Record<string, unknown> {
  const whole: Record<string, unknown> = of.beside && typeof result === 'object' && result !== null ? { ...result } : { data: result }
  if (!check) return whole
  const schema = z.strictObject({ data: of.output, ...of.beside?.shape })
  return schema.parse(whole)
}

/** Mounts the operations under `/api/v1`, each under its aliases too. */
export function mount(app: App, routes: readonly Route[]): void {
  for (const route of routes) {
    for (const path of [route.endpoint.path, ...(route.endpoint.aliases ?? [])]) {
      app.on(route.endpoint.method, API_PREFIX + path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => answer(c, route))
    }
  }
}
