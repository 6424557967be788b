import { chatFrames } from '#chat/person-frames'
import type { FrameTable } from '#live/frames'
import { sessionFrames } from '#sessions/person-frames'

/** Who answers which frame of a person's socket. */
export const FRAMES: FrameTable = { ...chatFrames, ...sessionFrames }
