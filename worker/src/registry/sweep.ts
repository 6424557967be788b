import { ROWS, sweepSql } from './due.ts'
import type { DataEntry } from './entry.ts'

/** Takes everything that is due, in small bites. Returns rows taken by table. */
export async function sweep(db: D1Database, registry: readonly DataEntry[], now: number): Promise<Record<string, number>> {
  const taken: Record<string, number> = {}
  for (const entry of registry) {
    const sql = sweepSql(entry)
    if (sql === null || !entry.dies) continue
    for (let round = 0; round < 40; round++) {
      const { meta } = await db
        .prepare(sql)
        .bind(now - entry.dies.afterMs)
        .run()
      if (meta.changes > 0) taken[entry.name] = (taken[entry.name] ?? 0) + meta.changes
      if (meta.changes < ROWS) break
    }
  }
  return taken
}
