import { DurableObject } from 'cloudflare:workers'
import { fail, isFailure } from '@studymate/contract/errors'
import { HEARTBEAT_SECONDS, RING_SECONDS } from '@studymate/contract/live'
import { CALL_CLOSE, ConnectionId } from '@studymate/contract/signaling'
import type { CallClientFrame, CallEnd, CallServerFrame } from '@studymate/contract/signaling'
import type { CallPerson, SessionType } from '@studymate/contract/session-parts'
import { LoginId, UserId, timestamp } from '@studymate/contract/values'
import type { RoomId, SessionId } from '@studymate/contract/values'
import { ringAfter, rings } from '@studymate/domain/sessions/ring'
import type { RingAct, RingReason } from '@studymate/domain/sessions/ring'
import { EMPTY_MS, SEAT_KEPT_MS, afterLastSeat, arrive, depart, presentSeconds } from '@studymate/domain/sessions/seats'
import { Agenda } from '#edge/agenda'
import type { WorkerEnv } from '#edge/context'
import { takeInIsolate } from '#edge/limits'
import { log } from '#edge/log'
import { now, randomIds } from '#edge/ports'
import { verifyAccess } from '#edge/tokens'
import { personOf } from '#live/person'
import { callError, decodeCallFrame, lineOf, sendCall } from './call-frames.ts'
import type { Line } from './call-frames.ts'
import { CallBook } from './call-book.ts'
import type { CallFacts } from './call-book.ts'
import { OwedList } from './owed.ts'
import { Roster, participantOf, presenceOf } from './roster.ts'
import type { Seat } from './roster.ts'

/** Headers by which the worker tells a call who comes. They never come from outside: the front takes them away. */
export const CALL_UPGRADE = {
  userId: 'x-studymate-user',
  loginId: 'x-studymate-login',
  expiresAt: 'x-studymate-expires',
  connectionId: 'x-studymate-connection',
  tongue: 'x-studymate-tongue',
} as const

/** How long a socket may be silent, with a second for the way. */
const SILENCE_MS = HEARTBEAT_SECONDS * 2_500 + 1_000

type Task = 'clock' | 'owed'

/** What became of a wish to ring. */
export type RingOutcome = { readonly state: 'ringing' | 'busy' | 'joined'; readonly expiresAt: number | null } | 'over' | 'ringing-elsewhere'

/**
 * One call: seats, sockets, relay of signaling, ring. Nothing of the media passes here. What it decides it owes to the
 * database and to the people's devices, and settles until it is done.
 */
export class CallObject extends DurableObject<WorkerEnv> {
  readonly #roster: Roster
  readonly #book: CallBook
  readonly #owed: OwedList
  readonly #agenda: Agenda<Task>

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#roster = new Roster(ctx.storage.sql)
    this.#book = new CallBook(ctx.storage.sql)
    this.#owed = new OwedList(ctx.storage.sql)
    this.#agenda = new Agenda(ctx.storage)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('{"type":"PING"}', '{"type":"PONG"}'))
  }

  /** Keeps a seat for somebody who may have one; null when the call is over. Who sits already keeps their sitting. Joining accepts a ring. */
  async take(facts: CallFacts, person: CallPerson): Promise<string | null> {
    const at = now()
    if (this.#book.open(facts).ended !== null) return null
    const nonce = this.#roster.sit(person, randomIds.uuid(), at)
    this.#turnRing({ act: 'join', by: person.userId }, at)
    this.#book.emptySince(null)
    this.#agenda.put('clock', at + SEAT_KEPT_MS)
    await this.#settle(at)
    return nonce
  }

  /** Gives a seat back and takes back or declines what rings. The last one out ends the call. */
  async leave(facts: CallFacts, userId: UserId): Promise<void> {
    const at = now()
    if (this.#book.open(facts).ended !== null) return
    const turned = this.#turnRing({ act: 'leave', by: userId }, at)
    const seat = this.#roster.find(userId)
    if (seat) this.#free(seat, 'left', at)
    for (const ws of this.ctx.getWebSockets(userId)) ws.close(CALL_CLOSE.left, 'left')
    if ((seat || turned) && this.#roster.seated().length === 0) {
      const status = afterLastSeat({ ...facts, joined: this.#joined() }, at)
      if (status === 'SCHEDULED') this.#owed.add({ kind: 'close', sessionId: facts.sessionId, status, at })
      else this.#finish(status === 'COMPLETED' ? 'completed' : 'cancelled', at)
    }
    await this.#settle(at)
  }

  /** Ends the call for both. */
  async end(facts: CallFacts, blocked: boolean): Promise<void> {
    const at = now()
    if (this.#book.open(facts).ended !== null) return
    this.#finish(blocked ? 'blocked' : this.#joined() >= 2 ? 'completed' : 'cancelled', at)
    await this.#settle(at)
  }

  /** Rings somebody, unless they are here or busy. Two who ring each other have both answered. */
  async ring(facts: CallFacts, of: { from: CallPerson; to: UserId; type: SessionType; roomId: RoomId | null; inAnotherCall: boolean }): Promise<RingOutcome> {
    const at = now()
    if (this.#book.open(facts).ended !== null) return 'over'
    const caller = of.from.userId
    if (this.#roster.find(of.to)) return { state: 'joined', expiresAt: null }
    this.#turnRing({ act: 'clock' }, at)
    const standing = this.#book.ring()
    if (rings(standing, at)) {
      if (standing.caller === caller) return { state: 'ringing', expiresAt: standing.expiresAt }
      this.#turnRing({ act: 'answer', by: caller, accept: true }, at)
      await this.#settle(at)
      return { state: 'joined', expiresAt: null }
    }
    const expiresAt = at + RING_SECONDS * 1000
    // Written before anything is asked of others: what comes meanwhile finds it ringing.
    this.#book.startRing({ caller, callee: of.to, startedAt: at, expiresAt, reason: null })
    this.#agenda.put('clock', expiresAt)
    if (!(await personOf(this.env, caller).ringOut(caller, facts.sessionId, expiresAt))) {
      this.#book.dropRing()
      return 'ringing-elsewhere'
    }
    const frame = {
      type: 'RING' as const,
      session: { sessionId: facts.sessionId, type: of.type, roomId: of.roomId, expiresAt: timestamp(expiresAt) },
      from: of.from,
    }
    const answer = of.inAnotherCall ? 'busy' : await personOf(this.env, of.to).ringIn(of.to, frame)
    const still = this.#book.ring()
    if (still?.reason === null && answer === 'busy') this.#endRing('busy', now())
    // Taken back while it was on its way: what arrived after must stop too.
    else if (still?.reason && answer === 'ringing') this.#owed.add({ kind: 'ring-ended', sessionId: facts.sessionId, to: [of.to], reason: still.reason })
    await this.#settle(now())
    return { state: answer, expiresAt: answer === 'ringing' ? expiresAt : null }
  }

  /** The callee's answer; gives how the ring ended, or null where nothing rang at them. */
  async answer(userId: UserId, accept: boolean): Promise<RingReason | null> {
    const at = now()
    const ring = this.#book.ring()
    if (ring?.callee !== userId) return null
    this.#turnRing({ act: 'answer', by: userId, accept }, at)
    await this.#settle(at)
    return this.#book.ring()?.reason ?? null
  }

  /** Ends the sockets of logins that ended. */
  closeLogins(loginIds: LoginId[]): void {
    for (const { ws, line } of this.#lines()) if (loginIds.includes(line.loginId)) ws.close(CALL_CLOSE.loginEnded, 'login ended')
  }

  /** The upgrade, authenticated by the worker. 403 without a seat. */
  override fetch(request: Request): Response {
    const at = now()
    const given = (name: string) => request.headers.get(name)
    const userId = UserId.parse(given(CALL_UPGRADE.userId))
    const seat = this.#roster.find(userId)
    if (!seat) return new Response('no seat', { status: 403 })
    const line: Line = {
      userId,
      loginId: LoginId.parse(given(CALL_UPGRADE.loginId)),
      expiresAt: Number(given(CALL_UPGRADE.expiresAt)),
      heardAt: at,
      connectionId: ConnectionId.parse(given(CALL_UPGRADE.connectionId)),
      tongue: given(CALL_UPGRADE.tongue) === 'en' ? 'en' : 'ko',
    }
    const { 0: client, 1: server } = new WebSocketPair()
    // One page a person: the newest. The older one is told once and for all, so that two tabs do not fight for the seat.
    for (const { ws } of this.#lines(userId)) ws.close(CALL_CLOSE.replaced, 'opened elsewhere')
    this.ctx.acceptWebSocket(server, [userId])
    server.serializeAttachment(line)
    this.#roster.mark(userId, arrive(presenceOf(seat), at), null, line.connectionId)
    if (seat.connection_id !== line.connectionId) this.#roster.media(userId, false, false)
    this.#book.emptySince(null)
    const seated = this.#roster.seated()
    const mine = seated.find((one) => one.user_id === userId)
    const participant = mine ? participantOf(mine) : null
    sendCall(server, {
      type: 'CONNECTED',
      userId,
      connectionId: line.connectionId,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      participants: seated.filter((one) => one.user_id !== userId).flatMap((one) => participantOf(one) ?? []),
    })
    if (participant) this.#tell({ type: 'peer-joined', participant }, userId)
    this.#agenda.put('clock', Math.min(line.expiresAt, at + SILENCE_MS))
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(ws: WebSocket, raw: string | ArrayBuffer): Promise<void> {
    const line = lineOf(ws)
    const at = now()
    if (!line) return ws.close(CALL_CLOSE.badStart, 'unknown socket')
    if (at - line.heardAt > 5_000) ws.serializeAttachment({ ...line, heardAt: at })
    const allowance = takeInIsolate(`call:${line.userId}:${line.connectionId}`, '1200/min', at)
    if (!allowance.allowed) return sendCall(ws, callError(fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds }), line.tongue))
    const frame = decodeCallFrame(raw)
    const refusal = isFailure(frame) ? frame : await this.#act(ws, line, frame)
    if (refusal) sendCall(ws, callError(refusal, line.tongue))
  }

  async #act(ws: WebSocket, line: Line, frame: CallClientFrame) {
    switch (frame.type) {
      case 'PING':
        return sendCall(ws, { type: 'PONG' })
      case 'CONNECT':
        return this.#renew(ws, line, frame.token)
      case 'media-state':
        this.#roster.media(line.userId, frame.mic, frame.camera)
        return this.#tell({ type: 'media-state', from: line.userId, mic: frame.mic, camera: frame.camera }, line.userId)
      case 'offer':
      case 'answer':
      case 'ice-candidate':
      case 'renegotiate': {
        const { to, toConnection, ...rest } = frame
        if (to === line.userId || !this.#roster.find(to)) return fail('NOT_FOUND', { to })
        // A frame for a page that is gone would only disturb the one that came after it.
        for (const other of this.#lines(to))
          if (toConnection === undefined || other.line.connectionId === toConnection)
            sendCall(other.ws, { ...rest, from: line.userId, fromConnection: line.connectionId })
        return null
      }
    }
  }

  /** A `CONNECT` on an open socket: harmless, and a fresh token of the same login lengthens its life. */
  async #renew(ws: WebSocket, line: Line, token: string | undefined) {
    if (token === undefined) return null
    const bearer = await verifyAccess(this.env, token, now())
    if (isFailure(bearer)) return bearer
    if (bearer.userId !== line.userId || bearer.loginId !== line.loginId) return fail('AUTH_003')
    ws.serializeAttachment({ ...line, expiresAt: Math.max(line.expiresAt, bearer.expiresAt) })
    return null
  }

  override webSocketClose(ws: WebSocket): void {
    this.#lost(ws)
  }

  override webSocketError(ws: WebSocket): void {
    this.#lost(ws)
  }

  /** A connection was lost: the seat stays for a minute. */
  #lost(ws: WebSocket): void {
    const line = lineOf(ws)
    const seat = line ? this.#roster.find(line.userId) : null
    if (!line || !seat || seat.connection_id === null || seat.lost_at !== null) return
    if (this.#lines(line.userId).some((other) => other.ws !== ws)) return
    const at = now()
    this.#roster.mark(line.userId, depart(presenceOf(seat), at), at, seat.connection_id)
    this.#tell({ type: 'peer-lost', userId: line.userId, seatKeptUntil: timestamp(at + SEAT_KEPT_MS) }, line.userId)
    this.#agenda.put('clock', at + SEAT_KEPT_MS)
  }

  #lines(userId?: UserId): { ws: WebSocket; line: Line }[] {
    return (userId === undefined ? this.ctx.getWebSockets() : this.ctx.getWebSockets(userId)).flatMap((ws) => {
      const line = ws.readyState === WebSocket.READY_STATE_OPEN ? lineOf(ws) : null
      return line ? [{ ws, line }] : []
    })
  }

  #tell(frame: CallServerFrame, except: UserId | null): null {
    for (const { ws, line } of this.#lines()) if (line.userId !== except) sendCall(ws, frame)
    return null
  }

  #joined(): number {
    return this.#roster.all().length
  }

  #turnRing(act: RingAct, at: number): boolean {
    const ring = this.#book.ring()
    const reason = ring ? ringAfter(ring, act, at) : null
    if (reason !== null) this.#endRing(reason, at)
    return reason !== null
  }

  #endRing(reason: RingReason, at: number): void {
    const ring = this.#book.endRing(reason)
    const sessionId = this.#book.sessionId()
    if (!ring || !sessionId) return
    const [caller, callee] = [UserId.parse(ring.caller), UserId.parse(ring.callee)]
    // Nothing rang at somebody who was busy: only their caller hears of it.
    this.#owed.add({ kind: 'ring-ended', sessionId, to: reason === 'busy' ? [caller] : [caller, callee], reason })
    if (reason === 'missed') this.#owed.add({ kind: 'missed', sessionId, from: caller, to: callee, startedAt: ring.startedAt, at })
  }

  #free(seat: Seat, reason: 'left' | 'lost', at: number): void {
    const sessionId = this.#book.sessionId()
    this.#roster.rise(seat.user_id)
    if (sessionId) this.#owed.add({ kind: 'rise', sessionId, userId: seat.user_id, nonce: seat.nonce, at, seconds: presentSeconds(presenceOf(seat), at) })
    this.#tell({ type: 'peer-left', userId: seat.user_id, reason }, seat.user_id)
  }

  #finish(reason: CallEnd, at: number): void {
    const sessionId = this.#book.sessionId()
    if (!sessionId) return
    this.#book.end(reason)
    this.#turnRing({ act: 'end' }, at)
    this.#tell({ type: 'ended', reason }, null)
    for (const seat of this.#roster.seated()) this.#free(seat, 'left', at)
    for (const { ws } of this.#lines()) ws.close(CALL_CLOSE.ended, 'ended')
    this.#owed.add({ kind: 'close', sessionId, status: this.#joined() >= 2 ? 'COMPLETED' : 'CANCELLED', at })
  }

  /** Settles what is owed; what fails is tried again. */
  async #settle(at: number): Promise<void> {
    if (this.#owed.isEmpty()) return
    this.#agenda.put('owed', at + 5_000)
    try {
      await this.#owed.settle(this.env, at)
    } catch (error) {
      log('warn', 'a call could not settle yet', { error: String(error) })
    }
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** Does what is due at this moment. */
  async wake(): Promise<void> {
    const at = now()
    await this.#agenda.run(at, (task) => (task === 'owed' ? this.#owed.settle(this.env, at) : this.#tick(at)))
  }

  async #tick(at: number): Promise<void> {
    this.#turnRing({ act: 'clock' }, at)
    for (const { ws, line } of this.#lines()) {
      const heard = Math.max(line.heardAt, this.ctx.getWebSocketAutoResponseTimestamp(ws)?.getTime() ?? 0)
      if (line.expiresAt <= at) ws.close(CALL_CLOSE.tokenExpired, 'token expired')
      // A line that died without a goodbye: the runtime may never say so.
      else if (at - heard > SILENCE_MS) {
        this.#lost(ws)
        ws.close(CALL_CLOSE.silent, 'no heartbeat')
      }
    }
    for (const seat of this.#roster.seated()) if (seat.lost_at !== null && at >= seat.lost_at + SEAT_KEPT_MS) this.#free(seat, 'lost', at)
    const seated = this.#roster.seated()
    const call = this.#book.call()
    if (call && call.ended === null && seated.length === 0 && this.#joined() > 0) {
      const since = call.empty_since ?? at
      this.#book.emptySince(since)
      if (at >= since + EMPTY_MS) this.#finish(this.#joined() >= 2 ? 'completed' : 'cancelled', at)
      else this.#agenda.put('clock', since + EMPTY_MS)
    }
    const ring = this.#book.ring()
    const next = [
      ...seated.flatMap((seat) => (seat.lost_at === null ? [] : [seat.lost_at + SEAT_KEPT_MS])),
      ...this.#lines().map(({ line }) => Math.min(line.expiresAt, at + SILENCE_MS)),
      ...(rings(ring, at) ? [ring.expiresAt] : []),
    ]
    if (next.length > 0) this.#agenda.put('clock', Math.min(...next))
    await this.#settle(at)
  }
}

/** The object of a call. */
export function callOf(env: WorkerEnv, sessionId: SessionId) {
  return env.CALL.get(env.CALL.idFromName(sessionId))
}
