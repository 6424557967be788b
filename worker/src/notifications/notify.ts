import type { Notification } from '@studymate/contract/notifications'
import type { RoomId, UserId } from '@studymate/contract/values'
import { bellOf } from '@studymate/domain/settings/notices'
import type { WorkerEnv } from '#edge/context'
import { personOf } from '#live/person'
import { findSettingsOf } from '#settings/store'

/** A line of somebody's bell, before their settings are asked. */
export interface Notice {
  readonly userId: UserId
  readonly notification: Notification
  readonly collapseKey: string | null
  /** Not where they have muted this room. */
  readonly roomId?: RoomId
  /** Asked last, since reading the settings takes a moment. */
  readonly isNews?: () => boolean
}

/**
 * Gives people a line of their bell each as their settings allow: the one way to a bell, so that no kind of notice forgets the flag that governs it. The same
 * line again is harmless. `now` in epoch ms.
 */
export async function giveNotices(by: { readonly env: WorkerEnv; readonly db: D1Database; readonly now: number }, notices: readonly Notice[]): Promise<void> {
  const settings = await findSettingsOf(
    by.db,
    notices.map(({ userId }) => userId),
    by.now,
  )
  await Promise.all(
    notices.map(async ({ userId, notification, collapseKey, roomId = null, isNews = () => true }) => {
      const theirs = settings.get(userId)
      const bell = theirs ? bellOf(theirs, notification.type, by.now) : 'none'
      if (bell !== 'none' && isNews()) await personOf(by.env, userId).notify(userId, notification, collapseKey, { isSilent: bell === 'silent', roomId })
    }),
  )
}

/** As {@link giveNotices} for one person. */
export async function giveNotice(
  to: { readonly env: WorkerEnv; readonly db: D1Database; readonly userId: UserId; readonly now: number },
  notification: Notification,
  collapseKey: string | null,
): Promise<void> {
  await giveNotices(to, [{ userId: to.userId, notification, collapseKey }])
}
