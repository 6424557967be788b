import { consumer } from '#events/consume'
import { digest, secret } from '#edge/ports'
import { mailerOf } from '#mail/mailer'
import { personOf } from '#live/person'
import { resetMail } from './mails.ts'
import * as store from './store.ts'

/** Minutes a link in a mail works. */
export const LINK_MINUTES = 60

/** Mails the link to choose a new password, if the address has an account. */
export const mailResetLink = consumer('auth.reset-mail', ['password.forgotten'], async (event, ctx) => {
  const user = await store.findUserByEmail(ctx.db, event.email)
  if (!user) return []
  const token = secret(32)
  // The token first: a link that came by mail must work. A second run makes a second link, both die in an hour.
  await ctx.db
    .prepare(store.SQL.addMailToken)
    .bind(digest(token), user.id, 'password.reset', ctx.now, ctx.now + LINK_MINUTES * 60_000)
    .run()
  const siteUrl = ctx.settings.PUBLIC_URL ?? 'http://127.0.0.1:8787'
  await mailerOf(ctx.env, ctx.settings).send(resetMail({ to: user.email, link: `${siteUrl}/reset?token=${token}`, tongue: user.locale }), ctx.eventId, ctx.now)
  return []
})

/** Closes the sockets of logins that ended. */
export const closeSockets = consumer('auth.close-sockets', ['login.ended'], async (event, ctx) => {
  await personOf(ctx.env, event.userId).closeLogins(event.loginIds)
  return []
})
