import { fail } from '@studymate/contract/errors'
import type { Limit } from '@studymate/contract/endpoint'
import type { ErrorCode, Failure } from '@studymate/contract/errors'
import { EDIT_MINUTES, MOST_EMOJI } from '@studymate/contract/message'
import type { RoomId } from '@studymate/contract/values'
import { settingsOf } from '#edge/config'
import { takeInIsolate } from '#edge/limits'
import type { FrameCtx, FrameTable, RoomStub, Turn } from '#live/frames'
import { isHere } from './groups.store.ts'
import { addedKey, bellKey } from './room.bell.ts'
import type { Wish } from './room.changes.ts'
import type { Sending } from './room.sending.ts'
import { roomOf } from './room.ts'

/** Messages a person may send: a burst (an evening's queue after a dead zone), then as many over a minute. */
function sendLimit({ env }: FrameCtx): Limit {
  return `${settingsOf(env).CHAT_MESSAGES_PER_MINUTE}/min`
}
/** Frames of the other kinds: catching up, typing, reading. */
const OTHER_LIMIT = '900/min'

/** Refuses what comes too often, saying for how many seconds. */
function limited(ctx: FrameCtx, limit: Limit, details: Record<string, unknown> = {}): Failure | null {
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

/** Calls of one room that may be on their way at once; what is written meanwhile goes with the next. */
const ON_THE_WAY = 4
const MOST_OF_A_CALL = 200

/**
 * Hands a message to its room. A lone one goes at once; of many in a row those that wait go in one call, since a call costs as much as the message.
 * Calls on one way arrive in the order made, so the order of writing stays.
 */
function sendInTurn(ctx: FrameCtx, roomId: RoomId, one: Sending): Promise<ErrorCode | null> {
  const turn = ctx.turns.get(roomId) ?? { onTheWay: 0, waiting: [] }
  ctx.turns.set(roomId, turn)
  return new Promise((done, failed) => {
    turn.waiting.push({ ...one, done, failed })
    if (turn.onTheWay < ON_THE_WAY) void carryOn(ctx, roomId, turn)
  })
}

async function carryOn(ctx: FrameCtx, roomId: RoomId, turn: Turn): Promise<void> {
  turn.onTheWay += 1
  while (turn.waiting.length > 0) {
    const batch = turn.waiting.splice(0, MOST_OF_A_CALL)
    try {
      const codes = await ask(ctx, roomId, (room) =>
        room.send(
          roomId,
          batch.map(({ from: device, written }) => ({ from: device, written })),
        ),
      )
      for (const [index, { done }] of batch.entries()) done(codes[index] ?? null)
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  turn.onTheWay -= 1
  if (turn.onTheWay === 0) ctx.turns.delete(roomId)
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
  const refusal = limited(ctx, sendLimit(ctx), of)
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
    const refusal = limited(ctx, sendLimit(ctx), { roomId, clientId })
    if (refusal) return refusal
    if (!(await isMember(ctx, roomId))) return fail('CHAT_001', { roomId, clientId })
    const code = await sendInTurn(ctx, roomId, { from: from(ctx), written: { clientId, said, replyTo: replyTo ?? null } })
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
    ctx.inbox.hold(entry)
    ctx.inbox.unmark(roomId)
    ctx.bell.readCollapsed(addedKey(roomId), ctx.now)
    if (entry.unread === 0) ctx.bell.readCollapsed(bellKey(roomId), ctx.now)
    return null
  },
}
