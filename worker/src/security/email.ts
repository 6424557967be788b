import * as contract from '@studymate/contract/security'
import { fail, isFailure } from '@studymate/contract/errors'
import { findUser, openLoginsOf } from '#auth/store'
import type { Handler, MemberCtx } from '#edge/context'
import { limiterOf } from '#edge/limiter.object'
import { digest } from '#edge/ports'
import { personOf } from '#live/person'
import { provePassword } from './password.ts'
import { presentEmail } from './present.ts'
import * as store from './store.ts'
import { SQL } from './store.ts'

/** The link to the new address works for a day. */
const CONFIRM_MS = 24 * 3_600_000

async function stateOf(ctx: MemberCtx) {
  const [user, waiting] = await Promise.all([findUser(ctx.db, ctx.userId), store.findWaitingChange(ctx.db, ctx.userId, ctx.now)])
  return user ? presentEmail({ email: user.email, verifiedAt: user.verified_at, waiting }) : fail('AUTH_003')
}

const getEmail: Handler<typeof contract.getEmail> = (_, ctx) => stateOf(ctx)

const changeEmail: Handler<typeof contract.changeEmail> = async ({ email, password }, ctx) => {
  const { db, userId, now } = ctx
  const proof = await provePassword(ctx, password)
  if (isFailure(proof)) return proof
  const holder = await store.holderOf(db, email)
  if (holder === userId) {
    await db.prepare(SQL.takeChangeBack).bind(userId, now).run()
    return stateOf(ctx)
  }
  if (holder !== null) return fail('EMAIL_TAKEN')
  const allowance = await limiterOf(ctx.env, `mail:${digest(email)}`).take('5/hour', now)
  if (!allowance.allowed) return fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds })
  const changeId = ctx.ids.next('mail')
  const [, added] = await db.batch([
    db.prepare(SQL.takeChangeBack).bind(userId, now),
    db.prepare(SQL.addChange).bind(changeId, userId, email, now, now + CONFIRM_MS, proof.hash),
    ctx.emit({ type: 'email.change-asked', userId, changeId }, { sql: 'EXISTS (SELECT 1 FROM email_changes WHERE id = ?)', values: [changeId] }),
  ])
  if ((added?.meta.changes ?? 0) === 0) return fail('INVALID_PASSWORD')
  return stateOf(ctx)
}

const confirmEmail: Handler<typeof contract.confirmEmail> = async ({ token }, ctx) => {
  const { db, now } = ctx
  const hash = digest(token)
  const link = await store.findLink(db, hash, 'email.change', now)
  if (!link) return fail('LINK_EXPIRED')
  const { id, user_id: userId, email } = link.change
  await db.batch([
    db.prepare(SQL.takeAddress).bind(userId, email, id, now),
    db.prepare(SQL.confirmChange).bind(id, now),
    db.prepare(SQL.endOldLinks).bind(userId, id, now),
    ctx.emit({ type: 'person.changed', userId }, { sql: 'EXISTS (SELECT 1 FROM email_changes WHERE id = ? AND confirmed_at = ?)', values: [id, now] }),
  ])
  const after = await store.findChange(db, id)
  // Pressed again, it answers the same: the person has what they came for.
  if (after && after.confirmed_at !== null && after.ended_at === null) return { email }
  const isOpen = after !== null && after.ended_at === null && after.expires_at > now
  return isOpen && (await store.holderOf(db, email)) !== null ? fail('EMAIL_TAKEN') : fail('LINK_EXPIRED')
}

const objectToEmail: Handler<typeof contract.objectToEmail> = async ({ token }, ctx) => {
  const { db, now } = ctx
  const hash = digest(token)
  const link = await store.findLink(db, hash, 'email.object', now)
  if (!link || link.change.old_email === null) return fail('LINK_EXPIRED')
  const { user_id: userId, old_email: email, asked_at: askedAt, locale } = link.change
  if (link.isSpent) return link.change.now_email === email ? { email } : fail('LINK_EXPIRED')
  const loginIds = await openLoginsOf(db, userId)
  const stands = { sql: store.LINK_STANDS, values: [hash] }
  const results = await db.batch([
    // Who registered with the address while it was free has not shown that it is theirs; who opened this link has.
    db.prepare(SQL.freeAddress).bind(email, hash, userId),
    db.prepare(SQL.giveAddressBack).bind(userId, hash, email, now),
    db.prepare(SQL.endLoginsByObjection).bind(userId, hash, now),
    db.prepare(SQL.dropPassword).bind(userId, hash),
    db.prepare(SQL.dropLaterFactor).bind(userId, hash, askedAt),
    db.prepare(SQL.dropStrayCodes).bind(userId),
    db.prepare(SQL.dropLaterWays).bind(userId, hash, askedAt),
    db.prepare(SQL.endChallengesByObjection).bind(userId, hash, now),
    db.prepare(SQL.endLaterChanges).bind(userId, hash, askedAt, now),
    ctx.emit({ type: 'login.ended', userId, loginIds }, stands),
    ctx.emit({ type: 'person.changed', userId }, stands),
    ctx.emit({ type: 'password.forgotten', email, tongue: locale }, stands),
    db.prepare(SQL.spendObjection).bind(userId, hash, askedAt, now),
  ])
  if ((results.at(-1)?.meta.changes ?? 0) === 0) {
    // The same link, pressed beside this one, may have done it between the look and the change.
    const after = await store.findLink(db, hash, 'email.object', now)
    return after?.isSpent && after.change.now_email === email ? { email } : fail('LINK_EXPIRED')
  }
  ctx.after(personOf(ctx.env, userId).closeLogins(loginIds))
  return { email }
}

export const handlers = { getEmail, changeEmail, confirmEmail, objectToEmail }
