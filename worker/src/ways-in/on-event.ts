import { consumer } from '#events/consume'
import { findUser } from '#auth/store'
import { mailerOf } from '#mail/mailer'
import { linkedMail } from './mails.ts'
import { nameOf } from './present.ts'
import { providersOf } from './providers.ts'

/** Mails whoever got another way in: if it was not them, they must hear of it. */
export const mailLinked = consumer('ways-in.linked-mail', ['way.linked'], async (event, ctx) => {
  const user = await findUser(ctx.db, event.userId)
  if (!user?.email) return []
  const mail = linkedMail({
    to: user.email,
    name: nameOf(event.provider, providersOf(ctx.settings))[user.locale],
    link: `${ctx.settings.PUBLIC_URL ?? 'http://127.0.0.1:8787'}/settings/security`,
    tongue: user.locale,
  })
  await mailerOf(ctx.env, ctx.settings).send(mail, ctx.eventId, ctx.now)
  return []
})
