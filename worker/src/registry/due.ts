import type { DataEntry } from './entry.ts'

/** Rows that one statement of a sweep takes: a long one would hold the database. */
export const ROWS = 500

/** The statement that takes what is due of an entry in D1; null where nothing dies by itself. `?1` is the moment before which it is due. */
export function sweepSql(entry: DataEntry): string | null {
  if (entry.home !== 'd1' || !entry.dies) return null
  const { column, where } = entry.dies
  const key = entry.name === 'consumed' ? 'consumer, event_id' : 'rowid'
  const condition = `${where ? `${where} AND ` : ''}${column} < ?1`
  return `DELETE FROM ${entry.name} WHERE (${key}) IN (SELECT ${key} FROM ${entry.name} WHERE ${condition} LIMIT ${ROWS})`
}
