import type { EventOf } from '@studymate/contract/events'
import type { UserId } from '@studymate/contract/values'
import { statusAt } from '@studymate/domain/matching/requests'
import { mailAt } from '@studymate/domain/settings/notices'
import { limiterOf } from '#edge/limiter.object'
import { consumer } from '#events/consume'
import type { ConsumerCtx } from '#events/consume'
import { SQL as outbox } from '#events/outbox'
import { mailerOf } from '#mail/mailer'
import { areBlocked, findBetween, findRequest } from '#matching/store'
import type { StoredRequest } from '#matching/store'
import { findSettings } from '#settings/store'
import { noticeMail } from './mails.ts'
import type { MailedNotice } from './mails.ts'

/** Mails about notices that one person gets at most; the bell has all of them. */
const MAIL_LIMIT = '5/hour'

/** Whom a notice about a request is for, whom it is about and where it leads; null where it is no longer true. */
async function present(ctx: ConsumerCtx, notice: MailedNotice, request: StoredRequest | null): Promise<{ to: UserId; about: UserId; path: string } | null> {
  if (!request || (await areBlocked(ctx.db, request.senderId, request.receiverId))) return null
  if (notice === 'match.request') return statusAt(request, ctx.now) === 'open' ? { to: request.receiverId, about: request.senderId, path: '/requests' } : null
  const { match } = await findBetween(ctx.db, request.senderId, request.receiverId)
  return match && { to: request.senderId, about: request.receiverId, path: `/chat/${match.roomId}` }
}

function noticeOf(event: EventOf<'match.requested' | 'match.accepted' | 'notice.held'>): MailedNotice {
  if (event.type === 'notice.held') return event.notice
  return event.type === 'match.requested' ? 'match.request' : 'match.accepted'
}

/**
 * Mails somebody that they were asked, or that their request was accepted: to a verified address, where their flags let it, in their own language. What
 * falls into the quiet hours is held: an event that happens when they end.
 */
export const mailNotice = consumer('notifications.mail', ['match.requested', 'match.accepted', 'notice.held'], async (event, ctx) => {
  const notice = noticeOf(event)
  const { requestId } = event
  const known = await present(ctx, notice, await findRequest(ctx.db, requestId))
  if (!known) return []
  const { to, about, path } = known
  const [reader, other] = await Promise.all([findSettings(ctx.db, to, ctx.now), findSettings(ctx.db, about, ctx.now)])
  if (!reader || !other || reader.account.email === null || !reader.account.verified) return []
  const at = mailAt(reader, notice, ctx.now)
  if (at === null) return []
  if (at > ctx.now) {
    const held: EventOf<'notice.held'> = { type: 'notice.held', userId: to, notice, requestId }
    return [ctx.db.prepare(outbox.record).bind(ctx.ids.next('evt'), held.type, JSON.stringify(held), at)]
  }
  const { allowed } = await limiterOf(ctx.env, `notice-mail:${to}`).take(MAIL_LIMIT, ctx.now)
  if (!allowed) return []
  const site = ctx.settings.PUBLIC_URL ?? 'http://127.0.0.1:8787'
  const mail = noticeMail({
    notice,
    to: reader.account.email,
    name: other.account.displayName,
    tongue: reader.language.serviceLanguage,
    page: site + path,
    settings: `${site}/settings/notifications`,
  })
  // The same event again is the same mail.
  await mailerOf(ctx.env, ctx.settings).send(mail, ctx.eventId, ctx.now)
  return []
})
