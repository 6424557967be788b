import { alarmTime } from './ports.ts'

/**
 * What an object has to do later, over its one alarm. A task is kept until it is done: an object that dies while it works finds it again, since the platform
 * rings an alarm anew whose work did not end. Entries belong to the same write as the change that asks for them, so none is lost. Times in epoch milliseconds.
 */
export class Agenda<T extends string> {
  readonly #storage: DurableObjectStorage
  // What is known to stand in the table, so that a task that waits already costs no write.
  readonly #standing = new Map<T, number>()
  // What is being done now, and when it was asked for again meanwhile.
  readonly #doing = new Map<T, number | null>()
  #alarmAt: number | null = null

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    storage.sql.exec('CREATE TABLE IF NOT EXISTS agenda (task TEXT PRIMARY KEY, at INTEGER NOT NULL, taken INTEGER NOT NULL DEFAULT 0) STRICT')
    // After a sleep of the object its alarm still stands; a later task must not take its place.
    this.#alarmAt = this.#next()
  }

  /** Asks for a task at a moment; where it waits already, the earlier moment holds. */
  put(task: T, at: number): void {
    const again = this.#doing.get(task)
    if (again !== undefined) {
      this.#doing.set(task, Math.min(at, again ?? at))
      return
    }
    const standing = this.#standing.get(task)
    if (standing !== undefined && standing <= at) return
    this.#storage.sql.exec('INSERT INTO agenda (task, at) VALUES (?1, ?2) ON CONFLICT (task) DO UPDATE SET at = min(at, excluded.at)', task, at)
    this.#standing.set(task, at)
    this.#arm(at)
  }

  /** A transaction in which tasks were put was rolled back, and with it what they wrote. */
  forget(): void {
    this.#standing.clear()
    this.#alarmAt = this.#next()
  }

  #next(): number | null {
    return this.#storage.sql.exec<{ at: number | null }>('SELECT min(at) AS at FROM agenda').one().at
  }

  #arm(at: number): void {
    if (this.#alarmAt !== null && this.#alarmAt <= at) return
    this.#alarmAt = at
    void this.#storage.setAlarm(alarmTime(at))
  }

  /** Does what is due. A task that throws comes again after {@link RETRY_MS}; the others are done nevertheless. */
  async run(now: number, work: (task: T) => Promise<void>): Promise<void> {
    this.#alarmAt = null
    const due = this.#storage.sql.exec<{ task: T }>('SELECT task FROM agenda WHERE at <= ? ORDER BY at', now).toArray()
    let failure: unknown = null
    for (const { task } of due) {
      // Another run has it in hand.
      if (this.#doing.has(task)) continue
      this.#doing.set(task, null)
      try {
        await work(task)
        this.#end(task, null)
      } catch (error) {
        failure = error
        this.#end(task, now + RETRY_MS)
      }
    }
    const next = this.#next()
    if (next !== null) this.#arm(next)
    if (failure !== null) throw failure
  }

  /** A task is done, or comes again: at the moment given, or as it was asked for meanwhile. */
  #end(task: T, retryAt: number | null): void {
    const asked = this.#doing.get(task) ?? null
    this.#doing.delete(task)
    this.#standing.delete(task)
    const again = asked === null || retryAt === null ? (asked ?? retryAt) : Math.min(asked, retryAt)
    if (again === null) this.#storage.sql.exec('DELETE FROM agenda WHERE task = ?', task)
    else {
      this.#storage.sql.exec('UPDATE agenda SET at = ?2 WHERE task = ?1', task, again)
      this.#standing.set(task, again)
    }
  }
}

/** How long after a failed run a task comes again. */
export const RETRY_MS = 30_000
