import type { Account } from '@studymate/contract/auth'
import { timestamp } from '@studymate/contract/values'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'
import type { UserRow } from './store.ts'

/** An account as its own client sees it. */
export function presentAccount(row: UserRow, giver: ImageGiver): Account {
  return {
    userId: row.id,
    email: row.email,
    displayName: row.display_name,
    username: row.username,
    profileImage: imageUrl(giver, row.id, row.profile_image, 'large'),
    verified: row.verified_at !== null,
    birthYear: row.birth_year,
    locale: row.locale,
    timeZone: row.time_zone,
    role: row.role,
    onboarded: row.onboarded_at !== null,
    createdAt: timestamp(row.created_at),
  }
}
