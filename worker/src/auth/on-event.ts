import type { UserId } from '@studymate/contract/values'
import { consumer } from '#events/consume'
import type { ConsumerCtx } from '#events/consume'
import { digest, secret } from '#edge/ports'
import { mailerOf } from '#mail/mailer'
import { personOf } from '#live/person'
import { resetMail, verifyMail } from './mails.ts'
import * as store from './store.ts'

/** Minutes a link to choose a new password works. */
const LINK_MINUTES = 60
const VERIFY_HOURS = 24

/** Saves a new token, then gives the address of the page that takes it: the token first, since a link that came by mail must work. */
async function newLink(
  ctx: ConsumerCtx,
  of: { userId: UserId; email: string; purpose: 'password.reset' | 'email.verify'; page: string; minutes: number },
): Promise<string> {
  const token = secret(32)
  await ctx.db
    .prepare(store.SQL.addMailToken)
    .bind(digest(token), of.userId, of.purpose, ctx.now, ctx.now + of.minutes * 60_000, of.email)
    .run()
  return `${ctx.settings.PUBLIC_URL ?? 'http://127.0.0.1:8787'}/${of.page}?token=${token}`
}

/** Mails the link to choose a new password, if the address has an account. */
export const mailResetLink = consumer('auth.reset-mail', ['password.forgotten'], async (event, ctx) => {
  const user = await store.findUserByEmail(ctx.db, event.email)
  if (!user?.email) return []
  // A second run makes a second link; both die in an hour.
  const link = await newLink(ctx, { userId: user.id, email: user.email, purpose: 'password.reset', page: 'reset', minutes: LINK_MINUTES })
  await mailerOf(ctx.env, ctx.settings).send(resetMail({ to: user.email, link, tongue: user.locale }), ctx.eventId, ctx.now)
  return []
})

/** Mails the link that verifies an address: to whoever has just registered, and to whoever asks for another. Nobody gets one whose address is verified. */
export const mailVerifyLink = consumer('auth.verify-mail', ['account.registered', 'verification.asked'], async (event, ctx) => {
  const user = await store.findUser(ctx.db, event.userId)
  if (!user?.email || user.verified_at !== null) return []
  const link = await newLink(ctx, { userId: user.id, email: user.email, purpose: 'email.verify', page: 'verify', minutes: VERIFY_HOURS * 60 })
  await mailerOf(ctx.env, ctx.settings).send(verifyMail({ to: user.email, link, tongue: user.locale }), ctx.eventId, ctx.now)
  return []
})

/** Closes the sockets of logins that ended. */
export const closeSockets = consumer('auth.close-sockets', ['login.ended'], async (event, ctx) => {
  await personOf(ctx.env, event.userId).closeLogins(event.loginIds)
  return []
})
