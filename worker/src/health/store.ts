import * as z from 'zod'

/** Statements of the health check and of the administrator's page. Counts are bounded: a look must not cost more as people come. */
export const SQL = {
  alive: `SELECT 1 AS one`,
  deadLetters: `SELECT count(*) AS n, min(died_at) AS oldest FROM (SELECT died_at FROM dead_letters INDEXED BY dead_letters_by_time WHERE died_at > 0 ORDER BY died_at LIMIT 1000)`,
  unsent: `SELECT count(*) AS n, min(created_at) AS oldest FROM (SELECT created_at FROM outbox INDEXED BY outbox_unsent WHERE sent_at IS NULL AND created_at > 0 ORDER BY created_at LIMIT 1000)`,
  openReports: `SELECT count(*) AS n, min(created_at) AS oldest FROM (SELECT created_at FROM reports INDEXED BY reports_open WHERE decided_at IS NULL AND reporter_id > '' LIMIT 1000)`,
  people: `SELECT count(*) AS n, NULL AS oldest FROM (SELECT 1 FROM users WHERE username > '' LIMIT 100000)`,
} as const

const Count = z.object({ n: z.number(), oldest: z.number().nullable() }).transform(({ n, oldest }) => ({ count: n, oldestAt: oldest }))

/** How many wait, counted up to a bound, and when the oldest came (epoch ms). */
export type Waiting = z.output<typeof Count>

/** What waits for the operator, and how large the installation is; bytes are null where the platform does not tell. */
export async function countAll(
  db: D1Database,
): Promise<{ deadLetters: Waiting; unsent: Waiting; openReports: Waiting; people: number; databaseBytes: number | null }> {
  const results = await db.batch([SQL.deadLetters, SQL.unsent, SQL.openReports, SQL.people].map((sql) => db.prepare(sql)))
  const [deadLetters, unsent, openReports, people] = z.tuple([Count, Count, Count, Count]).parse(results.map((result) => result.results[0]))
  const bytes = results[0]?.meta.size_after
  return { deadLetters, unsent, openReports, people: people.count, databaseBytes: bytes === undefined || bytes === 0 ? null : bytes }
}
