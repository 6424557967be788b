import type { ServerFrame } from '@studymate/contract/live'
import { MessageId, RoomId, UploadId, UserId } from '@studymate/contract/values'
import { shownOf } from '@studymate/contract/message'
import type { FileContent, Held, Message, MessageContent, Quote } from '@studymate/contract/message'
import { useSession } from '#app/session'
import { live } from '#live/live'
import { forgetFile, keepFile } from '#chat/files'
import { outboxOf } from '#chat/outbox'
import type { Outbox } from '#chat/outbox'
import type { Waiting } from '#chat/thread'

type Ack = Extract<ServerFrame, { type: 'ACK' }>

const IN_FLIGHT = 50
const RESEND_MS = 15_000

// When each was handed to the socket; what has no answer in time is sent again, which the server takes for the same message.
const sent = new Map<string, number>()
const accepted = new Set<(roomId: string, message: Message) => void>()
const refused = new Set<(roomId: string) => void>()
let pausedUntil = 0
let begun: Outbox | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Calls for each message of mine once the server has numbered it. */
export function onAccepted(listener: (roomId: string, message: Message) => void): () => void {
  accepted.add(listener)
  return () => accepted.delete(listener)
}

/** Hears of each room that refused a message of mine. */
export function onRefused(listener: (roomId: string) => void): () => void {
  refused.add(listener)
  return () => refused.delete(listener)
}

/** Sends what waits, in the order written. */
export function pump(): void {
  const userId = useSession.getState().session?.userId
  if (userId === undefined || live.snapshot() !== 'ready') return
  const outbox = outboxOf(userId)
  // The line may be ready before the database has answered: then what waits in it goes as soon as it has.
  if (begun !== outbox) {
    begun = outbox
    void outbox.loaded.then(pump, pump)
  }
  // A file takes its time, and words that were written after it do not wait for it.
  if (outbox.all().some(({ file, failed }) => file === true && !failed)) void upload(userId)
  clearTimeout(timer)
  const now = Date.now()
  if (now < pausedUntil) {
    timer = setTimeout(pump, pausedUntil - now)
    return
  }
  const ready = outbox
    .all()
    .filter(({ failed, file }) => !failed && file !== true)
    .slice(0, IN_FLIGHT)
  for (const { clientId, roomId, said, replyTo } of ready) {
    const at = sent.get(clientId)
    if (at !== undefined && now - at < RESEND_MS) continue
    if (
      !live.send({ type: 'SEND_MESSAGE', roomId: RoomId.parse(roomId), message: { clientId, ...(replyTo === undefined ? {} : { replyTo }), ...written(said) } })
    )
      return
    sent.set(clientId, now)
  }
  if (ready.length > 0) timer = setTimeout(pump, RESEND_MS)
}

async function upload(userId: string): Promise<void> {
  // Without a line there is nothing to upload to either: the next one begins again.
  const uploader = await import('#chat/uploader').catch(() => null)
  await uploader?.uploadWaiting(userId, pump)
}

/** What the server is told of what a message holds: of a file its id and the line under it, the rest it knows better. */
function written(said: Held): MessageContent {
  if (said.type !== 'image' && said.type !== 'voice') return said
  const { uploadId, caption } = said.content
  const content: FileContent = { uploadId, ...(caption === undefined ? {} : { caption }) }
  return { type: said.type, content }
}

function numbered(userId: string, waiting: Waiting, ack: Ack): Message {
  return {
    messageId: MessageId.parse(ack.messageId),
    clientId: waiting.clientId,
    seq: ack.seq,
    senderId: UserId.parse(userId),
    ...waiting.said,
    ...(waiting.replyTo === undefined ? {} : { replyTo: waiting.replyTo }),
    ...(waiting.quote === undefined ? {} : { quote: waiting.quote }),
    createdAt: ack.createdAt,
    readBy: [],
  }
}

live.on('ACK', (ack) => {
  const userId = useSession.getState().session?.userId
  const { clientId } = ack
  if (userId === undefined || clientId === undefined) return
  const waiting = outboxOf(userId).find(clientId)
  sent.delete(clientId)
  if (waiting) {
    const message = numbered(userId, waiting, ack)
    for (const listener of accepted) listener(ack.roomId, message)
    outboxOf(userId).remove(clientId)
    if (message.type === 'image' || message.type === 'voice') forgetFile(clientId)
  }
  pump()
})

// Sent from another tab or device: it is in the room, so it waits no longer.
live.on('MESSAGE', ({ messages }) => {
  const userId = useSession.getState().session?.userId
  if (userId === undefined) return
  for (const { senderId, clientId, type } of shownOf(messages)) {
    if (senderId !== userId) continue
    outboxOf(userId).remove(clientId)
    if (type === 'image' || type === 'voice') forgetFile(clientId)
  }
})

live.on('ERROR', ({ code, clientId, retryAfter }) => {
  const userId = useSession.getState().session?.userId
  if (clientId === undefined || userId === undefined) return
  sent.delete(clientId)
  if (code === 'RATE_LIMITED' || code === 'INTERNAL') pausedUntil = Date.now() + (retryAfter ?? 2) * 1000
  else {
    const roomId = outboxOf(userId).find(clientId)?.roomId
    outboxOf(userId).mark(clientId, true)
    if (roomId !== undefined) for (const listener of refused) listener(roomId)
  }
  pump()
})

live.subscribe(() => {
  // A new line knows nothing of what the old one was handed.
  sent.clear()
  pausedUntil = 0
  pump()
})

/** Puts a message into the outbox and sends it when it can be. */
export function sendMessage(userId: string, roomId: string, said: Held, quote: Quote | null): void {
  const answer = quote === null ? {} : { replyTo: quote.messageId, quote }
  outboxOf(userId).add({ clientId: crypto.randomUUID(), roomId, said, ...answer, at: Date.now(), failed: false })
  pump()
}

/** What is known of a file before it is uploaded. */
export type FileSaid =
  | { readonly type: 'image'; readonly caption?: string; readonly width: number; readonly height: number }
  | { readonly type: 'voice'; readonly caption?: string; readonly durationSeconds: number }

/** Puts a file into the outbox, its bytes first, so that a reload in between loses nothing that is shown. */
export async function sendFile(userId: string, roomId: string, file: Blob, of: FileSaid, quote: Quote | null): Promise<void> {
  const clientId = crypto.randomUUID()
  await keepFile(clientId, file)
  const { type: _, ...about } = of
  const place = { uploadId: UploadId.parse(`upl_${clientId.replaceAll('-', '')}`), ...about }
  const said: Held = 'width' in place ? { type: 'image', content: place } : { type: 'voice', content: place }
  const answer = quote === null ? {} : { replyTo: quote.messageId, quote }
  outboxOf(userId).add({ clientId, roomId, said, file: true, ...answer, at: Date.now(), failed: false })
  pump()
}

/** Tries a refused message again under the same id. */
export function sendAgain(userId: string, clientId: string): void {
  outboxOf(userId).mark(clientId, false)
  pump()
}
