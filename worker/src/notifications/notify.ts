import type { Notification } from '@studymate/contract/notifications'
import type { UserId } from '@studymate/contract/values'
import { bellOf } from '@studymate/domain/settings/notices'
import type { WorkerEnv } from '#edge/context'
import { personOf } from '#live/person'
import { findSettings } from '#settings/store'

/**
 * Gives somebody a line of their bell as their settings allow: the one way to a bell, so that no kind of notice forgets the flag that governs it. The same
 * line again is harmless. `now` in epoch ms; `isNews` is asked last, since reading the settings takes a moment.
 */
export async function giveNotice(
  to: { readonly env: WorkerEnv; readonly db: D1Database; readonly userId: UserId; readonly now: number },
  notification: Notification,
  collapseKey: string | null,
  isNews: () => boolean = () => true,
): Promise<void> {
  const settings = await findSettings(to.db, to.userId, to.now)
  const bell = settings ? bellOf(settings, notification.type, to.now) : 'none'
  if (bell !== 'none' && isNews()) await personOf(to.env, to.userId).notify(to.userId, notification, collapseKey, bell === 'silent')
}
