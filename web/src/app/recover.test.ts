import { expect, it } from 'vitest'
import { shouldReload } from './recover.ts'

it.each([
  [true, null, 1_000, true],
  [true, 1_000, 10_000, false],
  [true, 1_000, 30_000, true],
  [false, null, 1_000, false],
])('online %s, reloaded at %s, now %s: %s', (isOnline, last, now, expected) => expect(shouldReload(isOnline, last, now)).toBe(expected))
