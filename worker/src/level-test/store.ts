import * as z from 'zod'
import { LanguageCode, TestId } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import type { StoredResult } from './record.ts'

/** Statements of tests and their results. */
export const SQL = {
  owned: `SELECT status FROM level_tests WHERE test_id = ?1 AND user_id = ?2`,
  addTest: `INSERT INTO level_tests (test_id, user_id, language_code, status, started_at) VALUES (?1, ?2, ?3, 'in-progress', ?4) ON CONFLICT DO NOTHING`,
  endTest: `UPDATE level_tests SET status = ?3, ended_at = ?4 WHERE test_id = ?1 AND user_id = ?2 AND status = 'in-progress'`,
  running: `SELECT test_id FROM level_tests WHERE user_id = ?1 AND status = 'in-progress' AND started_at > ?2 ORDER BY started_at DESC LIMIT 5`,
  addResult: `INSERT INTO level_test_results (test_id, user_id, language_code, completed_at, level, or_above, score, result, nonce) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING`,
  result: `SELECT result FROM level_test_results WHERE test_id = ?1 AND user_id = ?2`,
  history: `SELECT result FROM level_test_results WHERE user_id = ?1 AND (?2 IS NULL OR language_code = ?2) ORDER BY completed_at DESC LIMIT ?3 OFFSET ?4`,
  historyCount: `SELECT count(*) AS n FROM level_test_results WHERE user_id = ?1 AND (?2 IS NULL OR language_code = ?2)`,
} as const

/** What the event of a result hangs on: this call's row stands. */
export const RESULT_IS_MINE = 'EXISTS (SELECT 1 FROM level_test_results WHERE test_id = ? AND nonce = ?)'

const ResultRow = z.object({ result: z.string() })

// Written by `addResult` only, from the same type.
function parseResult(row: unknown): StoredResult {
  const result: StoredResult = JSON.parse(ResultRow.parse(row).result)
  return result
}

/** Whether a test is this person's: a stranger's is as unknown as none. */
export async function isOwned(db: D1Database, testId: TestId, userId: UserId): Promise<boolean> {
  return (await db.prepare(SQL.owned).bind(testId, userId).first()) !== null
}

/** A person's tests that are not over, newest first. */
export async function runningTests(db: D1Database, userId: UserId, startedAfter: number): Promise<TestId[]> {
  const { results } = await db.prepare(SQL.running).bind(userId, startedAfter).all()
  return results.map((row) => z.object({ test_id: TestId }).parse(row).test_id)
}

/** The kept result of a test; null while there is none. */
export async function findResult(db: D1Database, testId: TestId, userId: UserId): Promise<StoredResult | null> {
  const row = await db.prepare(SQL.result).bind(testId, userId).first()
  return row === null ? null : parseResult(row)
}

/** One page of results, newest first, and how many there are. */
export async function pastResults(
  db: D1Database,
  userId: UserId,
  { page, size, languageCode }: { page: number; size: number; languageCode: LanguageCode | null },
): Promise<{ results: StoredResult[]; total: number }> {
  const [rows, count] = await db.batch([
    db.prepare(SQL.history).bind(userId, languageCode, size, (page - 1) * size),
    db.prepare(SQL.historyCount).bind(userId, languageCode),
  ])
  return { results: (rows?.results ?? []).map(parseResult), total: z.object({ n: z.number() }).parse(count?.results[0]).n }
}

/** The statement that keeps a result; the first one stands. */
export function keepResult(db: D1Database, result: StoredResult, nonce: string): D1PreparedStatement {
  const { testId, userId, languageCode, completedAt, overall } = result
  return db
    .prepare(SQL.addResult)
    .bind(testId, userId, languageCode, completedAt, overall.level, overall.orAbove ? 1 : 0, overall.score, JSON.stringify(result), nonce)
}
