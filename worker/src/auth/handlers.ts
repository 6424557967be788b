import * as contract from '@studymate/contract/auth'
import { fail, isFailure } from '@studymate/contract/errors'
import { UserId } from '@studymate/contract/values'
import { mayRegister } from '@studymate/domain/people/age'
import { usernameCandidate } from '@studymate/domain/people/name'
import { isTimeZone } from '@studymate/domain/schedule/time-zone'
import { looksLikeLink } from '@studymate/domain/people/link'
import { route } from '#edge/context'
import type { Ctx, Handler } from '#edge/context'
import { hasherOf } from '#edge/hasher'
import { limiterOf } from '#edge/limiter.object'
import { networkOf } from '#edge/limits'
import { digest } from '#edge/ports'
import { personOf } from '#live/person'
import { SQL as WAYS_IN } from '#ways-in/store'
import { admit } from './admission.ts'
import { newLogin, successorOf } from './credentials.ts'
import { loginFacts } from './device.ts'
import { invalid, reusedPassword, weakPassword } from './new-password.ts'
import { presentAccount } from './present.ts'
import * as store from './store.ts'

const SIGN_IN_WINDOW_MS = 15 * 60_000
const SIGN_IN_ATTEMPTS = 10

const register: Handler<typeof contract.register> = async (input, ctx) => {
  if (input.timeZone !== undefined && !isTimeZone(input.timeZone)) return invalid('timeZone', 'not an IANA time zone')
  if (looksLikeLink(input.displayName)) return invalid('displayName', 'a name is not a link')
  const weak = weakPassword('password', input.password)
  if (weak) return weak
  if (input.birthYear !== undefined && !mayRegister(input.birthYear, ctx.now)) return fail('AGE_RESTRICTED')
  const hash = await hasherOf(ctx.env).hash(input.password)
  if (isFailure(hash)) return hash

  const userId = UserId.parse(ctx.ids.next('user'))
  const { tokens, statements } = await newLogin(ctx, userId, 'password')
  const { db, now } = ctx
  for (let attempt = 0; attempt < 4; attempt++) {
    const username = `${usernameCandidate(input.displayName)}_${digest(`${userId}${attempt}`).slice(0, 4 + attempt)}`
    const [added] = await db.batch([
      db
        .prepare(store.SQL.addUser)
        .bind(userId, input.email, username, input.displayName, input.birthYear ?? null, input.locale ?? ctx.tongue, input.timeZone ?? 'Asia/Seoul', now),
      db.prepare(store.SQL.addPassword).bind(userId, hash, now),
      db.prepare(store.SQL.rememberPassword).bind(userId, hash, now),
      ...statements,
      ctx.emit({ type: 'account.registered', userId }, { sql: 'EXISTS (SELECT 1 FROM users WHERE id = ?)', values: [userId] }),
    ])
    const user = await store.findUserByEmail(db, input.email)
    if (user?.id === userId) {
      // The same call under its key again, after its first run died: it stands only as long as it would sign in.
      const right = (added?.meta.changes ?? 0) > 0 || (await hasherOf(ctx.env).verify(input.password, user.password_hash))
      if (isFailure(right)) return right
      if (right) return { ...tokens, user: presentAccount(user, ctx) }
    }
    if (user) return fail('EMAIL_TAKEN')
  }
  throw new Error('no free username after four tries')
}

const login: Handler<typeof contract.login> = async ({ email, password }, ctx) => {
  // By account and network: who guesses from elsewhere locks nobody out, and thirty behind one address share nothing but it.
  const limiter = limiterOf(ctx.env, `sign-in:${digest(email)}:${networkOf(ctx.caller.address)}`)
  const turn = await limiter.attempt(SIGN_IN_ATTEMPTS, SIGN_IN_WINDOW_MS, ctx.now)
  const user = await store.findUserByEmail(ctx.db, email)
  if (!turn.allowed) {
    noteAfter(ctx, user, 'RATE_LIMITED')
    return fail('RATE_LIMITED', { retryAfter: turn.retryAfterSeconds })
  }
  const right = await hasherOf(ctx.env).verify(password, user?.password_hash ?? null)
  if (isFailure(right)) return right
  if (!user || !right) {
    noteAfter(ctx, user, 'INVALID_CREDENTIALS')
    return fail('INVALID_CREDENTIALS')
  }
  await limiter.forgive()
  return admit(ctx, user, 'password')
}

/** Writes a failure into the person's history after the reply: known and unknown addresses are answered after the same work. */
function noteAfter(ctx: Ctx, user: store.UserRow | null, failure: 'INVALID_CREDENTIALS' | 'RATE_LIMITED'): void {
  if (!user) return
  // One line a window and network tells the person as much as ten thousand.
  const limited = `hist_limit_${digest(`${user.id} ${networkOf(ctx.caller.address)} ${Math.floor(ctx.now / SIGN_IN_WINDOW_MS)}`).slice(0, 32)}`
  const historyId = failure === 'RATE_LIMITED' ? limited : `hist_${ctx.ids.next('login')}`
  ctx.after(store.noteFailure(ctx.db, { historyId, userId: user.id, method: 'password', failure, facts: loginFacts(ctx.caller), now: ctx.now }).run())
}

const refresh: Handler<typeof contract.refresh> = async ({ refreshToken }, ctx) => {
  const hash = digest(refreshToken)
  const row = await store.findRefresh(ctx.db, hash)
  if (!row || row.ended_at !== null || row.expires_at <= ctx.now) return fail('AUTH_003')
  const tokens = row.retired_at === null ? await successorOf(ctx, hash, row) : null
  if (!tokens) {
    // Somebody used a successor before: this token was stolen, or its successor was. The family ends.
    await ctx.db.batch([
      ctx.db.prepare(store.SQL.endLogin).bind(row.login_id, ctx.now, 'REFRESH_REUSED'),
      ctx.emit({ type: 'login.ended', userId: row.user_id, loginIds: [row.login_id] }),
    ])
    return fail('AUTH_003', { reason: 'REFRESH_REUSED' })
  }
  return { data: tokens, ...tokens }
}

const logout: Handler<typeof contract.logout> = async ({ everywhere = false }, ctx) => {
  const loginIds = everywhere ? await store.openLoginsOf(ctx.db, ctx.userId) : [ctx.loginId]
  await ctx.db.batch([
    everywhere
      ? ctx.db.prepare(store.SQL.endAllLogins).bind(ctx.userId, ctx.now, 'SIGNED_OUT')
      : ctx.db.prepare(store.SQL.endLogin).bind(ctx.loginId, ctx.now, 'SIGNED_OUT'),
    ctx.emit({ type: 'login.ended', userId: ctx.userId, loginIds }),
  ])
  // At once; the event does it again should this isolate die here.
  ctx.after(personOf(ctx.env, ctx.userId).closeLogins(loginIds))
  return { loginId: ctx.loginId, everywhere }
}

const forgotPassword: Handler<typeof contract.forgotPassword> = async ({ email }, ctx) => {
  const allowance = await limiterOf(ctx.env, `mail:${digest(email)}`).take('5/hour', ctx.now)
  if (!allowance.allowed) return fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds })
  // Whether somebody has this address is looked up by the consumer: here known and unknown ones cost the same.
  await ctx.emit({ type: 'password.forgotten', email, tongue: ctx.tongue }).run()
  return { sent: true }
}

const resetPassword: Handler<typeof contract.resetPassword> = async ({ token, newPassword }, ctx) => {
  const weak = weakPassword('newPassword', newPassword)
  if (weak) return weak
  const tokenHash = digest(token)
  const userId = await store.mailTokenOwner(ctx.db, tokenHash, 'password.reset', ctx.now)
  if (!userId) return fail('LINK_EXPIRED')
  const reused = await reusedPassword(ctx, userId, 'newPassword', newPassword)
  if (reused) return reused
  const hash = await hasherOf(ctx.env).hash(newPassword)
  if (isFailure(hash)) return hash
  const { db, now } = ctx
  const loginIds = await store.openLoginsOf(db, userId)
  const isGood = 'EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ? AND used_at IS NULL AND expires_at > ?)'
  const results = await db.batch([
    db.prepare(store.SQL.setPassword).bind(userId, hash, now, tokenHash),
    db.prepare(store.SQL.rememberReset).bind(userId, hash, now, tokenHash),
    db.prepare(store.SQL.forgetOldPasswords).bind(userId),
    db.prepare(WAYS_IN.forgetUnproven).bind(userId, tokenHash, now),
    db.prepare(store.SQL.endLoginsByReset).bind(userId, now, 'PASSWORD_CHANGED', tokenHash),
    db.prepare(store.SQL.endChallengesByReset).bind(userId, now, tokenHash),
    db.prepare(store.SQL.endEmailChangeByReset).bind(userId, now, tokenHash),
    ctx.emit({ type: 'login.ended', userId, loginIds }, { sql: isGood, values: [tokenHash, now] }),
    ctx.emit({ type: 'security.changed', userId, what: 'password' }, { sql: isGood, values: [tokenHash, now] }),
    db.prepare(store.SQL.spendOtherLinks).bind(tokenHash, userId, now, 'password.reset'),
    db.prepare(store.SQL.useMailToken).bind(tokenHash, now),
  ])
  if ((results.at(-1)?.meta.changes ?? 0) === 0) return fail('LINK_EXPIRED')
  ctx.after(personOf(ctx.env, userId).closeLogins(loginIds))
  return { reset: true }
}

const verifyEmail: Handler<typeof contract.verifyEmail> = async ({ token }, ctx) => {
  const { db, now } = ctx
  const tokenHash = digest(token)
  const link = await store.findVerification(db, tokenHash)
  if (!link) return fail('LINK_EXPIRED')
  if (link.isVerified) return { verified: true }
  await db.batch([
    ctx.emit({ type: 'person.changed', userId: link.userId }, { sql: store.IS_GOOD_VERIFICATION, values: [tokenHash, now] }),
    db.prepare(store.SQL.verifyAddress).bind(tokenHash, now),
    db.prepare(store.SQL.useMailToken).bind(tokenHash, now),
  ])
  const after = await store.findVerification(db, tokenHash)
  return after?.isVerified ? { verified: true } : fail('LINK_EXPIRED')
}

const resendVerification: Handler<typeof contract.resendVerification> = async (_, ctx) => {
  const user = await store.findUser(ctx.db, ctx.userId)
  if (!user) return fail('AUTH_003')
  if (user.verified_at !== null || user.email === null) return { sent: false }
  const allowance = await limiterOf(ctx.env, `mail:${digest(user.email)}`).take('5/hour', ctx.now)
  if (!allowance.allowed) return fail('RATE_LIMITED', { retryAfter: allowance.retryAfterSeconds })
  await ctx.emit({ type: 'verification.asked', userId: ctx.userId }).run()
  return { sent: true }
}

const whoAmI: Handler<typeof contract.whoAmI> = async (_, ctx) => {
  const user = await store.findUser(ctx.db, ctx.userId)
  return user ? presentAccount(user, ctx) : fail('AUTH_003')
}

export const routes = [
  route(contract.register, register),
  route(contract.login, login),
  route(contract.refresh, refresh),
  route(contract.logout, logout),
  route(contract.forgotPassword, forgotPassword),
  route(contract.resetPassword, resetPassword),
  route(contract.verifyEmail, verifyEmail),
  route(contract.resendVerification, resendVerification),
  route(contract.whoAmI, whoAmI),
]
