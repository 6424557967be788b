import { fail, isFailure, tongueOf } from '@studymate/contract/errors'
import type { ErrorCode, Tongue } from '@studymate/contract/errors'
import { CALL_CLOSE, ConnectionId } from '@studymate/contract/signaling'
import { LoginId, SessionId } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { now, secret } from '#edge/ports'
import { failureResponse } from '#edge/reply'
import type { App } from '#edge/serve'
import { standingOf, verifyAccess } from '#edge/tokens'
import { bareSocket } from '#live/bare'
import { personOf } from '#live/person'
import { splitTicket } from '#live/routes'
import { CLOSE } from '#live/sockets'
import { callError, decodeCallFrame } from './call-frames.ts'
import { CALL_UPGRADE, callOf } from './call.object.ts'
import * as store from './store.ts'

interface Comer {
  readonly userId: UserId
  readonly loginId: LoginId
  readonly expiresAt: number
}

async function ofTicket(env: WorkerEnv, ticket: string): Promise<Comer | null> {
  const of = await splitTicket(env.DB, ticket)
  const login = of && (await personOf(env, of.userId).spendTicket(of.secret))
  return login ? { userId: of.userId, loginId: LoginId.parse(login.loginId), expiresAt: login.expiresAt } : null
}

async function ofToken(env: WorkerEnv, token: string): Promise<Comer | null> {
  const bearer = await verifyAccess(env, token, now())
  return isFailure(bearer) || !(await standingOf(env.DB, bearer)) ? null : bearer
}

/** Opens the socket of a call for somebody who has a seat in it, or says why not. */
async function enter(env: WorkerEnv, sessionId: SessionId, comer: Comer | null, connectionId: ConnectionId, tongue: Tongue): Promise<WebSocket | ErrorCode> {
  if (!comer) return 'AUTH_003'
  const session = await store.findSession(env.DB, sessionId, comer.userId)
  if (!session) return 'NOT_FOUND'
  if (session.status === 'COMPLETED' || session.status === 'CANCELLED') return 'SESSION_001'
  if (!session.seats.some((seat) => seat.user_id === comer.userId && seat.seated === 1)) return 'USER_002'
  const reply = await callOf(env, sessionId).fetch('http://call/ws', {
    headers: {
      upgrade: 'websocket',
      [CALL_UPGRADE.userId]: comer.userId,
      [CALL_UPGRADE.loginId]: comer.loginId,
      [CALL_UPGRADE.expiresAt]: String(comer.expiresAt),
      [CALL_UPGRADE.connectionId]: connectionId,
      [CALL_UPGRADE.tongue]: tongue,
    },
  })
  return reply.webSocket ?? 'USER_002'
}

function refuse(server: WebSocket, code: ErrorCode, tongue: Tongue): void {
  server.send(JSON.stringify(callError(fail(code), tongue)))
  if (code === 'INTERNAL') return server.close(CLOSE.broken, code)
  server.close(code === 'AUTH_003' ? CALL_CLOSE.badStart : CALL_CLOSE.refused, code)
}

/** The bare way in: the first frame must be `CONNECT`; then the worker pipes to the call. */
function bare(env: WorkerEnv, sessionId: SessionId, tongue: Tongue): Response {
  const start = async (raw: string | ArrayBuffer): Promise<WebSocket | ErrorCode> => {
    const frame = decodeCallFrame(raw)
    if (isFailure(frame)) return frame.code
    if (frame.type !== 'CONNECT') return 'AUTH_001'
    const comer = frame.ticket !== undefined ? await ofTicket(env, frame.ticket) : frame.token !== undefined ? await ofToken(env, frame.token) : null
    return enter(env, sessionId, comer, frame.connectionId ?? ConnectionId.parse(secret(12)), tongue)
  }
  return bareSocket({ open: start, refuse: (client, code) => refuse(client, code, tongue) })
}

/** An upgrade that only says why there is none: a browser cannot read the status of a refused one. */
function refusedSocket(code: ErrorCode, tongue: Tongue): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  refuse(server, code, tongue)
  return new Response(null, { status: 101, webSocket: client })
}

/** Mounts `/ws/session/{sessionId}` with the two ways in of `/ws` (decisions §8). */
export function mountSessions(app: App): void {
  app.get('/ws/session/:sessionId', async (c) => {
    const tongue = tongueOf(c.req.header('accept-language'))
    if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
      return failureResponse(fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'This address takes WebSocket upgrades only.' }] }), tongue)
    const sessionId = SessionId.safeParse(c.req.param('sessionId'))
    if (!sessionId.success) return failureResponse(fail('NOT_FOUND'), tongue)
    const ticket = c.req.query('ticket')
    if (ticket === undefined) return bare(c.env, sessionId.data, tongue)
    const asked = ConnectionId.safeParse(c.req.query('connection'))
    const call = await enter(c.env, sessionId.data, await ofTicket(c.env, ticket), asked.success ? asked.data : ConnectionId.parse(secret(12)), tongue)
    return typeof call === 'string' ? refusedSocket(call, tongue) : new Response(null, { status: 101, webSocket: call })
  })
}
