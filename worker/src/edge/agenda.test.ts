import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { Agenda, RETRY_MS } from './agenda.ts'

/** The part of an object's storage that an agenda uses, over a real SQLite. */
function storage() {
  const db = new DatabaseSync(':memory:')
  const alarms: number[] = []
  const real = {
    sql: {
      exec: (query: string, ...values: (string | number)[]) => {
        const rows = db.prepare(query).all(...values)
        return { toArray: () => rows, one: () => rows[0] }
      },
    },
    setAlarm: (at: number) => {
      alarms.push(at)
      return Promise.resolve()
    },
  }
  return { storage: real as unknown as DurableObjectStorage, alarms }
}

const soon = Date.now() + 1_000_000

describe('an agenda', () => {
  it('does what is due, once, and sets its alarm to what comes next', async () => {
    const { storage: kept, alarms } = storage()
    const agenda = new Agenda<'a' | 'b'>(kept)
    agenda.put('b', soon + 50)
    agenda.put('a', soon)
    agenda.put('a', soon + 20)
    expect(alarms).toEqual([soon + 50, soon])
    const done: string[] = []
    const work = (task: string) => {
      done.push(task)
      return Promise.resolve()
    }
    await agenda.run(soon + 10, work)
    await agenda.run(soon + 20, work)
    expect(done).toEqual(['a'])
    expect(alarms.at(-1)).toBe(soon + 50)
    await agenda.run(soon + 50, work)
    expect(done).toEqual(['a', 'b'])
  })

  it('keeps a task that was asked for again while it ran', async () => {
    const { storage: kept } = storage()
    const agenda = new Agenda<'a'>(kept)
    agenda.put('a', soon)
    let runs = 0
    await agenda.run(soon, () => {
      runs += 1
      agenda.put('a', soon + 100_000)
      return Promise.resolve()
    })
    await agenda.run(soon + 99_999, () => Promise.reject(new Error('too early')))
    await agenda.run(soon + 100_000, () => Promise.resolve(void (runs += 1)))
    expect(runs).toBe(2)
  })

  it('tries again what failed or was cut off by the end of its object, and lets the others be done', async () => {
    const { storage: kept, alarms } = storage()
    const agenda = new Agenda<'a' | 'b'>(kept)
    agenda.put('a', soon)
    agenda.put('b', soon + 1)
    const done: string[] = []
    const failing = (task: string) => (task === 'a' ? Promise.reject(new Error('no')) : Promise.resolve(void done.push(task)))
    await expect(agenda.run(soon + 1, failing)).rejects.toThrow('no')
    expect(done).toEqual(['b'])
    expect(alarms.at(-1)).toBe(soon + 1 + RETRY_MS)
    const woken = new Agenda<'a' | 'b'>(kept)
    woken.put('b', soon + 10 * RETRY_MS)
    expect(alarms.at(-1)).toBe(soon + 1 + RETRY_MS)
    await woken.run(soon + 1 + RETRY_MS, (task) => Promise.resolve(void done.push(task)))
    expect(done).toEqual(['b', 'a'])
  })
})
