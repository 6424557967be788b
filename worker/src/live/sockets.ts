import type { ServerFrame } from '@studymate/contract/live'
import { HEARTBEAT_SECONDS } from '@studymate/contract/live'
import { LoginId } from '@studymate/contract/values'
import * as z from 'zod'

/** What a socket remembers through hibernation. Times in epoch milliseconds. */
const Attachment = z.object({ loginId: LoginId, expiresAt: z.number(), heardAt: z.number(), socketId: z.string() })
export type Attachment = z.infer<typeof Attachment>

// Read anew only after a sleep of the object, when the sockets are other values.
const attached = new WeakMap<WebSocket, Attachment>()

/** The attachment of a socket; null where the socket is none of ours. */
export function attachmentOf(ws: WebSocket): Attachment | null {
  const known = attached.get(ws)
  if (known) return known
  const parsed = Attachment.safeParse(ws.deserializeAttachment())
  if (!parsed.success) return null
  attached.set(ws, parsed.data)
  return parsed.data
}

/** Lets a socket remember something else. */
export function attach(ws: WebSocket, attachment: Attachment): void {
  ws.serializeAttachment(attachment)
  attached.set(ws, attachment)
}

/** Close codes of ours (RFC 6455 leaves 4000–4999 to applications); `broken` is its 1011: a failure of the service. */
export const CLOSE = { loginEnded: 4001, tokenExpired: 4002, silent: 4003, badStart: 4004, tooMany: 4005, broken: 1011 } as const

/** Sockets that one person may have open. */
export const MOST_SOCKETS = 50

/** Sends one frame, or several as an array; a socket that is closing is passed over. */
export function sendFrames(ws: WebSocket, frames: readonly ServerFrame[]): void {
  sendTexts(
    ws,
    frames.map((frame) => JSON.stringify(frame)),
  )
}

/** Sends frames that are written already, as {@link sendFrames} does. */
export function sendTexts(ws: WebSocket, frames: readonly string[]): void {
  const [first] = frames
  if (first === undefined || ws.readyState !== WebSocket.READY_STATE_OPEN) return
  ws.send(frames.length === 1 ? first : `[${frames.join(',')}]`)
}

/** Sockets of one person's devices in their object. */
export class Sockets {
  readonly #ctx: DurableObjectState
  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx
    // The platform answers heartbeats without waking the object.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('{"type":"PING"}', '{"type":"PONG"}'))
  }

  /** Takes over the server end of an upgrade. Beyond {@link MOST_SOCKETS} the one that was heard of longest ago goes. */
  accept(ws: WebSocket, attachment: Attachment): void {
    const open = this.#ctx.getWebSockets().filter((other) => other.readyState === WebSocket.READY_STATE_OPEN)
    const oldestFirst = open.toSorted((a, b) => this.#heardAt(a) - this.#heardAt(b))
    for (const other of oldestFirst.slice(0, Math.max(0, open.length + 1 - MOST_SOCKETS))) other.close(CLOSE.tooMany, 'too many sockets')
    this.#ctx.acceptWebSocket(ws, [attachment.loginId])
    attach(ws, attachment)
  }

  /** Open sockets that were heard of lately. A closed tab can stay in `getWebSockets()`: expire by heartbeat, or it shows a ghost. */
  live(now: number): WebSocket[] {
    return this.#ctx.getWebSockets().filter((ws) => ws.readyState === WebSocket.READY_STATE_OPEN && !this.#silent(ws, now))
  }

  #silent(ws: WebSocket, now: number): boolean {
    return now - this.#heardAt(ws) > HEARTBEAT_SECONDS * 2_500
  }

  #heardAt(ws: WebSocket): number {
    const attachment = attachmentOf(ws)
    return attachment ? Math.max(attachment.heardAt, this.#ctx.getWebSocketAutoResponseTimestamp(ws)?.getTime() ?? 0) : 0
  }

  /** Notes that a socket spoke; heartbeats that the platform answers are noted by itself. */
  heard(ws: WebSocket, attachment: Attachment, now: number): void {
    if (now - attachment.heardAt > 5_000) attach(ws, { ...attachment, heardAt: now })
  }

  /** Calls for each socket of ours. */
  each(call: (ws: WebSocket, attachment: Attachment) => void): void {
    for (const ws of this.#ctx.getWebSockets()) {
      const attachment = attachmentOf(ws)
      if (attachment) call(ws, attachment)
    }
  }

  /** Sends frames to every device, but for one socket. */
  broadcast(frames: readonly ServerFrame[], except?: WebSocket): void {
    for (const ws of this.#ctx.getWebSockets()) if (ws !== except) sendFrames(ws, frames)
  }

  /** Closes the sockets of some logins. */
  closeLogins(loginIds: readonly LoginId[]): void {
    for (const loginId of loginIds) for (const ws of this.#ctx.getWebSockets(loginId)) ws.close(CLOSE.loginEnded, 'login ended')
  }
}
