import { fail } from '@studymate/contract/errors'
import type { FrameTable } from '#live/frames'

/** Frames of the chat on a person's socket. */
export const chatFrames: Pick<FrameTable, 'SUBSCRIBE' | 'SEND_MESSAGE' | 'TYPING' | 'READ'> = {
  SUBSCRIBE: () => Promise.resolve(fail('CHAT_001')),
  SEND_MESSAGE: (frame) => Promise.resolve(fail('CHAT_001', { clientId: frame.message.clientId })),
  TYPING: () => Promise.resolve(fail('CHAT_001')),
  READ: () => Promise.resolve(fail('CHAT_001')),
}
