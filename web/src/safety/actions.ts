import { blockUser, report, unblockUser } from '@studymate/contract/safety'
import type { ReportReason } from '@studymate/contract/safety'
import type { UserId } from '@studymate/contract/values'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import type { PersonMenuProps } from '#safety/person-menu.tsx'

/** Everything in which somebody who was blocked may stand. */
function refreshPeople(): void {
  for (const key of ['matching', 'chat', 'notifications']) void queryClient.invalidateQueries({ queryKey: [key] })
}

/** Blocks somebody and takes them out of every list of this page. */
export async function block(userId: UserId): Promise<void> {
  await api.call(blockUser, { userId })
  refreshPeople()
}

/** Takes a block back. */
export async function unblock(userId: UserId): Promise<void> {
  await api.call(unblockUser, { userId })
  refreshPeople()
}

/** Reports what a menu is about. */
export async function send(of: Pick<PersonMenuProps, 'userId' | 'target'>, reason: ReportReason, details: string): Promise<void> {
  const { userId, target } = of
  await api.call(report, {
    reason,
    ...(details.trim() === '' ? {} : { details }),
    ...(target === undefined
      ? { targetType: 'user', targetId: userId }
      : { targetType: target.type, targetId: target.id, ...(target.type === 'message' ? { roomId: target.roomId } : {}) }),
  })
}
