import { closeSockets, mailResetLink, mailVerifyLink } from '#auth/on-event'
import { closeRoomOnBlock, closeRoomOnEnd, countMessages, followGroup, openRoom, ringAdded } from '#chat/on-event'
import type { AnyConsumer } from '#events/consume'
import { recountBlocked } from '#matching/on-event'
import { mailNotice } from '#notifications/mail-notice'
import { ringAccepted, ringRequest } from '#notifications/on-event'
import { clearReplaced } from '#profile-image/on-event'
import { forgetBlocked } from '#safety/on-event'
import { mailChangeLinks, mailSecurityNotice } from '#security/on-event'
import { closeCallSockets, endBlocked, noteMissed, recordCalls } from '#sessions/on-event'
import { clearUpload } from '#uploads/on-event'
import { mailLinked } from '#ways-in/on-event'

/** Who reacts to events. */
export const CONSUMERS: readonly AnyConsumer[] = [
  mailResetLink,
  mailVerifyLink,
  closeSockets,
  closeRoomOnBlock,
  closeRoomOnEnd,
  countMessages,
  followGroup,
  openRoom,
  ringAdded,
  mailChangeLinks,
  mailSecurityNotice,
  closeCallSockets,
  recountBlocked,
  mailNotice,
  ringAccepted,
  ringRequest,
  clearReplaced,
  forgetBlocked,
  endBlocked,
  noteMissed,
  recordCalls,
  clearUpload,
  mailLinked,
]
