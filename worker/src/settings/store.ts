import * as z from 'zod'
import { InterfaceLanguage, ProfileVisibility } from '@studymate/contract/settings'
import type { NotificationSettings } from '@studymate/contract/settings'
import { LanguageCode, UserId } from '@studymate/contract/values'
import { ageGroup } from '@studymate/domain/people/age'
import { LANGUAGE_DEFAULTS, NOTIFICATION_DEFAULTS, PRIVACY_DEFAULTS, serviceLanguageFor, voiceFor } from '@studymate/domain/settings/defaults'
import type { Listener } from '@studymate/domain/settings/notices'
import { showsPresence, visibilityOf } from '@studymate/domain/settings/visibility'

/** Most ids of a block list in the settings; `GET /users/blocks` has all of them in pages. */
const BLOCKS = 1000

/** Statements of the settings. Of those that write, `?1` is the person; a value that is NULL leaves what stands. */
export const SQL = {
  everything: `SELECT u.id AS user_id, u.email, u.username, u.display_name, u.profile_image, u.verified_at, u.birth_year, u.locale, u.time_zone, u.phone_number, u.created_at,
      p.english_name, p.self_bio, p.location_id, p.native_language, p.visibility, p.allow_matching,
      s.residence, s.residence_location_id, s.push_enabled, s.email_enabled, s.matching_notifications, s.session_reminders, s.chat_messages, s.system_announcements,
      s.achievement_updates, s.weekly_report, s.sound_enabled, s.vibration_enabled, s.show_email, s.show_phone_number, s.show_last_seen, s.allow_group_invites,
      s.share_analytics, s.share_third_party, s.interface_language, s.translation_enabled, s.auto_detect_language, s.preferred_voice, s.speech_speed
    FROM users u LEFT JOIN profiles p ON p.user_id = u.id LEFT JOIN settings s ON s.user_id = u.id WHERE u.id = ?1`,
  learning: `SELECT code FROM learning_languages WHERE user_id = ?1 ORDER BY position, code`,
  blockList: `SELECT blocked_id FROM blocks WHERE blocker_id = ?1 ORDER BY created_at DESC, blocked_id LIMIT ?2`,
  touch: `INSERT INTO settings (user_id, updated_at) SELECT id, ?2 FROM users WHERE id = ?1 ON CONFLICT (user_id) DO UPDATE SET updated_at = excluded.updated_at`,
  saveDisplayName: `UPDATE users SET display_name = ?2 WHERE id = ?1`,
  savePhoneNumber: `UPDATE users SET phone_number = ?2 WHERE id = ?1`,
  saveResidence: `UPDATE settings SET residence = ?2, residence_location_id = (SELECT location_id FROM profiles WHERE user_id = ?1) WHERE user_id = ?1`,
  saveNotifications: `UPDATE settings SET push_enabled = coalesce(?2, push_enabled), email_enabled = coalesce(?3, email_enabled),
      matching_notifications = coalesce(?4, matching_notifications), session_reminders = coalesce(?5, session_reminders), chat_messages = coalesce(?6, chat_messages),
      system_announcements = coalesce(?7, system_announcements), achievement_updates = coalesce(?8, achievement_updates), weekly_report = coalesce(?9, weekly_report),
      sound_enabled = coalesce(?10, sound_enabled), vibration_enabled = coalesce(?11, vibration_enabled) WHERE user_id = ?1`,
  savePrivacy: `UPDATE settings SET show_email = coalesce(?2, show_email), show_phone_number = coalesce(?3, show_phone_number), show_last_seen = coalesce(?4, show_last_seen),
      allow_group_invites = coalesce(?5, allow_group_invites), share_analytics = coalesce(?6, share_analytics), share_third_party = coalesce(?7, share_third_party) WHERE user_id = ?1`,
  saveVisibility: `INSERT INTO profiles (user_id, visibility, allow_matching, updated_at) VALUES (?1, coalesce(?2, 'public'), coalesce(?3, 1), ?4)
    ON CONFLICT (user_id) DO UPDATE SET visibility = coalesce(?2, visibility), allow_matching = coalesce(?3, allow_matching), updated_at = ?4`,
  saveLanguage: `UPDATE settings SET interface_language = coalesce(?2, interface_language), translation_enabled = coalesce(?3, translation_enabled),
      auto_detect_language = coalesce(?4, auto_detect_language), speech_speed = coalesce(?5, speech_speed) WHERE user_id = ?1`,
  saveVoice: `UPDATE settings SET preferred_voice = ?2 WHERE user_id = ?1`,
  followLocale: `UPDATE users SET locale = ?2 WHERE id = ?1`,
} as const

const flag = (otherwise: boolean) =>
  z
    .number()
    .nullable()
    .transform((value) => (value === null ? otherwise : value === 1))

const Row = z.object({
  user_id: UserId,
  email: z.string().nullable(),
  username: z.string(),
  display_name: z.string(),
  profile_image: z.string().nullable(),
  verified_at: z.number().nullable(),
  birth_year: z.number().nullable(),
  locale: z.enum(['ko', 'en']),
  time_zone: z.string(),
  phone_number: z.string().nullable(),
  created_at: z.number(),
  english_name: z.string().nullable(),
  self_bio: z.string().nullable(),
  location_id: z.string().nullable(),
  native_language: LanguageCode.nullable(),
  visibility: ProfileVisibility.nullable(),
  allow_matching: flag(true),
  residence: z.string().nullable(),
  residence_location_id: z.string().nullable(),
  push_enabled: flag(NOTIFICATION_DEFAULTS.pushEnabled),
  email_enabled: flag(NOTIFICATION_DEFAULTS.emailEnabled),
  matching_notifications: flag(NOTIFICATION_DEFAULTS.matchingNotifications),
  session_reminders: flag(NOTIFICATION_DEFAULTS.sessionReminders),
  chat_messages: flag(NOTIFICATION_DEFAULTS.chatMessages),
  system_announcements: flag(NOTIFICATION_DEFAULTS.systemAnnouncements),
  achievement_updates: flag(NOTIFICATION_DEFAULTS.achievementUpdates),
  weekly_report: flag(NOTIFICATION_DEFAULTS.weeklyReport),
  sound_enabled: flag(NOTIFICATION_DEFAULTS.soundEnabled),
  vibration_enabled: flag(NOTIFICATION_DEFAULTS.vibrationEnabled),
  show_email: flag(PRIVACY_DEFAULTS.showEmail),
  show_phone_number: flag(PRIVACY_DEFAULTS.showPhoneNumber),
  show_last_seen: flag(PRIVACY_DEFAULTS.showLastSeen),
  allow_group_invites: flag(PRIVACY_DEFAULTS.allowGroupInvites),
  share_analytics: flag(PRIVACY_DEFAULTS.dataSharing.analytics),
  share_third_party: flag(PRIVACY_DEFAULTS.dataSharing.thirdParty),
  interface_language: InterfaceLanguage.nullable(),
  translation_enabled: flag(LANGUAGE_DEFAULTS.translationEnabled),
  auto_detect_language: flag(LANGUAGE_DEFAULTS.autoDetectLanguage),
  preferred_voice: z.string().nullable(),
  speech_speed: z.number().nullable(),
})

/** A person with everything that the settings say, defaults filled in; what the rules make of a minor's choices is in `privacy`. Times in epoch ms. */
export interface Everything extends Listener {
  readonly userId: UserId
  readonly account: {
    readonly email: string | null
    readonly username: string
    readonly displayName: string
    readonly englishName: string | null
    readonly bio: string | null
    readonly phoneNumber: string | null
    readonly imageId: string | null
    readonly verified: boolean
    readonly createdAt: number
    readonly locationId: string | null
    /** Words about the place that stands; null without any. */
    readonly residence: string | null
  }
  readonly flags: NotificationSettings
  readonly privacy: {
    readonly profileVisibility: ProfileVisibility
    readonly showEmail: boolean
    readonly showPhoneNumber: boolean
    readonly showLastSeen: boolean
    readonly allowMatching: boolean
    readonly allowGroupInvites: boolean
    readonly dataSharing: { readonly analytics: boolean; readonly thirdParty: boolean }
  }
  /** Partners see whether the person is here. */
  readonly showsPresence: boolean
  readonly language: {
    readonly interfaceLanguage: InterfaceLanguage
    /** The saved language of mails and notices. */
    readonly serviceLanguage: 'ko' | 'en'
    readonly nativeLanguage: LanguageCode | null
    readonly translationEnabled: boolean
    readonly autoDetectLanguage: boolean
    readonly preferredVoice: string
    readonly speechSpeed: number
  }
}

function everythingOf(value: unknown, now: number): Everything {
  const row = Row.parse(value)
  const age = ageGroup(row.birth_year, now)
  const visibility = visibilityOf(age, row.visibility ?? 'public')
  const showLastSeen = row.show_last_seen && age !== 'minor'
  const interfaceLanguage = row.interface_language ?? row.locale
  return {
    userId: row.user_id,
    ageGroup: age,
    timeZone: row.time_zone,
    account: {
      email: row.email,
      username: row.username,
      displayName: row.display_name,
      englishName: row.english_name,
      bio: row.self_bio,
      phoneNumber: row.phone_number,
      imageId: row.profile_image,
      verified: row.verified_at !== null,
      createdAt: row.created_at,
      locationId: row.location_id,
      residence: row.residence_location_id === row.location_id ? row.residence : null,
    },
    flags: {
      pushEnabled: row.push_enabled,
      emailEnabled: row.email_enabled,
      matchingNotifications: row.matching_notifications,
      sessionReminders: row.session_reminders,
      chatMessages: row.chat_messages,
      systemAnnouncements: row.system_announcements,
      achievementUpdates: row.achievement_updates,
      weeklyReport: row.weekly_report,
      soundEnabled: row.sound_enabled,
      vibrationEnabled: row.vibration_enabled,
    },
    privacy: {
      profileVisibility: visibility,
      showEmail: row.show_email,
      showPhoneNumber: row.show_phone_number,
      showLastSeen,
      allowMatching: row.allow_matching,
      allowGroupInvites: row.allow_group_invites,
      dataSharing: { analytics: row.share_analytics, thirdParty: row.share_third_party },
    },
    showsPresence: showsPresence({ ageGroup: age, visibility, showLastSeen }),
    language: {
      interfaceLanguage,
      serviceLanguage: serviceLanguageFor(interfaceLanguage),
      nativeLanguage: row.native_language,
      translationEnabled: row.translation_enabled,
      autoDetectLanguage: row.auto_detect_language,
      preferredVoice: row.preferred_voice ?? voiceFor(interfaceLanguage),
      speechSpeed: row.speech_speed ?? LANGUAGE_DEFAULTS.speechSpeed,
    },
  }
}

/** Everything that the settings say of a person; null where there is no such person. `now` in epoch ms. */
export async function findSettings(db: D1Database, userId: UserId, now: number): Promise<Everything | null> {
  const row = await db.prepare(SQL.everything).bind(userId).first()
  return row === null ? null : everythingOf(row, now)
}

/** As {@link findSettings} for several people, in one call of the database; whoever does not exist is missing. */
export async function findSettingsOf(db: D1Database, userIds: readonly UserId[], now: number): Promise<Map<UserId, Everything>> {
  if (userIds.length === 0) return new Map()
  const found = await db.batch(userIds.map((userId) => db.prepare(SQL.everything).bind(userId)))
  return new Map(userIds.flatMap((userId, index) => (found[index]?.results[0] === undefined ? [] : [[userId, everythingOf(found[index].results[0], now)]])))
}

/** Runs statements in one batch and gives what stands afterwards. */
export async function commit(db: D1Database, userId: UserId, now: number, statements: readonly D1PreparedStatement[]): Promise<Everything | null> {
  const results = await db.batch([db.prepare(SQL.touch).bind(userId, now), ...statements, db.prepare(SQL.everything).bind(userId)])
  const row = results.at(-1)?.results[0]
  return row === undefined ? null : everythingOf(row, now)
}

/** Whom a person has blocked, newest first, at most a thousand. */
export async function blockListOf(db: D1Database, userId: UserId): Promise<UserId[]> {
  const { results } = await db.prepare(SQL.blockList).bind(userId, BLOCKS).all()
  return results.map((row) => z.object({ blocked_id: UserId }).parse(row).blocked_id)
}

/** Codes of the languages that a person learns, in their order. */
export async function learningCodesOf(db: D1Database, userId: UserId): Promise<LanguageCode[]> {
  const { results } = await db.prepare(SQL.learning).bind(userId).all()
  return results.map((row) => z.object({ code: LanguageCode }).parse(row).code)
}
