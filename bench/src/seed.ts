import type { Miniflare } from 'miniflare'
import type { CrowdPerson } from '@studymate/domain/matching/crowd'
import { madeUpPeople } from '@studymate/domain/matching/made-up'
import { encodeWeek } from '@studymate/domain/schedule/week'

/** People of one statement: one parameter holds them all, as JSON. */
const BATCH = 1_000
const KEEP = `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, onboarded_at, created_at)
  SELECT value ->> 'id', value ->> 'id' || '@study.example', value ->> 'id', 'Person ' || (value ->> 'id'), value ->> 'born', 'en', 'Asia/Seoul', value ->> 'joined', value ->> 'joined' FROM json_each(?1)`
const KEEP_PROFILES = `INSERT INTO profiles (user_id, native_language, gender, wished_gender, location_id, free_zone, free_week, free_offset_minutes, last_active_at, updated_at)
  SELECT value ->> 'id', value ->> 'speaks', value ->> 'gender', value ->> 'wish', value ->> 'place', 'Asia/Seoul', value ->> 'week', 540, value ->> 'seen', value ->> 'seen' FROM json_each(?1)`
const KEEP_LANGUAGES = `INSERT INTO learning_languages (user_id, code, level, position) SELECT value ->> 'id', value ->> 'learns', value ->> 'level', 0 FROM json_each(?1)`
// What matching derives of each person (worker/src/matching/store.ts), here of all at once: one by one it would take longer than all figures.
const DERIVE = `INSERT INTO seekers (user_id, birth_year, native_language, gender, wished_gender, free_week, learning, interests, motivations, learning_styles, communication_methods,
    visibility, location_id, asked, answered, answer_minutes, open_requests, joined_at, shown_at, updated_at)
  SELECT value ->> 'id', value ->> 'born', value ->> 'speaks', value ->> 'gender', value ->> 'wish', value ->> 'week', value ->> 'learning', value ->> 'topics', value ->> 'motivations',
    value ->> 'styles', value ->> 'methods', 'public', value ->> 'place', value ->> 'asked', value ->> 'answered', value ->> 'minutes', value ->> 'open', value ->> 'joined', value ->> 'seen', 1
  FROM json_each(?1)`
const DERIVE_PAIRS = `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at)
  SELECT value ->> 'speaks', value ->> 'learns', value ->> 'id', value ->> 'born', value ->> 'seen' FROM json_each(?1)`

/** Made-up people of a size, half of either side; the same each time but for when they were here. */
export function townOf(count: number, now: number): { readonly english: CrowdPerson[]; readonly korean: CrowdPerson[] } {
  const side = { count: count / 2, now }
  return {
    english: madeUpPeople({ ...side, seed: 21, speaks: 'en', learns: 'ko' }),
    korean: madeUpPeople({ ...side, seed: 22, speaks: 'ko', learns: 'en' }),
  }
}

/** The id of the n-th made-up person of the side that speaks English. */
export function personId(n: number): string {
  return `user_en${String(n).padStart(8, '0')}`
}

function rowOf(person: CrowdPerson) {
  const [language] = person.learning
  return {
    id: person.userId,
    born: person.birthYear,
    speaks: person.nativeLanguage,
    learns: language?.code,
    level: language?.level,
    learning: JSON.stringify(person.learning),
    week: person.free ? encodeWeek(person.free) : null,
    topics: JSON.stringify(person.interests),
    motivations: JSON.stringify(person.motivations),
    styles: JSON.stringify(person.learningStyles),
    methods: JSON.stringify(person.communicationMethods),
    gender: person.gender,
    wish: person.wishedGender,
    place: person.locationId,
    asked: person.answering?.asked,
    answered: person.answering?.answered,
    minutes: person.answering?.medianMinutes,
    open: person.load?.open,
    joined: person.load?.joinedAt,
    seen: person.lastActive,
  }
}

function* batches(people: readonly CrowdPerson[]): Generator<string> {
  for (let from = 0; from < people.length; from += BATCH) yield JSON.stringify(people.slice(from, from + BATCH).map(rowOf))
}

/** Puts made-up people straight into the empty database of a host, with what matching knows of them. */
export async function seedPeople(miniflare: Miniflare, worker: string, people: readonly CrowdPerson[]): Promise<void> {
  const db = await miniflare.getD1Database('DB', worker)
  for (const rows of batches(people)) await db.batch([KEEP, KEEP_PROFILES, KEEP_LANGUAGES, DERIVE, DERIVE_PAIRS].map((sql) => db.prepare(sql).bind(rows)))
}

/** Puts as many accounts into the bare database, in a table like ours. */
export async function seedBare(miniflare: Miniflare, people: readonly CrowdPerson[]): Promise<void> {
  const db = await miniflare.getD1Database('DB', 'bare')
  await db
    .prepare(
      `CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, username TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, role TEXT NOT NULL DEFAULT 'MEMBER',
        verified_at INTEGER, birth_year INTEGER, locale TEXT NOT NULL, time_zone TEXT NOT NULL, profile_image TEXT, onboarded_at INTEGER, created_at INTEGER NOT NULL) STRICT`,
    )
    .run()
  for (const rows of batches(people)) await db.prepare(KEEP).bind(rows).run()
}
