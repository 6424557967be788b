import * as z from 'zod'
import { GenderCode } from '@studymate/contract/reference'
import { LearningLanguage } from '@studymate/contract/user'
import { LanguageCode, UserId } from '@studymate/contract/values'
import type { MemberCtx } from '#edge/context'
import { seekerStatements } from '#matching/store'

/** Statements of what a person says of themselves. A profile's row is made by the first thing saved. */
export const SQL = {
  profile: `SELECT u.id, u.display_name, u.username, u.profile_image, u.birth_year, u.time_zone, u.onboarded_at, u.created_at,
    p.english_name, p.birthday, p.gender, p.location_id, p.self_bio, p.native_language
    FROM users u LEFT JOIN profiles p ON p.user_id = u.id WHERE u.id = ?1`,
  learning: `SELECT code, level FROM learning_languages WHERE user_id = ?1 ORDER BY position, code`,
  choices: `SELECT kind, code FROM choices WHERE user_id = ?1 ORDER BY position, code`,
  setBirthYear: `UPDATE users SET birth_year = ?2 WHERE id = ?1 AND birth_year IS NULL`,
  birthYear: `SELECT birth_year FROM users WHERE id = ?1`,
  saveEnglishName: `INSERT INTO profiles (user_id, english_name, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET english_name = excluded.english_name, updated_at = excluded.updated_at`,
  saveBirthday: `INSERT INTO profiles (user_id, birthday, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET birthday = excluded.birthday, updated_at = excluded.updated_at`,
  saveLocation: `INSERT INTO profiles (user_id, location_id, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET location_id = excluded.location_id, updated_at = excluded.updated_at`,
  saveSelfBio: `INSERT INTO profiles (user_id, self_bio, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET self_bio = excluded.self_bio, updated_at = excluded.updated_at`,
  saveGender: `INSERT INTO profiles (user_id, gender, updated_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (user_id) DO UPDATE SET gender = excluded.gender, updated_at = excluded.updated_at`,
} as const

/** What `choices` holds: kinds of things chosen from a reference list. */
export const CHOICE_KINDS = ['topic', 'motivation', 'learning-style', 'communication-method', 'personality'] as const
/** One of {@link CHOICE_KINDS}. */
export type ChoiceKind = (typeof CHOICE_KINDS)[number]

const ProfileRow = z.object({
  id: UserId,
  display_name: z.string(),
  username: z.string(),
  profile_image: z.string().nullable(),
  birth_year: z.number().nullable(),
  time_zone: z.string(),
  onboarded_at: z.number().nullable(),
  created_at: z.number(),
  english_name: z.string().nullable(),
  birthday: z.string().nullable(),
  gender: GenderCode.nullable(),
  location_id: z.string().nullable(),
  self_bio: z.string().nullable(),
  native_language: LanguageCode.nullable(),
})
export type ProfileRow = z.infer<typeof ProfileRow>

const ChoiceRow = z.object({ kind: z.string(), code: z.string() })

/** A person with their languages and choices, each in the person's own order. */
export interface WholeProfile {
  readonly person: ProfileRow
  readonly learning: readonly LearningLanguage[]
  readonly choices: readonly z.infer<typeof ChoiceRow>[]
}

/** Everything that a person has said; null where there is no such person. */
export async function findProfile(db: D1Database, userId: UserId): Promise<WholeProfile | null> {
  const [person, learning, choices] = await db.batch([
    db.prepare(SQL.profile).bind(userId),
    db.prepare(SQL.learning).bind(userId),
    db.prepare(SQL.choices).bind(userId),
  ])
  const row = person?.results[0]
  if (!row) return null
  return {
    person: ProfileRow.parse(row),
    learning: z.array(LearningLanguage).parse(learning?.results ?? []),
    choices: z.array(ChoiceRow).parse(choices?.results ?? []),
  }
}

/** Sets the birth year if there is none yet; gives the one that stands. `more` is committed with it. */
export async function setBirthYear(db: D1Database, userId: UserId, birthYear: number, more: readonly D1PreparedStatement[]): Promise<number | null> {
  const results = await db.batch([db.prepare(SQL.setBirthYear).bind(userId, birthYear), ...more, db.prepare(SQL.birthYear).bind(userId)])
  const row = results.at(-1)?.results[0]
  return row ? z.object({ birth_year: z.number().nullable() }).parse(row).birth_year : null
}

/** What belongs into each batch that changes what others see of the person: matching's own row, and the event. */
export function changedStatements(ctx: MemberCtx): D1PreparedStatement[] {
  return [...seekerStatements(ctx.db, ctx.userId, ctx.now), ctx.emit({ type: 'person.changed', userId: ctx.userId })]
}
