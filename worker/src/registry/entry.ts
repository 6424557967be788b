/** Where a datum lives. */
export type Home = 'd1' | 'object' | 'kv' | 'r2' | 'memory'

/** A clock: rows go `afterMs` after the moment in `column`; with `where`, only those. */
export interface Clock {
  readonly column: string
  readonly afterMs: number
  readonly where?: string
}

/**
 * One kind of data and everything that can happen to it (decisions §12). Sweeps run from `dies`; export and deletion
 * follow `exported` and `erased`; `docs/privacy.md` is made from it.
 */
export interface DataEntry {
  readonly home: Home
  /** Table, `Object.table`, KV prefix or bucket prefix. */
  readonly name: string
  /** In one sentence, for people. */
  readonly holds: string
  /** Columns that say whose it is; empty where it belongs to the installation. */
  readonly owner: readonly string[]
  /** How it gets into a person's export, or why not. */
  readonly exported: string
  /** How it goes when the person leaves: an SQL statement with `?1` for the person's id, or the object's own method. */
  readonly erased: string
  /** When it dies by itself; null where it lives as long as its person. */
  readonly dies: Clock | null
}

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000
