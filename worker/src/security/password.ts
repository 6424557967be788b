import * as contract from '@studymate/contract/security'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { newLogin } from '#auth/credentials'
import { reusedPassword, weakPassword } from '#auth/new-password'
import { SQL as AUTH, openLoginsOf } from '#auth/store'
import type { Handler, MemberCtx } from '#edge/context'
import { hasherOf } from '#edge/hasher'
import { limiterOf } from '#edge/limiter.object'
import { personOf } from '#live/person'
import * as store from './store.ts'
import { SQL } from './store.ts'

const ATTEMPTS = 10
const WINDOW_MS = 15 * 60_000

/**
 * Refuses unless this is the person's password, ten tries in a quarter of an hour: who found a signed-in device must not guess. `hash` is what it was
 * compared with; null where none is set, and then nothing is asked.
 */
export async function provePassword(
  ctx: MemberCtx,
  password: string | undefined,
): Promise<{ hash: string | null } | Failure<'INVALID_PASSWORD' | 'RATE_LIMITED'>> {
  const set = await store.findPassword(ctx.db, ctx.userId)
  if (!set) return { hash: null }
  if (password === undefined) return fail('INVALID_PASSWORD')
  const limiter = limiterOf(ctx.env, `password:${ctx.userId}`)
  const turn = await limiter.attempt(ATTEMPTS, WINDOW_MS, ctx.now)
  if (!turn.allowed) return fail('RATE_LIMITED', { retryAfter: turn.retryAfterSeconds })
  const right = await hasherOf(ctx.env).verify(password, set.hash)
  if (isFailure(right)) return right
  if (!right) return fail('INVALID_PASSWORD')
  await limiter.forgive()
  return { hash: set.hash }
}

const getPassword: Handler<typeof contract.getPassword> = async (_, { db, userId }) => {
  const set = await store.findPassword(db, userId)
  return { isSet: set !== null, changedAt: set && timestamp(set.changed_at) }
}

const CHANGED = { ko: '비밀번호가 성공적으로 변경되었습니다.', en: 'Your password has been changed.' } as const

const changePassword: Handler<typeof contract.changePassword> = async ({ currentPassword, newPassword }, ctx) => {
  const { db, userId, now } = ctx
  const weak = weakPassword('newPassword', newPassword)
  if (weak) return weak
  const proof = await provePassword(ctx, currentPassword)
  if (isFailure(proof)) return proof
  const reused = await reusedPassword(ctx, userId, 'newPassword', newPassword)
  if (reused) return reused
  const hash = await hasherOf(ctx.env).hash(newPassword)
  if (isFailure(hash)) return hash
  const [loginIds, method] = await Promise.all([openLoginsOf(db, userId), store.methodOf(db, ctx.loginId)])
  const next = await newLogin(ctx, userId, method, { proof: { passwordHash: hash }, isSignIn: false })
  const stands = { sql: store.PASSWORD_STANDS, values: [userId, hash] }
  const [set] = await db.batch([
    proof.hash === null ? db.prepare(SQL.addFirstPassword).bind(userId, hash, now) : db.prepare(SQL.replacePassword).bind(userId, hash, now, proof.hash),
    db.prepare(SQL.rememberPassword).bind(userId, hash, now),
    db.prepare(AUTH.forgetOldPasswords).bind(userId),
    db.prepare(SQL.endLogins).bind(userId, hash, now),
    db.prepare(SQL.endChallenges).bind(userId, hash, now),
    db.prepare(SQL.endResetLinks).bind(userId, hash, now),
    db.prepare(SQL.endWaitingChange).bind(userId, hash, now),
    ctx.emit({ type: 'login.ended', userId, loginIds }, stands),
    ctx.emit({ type: 'security.changed', userId, what: 'password' }, stands),
    ...next.statements,
  ])
  // Somebody else was quicker: what was given as the current one no longer is.
  if ((set?.meta.changes ?? 0) === 0) return fail('INVALID_PASSWORD')
  ctx.after(personOf(ctx.env, userId).closeLogins(loginIds))
  return { data: next.tokens, message: CHANGED[ctx.tongue], changedAt: timestamp(now) }
}

export const handlers = { getPassword, changePassword }
