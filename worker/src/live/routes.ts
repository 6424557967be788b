import * as contract from '@studymate/contract/system'
import { fail, isFailure, tongueOf } from '@studymate/contract/errors'
import { TICKET_SECONDS } from '@studymate/contract/live'
import { UserId } from '@studymate/contract/values'
import { route } from '#edge/context'
import type { Handler, WorkerEnv } from '#edge/context'
import { now } from '#edge/ports'
import { failureResponse } from '#edge/reply'
import type { App } from '#edge/serve'
import { standingOf, verifyAccess } from '#edge/tokens'
import { dayIn, recordFactOf } from '#events/facts'
import { findUser } from '#auth/store'
import { findSettings } from '#settings/store'
import type { UserRow } from '#auth/store'
import { bareSocket } from './bare.ts'
import { decodeFrame } from './decode.ts'
import { UPGRADE, errorFrame } from './person.object.ts'
import type { PersonFacts } from './person.object.ts'
import { personOf } from './person.ts'
import { CLOSE } from './sockets.ts'

/** What a person's object is told of its person at each connection. */
async function factsOf(db: D1Database, user: UserRow, at: number): Promise<PersonFacts> {
  const settings = await findSettings(db, user.id, at)
  return { tongue: user.locale, shown: settings?.showsPresence ?? false }
}

/** Opening the socket is how a day in the product begins: once a person and day of their own zone. */
async function beginDay(db: D1Database, user: UserRow, at: number): Promise<void> {
  const day = dayIn(user.time_zone, at)
  await recordFactOf(db, { id: `fact_day_${user.id}_${day}`, userId: user.id, kind: 'day.begun', subject: day, amount: 1, at }).run()
}

const createTicket: Handler<typeof contract.createTicket> = async (_, ctx) => {
  const user = await findUser(ctx.db, ctx.userId)
  if (!user) return fail('AUTH_003')
  ctx.after(beginDay(ctx.db, user, ctx.now))
  const secret = await personOf(ctx.env, ctx.userId).issueTicket({
    userId: ctx.userId,
    loginId: ctx.loginId,
    tokenExpiresAt: ctx.tokenExpiresAt,
    facts: await factsOf(ctx.db, user, ctx.now),
  })
  return { ticket: `${ctx.userId}.${secret}`, expiresIn: TICKET_SECONDS }
}

export const routes = [route(contract.createTicket, createTicket)]

function upgrade(env: WorkerEnv, request: Request, userId: UserId, headers: Record<string, string>): Promise<Response> {
  const forwarded = new Headers({ upgrade: 'websocket', [UPGRADE.userId]: userId, ...headers })
  return personOf(env, userId).fetch('http://person/ws', { headers: forwarded, signal: request.signal })
}

/**
 * Splits `user_….secret`, the form of a ticket on the wire; null if it is none, or of nobody: asking the object of somebody who is not there would make it,
 * and a stranger's guesses would fill the disk.
 */
export async function splitTicket(db: D1Database, ticket: string): Promise<{ userId: UserId; secret: string } | null> {
  const [user = '', secret = ''] = ticket.split('.')
  const userId = UserId.safeParse(user)
  return userId.success && secret && (await findUser(db, userId.data)) ? { userId: userId.data, secret } : null
}

/** Opens the person's socket from the first frame of a bare `/ws`, or refuses. */
async function authenticate(env: WorkerEnv, request: Request, raw: string | ArrayBuffer): Promise<WebSocket | null> {
  const frame = decodeFrame(raw)
  if (isFailure(frame) || frame.type !== 'CONNECT') return null
  if (frame.ticket !== undefined) {
    const ticket = await splitTicket(env.DB, frame.ticket)
    return ticket ? (await upgrade(env, request, ticket.userId, { [UPGRADE.ticket]: ticket.secret })).webSocket : null
  }
  if (frame.token === undefined) return null
  const bearer = await verifyAccess(env, frame.token, now())
  if (isFailure(bearer)) return null
  const [standing, user] = await Promise.all([standingOf(env.DB, bearer), findUser(env.DB, bearer.userId)])
  if (!standing || !user) return null
  const [facts] = await Promise.all([factsOf(env.DB, user, now()), beginDay(env.DB, user, now())])
  const headers = {
    [UPGRADE.loginId]: bearer.loginId,
    [UPGRADE.expiresAt]: String(bearer.expiresAt),
    [UPGRADE.tongue]: facts.tongue,
    [UPGRADE.shown]: facts.shown ? '1' : '0',
  }
  return (await upgrade(env, request, bearer.userId, headers)).webSocket
}

/** The bare way in: the first frame must be `CONNECT`; then the worker pipes to the person's object. */
function bare(env: WorkerEnv, request: Request): Response {
  const tongue = tongueOf(request.headers.get('accept-language'))
  return bareSocket({
    open: async (first) => (await authenticate(env, request, first)) ?? 'AUTH_003',
    refuse: (client, code) => {
      client.send(JSON.stringify(errorFrame(fail(code), tongue)))
      client.close(code === 'AUTH_003' ? CLOSE.badStart : CLOSE.broken, code)
    },
  })
}

/** Mounts `/ws` with its two ways in (decisions §8). */
export function mountLive(app: App): void {
  app.get('/ws', async (c) => {
    const tongue = tongueOf(c.req.header('accept-language'))
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
      return failureResponse(fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'This address takes WebSocket upgrades only.' }] }), tongue)
    const query = c.req.query('ticket')
    if (query === undefined) return bare(c.env, c.req.raw)
    const ticket = await splitTicket(c.env.DB, query)
    if (!ticket) return failureResponse(fail('AUTH_003'), tongue)
    const response = await upgrade(c.env, c.req.raw, ticket.userId, { [UPGRADE.ticket]: ticket.secret })
    return response.status === 101 ? response : failureResponse(fail('AUTH_003'), tongue)
  })
}
