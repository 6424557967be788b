import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { data } from './data.ts'
import { SQL } from './store.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

it('lets everybody leave, whoever reported them and however many: open reports stay, without ids and names', () => {
  const db = new DatabaseSync(':memory:')
  for (const name of readdirSync(MIGRATIONS).toSorted()) db.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
  const report = (id: string, reporter: string, about: string) =>
    db.prepare(SQL.report).run(id, reporter, 'user', about, about, 'SPAM', null, JSON.stringify({ displayName: about, hello: 'kept' }), 1)
  report('r1', 'user_a', 'user_x')
  report('r2', 'user_a', 'user_y')
  report('r3', 'user_b', 'user_x')
  report('r4', 'user_b', 'user_y')
  const erase = data.find(({ name }) => name === 'reports')?.erased ?? ''
  // Again is harmless.
  for (const one of ['user_x', 'user_y', 'user_a', 'user_b', 'user_b']) db.prepare(erase).run(one)
  const left = db.prepare('SELECT * FROM reports').all()
  expect(left).toHaveLength(4)
  expect(JSON.stringify(left)).not.toMatch(/"user_|displayName/)
  expect(left.map((row) => row['evidence'])).toEqual(Array.from({ length: 4 }, () => '{"hello":"kept"}'))
})
