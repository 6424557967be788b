import * as z from 'zod'
import { LearningLanguage } from '@studymate/contract/user'
import { LanguageCode, UserId } from '@studymate/contract/values'
import type { CrowdPerson, PairOfLanguages } from '@studymate/domain/matching/crowd'
import type { Seeker, Standing } from '@studymate/domain/matching/seeker'
import { ageGroup } from '@studymate/domain/people/age'
import { showsPresence, visibilityOf } from '@studymate/domain/settings/visibility'
import { decodeWeek } from '@studymate/domain/schedule/week'

/** Most candidates that are looked at for one person (docs/matching.md). */
export const CANDIDATES = 500

/** Statements that read people for matching. */
export const SQL = {
  // People by a list of ids (?1, JSON), as ?2 sees them. Who has no address came by a provider, which is word enough (decision 11).
  people: `SELECT u.id AS user_id, u.display_name, u.profile_image, u.time_zone, iif(u.email IS NULL, u.created_at, u.verified_at) AS verified_at, u.birth_year, u.locale, coalesce(s.native_language, p.native_language) AS native_language, p.allow_matching, p.visibility,
      s.user_id IS NOT NULL AS seeks, s.gender, s.wished_gender, s.free_week, s.interests, s.motivations, s.learning_styles, s.communication_methods, s.location_id,
      s.shows_last_seen, s.asked, s.answered, s.answer_minutes, s.open_requests, s.joined_at, s.shown_at, s.updated_at,
      coalesce(s.learning, (SELECT json_group_array(json_object('code', l.code, 'level', l.level) ORDER BY l.position) FROM learning_languages l WHERE l.user_id = u.id)) AS learning,
      EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = ?2 AND b.blocked_id = u.id) OR EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = u.id AND b.blocked_id = ?2) AS blocked,
      EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(u.id, ?2) AND m.high_id = max(u.id, ?2) AND m.ended_at IS NULL) AS is_partner
    FROM json_each(?1) ids CROSS JOIN users u ON u.id = ids.value LEFT JOIN profiles p ON p.user_id = u.id LEFT JOIN seekers s ON s.user_id = u.id`,
  // What a profile says beyond the card, of ?1; address and number only where their person shows them to partners.
  about: `SELECT p.self_bio, p.location_id, iif(s.show_email = 1 AND u.verified_at IS NOT NULL, u.email, NULL) AS email, iif(s.show_phone_number = 1, u.phone_number, NULL) AS phone_number
    FROM users u LEFT JOIN profiles p ON p.user_id = u.id LEFT JOIN settings s ON s.user_id = u.id WHERE u.id = ?1`,

  // Candidates of ?5 who speak ?1 and learn ?2, born ?3 to ?4, and are no partners yet, those who were here last first.
  candidatesByRecency: `SELECT u.id AS user_id, u.display_name, u.profile_image, u.time_zone, u.verified_at, s.birth_year, u.locale, s.native_language, 1 AS allow_matching, s.visibility,
      1 AS seeks, s.gender, s.wished_gender, s.free_week, s.interests, s.motivations, s.learning_styles, s.communication_methods, s.location_id, s.shows_last_seen, s.asked, s.answered, s.answer_minutes, s.open_requests, s.joined_at, s.shown_at, s.updated_at,
      s.learning, 0 AS blocked, 0 AS is_partner
    FROM seeker_pairs c INDEXED BY seeker_pairs_by_recency CROSS JOIN seekers s ON s.user_id = c.user_id CROSS JOIN users u ON u.id = c.user_id
    WHERE c.speaks = ?1 AND c.learns = ?2 AND c.birth_year BETWEEN ?3 AND ?4 AND c.user_id <> ?5
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = ?5 AND b.blocked_id = c.user_id)
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = c.user_id AND b.blocked_id = ?5)
      AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(c.user_id, ?5) AND m.high_id = max(c.user_id, ?5) AND m.ended_at IS NULL)
    ORDER BY c.shown_at DESC LIMIT ?6`,
  candidatesByAge: `SELECT u.id AS user_id, u.display_name, u.profile_image, u.time_zone, u.verified_at, s.birth_year, u.locale, s.native_language, 1 AS allow_matching, s.visibility,
      1 AS seeks, s.gender, s.wished_gender, s.free_week, s.interests, s.motivations, s.learning_styles, s.communication_methods, s.location_id, s.shows_last_seen, s.asked, s.answered, s.answer_minutes, s.open_requests, s.joined_at, s.shown_at, s.updated_at,
      s.learning, 0 AS blocked, 0 AS is_partner
    FROM seeker_pairs c INDEXED BY seeker_pairs_by_age CROSS JOIN seekers s ON s.user_id = c.user_id CROSS JOIN users u ON u.id = c.user_id
    WHERE c.speaks = ?1 AND c.learns = ?2 AND c.birth_year BETWEEN ?3 AND ?4 AND c.user_id <> ?5
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = ?5 AND b.blocked_id = c.user_id)
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = c.user_id AND b.blocked_id = ?5)
      AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.low_id = min(c.user_id, ?5) AND m.high_id = max(c.user_id, ?5) AND m.ended_at IS NULL)
    ORDER BY c.shown_at DESC LIMIT ?6`,
  // How many there are to choose from, counted up to ?5.
  crowded: `SELECT count(*) AS count FROM (SELECT 1 FROM seeker_pairs INDEXED BY seeker_pairs_by_age WHERE speaks = ?1 AND learns = ?2 AND birth_year BETWEEN ?3 AND ?4 LIMIT ?5)`,
  // Whom ?1 is not to find: with whom they have a block between, and who is their partner already.
  without: `SELECT blocked_id AS user_id FROM blocks WHERE blocker_id = ?1 UNION SELECT blocker_id FROM blocks WHERE blocked_id = ?1
    UNION SELECT high_id FROM matches WHERE low_id = ?1 AND ended_at IS NULL UNION SELECT low_id FROM matches WHERE high_id = ?1 AND ended_at IS NULL LIMIT 2000`,
  // What has changed of a crowd since ?3, from the person ?4 of that moment on.
  crowdSince: `SELECT c.user_id, c.changed_at, s.birth_year, s.native_language, s.gender, s.wished_gender, s.free_week, s.learning, s.interests, s.motivations,
      s.learning_styles, s.communication_methods, s.location_id, s.asked, s.answered, s.answer_minutes, s.open_requests, s.joined_at, s.shown_at
    FROM seeker_pairs c INDEXED BY seeker_pairs_by_change CROSS JOIN seekers s ON s.user_id = c.user_id
    WHERE c.speaks = ?1 AND c.learns = ?2 AND (c.changed_at, c.user_id) > (?3, ?4) ORDER BY c.changed_at, c.user_id LIMIT ?5`,
} as const

// Made once: a schema costs twenty times what reading a list with it does, and there are up to 500 rows of them.
const Codes = z.array(z.string())
const Languages = z.array(LearningLanguage)
const list = z.string().transform((text) => Codes.parse(JSON.parse(text)))

const PersonRow = z.object({
  user_id: UserId,
  display_name: z.string(),
  profile_image: z.string().nullable(),
  time_zone: z.string(),
  verified_at: z.number().nullable(),
  birth_year: z.number().nullable(),
  locale: z.enum(['ko', 'en']),
  native_language: LanguageCode.nullable(),
  allow_matching: z.number().nullable(),
  visibility: z.enum(['public', 'friends', 'private']).nullable(),
  seeks: z.number(),
  gender: z.string().nullable(),
  wished_gender: z.string().nullable(),
  free_week: z.string().nullable(),
  interests: list.nullable(),
  motivations: list.nullable(),
  learning_styles: list.nullable(),
  communication_methods: list.nullable(),
  location_id: z.string().nullable(),
  shows_last_seen: z.number().nullable(),
  asked: z.number().nullable(),
  answered: z.number().nullable(),
  answer_minutes: z.number().nullable(),
  open_requests: z.number().nullable(),
  joined_at: z.number().nullable(),
  shown_at: z.number().nullable(),
  updated_at: z.number().nullable(),
  learning: z.string().transform((text) => Languages.parse(JSON.parse(text))),
  blocked: z.number(),
  is_partner: z.number(),
})

/** A person as matching reads them; whether anybody may see them is for the rules to say. */
export interface Known extends Standing {
  readonly displayName: string
  readonly profileImage: string | null
  readonly timeZone: string
  readonly locale: 'ko' | 'en'
  readonly isVerified: boolean
  readonly birthYear: number | null
  readonly nativeLanguage: LanguageCode | null
  readonly learning: readonly LearningLanguage[]
  /** Has a row among the seekers: everything needed is told, and nothing is switched off. */
  readonly seeks: boolean
  /** A block stands between this person and the one who looks. */
  readonly blocked: boolean
  /** Is a partner of the one who looks. */
  readonly isPartner: boolean
}

/** A person with a native language: somebody whose fit can be computed. */
export interface Candidate extends Known, Omit<Seeker, 'learning' | 'gender' | 'wishedGender'> {
  readonly nativeLanguage: LanguageCode
  readonly locationId: string | null
  /** Others see when they were here last. */
  readonly showsLastSeen: boolean
  /** When what matching knows of them last changed, epoch ms; 0 where they do not seek. */
  readonly updatedAt: number
}

function knownOf(value: unknown, now: number): Known | Candidate {
  const row = PersonRow.parse(value)
  const age = ageGroup(row.birth_year, now)
  const visibility = visibilityOf(age, row.visibility ?? 'public')
  const known: Known = {
    userId: row.user_id,
    ageGroup: age,
    visibility,
    allowMatching: row.allow_matching !== 0 && row.seeks === 1,
    displayName: row.display_name,
    profileImage: row.profile_image,
    timeZone: row.time_zone,
    locale: row.locale,
    isVerified: row.verified_at !== null,
    birthYear: row.birth_year,
    nativeLanguage: row.native_language,
    learning: row.learning,
    gender: row.gender,
    wishedGender: row.wished_gender,
    seeks: row.seeks === 1,
    blocked: row.blocked === 1,
    isPartner: row.is_partner === 1,
  }
  if (row.native_language === null) return known
  return {
    ...known,
    nativeLanguage: row.native_language,
    alsoSpeaks: row.learning,
    interests: row.interests ?? [],
    motivations: row.motivations ?? [],
    learningStyles: row.learning_styles ?? [],
    communicationMethods: row.communication_methods ?? [],
    free: row.free_week === null ? null : decodeWeek(row.free_week),
    answering: row.asked === null || row.answered === null ? null : { asked: row.asked, answered: row.answered, medianMinutes: row.answer_minutes },
    load: { open: row.open_requests ?? 0, asked: row.asked ?? 0, joinedAt: row.joined_at ?? 0 },
    lastActive: row.shown_at,
    showsLastSeen: showsPresence({ ageGroup: age, visibility, showLastSeen: row.shows_last_seen === 1 }),
    // What only an open profile shows is nothing to search by either.
    locationId: visibility === 'public' ? row.location_id : null,
    updatedAt: row.updated_at ?? 0,
  }
}

/** Whether a person's fit can be computed. */
export function isCandidate(person: Known | Candidate): person is Candidate {
  return 'answering' in person
}

/** People by id as one person sees them, in no order; unknown ids are left out. At most 500. */
export async function findPeople(db: D1Database, userIds: readonly UserId[], viewerId: UserId, now: number): Promise<(Known | Candidate)[]> {
  const { results } = await db
    .prepare(SQL.people)
    .bind(JSON.stringify(userIds.slice(0, CANDIDATES)), viewerId)
    .all()
  return results.map((row) => knownOf(row, now))
}

/** The caller and one other, as the caller sees them; null for whom there is not. */
export async function findTwo(
  db: D1Database,
  me: UserId,
  other: UserId,
  now: number,
): Promise<{ me: Known | Candidate | null; other: Known | Candidate | null }> {
  const people = await findPeople(db, [me, other], me, now)
  return { me: people.find((person) => person.userId === me) ?? null, other: people.find((person) => person.userId === other) ?? null }
}

const AboutRow = z
  .object({ self_bio: z.string().nullable(), location_id: z.string().nullable(), email: z.string().nullable(), phone_number: z.string().nullable() })
  .transform((row) => ({ selfBio: row.self_bio, locationId: row.location_id, email: row.email, phoneNumber: row.phone_number }))

/** What somebody says of themselves beyond the card; `email` (verified) and `phoneNumber` only where they show them to partners. */
export type About = z.output<typeof AboutRow>

/** See {@link About}; all null where there is no such person. */
export async function findAbout(db: D1Database, userId: UserId): Promise<About> {
  const row = AboutRow.nullable().parse(await db.prepare(SQL.about).bind(userId).first())
  return row ?? { selfBio: null, locationId: null, email: null, phoneNumber: null }
}

/** Birth years, both inclusive. */
export interface BirthYears {
  readonly from: number
  readonly to: number
}

/** The pairs of languages in which others can help a person and be helped by them. */
export function pairsOf(me: Candidate): PairOfLanguages[] {
  const learns = me.learning.map((language) => language.code).filter((code) => code !== me.nativeLanguage)
  const speaks = [me.nativeLanguage, ...me.learning.filter(({ level }) => level !== null && level >= 'B2').map((language) => language.code)]
  return learns.flatMap((learnt) => speaks.filter((spoken) => spoken !== learnt).map((spoken) => ({ speaks: learnt, learns: spoken })))
}

const Count = z.object({ count: z.number() })
const Id = z.object({ user_id: UserId })

/** Whether more people speak and learn these languages, born in these years, than are looked at one by one; and whom the person has a block with. */
export async function crowdedPairs(
  db: D1Database,
  me: Candidate,
  pairs: readonly PairOfLanguages[],
  years: BirthYears,
): Promise<{ isCrowded: boolean; without: UserId[] }> {
  const each = Math.ceil(CANDIDATES / Math.max(1, pairs.length))
  const [apart, ...counts] = await db.batch([
    db.prepare(SQL.without).bind(me.userId),
    ...pairs.map(({ speaks, learns }) => db.prepare(SQL.crowded).bind(speaks, learns, years.from, years.to, each + 1)),
  ])
  return {
    isCrowded: counts.some((result) => Count.parse(result.results[0]).count > each),
    without: (apart?.results ?? []).map((row) => Id.parse(row).user_id),
  }
}

const CrowdRow = z.object({
  user_id: UserId,
  changed_at: z.number(),
  birth_year: z.number(),
  native_language: LanguageCode,
  gender: z.string().nullable(),
  wished_gender: z.string().nullable(),
  free_week: z.string().nullable(),
  learning: z.string(),
  interests: z.string(),
  motivations: z.string(),
  learning_styles: z.string(),
  communication_methods: z.string(),
  location_id: z.string().nullable(),
  asked: z.number(),
  answered: z.number(),
  answer_minutes: z.number().nullable(),
  open_requests: z.number(),
  joined_at: z.number(),
  shown_at: z.number(),
})

/** Where a reading of a crowd stopped. */
export interface CrowdMark {
  readonly changedAt: number
  readonly userId: string
}

/** Up to `most` people of a crowd who changed after a mark, in the order of their changes. `read` makes lists of their texts, so that equal ones can be shared. */
export async function crowdSince(
  db: D1Database,
  pair: PairOfLanguages,
  mark: CrowdMark,
  most: number,
  read: <T>(schema: z.ZodType<T>, text: string) => T,
): Promise<{ people: CrowdPerson[]; mark: CrowdMark }> {
  const { results } = await db.prepare(SQL.crowdSince).bind(pair.speaks, pair.learns, mark.changedAt, mark.userId, most).all()
  const rows = results.map((row) => CrowdRow.parse(row))
  const last = rows.at(-1)
  const people = rows.map((row): CrowdPerson => {
    const learning = read(Languages, row.learning)
    return {
      userId: row.user_id,
      birthYear: row.birth_year,
      nativeLanguage: row.native_language,
      learning,
      alsoSpeaks: learning,
      gender: row.gender,
      wishedGender: row.wished_gender,
      free: row.free_week === null ? null : decodeWeek(row.free_week),
      interests: read(Codes, row.interests),
      motivations: read(Codes, row.motivations),
      learningStyles: read(Codes, row.learning_styles),
      communicationMethods: read(Codes, row.communication_methods),
      locationId: row.location_id,
      answering: { asked: row.asked, answered: row.answered, medianMinutes: row.answer_minutes },
      load: { open: row.open_requests, asked: row.asked, joinedAt: row.joined_at },
      lastActive: row.shown_at,
    }
  })
  return { people, mark: last ? { changedAt: last.changed_at, userId: last.user_id } : mark }
}

/**
 * Those who speak what the person learns and learn what they speak, born in these years, not blocked: at most {@link CANDIDATES}, each once, those
 * who were here last of each pair of languages.
 */
export async function findCandidates(db: D1Database, me: Candidate, years: BirthYears, now: number): Promise<Candidate[]> {
  const pairs = pairsOf(me)
  if (pairs.length === 0) return []
  const each = Math.ceil(CANDIDATES / pairs.length)
  // A few years among many are found by age, most of them by recency (see the indexes).
  const sql = years.to - years.from < 8 ? SQL.candidatesByAge : SQL.candidatesByRecency
  const found = await db.batch(pairs.map(({ speaks, learns }) => db.prepare(sql).bind(speaks, learns, years.from, years.to, me.userId, each)))
  const byId = new Map<UserId, Candidate>()
  for (const row of found.flatMap((result) => result.results)) {
    const person = knownOf(row, now)
    if (isCandidate(person)) byId.set(person.userId, person)
  }
  return [...byId.values()]
}
