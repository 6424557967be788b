import { fail } from '@studymate/contract/errors'
import type { FrameTable } from '#live/frames'

/** Frames of ringing on a person's socket. */
export const sessionFrames: Pick<FrameTable, 'RING' | 'RING_ANSWER'> = {
  RING: () => Promise.resolve(fail('NOT_FOUND')),
  RING_ANSWER: () => Promise.resolve(fail('NOT_FOUND')),
}
