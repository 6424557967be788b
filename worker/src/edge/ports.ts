import { createHash, getRandomValues } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { IdPrefix } from '@studymate/contract/values'

// Only hosts of tests move it (TEST_CLOCK); everywhere else it stays 0.
let clockOffsetMs = 0

/** The clock: epoch milliseconds. */
export function now(): number {
  return Date.now() + clockOffsetMs
}

/** Moves the clock of this isolate, for tests that wait for time. */
export function moveClock(offsetMs: number): void {
  clockOffsetMs = offsetMs
}

/** The moment of the platform's own clock for alarms, which do not follow {@link moveClock}. */
export function alarmTime(atMs: number): number {
  return Math.max(atMs - clockOffsetMs, Date.now() + 1)
}

/** Makes ids: sorted by time, with the prefix of their kind. */
export interface Ids {
  next(prefix: IdPrefix): string
  uuid(): string
}

/** Ids from the clock and chance (UUID version 7, RFC 9562). */
export const randomIds: Ids = {
  next: (prefix) => `${prefix}_${uuidv7().replaceAll('-', '')}`,
  uuid: () => uuidv7(),
}

/**
 * Ids that follow from an idempotency key: the same call under the same key makes the same ids, so that a second run
 * after a crash finds what the first one wrote.
 */
export function idsFromKey(seed: string): Ids {
  let count = 0
  const hex = () => createHash('sha256').update(`${seed}\n${count++}`).digest('hex').slice(0, 32)
  return {
    next: (prefix) => `${prefix}_${hex()}`,
    uuid: () => hex().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-a$4-$5'),
  }
}

/** Random bytes as URL-safe text: secrets for links, tickets, refresh tokens. */
export function secret(bytes = 32): string {
  return Buffer.from(getRandomValues(new Uint8Array(bytes))).toString('base64url')
}

/** A number in [0, 1) for seeds and shuffles. */
export function chance(): number {
  return (getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}

/** SHA-256 as hex: what is stored of a secret. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
