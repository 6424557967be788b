import type { Tongue } from '@studymate/contract/errors'
import type { InterfaceLanguage, NotificationSettings } from '@studymate/contract/settings'

/** What holds until somebody chooses (decisions §3). */
export const NOTIFICATION_DEFAULTS: NotificationSettings = {
  pushEnabled: true,
  emailEnabled: true,
  matchingNotifications: true,
  sessionReminders: true,
  chatMessages: true,
  systemAnnouncements: false,
  achievementUpdates: true,
  weeklyReport: true,
  soundEnabled: true,
  vibrationEnabled: true,
}

/** What holds until somebody chooses (decisions §3). Visibility and allowMatching are the profile's: `public` and on. */
export const PRIVACY_DEFAULTS = {
  showEmail: false,
  showPhoneNumber: false,
  showLastSeen: true,
  allowGroupInvites: true,
  dataSharing: { analytics: false, thirdParty: false },
} as const

/** What holds until somebody chooses (decisions §3). */
export const LANGUAGE_DEFAULTS = { translationEnabled: true, autoDetectLanguage: true, speechSpeed: 1 } as const

const VOICES: Readonly<Record<InterfaceLanguage, string>> = {
  ko: 'ko-KR-Wavenet-A',
  en: 'en-US-Wavenet-D',
  ja: 'ja-JP-Wavenet-A',
  zh: 'cmn-CN-Wavenet-A',
  es: 'es-ES-Wavenet-B',
  fr: 'fr-FR-Wavenet-A',
}

/** The voice that reads out while none is chosen, by the language of the interface (guide, settings 9 and 10). */
export function voiceFor(language: InterfaceLanguage): string {
  return VOICES[language]
}

/** The language in which this service has words for somebody with that interface: English where there are none in their own. */
export function serviceLanguageFor(language: InterfaceLanguage): Tongue {
  return language === 'ko' ? 'ko' : 'en'
}
