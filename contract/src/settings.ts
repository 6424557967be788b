import * as z from 'zod'
import { DisplayName } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { LanguageCode, Timestamp, UserId, text } from './values.ts'

const read = { tag: 'settings', method: 'GET', auth: 'member', limit: '120/min', input: z.object({}) } as const
const write = { tag: 'settings', method: 'PATCH', auth: 'member', limit: '120/min' } as const

/** Most characters of the words about oneself (decisions §3). */
export const BIO_MAX = 500
/** Most characters of the place where one lives, as one says it. */
export const RESIDENCE_MAX = 100

/** A telephone number in E.164; spaces, dots, hyphens and brackets that people write between its digits fall away. An empty text is none. */
export const PhoneNumber = z
  .string()
  .max(40)
  .transform((value) => value.replaceAll(/[\s().-]/g, ''))
  .pipe(z.union([z.literal(''), z.string().regex(/^\+[1-9]\d{6,14}$/, 'E.164: + and the country code first')]))
  .transform((value) => value || null)
  .nullable()
  .meta({ example: '+821012345678' })

const accountFields = {
  userId: UserId,
  displayName: z.string(),
  englishName: z.string().nullable(),
  /** In the person's own words; without any, the name of their place in the caller's language. */
  residence: z.string().nullable(),
  bio: z.string().nullable(),
  /** E.164. */
  phoneNumber: z.string().nullable(),
}

/** The account as its own person sees it. */
export const AccountSettings = z
  .object({
    ...accountFields,
    email: z.string().nullable(),
    username: z.string(),
    profileImage: z.string().nullable(),
    verified: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'AccountSettings' })
export type AccountSettings = z.infer<typeof AccountSettings>

/** Guide, settings 1. */
export const getAccountSettings = endpoint({
  ...read,
  id: 'getAccountSettings',
  path: '/settings/account',
  summary: 'The account of the signed-in person',
  output: AccountSettings,
  errors: ['USER_001'],
})

/**
 * Changes what is given; null or an empty text clears all but the display name. A `residence` that names a place of `/user/locations` sets the place that
 * others see too; cleared, it takes that place away. No name and no residence is a link. Guide, settings 2.
 */
export const saveAccountSettings = endpoint({
  ...write,
  id: 'saveAccountSettings',
  path: '/settings/account',
  summary: 'Change the account of the signed-in person',
  input: z.object({
    displayName: DisplayName.optional(),
    englishName: text({ max: 40, line: true }).nullable().optional(),
    residence: text({ max: RESIDENCE_MAX, line: true }).nullable().optional(),
    bio: text({ max: BIO_MAX }).nullable().optional(),
    phoneNumber: PhoneNumber.optional(),
  }),
  output: z.object({ ...accountFields, updatedAt: Timestamp }),
  errors: ['USER_001', 'VALIDATION_ERROR'],
})

/** Flags of what somebody is told, and how (decisions §10a). */
export const NOTIFICATION_FLAGS = [
  'pushEnabled',
  'emailEnabled',
  'matchingNotifications',
  'sessionReminders',
  'chatMessages',
  'systemAnnouncements',
  'achievementUpdates',
  'weeklyReport',
  'soundEnabled',
  'vibrationEnabled',
] as const
export type NotificationFlag = (typeof NOTIFICATION_FLAGS)[number]

const flags = {
  pushEnabled: z.boolean(),
  emailEnabled: z.boolean(),
  matchingNotifications: z.boolean(),
  sessionReminders: z.boolean(),
  chatMessages: z.boolean(),
  systemAnnouncements: z.boolean(),
  achievementUpdates: z.boolean(),
  weeklyReport: z.boolean(),
  soundEnabled: z.boolean(),
  vibrationEnabled: z.boolean(),
} satisfies Record<NotificationFlag, z.ZodBoolean>

/** What somebody is told, and how. News of safety and security always come. */
export const NotificationSettings = z.object(flags).meta({ id: 'NotificationSettings' })
export type NotificationSettings = z.infer<typeof NotificationSettings>

/** Guide, settings 5. */
export const getNotificationSettings = endpoint({
  ...read,
  id: 'getNotificationSettings',
  path: '/settings/notifications',
  aliases: ['/notification/settings'],
  summary: 'What the signed-in person is told, and how',
  output: NotificationSettings,
  errors: [],
})

/** Changes the flags that are given. Guide, settings 6. */
export const saveNotificationSettings = endpoint({
  ...write,
  id: 'saveNotificationSettings',
  path: '/settings/notifications',
  aliases: ['/notification/settings'],
  summary: 'Change what the signed-in person is told, and how',
  input: NotificationSettings.partial(),
  output: z.object({ ...flags, updatedAt: Timestamp }),
  errors: [],
})

/**
 * Who sees a profile: `public` whoever may meet the person; `friends` matched partners, everybody else the card of matching alone; `private` nobody:
 * matching hides the person, and partners keep what their room shows (name, picture, languages). docs/people.md has the table.
 */
export const ProfileVisibility = z.enum(['public', 'friends', 'private']).meta({ id: 'ProfileVisibility' })
export type ProfileVisibility = z.infer<typeof ProfileVisibility>

const privacy = {
  profileVisibility: ProfileVisibility,
  /** Partners see the verified address in the profile. */
  showEmail: z.boolean(),
  /** Partners see the telephone number in the profile. */
  showPhoneNumber: z.boolean(),
  /** Others see when the person was here last, partners whether they are here now. Always false of minors. */
  showLastSeen: z.boolean(),
  /** Off is a pause: hidden, while partners and open requests are kept. */
  allowMatching: z.boolean(),
  allowGroupInvites: z.boolean(),
  dataSharing: z.object({ analytics: z.boolean(), thirdParty: z.boolean() }),
}

/** Who sees what of the person; `blockList` has the newest thousand, newest first. Names: `GET /users/blocks`. */
export const PrivacySettings = z.object({ ...privacy, blockList: z.array(UserId) }).meta({ id: 'PrivacySettings' })
export type PrivacySettings = z.infer<typeof PrivacySettings>

/** Guide, settings 7. */
export const getPrivacySettings = endpoint({
  ...read,
  id: 'getPrivacySettings',
  path: '/settings/privacy',
  summary: 'Who sees what of the signed-in person',
  output: PrivacySettings,
  errors: ['USER_001'],
})

/** Changes what is given. `public` and `showLastSeen` are refused to minors: `USER_002` with `details.reason` `MINOR` and `details.field`. Guide, settings 8. */
export const savePrivacySettings = endpoint({
  ...write,
  id: 'savePrivacySettings',
  path: '/settings/privacy',
  summary: 'Change who sees what of the signed-in person',
  input: z.object({
    profileVisibility: privacy.profileVisibility.optional(),
    showEmail: z.boolean().optional(),
    showPhoneNumber: z.boolean().optional(),
    showLastSeen: z.boolean().optional(),
    allowMatching: z.boolean().optional(),
    allowGroupInvites: z.boolean().optional(),
    dataSharing: z.strictObject({ analytics: z.boolean().optional(), thirdParty: z.boolean().optional() }).optional(),
  }),
  output: z.object({ ...privacy, blockList: z.array(UserId), updatedAt: Timestamp }),
  errors: ['USER_001', 'USER_002'],
})

/** Languages of the interface (decisions §3). */
export const INTERFACE_LANGUAGES = ['ko', 'en', 'ja', 'zh', 'es', 'fr'] as const
export const InterfaceLanguage = z.enum(INTERFACE_LANGUAGES).meta({ id: 'InterfaceLanguage' })
export type InterfaceLanguage = z.infer<typeof InterfaceLanguage>

/** Bounds of the speed of read-out speech; 1 is as spoken. */
export const SPEECH_SPEED = { min: 0.5, max: 2 } as const

const language = {
  interfaceLanguage: InterfaceLanguage,
  /** The language in which pages, mails and notices really come: that of the interface where there are words in it, else English. */
  serviceLanguage: z.enum(['ko', 'en']),
  nativeLanguage: LanguageCode.nullable(),
  learningLanguages: z.array(LanguageCode),
  /** Shows the action that translates a message. */
  translationEnabled: z.boolean(),
  /** Names a message's language by looking at it. */
  autoDetectLanguage: z.boolean(),
  /** Follows `interfaceLanguage` until one is chosen. */
  preferredVoice: z.string(),
  speechSpeed: z.number(),
}

/** Languages of the interface and of the person, and how speech is read out. */
export const LanguageSettings = z.object(language).meta({ id: 'LanguageSettings' })
export type LanguageSettings = z.infer<typeof LanguageSettings>

/** Guide, settings 9. */
export const getLanguageSettings = endpoint({
  ...read,
  id: 'getLanguageSettings',
  path: '/settings/language',
  summary: 'Languages of the signed-in person',
  output: LanguageSettings,
  errors: ['USER_001'],
})

/**
 * Changes what is given. Native and learning languages are those of the welcome: levels of languages that stay are kept, a native language is never learnt,
 * and giving both at once swaps them. `preferredVoice: null` follows the interface again. Guide, settings 10.
 */
export const saveLanguageSettings = endpoint({
  ...write,
  id: 'saveLanguageSettings',
  path: '/settings/language',
  summary: 'Change the languages of the signed-in person',
  input: z.object({
    interfaceLanguage: InterfaceLanguage.optional(),
    nativeLanguage: LanguageCode.optional(),
    learningLanguages: z
      .array(LanguageCode)
      .max(8)
      .refine((list) => new Set(list).size === list.length, 'each only once')
      .optional(),
    translationEnabled: z.boolean().optional(),
    autoDetectLanguage: z.boolean().optional(),
    preferredVoice: text({ min: 1, max: 100, line: true }).nullable().optional(),
    speechSpeed: z.number().min(SPEECH_SPEED.min).max(SPEECH_SPEED.max).optional(),
  }),
  output: z.object({ ...language, updatedAt: Timestamp }),
  errors: ['USER_001', 'VALIDATION_ERROR'],
})
