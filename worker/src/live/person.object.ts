import { DurableObject } from 'cloudflare:workers'
import type { Limit } from '@studymate/contract/endpoint'
import { errorMessage, fail, isFailure } from '@studymate/contract/errors'
import type { Failure, Tongue } from '@studymate/contract/errors'
import { HEARTBEAT_SECONDS } from '@studymate/contract/live'
import type { ClientFrame, ServerFrame } from '@studymate/contract/live'
import type { Notification } from '@studymate/contract/notifications'
import type { LoginId, NotificationId, RoomId, SessionId, UserId } from '@studymate/contract/values'
import { LoginId as LoginIdSchema, UserId as UserIdSchema } from '@studymate/contract/values'
import { Inbox } from '#chat/inbox'
import type { InboxEntry, ListedEntry, RoomWishes } from '#chat/inbox'
import { Agenda } from '#edge/agenda'
import { settingsOf } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { takeInIsolate } from '#edge/limits'
import { log } from '#edge/log'
import { now, secret } from '#edge/ports'
import { verifyAccess } from '#edge/tokens'
import { FRAMES } from '#frames'
import { Bell } from '#notifications/bell'
import type { BellPage } from '#notifications/bell'
import { presentNotification } from '#notifications/present'
import { Rings } from '#sessions/rings'
import type { RingFrame } from '#sessions/rings'
import { decodeFrame } from './decode.ts'
import { dispatch } from './frames.ts'
import type { RoomStub, Turn } from './frames.ts'
import { framesFor } from './parcel.ts'
import type { Parcel } from './parcel.ts'
import { personOf } from './person.ts'
import { GRACE_MS, PARTNERS, Presence, presenceFrame } from './presence.ts'
import type { PresenceState } from './presence.ts'
import { CLOSE, Sockets, attach, attachmentOf, sendFrames, sendTexts } from './sockets.ts'
import type { Attachment } from './sockets.ts'
import { Tickets } from './tickets.ts'

/** Headers by which the worker tells a person's object who upgrades. They never come from outside: the worker sets them. */
export const UPGRADE = {
  userId: 'x-studymate-user',
  loginId: 'x-studymate-login',
  expiresAt: 'x-studymate-expires',
  ticket: 'x-studymate-ticket',
  tongue: 'x-studymate-tongue',
  shown: 'x-studymate-shown',
} as const

/** What the object is told of its person whenever they come: their saved language, and whether partners see them here. */
export interface PersonFacts {
  readonly tongue: Tongue
  readonly shown: boolean
}

type Task = 'expiry' | 'presence'

/** Frames on one socket besides the messages of its person: catching up, typing, reading, calls; and as many bad ones. */
const OTHER_FRAMES = 2_100

/** How long after the last heartbeat a socket is silent, with a second for the way. */
const SILENCE_MS = HEARTBEAT_SECONDS * 2_500 + 1_000

/** One person: sockets of all their devices, tickets, bell, list of rooms, presence. Everything for the person goes through here. */
export class PersonObject extends DurableObject<WorkerEnv> {
  readonly #sockets: Sockets
  readonly #tickets: Tickets
  readonly #bell: Bell
  readonly #inbox: Inbox
  readonly #presence: Presence
  readonly #rings: Rings
  readonly #agenda: Agenda<Task>
  // Calls on one stub arrive in the order made, so that messages of one device keep theirs.
  readonly #rooms = new Map<RoomId, RoomStub>()
  readonly #lookups = new Map<RoomId, Promise<boolean>>()
  readonly #turns = new Map<RoomId, Turn>()
  readonly #frameLimit: Limit
  #known: { readonly userId: UserId; readonly tongue: Tongue } | null = null

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    const { sql } = ctx.storage
    this.#frameLimit = `${OTHER_FRAMES + settingsOf(env).CHAT_MESSAGES_PER_MINUTE}/min`
    this.#sockets = new Sockets(ctx)
    this.#tickets = new Tickets(sql)
    this.#bell = new Bell(sql)
    this.#inbox = new Inbox(sql)
    this.#presence = new Presence(sql)
    this.#rings = new Rings(sql)
    this.#agenda = new Agenda(ctx.storage)
    sql.exec(`CREATE TABLE IF NOT EXISTS self (user_id TEXT PRIMARY KEY, tongue TEXT NOT NULL) STRICT`)
  }

  /** Whose object this is: its name is not readable inside, so the first caller says it. */
  #self(): { readonly userId: UserId; readonly tongue: Tongue } | null {
    if (this.#known) return this.#known
    const row = this.ctx.storage.sql.exec<{ user_id: string; tongue: string }>('SELECT user_id, tongue FROM self').toArray()[0]
    if (row) this.#known = { userId: UserIdSchema.parse(row.user_id), tongue: row.tongue === 'en' ? 'en' : 'ko' }
    return this.#known
  }

  #claim(userId: UserId, facts?: PersonFacts): void {
    const self = this.#self()
    if (self === null || (facts && facts.tongue !== self.tongue)) {
      const tongue = facts?.tongue ?? 'ko'
      this.ctx.storage.sql.exec('INSERT INTO self (user_id, tongue) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET tongue = ?2', userId, tongue)
      this.#known = { userId, tongue }
    }
    if (facts) this.#presence.setShown(facts.shown)
  }

  /** The settings have changed: the language in which the person is spoken to, and whether partners see them here. Partners hear of it at once. */
  async learnFacts(userId: UserId, facts: PersonFacts): Promise<void> {
    const before = this.#presence.shown()
    this.#claim(userId, facts)
    const after = this.#presence.shown()
    if ((before === null) !== (after === null)) await this.#meetPartners(userId, after ?? { online: false, lastSeenAt: null }, null)
  }

  /** Makes a ticket for one upgrade. `tokenExpiresAt` (epoch ms) is when the access token behind it ends, and with it the socket. */
  issueTicket(of: { userId: UserId; loginId: LoginId; tokenExpiresAt: number; facts: PersonFacts }): string {
    this.#claim(of.userId, of.facts)
    return this.#tickets.issue(of.loginId, of.tokenExpiresAt, now())
  }

  /** The upgrade, authenticated by the worker (token) or here (ticket). */
  override fetch(request: Request): Response {
    const at = now()
    const given = (name: string) => request.headers.get(name)
    const userId = UserIdSchema.parse(given(UPGRADE.userId))
    const ticket = given(UPGRADE.ticket)
    const login =
      ticket === null ? { loginId: LoginIdSchema.parse(given(UPGRADE.loginId)), expiresAt: Number(given(UPGRADE.expiresAt)) } : this.#tickets.use(ticket, at)
    if (!login) return new Response('ticket', { status: 401 })
    this.#claim(userId, ticket === null ? { tongue: given(UPGRADE.tongue) === 'en' ? 'en' : 'ko', shown: given(UPGRADE.shown) === '1' } : undefined)
    const { 0: client, 1: server } = new WebSocketPair()
    this.#sockets.accept(server, { loginId: login.loginId, expiresAt: login.expiresAt, heardAt: at, socketId: secret(9) })
    sendFrames(server, [connected(userId)])
    sendFrames(server, this.#rings.current(at))
    this.#agenda.put('expiry', login.expiresAt)
    this.#agenda.put('presence', at + SILENCE_MS)
    const news = this.#presence.set(true, at) ? this.#presence.shown() : null
    this.ctx.waitUntil(this.#meetPartners(userId, news, server))
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(ws: WebSocket, raw: string | ArrayBuffer): Promise<void> {
    const at = now()
    const self = this.#self()
    const attachment = attachmentOf(ws)
    if (!self || !attachment) return ws.close(CLOSE.badStart, 'unknown socket')
    if (attachment.expiresAt <= at) return ws.close(CLOSE.tokenExpired, 'token expired')
    this.#sockets.heard(ws, attachment, at)
    // Before anything is read: also what is no frame costs.
    const allowance = takeInIsolate(`ws:${attachment.socketId}`, this.#frameLimit, at)
    if (!allowance.allowed) return sendFrames(ws, [errorFrame(fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds }), self.tongue)])
    const frame = decodeFrame(raw)
    if (isFailure(frame)) return sendFrames(ws, [errorFrame(frame, self.tongue)])
    try {
      const refusal = await this.#act(ws, attachment, self, frame)
      if (refusal) sendFrames(ws, [errorFrame(refusal, self.tongue)])
    } catch (error) {
      // One frame failed, the socket lives: its client hears of it and may try again.
      log('error', 'a frame threw', { type: frame.type, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      const change = 'messageId' in frame ? { roomId: frame.roomId, messageId: frame.messageId } : {}
      const about = frame.type === 'SEND_MESSAGE' ? { clientId: frame.message.clientId } : change
      sendFrames(ws, [errorFrame(fail('INTERNAL', about), self.tongue)])
    }
  }

  async #act(ws: WebSocket, attachment: Attachment, self: { userId: UserId; tongue: Tongue }, frame: ClientFrame): Promise<Failure | null> {
    if (frame.type === 'CONNECT') return this.#reconnect(ws, attachment, self.userId, frame)
    if (frame.type === 'PING') {
      sendFrames(ws, [{ type: 'PONG' }])
      return null
    }
    const answer = await dispatch(FRAMES, frame.type, frame, {
      env: this.env,
      userId: self.userId,
      loginId: attachment.loginId,
      socketId: attachment.socketId,
      tongue: self.tongue,
      now: now(),
      sql: this.ctx.storage.sql,
      inbox: this.#inbox,
      bell: this.#bell,
      rooms: this.#rooms,
      lookups: this.#lookups,
      turns: this.#turns,
      broadcast: (frames) => this.#sockets.broadcast(frames),
      others: (frames) => this.#sockets.broadcast(frames, ws),
    })
    if (isFailure(answer)) return answer
    if (answer) sendFrames(ws, answer)
    return null
  }

  /** A `CONNECT` on an open socket: harmless, and a fresh token of the same login lengthens its life. */
  async #reconnect(ws: WebSocket, attachment: Attachment, self: UserId, frame: Extract<ClientFrame, { type: 'CONNECT' }>): Promise<Failure | null> {
    if (frame.token !== undefined) {
      const bearer = await verifyAccess(this.env, frame.token, now())
      if (isFailure(bearer)) return bearer
      if (bearer.userId !== self || bearer.loginId !== attachment.loginId) return fail('AUTH_003')
      attach(ws, { ...attachment, expiresAt: Math.max(attachment.expiresAt, bearer.expiresAt) })
      this.#agenda.put('expiry', bearer.expiresAt)
    } else if (frame.ticket !== undefined) {
      const [user = '', value = ''] = frame.ticket.split('.')
      if (user !== self || !this.#tickets.wasUsedBy(value, attachment.loginId)) return fail('AUTH_003')
    }
    sendFrames(ws, [connected(self)])
    return null
  }

  override webSocketClose(): void {
    // The runtime answers a client's close by itself; what is left to do is to look whether anybody is still here.
    this.#agenda.put('presence', now() + GRACE_MS)
  }

  override webSocketError(): void {
    this.#agenda.put('presence', now() + GRACE_MS)
  }

  /** Uses up a ticket for the socket of a call. */
  spendTicket(ticket: string): { loginId: LoginId; expiresAt: number } | null {
    return this.#tickets.use(ticket, now())
  }

  /** A call comes in: it rings on every device, also on one that comes later, unless the person is busy. */
  ringIn(userId: UserId, frame: RingFrame): 'ringing' | 'busy' {
    this.#claim(userId)
    const answer = this.#rings.in(frame, now())
    if (answer === 'ringing') this.#sockets.broadcast([frame])
    return answer
  }

  /** The person rings somebody until a moment (epoch ms); false when they ring somebody else already. */
  ringOut(userId: UserId, sessionId: SessionId, expiresAt: number): boolean {
    this.#claim(userId)
    return this.#rings.out(sessionId, expiresAt, now())
  }

  /** It rings no more, and the devices hear why. */
  endRing(sessionId: SessionId, frame: ServerFrame): void {
    this.#rings.end(sessionId)
    this.#sockets.broadcast([frame])
  }

  /** Frames for every device of the person. */
  deliver(frames: ServerFrame[]): void {
    this.#sockets.broadcast(frames)
  }

  /** Frames for some devices each, handed on in the order given; and the room's row of the list after them, which the room will put there for good. */
  carry(userId: UserId, parcels: readonly Parcel[], entry: InboxEntry | null): void {
    this.#sockets.each((ws, { socketId }) => sendTexts(ws, framesFor(parcels, socketId)))
    this.#claim(userId)
    if (entry) this.#inbox.hold(entry)
  }

  online(): boolean {
    return this.#sockets.live(now()).length > 0
  }

  /** A room's news for the list; old news does no harm. */
  putRoom(userId: UserId, entry: InboxEntry): void {
    this.#claim(userId)
    const { partnerId } = entry
    const heard = partnerId !== null && this.#inbox.hears(partnerId)
    this.#inbox.put(entry)
    const hears = partnerId !== null && this.#inbox.hears(partnerId)
    if (hears && !heard && this.#presence.isOnline()) this.ctx.waitUntil(this.#meet(userId, partnerId, this.#presence.shown(), null))
    // Where two have parted, each looks to the other as if they had gone.
    if (heard && !hears && entry.parted) this.#sockets.broadcast([presenceFrame(partnerId, { online: false, lastSeenAt: null })])
  }

  /** A page of the list of rooms, newest message first. */
  roomsPage(page: number, size: number): { entries: ListedEntry[]; total: number } {
    return this.#inbox.page(page, size)
  }

  /** The newest rooms of the list. */
  newestRooms(count: number): InboxEntry[] {
    return this.#inbox.page(1, count).entries
  }

  /** What the person wants with a room of theirs, after what is changed. */
  wishRoom(userId: UserId, roomId: RoomId, change: { muted?: boolean | undefined; markedUnread?: boolean | undefined }): RoomWishes {
    this.#claim(userId)
    return this.#inbox.wish(roomId, change)
  }

  /** A partner tells that they came or went (null: only asks), and learns whether this person is here. Nothing passes a block, nor of a minor. */
  meet(partnerId: UserId, news: PresenceState | null): PresenceState | null {
    if (!this.#inbox.hears(partnerId)) return null
    if (news) this.#sockets.broadcast([presenceFrame(partnerId, news)])
    return this.#presence.shown()
  }

  async #meetPartners(self: UserId, news: PresenceState | null, ws: WebSocket | null): Promise<void> {
    await Promise.all(this.#inbox.partners(PARTNERS).map((partnerId) => this.#meet(self, partnerId, news, ws)))
  }

  async #meet(self: UserId, partnerId: UserId, news: PresenceState | null, ws: WebSocket | null): Promise<void> {
    try {
      const state = await personOf(this.env, partnerId).meet(self, news)
      if (!state) return
      const frames = [presenceFrame(partnerId, state)]
      if (ws) sendFrames(ws, frames)
      else this.#sockets.broadcast(frames)
    } catch (error) {
      log('warn', 'a partner did not hear of a presence', { error: String(error) })
    }
  }

  /** Adds to the bell and, unless it is to be silent, tells the devices; the same id again is harmless. Nothing where it is of a room that they have muted. */
  notify(userId: UserId, notification: Notification, collapseKey: string | null, { isSilent, roomId }: { isSilent: boolean; roomId: RoomId | null }): void {
    this.#claim(userId)
    if (roomId !== null && this.#inbox.wishes(roomId).muted) return
    const at = now()
    if (!this.#bell.add(notification, collapseKey, at) || isSilent) return
    this.#sockets.broadcast([{ type: 'NOTIFICATION', notification: presentNotification(notification, { env: this.env, now: at, userId }) }])
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

  takeBackInBell(collapseKey: string): void {
    this.#bell.takeBack(collapseKey)
  }

  forgetInBell(userId: UserId): void {
    this.#bell.forget(userId)
  }

  /** Ends the sockets of logins that ended. */
  closeLogins(loginIds: LoginId[]): void {
    this.#sockets.closeLogins(loginIds)
    this.#agenda.put('presence', now() + GRACE_MS)
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** Does what is due at this moment. */
  async wake(): Promise<void> {
    const at = now()
    await this.#agenda.run(at, (task) => (task === 'expiry' ? this.#expire(at) : this.#lookAround(at)))
  }

  /** Closes sockets whose token ran out. */
  async #expire(at: number): Promise<void> {
    const left: number[] = []
    this.#sockets.each((ws, { expiresAt }) => {
      if (expiresAt <= at) ws.close(CLOSE.tokenExpired, 'token expired')
      else left.push(expiresAt)
    })
    if (left.length > 0) this.#agenda.put('expiry', Math.min(...left))
    this.#agenda.put('presence', at)
    return Promise.resolve()
  }

  /** Closes sockets that fell silent, and tells partners if nobody is here any more. */
  async #lookAround(at: number): Promise<void> {
    const live = this.#sockets.live(at)
    this.#sockets.each((ws) => {
      if (!live.includes(ws)) ws.close(CLOSE.silent, 'no heartbeat')
    })
    if (live.length > 0) return this.#agenda.put('presence', at + SILENCE_MS)
    const self = this.#self()
    if (self && this.#presence.set(false, at)) {
      const news = this.#presence.shown()
      if (news) await this.#meetPartners(self.userId, news, null)
    }
  }
}

function connected(userId: UserId): ServerFrame {
  return { type: 'CONNECTED', userId, heartbeatSeconds: HEARTBEAT_SECONDS }
}

/** A refusal as a frame, in the person's own language. */
export function errorFrame(failure: Failure, tongue: Tongue): ServerFrame {
  const { clientId, retryAfter, ...details } = failure.details
  return {
    type: 'ERROR',
    code: failure.code,
    message: errorMessage(failure.code, tongue),
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(typeof clientId === 'string' ? { clientId } : {}),
    ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
  }
}
