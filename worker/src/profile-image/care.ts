import type { WorkerEnv } from '#edge/context'
import * as store from './store.ts'

/** An upload that has not come to its end by then never will. */
const HOUR_MS = 3_600_000

/** Clears what a crash left in the bucket: uploads that ended halfway, and replaced pictures whose event was lost. Returns how many. */
export async function sweepImages(env: WorkerEnv, now: number): Promise<number> {
  const cleared = await store.clearBytes(env.DB, env.MEDIA, env.DB.prepare(store.SQL.leftovers).bind(now - HOUR_MS))
  await cleared?.forget.run()
  return cleared?.count ?? 0
}
