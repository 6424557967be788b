import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REGISTRY } from './registry.ts'
import { sweepSql } from './due.ts'

const WORKER = join(import.meta.dirname, '../..')

function sources(): { path: string; text: string }[] {
  return readdirSync(join(WORKER, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(WORKER, 'src', path), 'utf8') }))
}

const declared = (home: string) => REGISTRY.filter((entry) => entry.home === home).map((entry) => entry.name)

describe('the registry of data', () => {
  it('names every table of the database, and nothing else', () => {
    const tables = new Set<string>()
    for (const name of readdirSync(join(WORKER, 'migrations')).toSorted()) {
      const sql = readFileSync(join(WORKER, 'migrations', name), 'utf8')
      const steps = /CREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(?<made>\w+)|DROP TABLE (?<gone>\w+)|ALTER TABLE (?<old>\w+) RENAME TO (?<renamed>\w+)/g
      for (const { groups = {} } of sql.matchAll(steps)) {
        for (const gone of [groups['gone'], groups['old']]) if (gone) tables.delete(gone)
        for (const made of [groups['made'], groups['renamed']]) if (made) tables.add(made)
      }
    }
    expect(declared('d1').toSorted()).toEqual([...tables].toSorted())
  })

  it('names every table of the objects, and nothing else', () => {
    const tables = sources().flatMap(({ text }) => [...text.matchAll(/CREATE (?:VIRTUAL )?TABLE IF NOT EXISTS (\w+)/g)].map((match) => match[1]))
    expect(new Set(declared('object').map((name) => name.split('.')[1]))).toEqual(new Set(tables))
  })

  it('names every prefix of KV and R2 that is written', () => {
    const written = (call: RegExp) => sources().filter(({ text }) => call.test(text)).length
    expect(written(/\bKV\.put\(|\bkv\.put\(/) > 0).toBe(declared('kv').length > 0)
    expect(written(/\bMEDIA\.put\(|\bmedia\.put\(/) > 0).toBe(declared('r2').length > 0)
  })

  it('says of each how it is exported and erased', () => {
    for (const entry of REGISTRY) {
      expect(entry.exported, entry.name).not.toBe('')
      expect(entry.erased, entry.name).not.toBe('')
      if (entry.home === 'd1' && entry.owner.length > 0) expect(entry.erased, entry.name).toMatch(/^(DELETE|UPDATE) |^nothing/)
    }
  })

  it('sweeps by an index', () => {
    for (const entry of REGISTRY) if (sweepSql(entry)) expect(sweepSql(entry)).toContain('LIMIT')
  })
})
