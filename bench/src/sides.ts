import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WEEKDAYS } from '@studymate/contract/reference'
import { openHost } from '@studymate/host/host'
import type { Host } from '@studymate/host/host'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import { openBare } from './bare/platform.ts'
import type { Bare } from './bare/platform.ts'
import { startLoad } from './load.ts'
import type { Load } from './load.ts'
import { personId, seedBare, seedPeople, townOf } from './seed.ts'

/** Made-up people in the database of either side. */
export const CROWD = 10_000
const READERS = 12
// Readers differ, as people do.
const TOPIC_LISTS = [['FOOD', 'MUSIC'], ['TRAVEL'], ['MOVIES', 'DRAMA', 'BOOKS', 'ART'], ['DAILY_LIFE', 'FOOD', 'GAMES'], []] as const
const DAYS = WEEKDAYS.map(({ code }) => code)

/** Ours and the bare platform, each on a folder of its own, and the thread that calls both. */
export interface Sides {
  readonly host: Host
  /** The data folder of ours: mails lie in its `outbox`. */
  readonly dataDir: string
  readonly bare: Bare
  readonly load: Load
  /** The made-up people, by what they speak. */
  readonly town: ReturnType<typeof townOf>
  /** Members who call in turn: a limit counts by person. */
  readonly readers: readonly Person[]
  /** Headers of each reader, and of the bare side's callers. */
  readonly members: readonly Readonly<Record<string, string>>[]
  readonly strangers: readonly Readonly<Record<string, string>>[]
  close(): Promise<void>
}

/** The headers with which a person calls. */
export function headersOf(person: Person): Record<string, string> {
  return { authorization: `Bearer ${person.token}`, 'x-forwarded-for': person.address, 'accept-language': 'en' }
}

/** Opens both sides, as `npm start` does: databases on disk, the real cost of a password. */
export async function openSides(dist: string, crowd: number = CROWD): Promise<Sides> {
  const folder = mkdtempSync(join(tmpdir(), 'studymate-bench-'))
  const dataDir = join(folder, 'ours')
  const host = await openHost({
    dist,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    trustProxy: true,
    onLog: (level, message) => (level === 'error' ? process.stderr.write(`${message}\n`) : undefined),
  })
  const bare = await openBare(join(folder, 'bare'))
  const load = startLoad()
  const close = async (): Promise<void> => {
    await load.close()
    await bare.close()
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const town = townOf(crowd, Date.now())
    const everybody = [...town.english, ...town.korean]
    await seedPeople(host.miniflare, 'studymate', everybody)
    await seedBare(bare.miniflare, everybody)
    const readers: Person[] = []
    for (let n = 0; n < READERS; n++)
      readers.push(
        await learner(
          {
            speaks: n % 2 === 0 ? 'ko' : 'en',
            learns: n % 2 === 0 ? 'en' : 'ko',
            level: (['A2', 'B1', 'B2'] as const)[n % 3] ?? 'B1',
            topics: TOPIC_LISTS[n % TOPIC_LISTS.length] ?? [],
            slots: DAYS.slice(n % 5, (n % 5) + 1 + (n % 3)).map((dayOfWeek) => ({ dayOfWeek, startTime: `${18 + (n % 3)}:00`, endTime: '23:00' })),
          },
          host.url,
        ),
      )
    const strangers = readers.map((_, n) => ({ 'x-person': personId(n * 37 + 1), 'x-forwarded-for': `10.255.0.${n + 1}`, 'accept-language': 'en' }))
    return { host, dataDir, bare, load, town, readers, members: readers.map(headersOf), strangers, close }
  } catch (error) {
    await close()
    throw error
  }
}
