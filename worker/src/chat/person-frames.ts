import { fail } from '@studymate/contract/errors'
import type { ErrorCode, Failure } from '@studymate/contract/errors'
import { EDIT_MINUTES, MOST_EMOJI } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import { takeInIsolate } from '#edge/limits'
import type { FrameCtx, FrameTable, RoomStub } from '#live/frames'
import { isHere } from './groups.store.ts'
import { bellKey } from './room.bell.ts'
import type { Wish } from './room.changes.ts'
import { roomOf } from './room.ts'

/** Messages a person may send: a burst of 300 (an evening's queue after a dead zone), then five a second. */
const SEND_LIMIT = '300/min'
/** Frames of the other kinds: catching up, typing, reading. */
const OTHER_LIMIT = '900/min'

/** Refuses what comes too often, saying for how many seconds. */
function limited(ctx: FrameCtx, limit: typeof SEND_LIMIT | typeof OTHER_LIMIT, details: Record<string, unknown> = {}): Failure | null {
  const allowance = takeInIsolate(`ws:${limit}:${ctx.userId}`, limit, ctx.now)
  return allowance.allowed ? null : fail('RATE_LIMITED', { ...details, retryAfter: allowance.retryAfterSeconds })
}

/**
 * Whether the person is a member. The room checks it again; asking here first keeps a stranger's guesses from waking (and so making) rooms.
 * A room of one's list is known without any wait. While a look into the database is under way, whatever comes for that room waits for the same
 * look: a frame that came later must not overtake those that wait.
 */
function isMember(ctx: FrameCtx, roomId: RoomId): boolean | Promise<boolean> {
  const underWay = ctx.lookups.get(roomId)
  if (underWay) return underWay
  if (ctx.inbox.has(roomId)) return true
  const look = isHere(ctx.env.DB, roomId, ctx.userId).finally(() => ctx.lookups.delete(roomId))
  ctx.lookups.set(roomId, look)
  return look
}

/** Asks the room; where the way to it broke, once more by a new one. All that is asked may be asked twice. */
async function ask<T>(ctx: FrameCtx, roomId: RoomId, question: (room: RoomStub) => Promise<T>): Promise<T> {
  const known = ctx.rooms.get(roomId)
  const room = known ?? roomOf(ctx.env, roomId)
  ctx.rooms.set(roomId, room)
  try {
    return await question(room)
  } catch (error) {
    if (ctx.rooms.get(roomId) === room) ctx.rooms.delete(roomId)
    if (!known) throw error
    return ask(ctx, roomId, question)
  }
}

function from(ctx: FrameCtx) {
  return { userId: ctx.userId, socketId: ctx.socketId }
}

function whyNot(code: ErrorCode, wish: Wish): Record<string, unknown> {
  if (code === 'CONFLICT') return { reason: 'EDIT_TIME_OVER', minutes: EDIT_MINUTES }
  if (code !== 'VALIDATION_ERROR') return {}
  return wish.kind === 'reaction'
    ? { issues: [{ path: 'emoji', message: `at most ${MOST_EMOJI} different ones` }] }
    : { issues: [{ path: 'content', message: 'not the content of such a message' }] }
}

async function changeMessage(ctx: FrameCtx, roomId: RoomId, wish: Wish): Promise<Failure | null> {
  const of = { roomId, messageId: wish.messageId }
  const refusal = limited(ctx, SEND_LIMIT, of)
  if (refusal) return refusal
  if (!(await isMember(ctx, roomId))) return fail('CHAT_001', of)
  const code = await ask(ctx, roomId, (room) => room.change(roomId, from(ctx), wish))
  return code && fail(code, { ...of, ...whyNot(code, wish) })
}

/** Frames of the chat on a person's socket. */
export const chatFrames: Pick<FrameTable, 'SUBSCRIBE' | 'SEND_MESSAGE' | 'EDIT_MESSAGE' | 'DELETE_MESSAGE' | 'REACTION' | 'TYPING' | 'READ'> = {
  SUBSCRIBE: async ({ roomId, lastSeq, lastRev }, ctx) => {
    const refusal = limited(ctx, OTHER_LIMIT, { roomId })
    if (refusal) return refusal
    if (!(await isMember(ctx, roomId))) return fail('CHAT_001', { roomId })
    const code = await ask(ctx, roomId, (room) => room.subscribe(roomId, from(ctx), lastSeq ?? null, lastRev ?? null))
    return code && fail(code, { roomId })
  },

  SEND_MESSAGE: async ({ roomId, message }, ctx) => {
    const { clientId, replyTo, ...said } = message
    const refusal = limited(ctx, SEND_LIMIT, { roomId, clientId })
    if (refusal) return refusal
    if (!(await isMember(ctx, roomId))) return fail('CHAT_001', { roomId, clientId })
    const code = await ask(ctx, roomId, (room) => room.send(roomId, from(ctx), { clientId, said, replyTo: replyTo ?? null }))
    return code && fail(code, { roomId, clientId })
  },

  EDIT_MESSAGE: ({ roomId, messageId, content }, ctx) => changeMessage(ctx, roomId, { kind: 'edit', messageId, content }),
  DELETE_MESSAGE: ({ roomId, messageId }, ctx) => changeMessage(ctx, roomId, { kind: 'delete', messageId }),
  REACTION: ({ roomId, messageId, emoji, on }, ctx) => changeMessage(ctx, roomId, { kind: 'reaction', messageId, emoji, on }),

  TYPING: async ({ roomId, typing }, ctx) => {
    const refusal = limited(ctx, OTHER_LIMIT, { roomId })
    if (refusal) return refusal
    if (!(await isMember(ctx, roomId))) return fail('CHAT_001', { roomId })
    const code = await ask(ctx, roomId, (room) => room.typing(roomId, from(ctx), typing))
    return code && fail(code, { roomId })
  },

  READ: async ({ roomId, seq }, ctx) => {
    const refusal = limited(ctx, OTHER_LIMIT, { roomId })
    if (refusal) return refusal
    if (!(await isMember(ctx, roomId))) return fail('CHAT_001', { roomId })
    const entry = await ask(ctx, roomId, (room) => room.read(roomId, from(ctx), seq))
    if (!entry) return fail('CHAT_001', { roomId })
    ctx.inbox.put(entry)
    ctx.inbox.unmark(roomId)
    if (entry.unread === 0) ctx.bell.readCollapsed(bellKey(roomId), ctx.now)
    return null
  },
}
