import * as contract from '@studymate/contract/safety'
import { fail } from '@studymate/contract/errors'
import { MessageId, ReportId, RequestId, UserId, timestamp } from '@studymate/contract/values'
import { ADULT_AGE, newestBirthYear } from '@studymate/domain/people/age'
import { blockChanged, evidenceIn } from '#chat/room'
import type { Handler } from '#edge/context'
import { route } from '#edge/context'
import { imageUrl } from '#edge/image-url'
import { closePair, pairOf } from '#matching/store'
import { personOf } from '#live/person'
import * as store from './store.ts'

const blockUser: Handler<typeof contract.blockUser> = async ({ userId }, ctx) => {
  const { db, now } = ctx
  if (userId === ctx.userId) return fail('VALIDATION_ERROR', { issues: [{ path: 'userId', message: 'somebody else' }] })
  const [, , , stands] = await db.batch([
    db.prepare(store.SQL.block).bind(ctx.userId, userId, now, newestBirthYear(ADULT_AGE, now), ...pairOf(ctx.userId, userId)),
    closePair(db, { blocker: ctx.userId, blocked: userId, now }),
    ctx.emit(
      { type: 'person.blocked', userId: ctx.userId, blockedUserId: userId, on: true },
      { sql: 'EXISTS (SELECT 1 FROM blocks WHERE blocker_id = ? AND blocked_id = ? AND created_at = ?)', values: [ctx.userId, userId, now] },
    ),
    db.prepare(store.SQL.isBlocking).bind(ctx.userId, userId),
  ])
  if (!stands?.results[0]) return fail('USER_001')
  await blockChanged(ctx.env, ctx.userId, userId)
  // At once; the event does it again should this isolate die here.
  ctx.after(Promise.all([personOf(ctx.env, ctx.userId).forgetInBell(userId), personOf(ctx.env, userId).forgetInBell(ctx.userId)]))
  return { userId, blocked: true }
}

const unblockUser: Handler<typeof contract.unblockUser> = async ({ userId }, ctx) => {
  const { db } = ctx
  const blocked = await db.prepare(store.SQL.isBlocking).bind(ctx.userId, userId).first()
  if (blocked)
    await db.batch([
      db.prepare(store.SQL.unblock).bind(ctx.userId, userId),
      ctx.emit({ type: 'person.blocked', userId: ctx.userId, blockedUserId: userId, on: false }),
    ])
  await blockChanged(ctx.env, ctx.userId, userId)
  return { userId, blocked: false }
}

const listBlocks: Handler<typeof contract.listBlocks> = async ({ page, size }, ctx) => {
  const rows = await store.blocksOf(ctx.db, ctx.userId, size, (page - 1) * size)
  const totalItems = rows[0]?.total ?? 0
  return {
    data: rows.map(({ userId, displayName, profileImage, blockedAt }) => ({
      userId,
      displayName,
      profileImage: imageUrl(ctx, userId, profileImage, 'small'),
      blockedAt: timestamp(blockedAt),
    })),
    pagination: { page, size, totalItems, totalPages: Math.ceil(totalItems / size) },
  }
}

const report: Handler<typeof contract.report> = async ({ targetType, targetId, roomId, reason, details }, ctx) => {
  const invalid = (path: string, message: string) => fail('VALIDATION_ERROR', { issues: [{ path, message }] })
  const kinds = { user: UserId, request: RequestId, message: MessageId } as const
  if (!kinds[targetType].safeParse(targetId).success) return invalid('targetId', `the id of a ${targetType}`)
  if (targetType === 'message' && roomId === undefined) return invalid('roomId', 'the room of the message')
  const about = await aboutOf()
  if (!about) return fail('NOT_FOUND')
  if (about.userId === ctx.userId) return invalid('targetId', 'of somebody else')
  const kept = await store.keepReport(ctx.db, {
    reportId: ReportId.parse(ctx.ids.next('report')),
    reporterId: ctx.userId,
    targetType,
    targetId,
    about,
    reason,
    details: details || null,
    now: ctx.now,
  })
  return { reportId: kept.reportId, createdAt: timestamp(kept.createdAt) }

  async function aboutOf(): Promise<store.Target | null> {
    if (targetType === 'user') return store.findTarget(ctx.db, { type: 'user', id: UserId.parse(targetId) })
    if (targetType === 'request') return store.findTarget(ctx.db, { type: 'request', id: RequestId.parse(targetId), reporterId: ctx.userId })
    if (roomId === undefined) return null
    const messageId = MessageId.parse(targetId)
    const evidence = await evidenceIn(ctx.env, roomId, ctx.userId, messageId)
    if (!evidence) return null
    // What was said is kept with the report: its author may take it back before anybody looks.
    const { senderId, ...said } = evidence
    return { userId: senderId, evidence: JSON.stringify({ roomId, messageId, ...said }) }
  }
}

export const routes = [
  route(contract.blockUser, blockUser),
  route(contract.unblockUser, unblockUser),
  route(contract.listBlocks, listBlocks),
  route(contract.report, report),
]
