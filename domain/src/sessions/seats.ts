import { SEAT_KEPT_SECONDS } from '@studymate/contract/signaling'

/** A session may be entered this long before its time (decisions §9). */
export const EARLY_MS = 15 * 60_000
/** A session that nobody started this long after its time is cancelled (decisions §9). */
export const LATE_MS = 30 * 60_000
/** A seat is kept this long for a lost connection or a page that reloads (decisions §9). */
export const SEAT_KEPT_MS = SEAT_KEPT_SECONDS * 1000
/** A call from which every connection was lost ends after this long (decisions §9). */
export const EMPTY_MS = 10 * 60_000

/** How far a session is; the last two are ends. */
export type Status = 'SCHEDULED' | 'ONGOING' | 'COMPLETED' | 'CANCELLED'

/** What decides whether somebody may enter. Times in epoch milliseconds. */
export interface Standing {
  readonly status: Status
  readonly scheduledAt: number
}

/** Whether a session can be entered at a moment: `early` before its quarter of an hour, `over` once it ended or nobody came. */
export function entrance(of: Standing, now: number): 'open' | 'early' | 'over' {
  if (of.status === 'COMPLETED' || of.status === 'CANCELLED') return 'over'
  if (of.status === 'ONGOING') return 'open'
  if (now < of.scheduledAt - EARLY_MS) return 'early'
  return now <= of.scheduledAt + LATE_MS ? 'open' : 'over'
}

/** The status that people see: one whose time has passed unused is cancelled from that moment, before any sweep has written it. */
export function statusNow(of: Standing, now: number): Status {
  return of.status === 'SCHEDULED' && now > of.scheduledAt + LATE_MS ? 'CANCELLED' : of.status
}

/**
 * What a session becomes when the last seat was given back. One that both joined is completed whatever its length. One that
 * waits for its time goes on waiting; a call for now that only one side joined is cancelled.
 */
export function afterLastSeat(of: { readonly joined: number; readonly scheduledAt: number; readonly createdAt: number }, now: number): Status {
  if (of.joined >= 2) return 'COMPLETED'
  const waits = of.scheduledAt > of.createdAt && now <= of.scheduledAt + LATE_MS
  return waits ? 'SCHEDULED' : 'CANCELLED'
}

/** A person's presence: sum of finished spells, and since when the present one runs (null while away). */
export interface Presence {
  readonly presentMs: number
  readonly since: number | null
}

/** Begins a spell; a second page of the same person begins none. */
export function arrive(of: Presence, now: number): Presence {
  return of.since === null ? { ...of, since: now } : of
}

/** Ends the present spell. */
export function depart(of: Presence, now: number): Presence {
  return of.since === null ? of : { presentMs: of.presentMs + Math.max(0, now - of.since), since: null }
}

/** Whole seconds of presence at a moment. */
export function presentSeconds(of: Presence, now: number): number {
  return Math.round(depart(of, now).presentMs / 1000)
}
