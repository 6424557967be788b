import type { ErrorCode, Failure, Tongue } from '@studymate/contract/errors'
import type { ClientFrame, ServerFrame } from '@studymate/contract/live'
import type { LoginId, RoomId, UserId } from '@studymate/contract/values'
import type { Inbox } from '#chat/inbox'
import type { Sending } from '#chat/room.sending'
import type { roomOf } from '#chat/room'
import type { WorkerEnv } from '#edge/context'
import type { Bell } from '#notifications/bell'

/** The way to a room's object. */
export type RoomStub = ReturnType<typeof roomOf>

/** Messages of one room on their way, and those that go with the next call. */
export interface Turn {
  onTheWay: number
  readonly waiting: (Sending & { readonly done: (refusal: ErrorCode | null) => void; readonly failed: (error: unknown) => void })[]
}

/** What a feature gets beside a frame that a device of a person sent. */
export interface FrameCtx {
  readonly env: WorkerEnv
  readonly userId: UserId
  readonly loginId: LoginId
  /** Names the socket among those of the person: an answer that only this device gets carries it. */
  readonly socketId: string
  /** The person's saved language. */
  readonly tongue: Tongue
  /** Epoch milliseconds. */
  readonly now: number
  /** The database of the person's object. */
  readonly sql: SqlStorage
  readonly inbox: Inbox
  readonly bell: Bell
  /** Ways to rooms that are in use: calls on one of them arrive in the order made. */
  readonly rooms: Map<RoomId, RoomStub>
  /** Looks into the database under way, by room: who comes meanwhile waits for the same one. */
  readonly lookups: Map<RoomId, Promise<boolean>>
  /** Messages on their way, by room. */
  readonly turns: Map<RoomId, Turn>
  /** Sends to every device of the person. */
  broadcast(frames: readonly ServerFrame[]): void
  /** Sends to every device but the one that sent the frame. */
  others(frames: readonly ServerFrame[]): void
}

type FrameByType = { [F in ClientFrame as F['type']]: F }

/** Type of a frame that a feature answers; `CONNECT` and `PING` belong to the socket itself. */
export type FeatureFrame = Exclude<keyof FrameByType, 'CONNECT' | 'PING'>

/**
 * Answers a frame: frames for the device that sent it, a refusal that becomes its `ERROR`, or null where nothing is to
 * be said. It is called in the order of arrival, so what it does before its first `await` keeps that order.
 */
export type FrameHandler<T extends FeatureFrame = FeatureFrame> = (frame: FrameByType[T], ctx: FrameCtx) => Promise<readonly ServerFrame[] | Failure | null>

/** Who answers which frame. */
export type FrameTable = { readonly [T in FeatureFrame]: FrameHandler<T> }

/** Gives a frame to the feature it belongs to. */
export function dispatch<T extends FeatureFrame>(table: FrameTable, type: T, frame: FrameByType[T], ctx: FrameCtx): ReturnType<FrameHandler> {
  return table[type](frame, ctx)
}
