import { Notification } from '@studymate/contract/notifications'
import { imageUrl } from '#edge/image-url'
import type { ImageGiver } from '#edge/image-url'

/** A kept line as its reader sees it: what is kept of a picture is its id, for addresses run out. `imageOf` says which one a person wears now. */
export function presentNotification(kept: Notification, giver: ImageGiver, imageOf?: ReadonlyMap<string, string | null>): Notification {
  if (!('from' in kept.data)) return kept
  const { from } = kept.data
  const imageId = imageOf ? (imageOf.get(from.userId) ?? null) : from.profileImage
  return Notification.parse({ ...kept, data: { ...kept.data, from: { ...from, profileImage: imageUrl(giver, from.userId, imageId, 'small') } } })
}
