import * as settings from '@studymate/contract/settings'
import { mine } from './operation.ts'
import type { Operation } from './operation.ts'

/** What people choose in the settings: account, notices, privacy, languages. */
export const OF_SETTINGS: readonly Operation[] = [
  mine(settings.getAccountSettings, {}),
  mine(settings.saveAccountSettings, {
    displayName: 'John Smith',
    englishName: 'John',
    residence: 'Busan, South Korea',
    bio: 'I like to cook.',
    phoneNumber: '+821098765432',
  }),
  mine(settings.getNotificationSettings, {}),
  mine(settings.saveNotificationSettings, { emailEnabled: false, soundEnabled: false }),
  mine(settings.getPrivacySettings, {}),
  mine(settings.savePrivacySettings, { profileVisibility: 'public', showLastSeen: true, dataSharing: { analytics: false } }),
  mine(settings.getLanguageSettings, {}),
  mine(settings.saveLanguageSettings, { interfaceLanguage: 'en', nativeLanguage: 'ko', learningLanguages: ['en'], speechSpeed: 1.2 }),
]
