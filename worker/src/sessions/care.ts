import { LATE_MS } from '@studymate/domain/sessions/seats'
import { cancelLate } from './store.ts'

/** Cancels sessions that nobody started within half an hour of their time. What people see says so from that moment; this writes it. */
export async function sweepSessions(db: D1Database, now: number): Promise<number> {
  return cancelLate(db, now, now - LATE_MS)
}
