/** Statements of the health check. */
export const SQL = {
  alive: `SELECT 1 AS one`,
  deadLetters: `SELECT count(*) AS n FROM (SELECT 1 FROM dead_letters INDEXED BY dead_letters_by_time WHERE died_at > 0 LIMIT 1000)`,
} as const
