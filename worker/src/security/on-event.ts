import { findUser } from '#auth/store'
import { consumer } from '#events/consume'
import type { ConsumerCtx } from '#events/consume'
import { digest, secret } from '#edge/ports'
import { mailerOf } from '#mail/mailer'
import { confirmMail, objectMail, securityMail } from './mails.ts'
import { SQL, findChange } from './store.ts'
import type { ChangeRow } from './store.ts'

/** For so long the old address can take a change back. */
const OBJECT_MS = 7 * 86_400_000

function page(ctx: ConsumerCtx, path: string): string {
  return `${ctx.settings.PUBLIC_URL ?? 'http://127.0.0.1:8787'}/${path}`
}

async function newLink(ctx: ConsumerCtx, change: ChangeRow, purpose: 'email.change' | 'email.object', until: number): Promise<string> {
  const token = secret()
  await ctx.db.prepare(SQL.addLink).bind(digest(token), change.user_id, purpose, ctx.now, until, change.id).run()
  return page(ctx, `${purpose === 'email.change' ? 'confirm-email' : 'keep-email'}?token=${token}`)
}

/**
 * Mails both ends of a change of address: a link to confirm to the new one, one to object to the old one. An old address that was never verified may be
 * a stranger's by a slip of the fingers; it gets nothing that could take the account.
 */
export const mailChangeLinks = consumer('security.change-mails', ['email.change-asked'], async (event, ctx) => {
  const change = await findChange(ctx.db, event.changeId)
  if (!change || change.ended_at !== null || change.confirmed_at !== null || change.expires_at <= ctx.now) return []
  const mailer = mailerOf(ctx.env, ctx.settings)
  // The old one first: where a second run is needed, nobody has confirmed what the old address does not know of.
  if (change.old_email !== null && change.verified_at !== null) {
    const link = await newLink(ctx, change, 'email.object', ctx.now + OBJECT_MS)
    await mailer.send(objectMail({ to: change.old_email, link, tongue: change.locale }), `${ctx.eventId}-old`, ctx.now)
  }
  const link = await newLink(ctx, change, 'email.change', change.expires_at)
  await mailer.send(confirmMail({ to: change.email, link, tongue: change.locale }), ctx.eventId, ctx.now)
  return []
})

/** Tells a person by mail that the password or the second factor changed. */
export const mailSecurityNotice = consumer('security.notice', ['security.changed'], async (event, ctx) => {
  const user = await findUser(ctx.db, event.userId)
  if (!user?.email) return []
  await mailerOf(ctx.env, ctx.settings).send(securityMail({ to: user.email, link: page(ctx, 'forgot'), tongue: user.locale }, event.what), ctx.eventId, ctx.now)
  return []
})
