import * as z from 'zod'
import { DayOfWeekCode, GroupSizeCode, WishedGenderCode } from '@studymate/contract/reference'
import type { WelcomeStep } from '@studymate/contract/onboarding'
import { LearningLanguage } from '@studymate/contract/user'
import { LanguageCode, UserId } from '@studymate/contract/values'

/** Statements of the welcome: languages, choices, free hours, its end. */
export const SQL = {
  native: `SELECT native_language FROM profiles WHERE user_id = ?1`,
  saveNative: `INSERT INTO profiles (user_id, native_language, updated_at)
    SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM learning_languages WHERE user_id = ?1 AND code = ?2)
    ON CONFLICT (user_id) DO UPDATE SET native_language = excluded.native_language, updated_at = excluded.updated_at`,
  learning: `SELECT code, level FROM learning_languages WHERE user_id = ?1 ORDER BY position, code`,
  dropLearning: `DELETE FROM learning_languages WHERE user_id = ?1 AND code NOT IN (SELECT value FROM json_each(?2))
    AND NOT EXISTS (SELECT 1 FROM profiles WHERE user_id = ?1 AND native_language IN (SELECT value FROM json_each(?2)))`,
  addLearning: `INSERT INTO learning_languages (user_id, code, position) SELECT ?1, wanted.value, wanted.key FROM json_each(?2) AS wanted
    WHERE NOT EXISTS (SELECT 1 FROM profiles WHERE user_id = ?1 AND native_language IN (SELECT value FROM json_each(?2)))
    ON CONFLICT (user_id, code) DO UPDATE SET position = excluded.position`,
  replaceNative: `INSERT INTO profiles (user_id, native_language, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET native_language = excluded.native_language, updated_at = excluded.updated_at`,
  dropOthers: `DELETE FROM learning_languages WHERE user_id = ?1 AND code NOT IN (SELECT value FROM json_each(?2))`,
  addOthers: `INSERT INTO learning_languages (user_id, code, position) SELECT ?1, wanted.value, wanted.key FROM json_each(?2) AS wanted
    WHERE true ON CONFLICT (user_id, code) DO UPDATE SET position = excluded.position`,
  setLevel: `UPDATE learning_languages SET level = ?3 WHERE user_id = ?1 AND code = ?2`,
  dropChoices: `DELETE FROM choices WHERE user_id = ?1 AND kind = ?2`,
  addChoices: `INSERT INTO choices (user_id, kind, code, position) SELECT ?1, ?2, wanted.value, wanted.key FROM json_each(?3) AS wanted
    WHERE true ON CONFLICT (user_id, kind, code) DO UPDATE SET position = excluded.position`,
  chosen: `SELECT code FROM choices WHERE user_id = ?1 AND kind = ?2 ORDER BY position, code`,
  wishes: `SELECT wished_gender, wished_group_size FROM profiles WHERE user_id = ?1`,
  saveWishedGender: `INSERT INTO profiles (user_id, wished_gender, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET wished_gender = excluded.wished_gender, updated_at = excluded.updated_at`,
  saveGroupSize: `INSERT INTO profiles (user_id, wished_group_size, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET wished_group_size = excluded.wished_group_size, updated_at = excluded.updated_at`,
  noteStep: `INSERT INTO welcome_steps (user_id, step, saved_at) VALUES (?1, ?2, ?3) ON CONFLICT (user_id, step) DO NOTHING`,
  savedSteps: `SELECT step FROM welcome_steps WHERE user_id = ?1`,
  slots: `SELECT id, day_of_week, start_time, end_time FROM free_slots WHERE user_id = ?1 ORDER BY id`,
  zone: `SELECT free_zone FROM profiles WHERE user_id = ?1`,
  dropSlots: `DELETE FROM free_slots WHERE user_id = ?1`,
  addSlots: `INSERT INTO free_slots (id, user_id, day_of_week, start_time, end_time)
    SELECT value ->> 'id', ?1, value ->> 'day_of_week', value ->> 'start_time', value ->> 'end_time' FROM json_each(?2)`,
  saveWeek: `INSERT INTO profiles (user_id, free_zone, free_week, free_offset_minutes, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (user_id) DO UPDATE SET free_zone = excluded.free_zone, free_week = excluded.free_week, free_offset_minutes = excluded.free_offset_minutes,
    updated_at = excluded.updated_at`,
  dropSlot: `DELETE FROM free_slots WHERE user_id = ?1 AND id = ?2
    AND (SELECT group_concat(id) FROM (SELECT id FROM free_slots WHERE user_id = ?1 ORDER BY id)) = ?3`,
  saveWeekOfSlots: `UPDATE profiles SET free_week = ?2, free_offset_minutes = ?3, updated_at = ?4
    WHERE user_id = ?1 AND free_zone = ?5 AND coalesce((SELECT group_concat(id) FROM (SELECT id FROM free_slots WHERE user_id = ?1 ORDER BY id)), '') = ?6`,
  shareWeek: `UPDATE seekers SET free_week = (SELECT free_week FROM profiles WHERE user_id = ?1) WHERE user_id = ?1`,
  nextZone: `SELECT min(free_zone) AS zone FROM profiles WHERE free_zone > ?1`,
  outOfDate: `SELECT user_id FROM profiles WHERE free_zone = ?1 AND (free_offset_minutes < ?2 OR free_offset_minutes > ?2) LIMIT 50`,
  complete: `UPDATE users SET onboarded_at = ?2 WHERE id = ?1 AND onboarded_at IS NULL AND birth_year IS NOT NULL
    AND EXISTS (SELECT 1 FROM profiles WHERE user_id = ?1 AND native_language IS NOT NULL)
    AND EXISTS (SELECT 1 FROM learning_languages WHERE user_id = ?1 AND level IS NOT NULL)`,
} as const

const NativeRow = z.object({ native_language: LanguageCode.nullable() })

/** The native language, null while it is unknown. */
export async function nativeOf(db: D1Database, userId: UserId): Promise<LanguageCode | null> {
  const row = await db.prepare(SQL.native).bind(userId).first()
  return row ? NativeRow.parse(row).native_language : null
}

/** Saves the native language unless the person learns it; gives what stands. `more` is committed with it. */
export async function saveNative(
  db: D1Database,
  of: { userId: UserId; code: LanguageCode; now: number },
  more: readonly D1PreparedStatement[],
): Promise<LanguageCode | null> {
  const results = await db.batch([db.prepare(SQL.saveNative).bind(of.userId, of.code, of.now), ...more, db.prepare(SQL.native).bind(of.userId)])
  const row = results.at(-1)?.results[0]
  return row ? NativeRow.parse(row).native_language : null
}

/** Learning languages in the person's order. */
export async function learningOf(db: D1Database, userId: UserId): Promise<LearningLanguage[]> {
  const { results } = await db.prepare(SQL.learning).bind(userId).all()
  return z.array(LearningLanguage).parse(results)
}

/** Replaces the learning languages unless the native one is among them; gives those that stand. */
export async function saveLearning(
  db: D1Database,
  userId: UserId,
  codes: readonly LanguageCode[],
  more: readonly D1PreparedStatement[],
): Promise<LearningLanguage[]> {
  const wanted = JSON.stringify(codes)
  const results = await db.batch([
    db.prepare(SQL.dropLearning).bind(userId, wanted),
    db.prepare(SQL.addLearning).bind(userId, wanted),
    ...more,
    db.prepare(SQL.learning).bind(userId),
  ])
  return z.array(LearningLanguage).parse(results.at(-1)?.results ?? [])
}

/**
 * Statements that replace what is given of native and learning languages; levels of languages that stay are kept. Both together can be swapped, and the
 * caller has seen to it that the native one is not learnt; one alone is not written where it meets the other. They belong into one batch with what follows.
 */
export function replaceLanguages(
  db: D1Database,
  of: { userId: UserId; native: LanguageCode | undefined; learning: readonly LanguageCode[] | undefined; now: number },
): D1PreparedStatement[] {
  const { userId, native, learning, now } = of
  if (learning === undefined) return native === undefined ? [] : [db.prepare(SQL.saveNative).bind(userId, native, now)]
  const wanted = JSON.stringify(learning)
  if (native === undefined) return [db.prepare(SQL.dropLearning).bind(userId, wanted), db.prepare(SQL.addLearning).bind(userId, wanted)]
  return [
    db.prepare(SQL.replaceNative).bind(userId, native, now),
    db.prepare(SQL.dropOthers).bind(userId, wanted),
    db.prepare(SQL.addOthers).bind(userId, wanted),
  ]
}

/** Sets the level of a learning language; gives all of them as they stand. */
export async function setLevel(
  db: D1Database,
  of: { userId: UserId; code: LanguageCode; level: string },
  more: readonly D1PreparedStatement[],
): Promise<LearningLanguage[]> {
  const results = await db.batch([db.prepare(SQL.setLevel).bind(of.userId, of.code, of.level), ...more, db.prepare(SQL.learning).bind(of.userId)])
  return z.array(LearningLanguage).parse(results.at(-1)?.results ?? [])
}

/** Replaces what a person chose of one kind. */
export async function saveChoices(
  db: D1Database,
  of: { userId: UserId; kind: string; codes: readonly string[] },
  more: readonly D1PreparedStatement[],
): Promise<void> {
  await db.batch([db.prepare(SQL.dropChoices).bind(of.userId, of.kind), db.prepare(SQL.addChoices).bind(of.userId, of.kind, JSON.stringify(of.codes)), ...more])
}

/** Codes of one kind that a person chose, in their own order. */
export async function chosenOf(db: D1Database, userId: UserId, kind: string): Promise<string[]> {
  const { results } = await db.prepare(SQL.chosen).bind(userId, kind).all()
  return results.map((row) => z.object({ code: z.string() }).parse(row).code)
}

const WishesRow = z.object({ wished_gender: WishedGenderCode.nullable(), wished_group_size: GroupSizeCode.nullable() })

/** What a person wishes of partners; each null until it was said. */
export async function wishesOf(db: D1Database, userId: UserId): Promise<z.infer<typeof WishesRow>> {
  const row = await db.prepare(SQL.wishes).bind(userId).first()
  return row ? WishesRow.parse(row) : { wished_gender: null, wished_group_size: null }
}

/** The statement that notes a step of the welcome as saved, in the batch of what it saves. */
export function noteStep(db: D1Database, userId: UserId, step: WelcomeStep, now: number): D1PreparedStatement {
  return db.prepare(SQL.noteStep).bind(userId, step, now)
}

/** Steps of the welcome that a person saved once, in no order. */
export async function savedSteps(db: D1Database, userId: UserId): Promise<string[]> {
  const { results } = await db.prepare(SQL.savedSteps).bind(userId).all()
  return results.map((row) => z.object({ step: z.string() }).parse(row).step)
}

const SlotRow = z.object({ id: z.string(), day_of_week: DayOfWeekCode, start_time: z.string(), end_time: z.string() })
export type SlotRow = z.infer<typeof SlotRow>

/** Free hours as they were written, by id. */
export interface FreeHours {
  readonly zone: string | null
  readonly slots: readonly SlotRow[]
}

const ZoneRow = z.object({ free_zone: z.string().nullable() })

function freeHours(slots: D1Result | undefined, zone: D1Result | undefined): FreeHours {
  const row = zone?.results[0]
  return { zone: row ? ZoneRow.parse(row).free_zone : null, slots: z.array(SlotRow).parse(slots?.results ?? []) }
}

/** Free hours of a person with their time zone, read as one. */
export async function freeHoursOf(db: D1Database, userId: UserId): Promise<FreeHours> {
  const [slots, zone] = await db.batch([db.prepare(SQL.slots).bind(userId), db.prepare(SQL.zone).bind(userId)])
  return freeHours(slots, zone)
}

/** A week computed from slots. */
export interface Week {
  /** 84 hexadecimal digits, UTC. */
  readonly week: string
  readonly offsetMinutes: number
}

/** Replaces slots and week together. */
export async function saveSlots(
  db: D1Database,
  of: { userId: UserId; zone: string; slots: readonly SlotRow[]; week: Week; now: number },
  more: readonly D1PreparedStatement[],
): Promise<void> {
  await db.batch([
    db.prepare(SQL.dropSlots).bind(of.userId),
    db.prepare(SQL.addSlots).bind(of.userId, JSON.stringify(of.slots)),
    db.prepare(SQL.saveWeek).bind(of.userId, of.zone, of.week.week, of.week.offsetMinutes, of.now),
    ...more,
  ])
}

/** Ids of slots as `dropSlot` and `saveWeekOfSlots` compare them. */
export function slotIds(slots: readonly SlotRow[]): string {
  return slots
    .map((slot) => slot.id)
    .toSorted()
    .join(',')
}

/** Takes one slot out if the others are still those that `week` was computed from; gives what stands. */
export async function dropSlot(
  db: D1Database,
  of: { userId: UserId; slotId: string; before: FreeHours & { zone: string }; week: Week; now: number },
  more: readonly D1PreparedStatement[],
): Promise<FreeHours> {
  const rest = slotIds(of.before.slots.filter((slot) => slot.id !== of.slotId))
  const results = await db.batch([
    db.prepare(SQL.dropSlot).bind(of.userId, of.slotId, slotIds(of.before.slots)),
    db.prepare(SQL.saveWeekOfSlots).bind(of.userId, of.week.week, of.week.offsetMinutes, of.now, of.before.zone, rest),
    ...more,
    db.prepare(SQL.slots).bind(of.userId),
    db.prepare(SQL.zone).bind(of.userId),
  ])
  return freeHours(results.at(-2), results.at(-1))
}

/** Writes a week computed again, if the slots are still those, and gives it to matching. Nobody counts as being here for it. */
export async function reviseWeek(db: D1Database, of: { userId: UserId; hours: FreeHours & { zone: string }; week: Week; now: number }): Promise<void> {
  await db.batch([
    db.prepare(SQL.saveWeekOfSlots).bind(of.userId, of.week.week, of.week.offsetMinutes, of.now, of.hours.zone, slotIds(of.hours.slots)),
    db.prepare(SQL.shareWeek).bind(of.userId),
  ])
}

/** The zone that follows another in the alphabet among those in which somebody wrote free hours; null after the last. */
export async function nextZone(db: D1Database, after: string): Promise<string | null> {
  const row = await db.prepare(SQL.nextZone).bind(after).first()
  return row ? z.object({ zone: z.string().nullable() }).parse(row).zone : null
}

/** Up to 50 people of a zone whose week was computed with another offset. */
export async function outOfDate(db: D1Database, zone: string, offsetMinutes: number): Promise<UserId[]> {
  const { results } = await db.prepare(SQL.outOfDate).bind(zone, offsetMinutes).all()
  return results.map((row) => z.object({ user_id: UserId }).parse(row).user_id)
}
