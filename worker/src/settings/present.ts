import type { AccountSettings, LanguageSettings, PrivacySettings } from '@studymate/contract/settings'
import type { Tongue } from '@studymate/contract/errors'
import type { LanguageCode, UserId } from '@studymate/contract/values'
import { timestamp } from '@studymate/contract/values'
import { placeIn } from '@studymate/domain/people/places'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { Everything } from './store.ts'

/** What of an account can be changed, in the caller's language. */
export function presentChangeable({ userId, account }: Everything, tongue: Tongue) {
  const { displayName, englishName, residence, locationId, bio, phoneNumber } = account
  return {
    userId,
    displayName,
    englishName,
    residence: residence ?? (locationId === null ? null : (placeIn(locationId, tongue)?.name ?? null)),
    bio,
    phoneNumber,
  }
}

/** An account as its own person sees it. */
export function presentAccount(person: Everything, giver: ImageGiver & { tongue: Tongue }): AccountSettings {
  const { email, username, imageId, verified, createdAt } = person.account
  return {
    ...presentChangeable(person, giver.tongue),
    email,
    username,
    profileImage: imageUrl(giver, person.userId, imageId, 'large'),
    verified,
    createdAt: timestamp(createdAt),
  }
}

/** Who sees what, with those whom the person has blocked. */
export function presentPrivacy({ privacy }: Everything, blockList: readonly UserId[]): PrivacySettings {
  return { ...privacy, dataSharing: { ...privacy.dataSharing }, blockList: [...blockList] }
}

/** Languages of a person; `learning` in their order. */
export function presentLanguage({ language }: Everything, learning: readonly LanguageCode[]): LanguageSettings {
  return { ...language, learningLanguages: [...learning] }
}
