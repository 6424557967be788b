import type { MessageContent } from '@studymate/contract/message'
import type { MessageId, UserId } from '@studymate/contract/values'

/** The device that a frame came from. */
export interface From {
  readonly userId: UserId
  readonly socketId: string
}

/** A message as its sender wrote it. */
export interface Written {
  readonly clientId: string
  readonly said: MessageContent
  readonly replyTo: MessageId | null
}

/** A message on its way to its room, and the device it came from. */
export interface Sending {
  readonly from: From
  readonly written: Written
}
