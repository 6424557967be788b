import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, it } from 'vitest'
import { REQUEST_LIFE } from '@studymate/domain/matching/requests'
import { SQL } from './store.ts'

// Statements alone, as they meet a change that came between a decision and its write.
const MIGRATIONS = join(import.meta.dirname, '../../migrations')
const NOW = 1_000 + REQUEST_LIFE
let db: DatabaseSync

function run(name: keyof typeof SQL, ...values: (string | number | null)[]): number {
  return Number(db.prepare(SQL[name]).run(...values).changes)
}
function column(sql: string): unknown[] {
  return db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0])
}
const ask = (id: string, from: string, to: string, now: number) =>
  run('ask', id, from, to, ...[from, to].toSorted((a, b) => (a < b ? -1 : 1)), 'hi', now, now - REQUEST_LIFE, 'ko', 'en', 10)
const accept = (id: string, by: string, from: string, nonce: string, now = NOW) => run('accept', id, by, from, now, now - REQUEST_LIFE, nonce)
const match = (id: string, nonce: string) => run('addMatch', 'match_1', 'a', 'b', 'room_1', id, nonce, NOW)

function person(id: string): void {
  db.prepare(
    `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, created_at) VALUES (?1, ?1, ?1, ?1, 1995, 'ko', 'Asia/Seoul', 1)`,
  ).run(id)
  db.prepare(`INSERT INTO profiles (user_id, native_language, updated_at) VALUES (?1, 'ko', 1)`).run(id)
  db.prepare(`INSERT INTO learning_languages (user_id, code, level, position) VALUES (?1, 'en', 'C1', 0), (?1, 'ja', NULL, 1)`).run(id)
  derive(id)
}
function derive(id: string): void {
  run('forgetSeeker', id)
  run('deriveSeeker', id, NOW)
  for (const name of ['forgetPairs', 'deriveNativePairs', 'deriveLearntPairs'] as const) run(name, id)
}

beforeEach(() => {
  db = new DatabaseSync(':memory:')
  for (const name of readdirSync(MIGRATIONS).toSorted()) db.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
  person('a')
  person('b')
})

describe('an acceptance', () => {
  beforeEach(() => {
    ask('r', 'a', 'b', NOW)
  })

  it('happens once, and only the first one makes the match', () => {
    expect([accept('r', 'b', 'a', 'first'), accept('r', 'b', 'a', 'second')]).toEqual([1, 0])
    expect([match('r', 'first'), match('r', 'second')]).toEqual([1, 0])
    expect(column('SELECT accept_nonce FROM matches')).toEqual(['first'])
  })

  for (const [what, happens] of [
    ['a rejection', () => run('reject', 'r', 'b', NOW, NOW - REQUEST_LIFE, null)],
    ['a withdrawal', () => run('withdraw', 'r', 'a', NOW, NOW - REQUEST_LIFE)],
    ['a block by the one who asked', () => db.exec(`INSERT INTO blocks (blocker_id, blocked_id, created_at) VALUES ('a', 'b', 1)`)],
    ['a block by the one who was asked', () => db.exec(`INSERT INTO blocks (blocker_id, blocked_id, created_at) VALUES ('b', 'a', 1)`)],
    ['hiding', () => (db.exec(`UPDATE profiles SET visibility = 'private' WHERE user_id = 'a'`), derive('a'))],
    ['resting', () => (db.exec(`UPDATE profiles SET allow_matching = 0 WHERE user_id = 'b'`), derive('b'))],
  ] as const) {
    it(`does not happen after ${what}`, () => {
      happens()
      expect([accept('r', 'b', 'a', 'n'), match('r', 'n')]).toEqual([0, 0])
    })
  }

  it('does not happen after seven days, by the wrong one, or of another sender', () => {
    expect(accept('r', 'b', 'a', 'n', NOW + REQUEST_LIFE)).toBe(0)
    expect([accept('r', 'a', 'b', 'n'), accept('r', 'b', 'c', 'n')]).toEqual([0, 0])
  })

  it('stands against what comes later', () => {
    accept('r', 'b', 'a', 'n')
    expect(run('reject', 'r', 'b', NOW, NOW - REQUEST_LIFE, null)).toBe(0)
    expect(run('withdraw', 'r', 'a', NOW, NOW - REQUEST_LIFE)).toBe(0)
    expect(run('closePair', 'a', 'b', 'a', NOW)).toBe(0)
  })

  it('of partners who had parted gives them the same room again', () => {
    accept('r', 'b', 'a', 'n')
    match('r', 'n')
    db.exec(`UPDATE matches SET ended_at = 5`)
    expect(ask('r2', 'b', 'a', NOW)).toBe(1)
    accept('r2', 'a', 'b', 'm')
    expect(match('r2', 'm')).toBe(1)
    expect(column('SELECT ended_at FROM matches')).toEqual([null])
  })
})

describe('asking', () => {
  it('makes one open request of a pair, in either direction', () => {
    expect([ask('r', 'a', 'b', NOW), ask('s', 'a', 'b', NOW), ask('t', 'b', 'a', NOW)]).toEqual([1, 0, 0])
  })

  it('waits seven days, whatever became of the last one', () => {
    ask('r', 'a', 'b', NOW)
    run('withdraw', 'r', 'a', NOW, NOW - REQUEST_LIFE)
    expect(ask('s', 'a', 'b', NOW + REQUEST_LIFE - 1)).toBe(0)
    expect(ask('s', 'a', 'b', NOW + REQUEST_LIFE)).toBe(1)
  })

  it('is not held up by a request that has lapsed unswept', () => {
    ask('r', 'a', 'b', NOW)
    const later = NOW + REQUEST_LIFE
    expect(ask('s', 'b', 'a', later)).toBe(0)
    expect(run('lapsePair', 'a', 'b', later, later - REQUEST_LIFE)).toBe(1)
    expect(ask('s', 'b', 'a', later)).toBe(1)
  })
})

describe('what matching knows of somebody', () => {
  it('has every language spoken well with every language learnt', () => {
    const pairs = db.prepare(`SELECT speaks || '>' || learns AS pair FROM seeker_pairs WHERE user_id = 'a' ORDER BY 1`).all()
    expect(pairs.map((row) => row['pair'])).toEqual(['en>ja', 'ko>en', 'ko>ja'])
    expect(column(`SELECT learning FROM seekers WHERE user_id = 'a'`)).toEqual(['[{"code":"en","level":"C1"},{"code":"ja","level":null}]'])
  })

  for (const [what, change] of [
    ['a birth year', `UPDATE users SET birth_year = NULL`],
    ['a native language', `UPDATE profiles SET native_language = NULL`],
    ['a level', `UPDATE learning_languages SET level = NULL`],
    ['a language', `DELETE FROM learning_languages`],
    ['visibility', `UPDATE profiles SET visibility = 'private'`],
    ['matching', `UPDATE profiles SET allow_matching = 0`],
  ] as const) {
    it(`is nothing without ${what}`, () => {
      db.exec(change)
      derive('a')
      expect([column(`SELECT 1 FROM seekers WHERE user_id = 'a'`), column(`SELECT 1 FROM seeker_pairs WHERE user_id = 'a'`)]).toEqual([[], []])
    })
  }
})
