import { DurableObject } from 'cloudflare:workers'
import type * as z from 'zod'
import { Crowd } from '@studymate/domain/matching/crowd'
import type { CrowdAnswer, CrowdQuestion, PairOfLanguages } from '@studymate/domain/matching/crowd'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { now } from '#edge/ports'
import { crowdSince } from './people.store.ts'
import type { CrowdMark } from './people.store.ts'

const PAGE = 2_000
// A change is dated when its request began and shows when it was committed: so far back a reading looks again.
const OVERLAP_MS = 5_000
// Whoever left stays in memory, and is caught when their page is read; after this long the crowd is made anew.
const LIFE_MS = 3_600_000

/**
 * The crowd of one pair of languages in memory, read from the database through the index of changes and kept up by what has changed since. It stores
 * nothing: evicted, it reads again.
 */
export class CrowdObject extends DurableObject<WorkerEnv> {
  #ready: { crowd: Crowd; mark: CrowdMark; madeAt: number } | null = null
  #making: Promise<void> | null = null

  /** Who can come into somebody's list; null while the crowd is being read, which a first question starts. */
  async rank(pair: PairOfLanguages, question: CrowdQuestion): Promise<CrowdAnswer | null> {
    const ready = this.#ready
    if (!ready || now() - ready.madeAt > LIFE_MS) this.#make(pair)
    if (!ready) return null
    const from = { changedAt: ready.mark.changedAt - OVERLAP_MS, userId: '' }
    const { mark } = await this.#read(pair, ready.crowd, from)
    if (mark.changedAt >= ready.mark.changedAt) ready.mark = mark
    return ready.crowd.rank(question)
  }

  #make(pair: PairOfLanguages): void {
    if (this.#making) return
    const crowd = new Crowd(pair)
    this.#making = this.#read(pair, crowd, { changedAt: -1, userId: '' })
      .then(({ mark }) => {
        this.#ready = { crowd, mark, madeAt: now() }
      })
      .catch((error: unknown) => log('warn', 'a crowd could not be read', { error: String(error) }))
      .finally(() => {
        this.#making = null
      })
  }

  async #read(pair: PairOfLanguages, crowd: Crowd, from: CrowdMark): Promise<{ mark: CrowdMark }> {
    let mark = from
    // Few lists of languages are many people's: one text is read once.
    const known = new Map<string, unknown>()
    const read = <T>(schema: z.ZodType<T>, text: string): T => {
      const kept = known.get(text)
      if (kept !== undefined) return schema.parse(kept)
      const value = schema.parse(JSON.parse(text))
      known.set(text, value)
      return value
    }
    for (;;) {
      const found = await crowdSince(this.env.DB, pair, mark, PAGE, read)
      for (const person of found.people) crowd.put(person)
      mark = found.mark
      if (found.people.length < PAGE) return { mark }
    }
  }
}
