import * as z from 'zod'
import { filterMatches, listMatches } from '@studymate/contract/matching'
import { LearningLanguage } from '@studymate/contract/user'
import { LanguageCode, type UserId } from '@studymate/contract/values'
import { rankCandidates } from '@studymate/domain/matching/compatibility'
import type { CrowdPerson } from '@studymate/domain/matching/crowd'
import { ageGroup } from '@studymate/domain/people/age'
import { decodeWeek, isEmptyWeek, sharedWeek } from '@studymate/domain/schedule/week'
import type { Person } from '@studymate/host/testing/actors'
import type { Figure } from './figure.ts'
import { ms, round } from './figure.ts'
import { inTurn, median } from './numbers.ts'
import { openSides } from './sides.ts'
import type { Sides } from './sides.ts'

/** How many people there are, one run after another. */
const SIZES = [1_000, 10_000, 100_000] as const
const ROUNDS = 8
const CALLS = 40
/** A filter as people use it: three levels, and some hour in common. */
const FILTER = { level: ['A2', 'B1', 'B2'], availability: 'ANY' } as const
const FIRST = 20

const Codes = z.array(z.string())
const SeekerRow = z.object({
  user_id: z.string(),
  native_language: LanguageCode,
  birth_year: z.number(),
  free_week: z.string().nullable(),
  learning: z.string(),
  interests: z.string(),
  motivations: z.string(),
  learning_styles: z.string(),
  communication_methods: z.string(),
  joined_at: z.number(),
  shown_at: z.number(),
})

/** What the service knows of the readers, who are people of the town as well. */
async function readersOf({ host, readers }: Sides): Promise<(CrowdPerson & { readonly reader: Person })[]> {
  const db = await host.miniflare.getD1Database('DB', 'studymate')
  const found: (CrowdPerson & { readonly reader: Person })[] = []
  for (const reader of readers) {
    const row = SeekerRow.parse(await db.prepare('SELECT * FROM seekers WHERE user_id = ?').bind(reader.userId).first())
    const learning = z.array(LearningLanguage).parse(JSON.parse(row.learning))
    const list = (text: string): string[] => Codes.parse(JSON.parse(text))
    found.push({
      reader,
      userId: reader.userId,
      nativeLanguage: row.native_language,
      learning,
      alsoSpeaks: learning,
      interests: list(row.interests),
      motivations: list(row.motivations),
      learningStyles: list(row.learning_styles),
      communicationMethods: list(row.communication_methods),
      free: row.free_week === null ? null : decodeWeek(row.free_week),
      birthYear: row.birth_year,
      locationId: null,
      answering: { asked: 0, answered: 0 },
      load: { open: 0, asked: 0, joinedAt: row.joined_at },
      lastActive: row.shown_at,
    })
  }
  return found
}

function passes(me: CrowdPerson, person: CrowdPerson): boolean {
  const level = person.learning[0]?.level
  return FILTER.level.some((wanted) => wanted === level) && !!me.free && !!person.free && !isEmptyWeek(sharedWeek(me.free, person.free))
}

/** The first twenty that scoring everybody of the town would show to somebody. */
function ideal(me: CrowdPerson, everybody: readonly CrowdPerson[], now: number): Set<UserId> {
  const standing = (person: CrowdPerson) => ({ ...person, ageGroup: ageGroup(person.birthYear, now), visibility: 'public', allowMatching: true }) as const
  const others = everybody.filter(({ nativeLanguage }) => nativeLanguage !== me.nativeLanguage).map(standing)
  const ranked = rankCandidates(standing(me), others, () => ({ blocked: false }), now)
  return new Set(ranked.slice(0, FIRST).map(({ userId }) => userId))
}

/** The share of the ideal twenty that the service shows, over all readers, without a filter and with it. */
async function recall(sides: Sides): Promise<number> {
  const now = Date.now()
  const readers = await readersOf(sides)
  const everybody = [...sides.town.english, ...sides.town.korean, ...readers]
  let [shown, of] = [0, 0]
  for (const me of readers) {
    const plain = ideal(me, everybody, now)
    const narrow = ideal(
      me,
      everybody.filter((person) => passes(me, person)),
      now,
    )
    const lists = [
      { right: plain, list: () => me.reader.ok(listMatches, { size: FIRST }) },
      { right: narrow, list: () => me.reader.ok(filterMatches, { ...FILTER, level: [...FILTER.level], size: FIRST }) },
    ]
    for (const { right, list } of lists) {
      let hits = 0
      // The crowd is read behind the first question; what is shown until then is not what is measured.
      for (let look = 0; look < 20 && hits < right.size; look++) {
        if (look > 0) await new Promise((resolve) => setTimeout(resolve, 500))
        hits = (await list()).filter(({ userId }) => right.has(userId)).length
      }
      shown += hits
      of += right.size
    }
  }
  return shown / of
}

/** List and filter beside one bare query, and how many of the right people are shown, in towns of a thousand to a hundred thousand. */
export async function matchingFigures(dist: string, sizes: readonly number[] = SIZES): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const sides = await openSides(dist, size)
    try {
      const { host, bare, load, members, strangers } = sides
      const share = await recall(sides)
      const calls = { kind: 'calls', count: CALLS, beside: [], body: null } as const
      const p50 = async (url: string, callers: typeof members, body: string | null = null): Promise<number> =>
        median((await load.run({ ...calls, url, callers, body })).first)
      const rounds = await inTurn(ROUNDS, {
        query: () => p50(`${bare.url}/query`, strangers),
        list: () => p50(`${host.url}/api/v1/matching/list?size=${FIRST}`, members),
        again: () => p50(`${bare.url}/query`, strangers),
        filter: () => p50(`${host.url}/api/v1/matching/filter`, members, JSON.stringify(FILTER)),
      })
      const people = size.toLocaleString('en')
      for (const [name, ours, theirs] of [
        ['List', rounds.list, rounds.query],
        ['Filter', rounds.filter, rounds.again],
      ] as const) {
        const value = median(ours.map((time, index) => time / (theirs[index] ?? Number.NaN)))
        figures.push({
          name: `${name} of 20 among ${people} people, p50`,
          measured: `${ms(median(ours))}, ${round(value)} ×`,
          bare: `one query ${ms(median(theirs))}`,
          value,
          unit: '×',
          limit: 3,
          point: { series: name, people: size },
        })
      }
      figures.push({
        name: `Of the twenty that scoring all ${people} would show, not shown`,
        measured: `${round(100 * (1 - share))} % over ${2 * sides.readers.length} lists`,
        bare: null,
        value: 100 * (1 - share),
        unit: '%',
        limit: 5,
      })
    } finally {
      await sides.close()
    }
  }
  return figures
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [560, 260, 48, 220, 16] as const

/** The figures that have a point, as a small plot: how many times one bare query, over how many people there are. Null without any. */
export function plot(figures: readonly Figure[]): string | null {
  const points = figures.flatMap(({ point, value }) => (point && value !== null ? [{ ...point, value }] : []))
  if (points.length === 0) return null
  const most = Math.max(4, Math.ceil(Math.max(...points.map(({ value }) => value))))
  const x = (people: number): number => LEFT + ((Math.log10(people) - 3) / 2) * (WIDTH - LEFT - 90)
  const y = (value: number): number => BOTTOM - (value / most) * (BOTTOM - TOP)
  const text = (at: readonly [number, number], words: string, more = ''): string => `<text x="${at[0]}" y="${at[1]}"${more}>${words}</text>`
  const lines = ['List', 'Filter'].flatMap((series, n) => {
    const own = points.filter((point) => point.series === series).toSorted((a, b) => a.people - b.people)
    const last = own.at(-1)
    if (!last) return []
    const path = own.map(({ people, value }) => `${x(people).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    const dots = own.map(({ people, value }) => `<circle cx="${x(people).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" class="s${n}"/>`)
    return [
      `<polyline points="${path}" fill="none" class="l${n}"/>`,
      ...dots,
      text([x(last.people) + 8, y(last.value) + (n === 0 ? 10 : -2)], `${series} ${round(last.value)}`),
    ]
  })
  const steps = Array.from({ length: most + 1 }, (_, n) => n)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="List and filter, times one bare query, by how many people there are">`,
    '<style>svg{background:#fff;font:12px sans-serif}text{fill:#333}.l0{stroke:#1f6f5c;stroke-width:2}.l1{stroke:#b4532a;stroke-width:2}.s0{fill:#1f6f5c}.s1{fill:#b4532a}</style>',
    ...steps.map(
      (n) => `<line x1="${LEFT}" x2="${WIDTH - 90}" y1="${y(n)}" y2="${y(n)}" stroke="#ddd"/>${text([LEFT - 8, y(n) + 4], `${n} ×`, ' text-anchor="end"')}`,
    ),
    `<line x1="${LEFT}" x2="${WIDTH - 90}" y1="${y(3)}" y2="${y(3)}" stroke="#333" stroke-dasharray="4 4"/>`,
    text([WIDTH - 82, y(3) + 4], 'limit 3'),
    ...SIZES.map((size) => text([x(size), BOTTOM + 18], size.toLocaleString('en'), ' text-anchor="middle"')),
    text([LEFT, HEIGHT - 4], 'p50, times one bare indexed query, over people in the database'),
    ...lines,
    '</svg>',
    '',
  ].join('\n')
}
