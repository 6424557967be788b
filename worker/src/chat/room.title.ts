import * as z from 'zod'

const TABLE = 'CREATE TABLE IF NOT EXISTS told_title (one INTEGER PRIMARY KEY CHECK (one = 1), title TEXT, titled_by TEXT) STRICT'
const Row = z.object({ title: z.string().nullable(), titled_by: z.string().nullable() })

/** The title that a group's members were told of last, so that a change is told once, however often the room reads what it is called. */
export class ToldTitle {
  readonly #sql: SqlStorage
  constructor(sql: SqlStorage) {
    this.#sql = sql
    sql.exec(TABLE)
  }

  /** Keeps what the group is called; true where that is another title than before, or another's. */
  take({ title, titledBy }: { readonly title: string | null; readonly titledBy: string | null }): boolean {
    const row = this.#sql.exec('SELECT title, titled_by FROM told_title').toArray()[0]
    const told = row && Row.parse(row)
    if (told?.title === title && told.titled_by === titledBy) return false
    this.#sql.exec('INSERT INTO told_title (one, title, titled_by) VALUES (1, ?1, ?2) ON CONFLICT DO UPDATE SET title = ?1, titled_by = ?2', title, titledBy)
    return true
  }
}
