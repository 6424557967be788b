/** How a ring ended (decisions §8). */
export type RingReason = 'accepted' | 'declined' | 'busy' | 'missed' | 'cancelled'

/** A call that rings, or rang. `reason` is null while it rings. Times in epoch milliseconds. */
export interface Ring {
  readonly caller: string
  readonly callee: string
  readonly startedAt: number
  readonly expiresAt: number
  readonly reason: RingReason | null
}

/** Whether it rings at a moment: unanswered and within its time. */
export function rings(ring: Ring | null, now: number): ring is Ring {
  return ring !== null && ring.reason === null && now < ring.expiresAt
}

/** What somebody can do to a ring. */
export type RingAct =
  | { readonly act: 'answer'; readonly by: string; readonly accept: boolean }
  /** Entering the call is answering yes. */
  | { readonly act: 'join'; readonly by: string }
  | { readonly act: 'leave'; readonly by: string }
  | { readonly act: 'end' }
  | { readonly act: 'clock' }

/**
 * How an act ends a ring; null where it goes on as it was (it is over already, or the act is not theirs to do). Only the
 * callee answers; the caller's leaving takes it back; time makes it missed, whatever was meant to be answered after it.
 */
export function ringAfter(ring: Ring, act: RingAct, now: number): RingReason | null {
  if (ring.reason !== null) return null
  if (now >= ring.expiresAt) return 'missed'
  switch (act.act) {
    case 'answer':
      return act.by === ring.callee ? (act.accept ? 'accepted' : 'declined') : null
    case 'join':
      return act.by === ring.callee ? 'accepted' : null
    case 'leave':
      return act.by === ring.caller ? 'cancelled' : act.by === ring.callee ? 'declined' : null
    case 'end':
      return 'cancelled'
    case 'clock':
      return null
  }
}
