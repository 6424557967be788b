import { alarmTime } from './ports.ts'

/**
 * What an object has to do later, over its one alarm. A task is kept until it is done: an object that dies while it works finds it again after
 * {@link RETRY_MS}. Entries belong to the same write as the change that asks for them, so none is lost. Times in epoch milliseconds.
 */
export class Agenda<T extends string> {
  readonly #storage: DurableObjectStorage
  // What is known to stand in the table, so that a task that waits already costs no write.
  readonly #standing = new Map<T, number>()
  #alarmAt: number | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    storage.sql.exec('CREATE TABLE IF NOT EXISTS agenda (task TEXT PRIMARY KEY, at INTEGER NOT NULL, taken INTEGER NOT NULL DEFAULT 0) STRICT')
    // After a sleep of the object its alarm still stands; a later task must not take its place.
    this.#alarmAt = this.#next()
  }

  /** Asks for a task at a moment; where it waits already, the earlier moment holds. */
  put(task: T, at: number): void {
    const standing = this.#standing.get(task)
    if (standing !== undefined && standing <= at) return
    this.#storage.sql.exec(
      `INSERT INTO agenda (task, at) VALUES (?1, ?2) ON CONFLICT (task) DO UPDATE SET at = CASE WHEN taken = 1 THEN excluded.at ELSE min(at, excluded.at) END, taken = 0`,
      task,
      at,
    )
    this.#standing.set(task, at)
    this.#arm(at)
  }

  #next(): number | null {
    return this.#storage.sql.exec<{ at: number | null }>('SELECT min(at) AS at FROM agenda').one().at
  }

  #arm(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at) return
    this.#alarmAt = at
    void this.#storage.setAlarm(alarmTime(at))
  }

  /** Does what is due. A task that throws comes again; the others are done nevertheless. */
  async run(now: number, work: (task: T) => Promise<void>): Promise<void> {
    this.#alarmAt = null
    const due = this.#storage.sql.exec<{ task: T }>('SELECT task FROM agenda WHERE at <= ? ORDER BY at', now).toArray()
    let failure: unknown = null
    for (const { task } of due) {
      this.#standing.delete(task)
      this.#storage.sql.exec('UPDATE agenda SET at = ?2, taken = 1 WHERE task = ?1', task, now + RETRY_MS)
      try {
        await work(task)
        this.#storage.sql.exec('DELETE FROM agenda WHERE task = ? AND taken = 1', task)
      } catch (error) {
        failure = error
      }
    }
    const next = this.#next()
    if (next !== null) this.#arm(next)
    if (failure !== null) throw failure
  }
}

/** How long after a failed or broken-off run a task comes again. */
export const RETRY_MS = 30_000
