import { DurableObject } from 'cloudflare:workers'
import { errorMessage, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { HEARTBEAT_SECONDS } from '@studymate/contract/live'
import type { ClientFrame, ServerFrame } from '@studymate/contract/live'
import type { Notification } from '@studymate/contract/notifications'
import type { LoginId, NotificationId, UserId } from '@studymate/contract/values'
import { UserId as UserIdSchema } from '@studymate/contract/values'
import type { WorkerEnv } from '#edge/context'
import { alarmTime, now, secret } from '#edge/ports'
import { verifyAccess } from '#edge/tokens'
import { Bell } from '#notifications/bell'
import type { BellPage } from '#notifications/bell'
import { decodeFrame } from './decode.ts'
import { FRAMES } from '#frames'
import { dispatch } from './frames.ts'
import { CLOSE, Sockets, attachmentOf, sendFrames } from './sockets.ts'
import { Tickets } from './tickets.ts'

/** Headers by which the worker tells a person's object who upgrades. They never come from outside: the worker sets them. */
export const UPGRADE = { userId: 'x-studymate-user', loginId: 'x-studymate-login', expiresAt: 'x-studymate-expires', ticket: 'x-studymate-ticket' } as const

/** One person: sockets of all their devices, tickets, bell. Everything for the person goes through here. */
export class PersonObject extends DurableObject<WorkerEnv> {
  readonly #sockets: Sockets
  readonly #tickets: Tickets
  readonly #bell: Bell

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#sockets = new Sockets(ctx)
    this.#tickets = new Tickets(ctx.storage.sql)
    this.#bell = new Bell(ctx.storage.sql)
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS self (user_id TEXT PRIMARY KEY) STRICT')
  }

  /** Whose object this is: its name is not readable inside, so the first caller says it. */
  #self(): UserId | null {
    const row = this.ctx.storage.sql.exec<{ user_id: string }>('SELECT user_id FROM self').toArray()[0]
    return row ? UserIdSchema.parse(row.user_id) : null
  }

  #claim(userId: UserId): void {
    this.ctx.storage.sql.exec('INSERT OR IGNORE INTO self (user_id) VALUES (?)', userId)
  }

  issueTicket(userId: UserId, loginId: LoginId, tokenExpiresAt: number): string {
    this.#claim(userId)
    return this.#tickets.issue(loginId, tokenExpiresAt, now())
  }

  /** The upgrade, authenticated by the worker (token) or here (ticket). */
  override async fetch(request: Request): Promise<Response> {
    const userId = UserIdSchema.parse(request.headers.get(UPGRADE.userId))
    const ticket = request.headers.get(UPGRADE.ticket)
    const login =
      ticket === null
        ? { loginId: request.headers.get(UPGRADE.loginId) as LoginId, expiresAt: Number(request.headers.get(UPGRADE.expiresAt)) }
        : this.#tickets.use(ticket, now())
    if (!login) return new Response('ticket', { status: 401 })
    this.#claim(userId)
    const { 0: client, 1: server } = new WebSocketPair()
    this.#sockets.accept(server, { loginId: login.loginId, expiresAt: login.expiresAt, connectedAt: now(), socketId: secret(9) })
    sendFrames(server, [{ type: 'CONNECTED', userId, heartbeatSeconds: HEARTBEAT_SECONDS }])
    await this.#scheduleExpiry()
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(ws: WebSocket, raw: string | ArrayBuffer): Promise<void> {
    const self = this.#self()
    const attachment = attachmentOf(ws)
    if (!self || !attachment) return ws.close(CLOSE.badStart, 'unknown socket')
    if (attachment.expiresAt <= now()) return ws.close(CLOSE.tokenExpired, 'token expired')
    const frame = decodeFrame(raw)
    if (isFailure(frame)) return sendFrames(ws, [errorFrame(frame)])
    const refusal = await this.#act(ws, self, frame)
    if (refusal) sendFrames(ws, [errorFrame(refusal)])
  }

  async #act(ws: WebSocket, self: UserId, frame: ClientFrame): Promise<Failure | null> {
    const attachment = attachmentOf(ws)
    if (!attachment) return null
    if (frame.type === 'CONNECT') return this.#reconnect(ws, self, frame)
    if (frame.type === 'PING') {
      sendFrames(ws, [{ type: 'PONG' }])
      return null
    }
    const answer = await dispatch(FRAMES, frame.type, frame, {
      env: this.env,
      userId: self,
      loginId: attachment.loginId,
      socketId: attachment.socketId,
      tongue: 'ko',
      now: now(),
      sql: this.ctx.storage.sql,
      broadcast: (frames) => this.#sockets.broadcast(frames),
      others: (frames) => this.#sockets.broadcast(frames, ws),
    })
    if (isFailure(answer)) return answer
    if (answer) sendFrames(ws, answer)
    return null
  }

  /** A `CONNECT` on an open socket: harmless, and a fresh token of the same login lengthens its life. */
  async #reconnect(ws: WebSocket, self: UserId, frame: Extract<ClientFrame, { type: 'CONNECT' }>): Promise<Failure | null> {
    const attachment = attachmentOf(ws)
    if (!attachment || frame.token === undefined) return null
    const bearer = await verifyAccess(this.env, frame.token, now())
    if (isFailure(bearer)) return bearer
    if (bearer.userId !== self || bearer.loginId !== attachment.loginId) return { failed: true, code: 'AUTH_003', details: {} }
    ws.serializeAttachment({ ...attachment, expiresAt: bearer.expiresAt })
    await this.#scheduleExpiry()
    return null
  }

  override webSocketClose(): void {
    // The runtime answers a client's close by itself; the handler only has to be here.
  }

  /** Frames for every device of the person. */
  deliver(frames: ServerFrame[]): void {
    this.#sockets.broadcast(frames)
  }

  online(): boolean {
    return this.#sockets.live(now()).length > 0
  }

  /** Adds to the bell and tells the devices; the same id again is harmless. */
  notify(userId: UserId, notification: Notification, collapseKey: string | null): void {
    this.#claim(userId)
    if (this.#bell.add(notification, collapseKey, now())) this.#sockets.broadcast([{ type: 'NOTIFICATION', notification }])
  }

  bellPage(page: number, size: number): BellPage {
    return this.#bell.page(page, size)
  }

  bellUnread(): number {
    return this.#bell.unread()
  }

  readBell(id: NotificationId): { readAt: number; unread: number } | null {
    const readAt = this.#bell.read(id, now())
    return readAt === null ? null : { readAt, unread: this.#bell.unread() }
  }

  readWholeBell(): void {
    this.#bell.readAll(now())
  }

  readBellOf(collapseKey: string): void {
    this.#bell.readCollapsed(collapseKey, now())
  }

  forgetInBell(userId: UserId): void {
    this.#bell.forget(userId)
  }

  /** Ends the sockets of logins that ended. */
  closeLogins(loginIds: LoginId[]): void {
    this.#sockets.closeLogins(loginIds)
  }

  async #scheduleExpiry(): Promise<void> {
    const ends = this.ctx.getWebSockets().flatMap((ws) => attachmentOf(ws)?.expiresAt ?? [])
    if (ends.length > 0) await this.ctx.storage.setAlarm(alarmTime(Math.min(...ends) + 1_000))
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** What is due at this moment: closes sockets whose token ran out. */
  async wake(): Promise<void> {
    for (const ws of this.ctx.getWebSockets()) {
      const attachment = attachmentOf(ws)
      if (attachment && attachment.expiresAt <= now()) ws.close(CLOSE.tokenExpired, 'token expired')
    }
    await this.#scheduleExpiry()
  }
}

/** A refusal as a frame. Sentences of frames are Korean and English in `details` of none: the code is what clients translate. */
function errorFrame(failure: Failure): ServerFrame {
  const { clientId, retryAfter } = failure.details
  return {
    type: 'ERROR',
    code: failure.code,
    message: errorMessage(failure.code, 'ko'),
    details: failure.details,
    ...(typeof clientId === 'string' ? { clientId } : {}),
    ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
  }
}
