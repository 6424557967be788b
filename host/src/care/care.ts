import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sweepSql } from '@studymate/worker/registry/due'
import { REGISTRY } from '@studymate/worker/registry/registry'
import { quietOf } from './worker-process.ts'
import type { Quiet } from './worker-process.ts'

/** Every database of a data folder: D1, objects, key-value store, files, caches. */
function databasesOf(state: string): string[] {
  if (!existsSync(state)) return []
  return readdirSync(state, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sqlite'))
    .map((path) => join(state, path))
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(name) !== undefined
}

/** The file of the database with the accounts; null where the folder was never started. */
export function accountsOf(dataDir: string): string | null {
  return (
    databasesOf(join(dataDir, 'state')).find((file) => {
      if (!file.includes('d1')) return false
      const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
      try {
        return hasTable(db, 'users')
      } finally {
        db.close()
      }
    }) ?? null
  )
}

/** Opens a database for one piece of work while nobody else is in it. */
export function inDatabase<T>(quiet: Quiet, file: string, work: (db: DatabaseSync) => T | false): Promise<T> {
  return quiet.alone(file, () => {
    const db = new DatabaseSync(file, { timeout: 0 })
    try {
      return work(db)
    } finally {
      db.close()
    }
  })
}

/** Takes the rows whose time has come, by the registry. Returns rows taken by table. */
async function sweepRows(quiet: Quiet, file: string, now: number): Promise<Record<string, number>> {
  const taken: Record<string, number> = {}
  for (const entry of REGISTRY) {
    const sql = sweepSql(entry)
    if (sql === null || !entry.dies) continue
    const before = now - entry.dies.afterMs
    // Bite by bite: the worker waits no longer than one of them.
    for (let changes = 1; changes > 0;) {
      changes = Number(await inDatabase(quiet, file, (db) => (hasTable(db, entry.name) ? db.prepare(sql).run(before).changes : 0)))
      if (changes > 0) taken[entry.name] = (taken[entry.name] ?? 0) + changes
    }
  }
  return taken
}

/** Takes what expired in the key-value store: on one machine it lies there until somebody asks for it. */
async function sweepKeys(quiet: Quiet, state: string, file: string, now: number): Promise<number> {
  const blobs = await inDatabase(quiet, file, (db) =>
    hasTable(db, '_mf_entries') ? db.prepare('DELETE FROM _mf_entries WHERE expiration < ? RETURNING blob_id').all(now) : [],
  )
  const names = new Set(blobs.map((row) => String(row['blob_id'])))
  if (names.size > 0) {
    for (const path of readdirSync(join(state, 'kv'), { recursive: true, encoding: 'utf8' }))
      if (names.has(path.split(/[\\/]/).at(-1) ?? '')) rmSync(join(state, 'kv', path), { force: true })
  }
  return names.size
}

/** Writes a database anew, so that no byte of a deleted row stays in its free pages or its log (design §3). */
function overwrite(quiet: Quiet, file: string): Promise<true> {
  return inDatabase(quiet, file, (db) => {
    db.exec('VACUUM')
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy'] === 0
  })
}

function changedAt(file: string): number {
  return Math.max(...[file, `${file}-wal`].filter((path) => existsSync(path)).map((path) => statSync(path).mtimeMs))
}

/** What a round of care did. */
export interface Care {
  /** Rows taken, by table; `keys` for the key-value store. */
  readonly taken: Readonly<Record<string, number>>
  /** Databases whose deleted bytes were overwritten. */
  readonly overwritten: number
  /** Those that were in use all the time: the next round takes them. */
  readonly busy: readonly string[]
}

/**
 * Takes what is due and overwrites what was deleted, in a folder whose server runs (`hostPid`) or not (null). With `changedOnly` databases rest that
 * nobody wrote to since the last round.
 */
export async function careFor(dataDir: string, of: { hostPid: number | null; now: number; changedOnly?: boolean }): Promise<Care> {
  const state = join(dataDir, 'state')
  const stamp = join(dataDir, 'overwritten')
  const quiet = quietOf(of.hostPid, resolve(dataDir))
  const busy: string[] = []
  let overwritten = 0
  try {
    const accounts = accountsOf(dataDir)
    const taken = accounts === null ? {} : await sweepRows(quiet, accounts, of.now)
    let keys = 0
    const since = of.changedOnly && existsSync(stamp) ? statSync(stamp).mtimeMs : 0
    const began = Date.now()
    for (const file of databasesOf(state)) {
      if (!existsSync(file)) continue
      if (file.startsWith(join(state, 'kv'))) keys += await sweepKeys(quiet, state, file, of.now)
      if (changedAt(file) < since) continue
      try {
        await overwrite(quiet, file)
        overwritten += 1
        // Its own writing is no change that the next round would have to see.
        utimesSync(file, new Date(began - 1_000), new Date(began - 1_000))
      } catch (error) {
        busy.push(`${file.slice(state.length + 1)}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    if (busy.length === 0) {
      writeFileSync(stamp, '', { mode: 0o600 })
      utimesSync(stamp, new Date(began), new Date(began))
    }
    return { taken: keys > 0 ? { ...taken, keys } : taken, overwritten, busy }
  } finally {
    quiet.close()
  }
}
