import type { Miniflare } from 'miniflare'

const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1']
const TOPICS = ['MUSIC', 'BOOKS', 'TRAVEL', 'MOVIES', 'GAMES', 'FOOD']
/** People of one statement: one parameter holds them all, as JSON. */
const BATCH = 1_000
const KEEP = `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, onboarded_at, created_at)
  SELECT value ->> 'id', value ->> 'id' || '@study.example', value ->> 'id', 'Person ' || (value ->> 'n'), value ->> 'born', 'en', 'Asia/Seoul', ?2, ?2 FROM json_each(?1)`
const KEEP_PROFILES = `INSERT INTO profiles (user_id, native_language, free_zone, free_week, free_offset_minutes, last_active_at, updated_at)
  SELECT value ->> 'id', value ->> 'speaks', 'Asia/Seoul', value ->> 'week', 540, ?2, ?2 FROM json_each(?1)`
const KEEP_LANGUAGES = `INSERT INTO learning_languages (user_id, code, level, position) SELECT value ->> 'id', value ->> 'learns', value ->> 'level', 0 FROM json_each(?1)`
const KEEP_CHOICES = `INSERT INTO choices (user_id, kind, code, position)
  SELECT person.value ->> 'id', 'topic', topic.value, topic.key FROM json_each(?1) person JOIN json_each(person.value, '$.topics') topic`
// What matching derives of each person (worker/src/matching/store.ts), here of all at once: one by one it would take longer than all figures.
const DERIVE = `INSERT INTO seekers (user_id, birth_year, native_language, free_week, learning, interests, motivations, learning_styles, communication_methods,
    visibility, asked, answered, shown_at, updated_at)
  SELECT u.id, u.birth_year, p.native_language, p.free_week, (SELECT json_group_array(json_object('code', code, 'level', level)) FROM learning_languages WHERE user_id = u.id),
    (SELECT json_group_array(code ORDER BY position) FROM choices WHERE user_id = u.id), '[]', '[]', '[]', p.visibility, 0, 0, p.last_active_at, p.last_active_at
  FROM users u JOIN profiles p ON p.user_id = u.id`
const DERIVE_PAIRS = `INSERT INTO seeker_pairs (speaks, learns, user_id, birth_year, shown_at)
  SELECT s.native_language, l.code, s.user_id, s.birth_year, s.shown_at FROM seekers s JOIN learning_languages l ON l.user_id = s.user_id`

/** The id of the n-th made-up person. */
export function personId(n: number): string {
  return `user_crowd${String(n).padStart(6, '0')}`
}

function madeUp(n: number) {
  // Free hours as 336 half hours in hex: two evenings, moved a little from one person to the next.
  const week = Array.from({ length: 84 }, (_, digit) => ((digit + n) % 12 < 2 ? 'f' : '0')).join('')
  return {
    id: personId(n),
    n,
    born: 1970 + (n % 35),
    speaks: n % 2 === 0 ? 'en' : 'ko',
    learns: n % 2 === 0 ? 'ko' : 'en',
    level: LEVELS[n % LEVELS.length],
    week,
    topics: TOPICS.filter((_, index) => (n >> index) % 2 === 0),
  }
}

function* batches(count: number): Generator<{ rows: string; seenAt: number }> {
  for (let from = 0; from < count; from += BATCH)
    // Not all were here at the same time: the list is of those who were here last.
    yield { rows: JSON.stringify(Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => madeUp(from + index))), seenAt: Date.now() - from }
}

/** Puts `count` made-up people straight into the empty database of a host, with what matching knows of them. */
export async function seedPeople(miniflare: Miniflare, worker: string, count: number): Promise<void> {
  const db = await miniflare.getD1Database('DB', worker)
  for (const { rows, seenAt } of batches(count))
    await db.batch([
      db.prepare(KEEP).bind(rows, seenAt),
      db.prepare(KEEP_PROFILES).bind(rows, seenAt),
      db.prepare(KEEP_LANGUAGES).bind(rows),
      db.prepare(KEEP_CHOICES).bind(rows),
    ])
  await db.batch([db.prepare(DERIVE), db.prepare(DERIVE_PAIRS)])
}

/** Puts as many accounts into the bare database, in a table like ours. */
export async function seedBare(miniflare: Miniflare, count: number): Promise<void> {
  const db = await miniflare.getD1Database('DB', 'bare')
  await db
    .prepare(
      `CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, username TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, role TEXT NOT NULL DEFAULT 'MEMBER',
        verified_at INTEGER, birth_year INTEGER, locale TEXT NOT NULL, time_zone TEXT NOT NULL, profile_image TEXT, onboarded_at INTEGER, created_at INTEGER NOT NULL) STRICT`,
    )
    .run()
  for (const { rows, seenAt } of batches(count)) await db.prepare(KEEP).bind(rows, seenAt).run()
}
