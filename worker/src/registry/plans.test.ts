import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { REGISTRY } from './registry.ts'
import { sweepSql } from './due.ts'

const WORKER = join(import.meta.dirname, '../..')

/** Scans that are right: what is scanned is bounded by its nature. Each with its reason. */
const ALLOWED: readonly { readonly detail: RegExp; readonly because: string }[] = [
  { detail: /^SCAN CONSTANT ROW$/, because: 'no table' },
  { detail: /json_each|^SCAN \w* ?VIRTUAL TABLE/, because: 'a list of bound values' },
  { detail: /^SCAN \(subquery|^SCAN .*(SUBQUERY|subquery)/, because: 'a bounded subquery' },
]

function database(): DatabaseSync {
  const db = new DatabaseSync(':memory:')
  for (const name of readdirSync(join(WORKER, 'migrations')).toSorted()) db.exec(readFileSync(join(WORKER, 'migrations', name), 'utf8'))
  return db
}

async function statements(): Promise<{ name: string; sql: string }[]> {
  const files = readdirSync(join(WORKER, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  const found: { name: string; sql: string }[] = []
  for (const path of files) {
    const text = readFileSync(join(WORKER, 'src', path), 'utf8')
    // Only files that keep statements of D1; those of objects speak to their own small databases.
    if (!/export const SQL = \{/.test(text) || text.includes('cloudflare:workers')) continue
    const module: unknown = await import(join(WORKER, 'src', path))
    const all = typeof module === 'object' && module !== null && 'SQL' in module ? module.SQL : {}
    for (const [name, sql] of Object.entries(all ?? {})) if (typeof sql === 'string') found.push({ name: `${path} ${name}`, sql })
  }
  for (const entry of REGISTRY) {
    const sql = sweepSql(entry)
    if (sql) found.push({ name: `sweep ${entry.name}`, sql })
  }
  return found
}

describe('query plans', () => {
  it('scan no table', async () => {
    const db = database()
    const all = await statements()
    expect(all.length).toBeGreaterThan(40)
    const scans = all.flatMap(({ name, sql }) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => String(row['detail']))
        .filter((detail) => detail.startsWith('SCAN') && !ALLOWED.some((allowed) => allowed.detail.test(detail)))
        .map((detail) => `${name}: ${detail}`),
    )
    expect(scans).toEqual([])
  })
})
