import * as chat from '@studymate/contract/chat'
import * as matching from '@studymate/contract/matching'
import * as notifications from '@studymate/contract/notifications'
import * as safety from '@studymate/contract/safety'
import * as sessions from '@studymate/contract/sessions'
import type { RequestId } from '@studymate/contract/values'
import type { Person } from '../actors.ts'
import { mine, operation } from './operation.ts'
import type { Operation } from './operation.ts'
import type { Stage } from './stage.ts'

const PERSON_TO_MEET = { open: 'people meet strangers; what one sees of another is for visibility to say' } as const

async function asked(from: Person, to: Person): Promise<RequestId> {
  const { requestId } = await from.ok(matching.requestMatch, { targetUserId: to.userId })
  if (!requestId) throw new Error('the two are partners already')
  return requestId
}

/** A session of the companion with me that nobody else uses: what ends it ends no other. */
async function aside({ me, companion }: Stage): Promise<{ by: Person; input: { sessionId: string } }> {
  const { sessionId } = await companion.ok(sessions.createSession, { partnerId: me.userId })
  return { by: companion, input: { sessionId } }
}

/** What people do with each other. */
export const OF_TOGETHER: readonly Operation[] = [
  mine(matching.listMatches, {}),
  mine(matching.filterMatches, { learningLanguage: 'ko', size: 20 }),
  operation(matching.matchProfile, ({ me, third }) => ({ by: me, input: { userId: third.userId } }), { strangers: PERSON_TO_MEET }),
  mine(matching.listPartners, {}),
  operation(
    matching.endPartnership,
    async ({ me, other }, n) => {
      const by = await other(400 + n)
      await me.ok(matching.acceptMatch, { requestId: await asked(by, me) })
      return { by, input: { userId: me.userId } }
    },
    { isCostly: true },
  ),
  mine(matching.ownAnswering, {}),
  mine(matching.waitingTime, {}),
  mine(matching.listRequests, {}),
  operation(matching.requestMatch, async ({ fourth, other }, n) => ({ by: fourth, input: { targetUserId: (await other(n)).userId, message: 'Hello!' } }), {
    isCostly: true,
    strangers: PERSON_TO_MEET,
  }),
  operation(matching.acceptMatch, async ({ me, other }, n) => ({ by: me, input: { requestId: await asked(await other(100 + n), me) } }), { isCostly: true }),
  operation(matching.rejectMatch, async ({ me, other }, n) => ({ by: me, input: { requestId: await asked(await other(200 + n), me) } }), { isCostly: true }),
  operation(
    matching.withdrawMatch,
    async ({ me, other }, n) => {
      const by = await other(300 + n)
      return { by, input: { requestId: await asked(by, me) } }
    },
    { isCostly: true },
  ),
  mine(chat.listRooms, {}),
  operation(chat.createRoom, ({ me, partner }) => ({ by: me, input: { participantIds: [partner.userId] } })),
  operation(chat.getRoom, ({ me, roomId }) => ({ by: me, input: { roomId } })),
  operation(chat.listMessages, ({ me, roomId }) => ({ by: me, input: { roomId } })),
  operation(chat.updateRoom, ({ me, roomId }) => ({ by: me, input: { roomId, muted: false } })),
  operation(chat.searchMessages, ({ me, roomId }) => ({ by: me, input: { q: 'canary', roomId } })),
  operation(chat.addMembers, ({ me, companion, groupId }) => ({ by: me, input: { roomId: groupId, userIds: [companion.userId] } })),
  operation(chat.removeMember, ({ me, companion, groupId }) => ({ by: me, input: { roomId: groupId, userId: companion.userId } })),
  mine(notifications.listNotifications, {}),
  mine(notifications.unreadNotifications, {}),
  operation(notifications.readNotification, ({ me, notificationId }) => ({ by: me, input: { id: notificationId } })),
  mine(notifications.readAllNotifications, {}),
  mine(safety.listBlocks, {}),
  operation(safety.blockUser, ({ fourth, third }) => ({ by: fourth, input: { userId: third.userId } }), { strangers: { open: 'anybody may be blocked' } }),
  operation(safety.unblockUser, ({ fourth, third }) => ({ by: fourth, input: { userId: third.userId } }), { strangers: { open: "it is one's own block" } }),
  operation(safety.report, ({ me, messageId, roomId }) => ({
    by: me,
    input: { targetType: 'message' as const, targetId: messageId, roomId, reason: 'SPAM' as const },
  })),
  operation(sessions.createSession, ({ me, partner }) => ({ by: me, input: { partnerId: partner.userId } })),
  mine(sessions.listSessions, {}),
  operation(sessions.getSession, ({ me, sessionId }) => ({ by: me, input: { sessionId } })),
  operation(sessions.iceServers, ({ me, sessionId }) => ({ by: me, input: { sessionId } })),
  operation(sessions.joinSession, ({ me, sessionId }) => ({ by: me, input: { sessionId } })),
  operation(sessions.ringPartner, ({ me, sessionId }) => ({ by: me, input: { sessionId } })),
  operation(sessions.leaveSession, aside, { isCostly: true }),
  operation(sessions.completeSession, aside, { isCostly: true }),
]
