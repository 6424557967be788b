import { describe, expect, it } from 'vitest'
import { KEPT } from '../web/src/legal/kept.ts'
import { REGISTRY } from '../worker/src/registry/registry.ts'

const DAY_MS = 86_400_000
const entries = new Map(REGISTRY.map((entry) => [entry.name, entry]))

describe('the privacy page', () => {
  it('names everything that is kept of people, once', () => {
    const named = KEPT.flatMap(({ covers }) => covers)
    expect(named.toSorted()).toEqual([...new Set(named)].toSorted())
    expect(REGISTRY.filter(({ owner, name }) => owner.length > 0 && !named.includes(name)).map(({ name }) => name)).toEqual([])
    expect(named.filter((name) => !entries.has(name))).toEqual([])
  })

  it('says how long, and never shorter than it is', () => {
    for (const { covers, days, key } of KEPT) {
      const lives = covers.map((name) => entries.get(name)?.dies ?? null)
      if (days === null) continue
      // What ends at a moment of its own (a link, a token) ends within the days that are said.
      for (const dies of lives) expect([key, dies === null ? Number.POSITIVE_INFINITY : dies.afterMs / DAY_MS]).toSatisfy(([, is]) => is <= days)
      if (key !== 'short') expect([key, Math.max(...lives.map((dies) => (dies?.afterMs ?? 0) / DAY_MS))]).toEqual([key, days])
    }
  })
})
