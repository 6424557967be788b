import { expect, it } from 'vitest'
import { mayPropose } from './proposal.ts'
import { EARLY_MS, LATE_MS } from './seats.ts'

const at = 1_000_000_000
it.each([
  ['none of that id', null, at, 'NOT_FOUND'],
  ['one that waits', { roomId: 'here', status: 'SCHEDULED', scheduledAt: at + 9 * EARLY_MS }, at, null],
  ['one of now', { roomId: 'here', status: 'SCHEDULED', scheduledAt: at }, at + LATE_MS, null],
  ['one that nobody began in time', { roomId: 'here', status: 'SCHEDULED', scheduledAt: at }, at + LATE_MS + 1, 'SESSION_001'],
  ['one under way', { roomId: 'here', status: 'ONGOING', scheduledAt: at }, at + 9 * LATE_MS, null],
  ['a finished one', { roomId: 'here', status: 'COMPLETED', scheduledAt: at }, at, 'SESSION_001'],
  ['a cancelled one', { roomId: 'here', status: 'CANCELLED', scheduledAt: at }, at, 'SESSION_001'],
  ['one of two others of mine', { roomId: 'elsewhere', status: 'ONGOING', scheduledAt: at }, at, 'USER_002'],
  ['one that has no room', { roomId: null, status: 'ONGOING', scheduledAt: at }, at, 'USER_002'],
] as const)('answers to a proposal of %s', (_, session, now, answer) => expect(mayPropose(session, 'here', now)).toBe(answer))
