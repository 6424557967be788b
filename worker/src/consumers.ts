import { closeSockets, mailResetLink } from '#auth/on-event'
import { closeRoomOnBlock, countMessages, openRoom } from '#chat/on-event'
import type { AnyConsumer } from '#events/consume'
import { closeCallSockets, endBlocked, noteMissed, recordCalls } from '#sessions/on-event'

/** Who reacts to events. */
export const CONSUMERS: readonly AnyConsumer[] = [mailResetLink, closeSockets, closeRoomOnBlock, countMessages, openRoom, closeCallSockets, endBlocked, noteMissed, recordCalls]
