import * as contract from '@studymate/contract/security'
import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import { newLogin } from '#auth/credentials'
import { loginFacts } from '#auth/device'
import { presentAccount } from '#auth/present'
import { findUser, noteFailure } from '#auth/store'
import type { SignInFailure } from '#auth/store'
import type { Ctx, Handler } from '#edge/context'
import { limiterOf } from '#edge/limiter.object'
import { log } from '#edge/log'
import { digest } from '#edge/ports'
import { codeHash, seal, unseal } from './keys.ts'
import { presentTwoFactor } from './present.ts'
import * as store from './store.ts'
import { SQL } from './store.ts'
import { manualKey, newBackupCodes, newSecret, qrCodeUrl, stepOfCode } from './totp.ts'

const ATTEMPTS = 5
const WINDOW_MS = 15 * 60_000

/** Five codes for one account in a quarter of an hour, from wherever they come: a million codes must not be tried by a thousand machines. */
function attemptsOf(ctx: Ctx, userId: UserId) {
  return limiterOf(ctx.env, `two-factor:${userId}`)
}

async function takeAttempt(ctx: Ctx, userId: UserId): Promise<Failure<'RATE_LIMITED'> | null> {
  const turn = await attemptsOf(ctx, userId).attempt(ATTEMPTS, WINDOW_MS, ctx.now)
  return turn.allowed ? null : fail('RATE_LIMITED', { retryAfter: turn.retryAfterSeconds })
}

/** What a code claims to be: the step of a code of the app, or the hash of a backup code. Whether it is still unspent the statement that spends it knows. */
type Claim = { readonly step: number } | { readonly backup: string }

async function claimOf(ctx: Ctx, userId: UserId, factor: store.TwoFactorRow, code: string): Promise<Claim | null> {
  if (code.length === 8) return { backup: await codeHash(ctx.env, userId, code) }
  const secret = await unseal(ctx.env, userId, factor.secret)
  if (secret === null) log('error', 'a second factor cannot be opened: JWT_SECRET was changed since it was set up', { userId })
  const step = secret === null ? null : stepOfCode(secret, code, ctx.now)
  return step === null ? null : { step }
}

const loginTwoFactor: Handler<typeof contract.loginTwoFactor> = async ({ challengeToken, code }, ctx) => {
  const { db, now } = ctx
  const challengeHash = digest(challengeToken)
  const challenge = await store.findChallenge(db, challengeHash, now)
  if (!challenge) return fail('AUTH_003')
  const { user_id: userId, method } = challenge
  const note = (failure: SignInFailure, historyId: string) =>
    ctx.after(noteFailure(db, { historyId, userId, method, failure, facts: loginFacts(ctx.caller), now }).run())
  const limited = await takeAttempt(ctx, userId)
  if (limited) {
    note('RATE_LIMITED', `hist_limit_${digest(`2 ${userId} ${Math.floor(now / WINDOW_MS)}`).slice(0, 32)}`)
    return limited
  }
  const [factor, user] = await Promise.all([store.findTwoFactor(db, userId), findUser(db, userId)])
  if (!factor || !user) return fail('AUTH_003')
  const claim = await claimOf(ctx, userId, factor, code)
  const { loginId, tokens, statements } = await newLogin(ctx, userId, method, { proof: { challengeHash } })
  const spent = claim && (await db.batch([...spend(db, { userId, challengeHash, loginId, claim, now }), ...statements]))
  if ((spent?.[0]?.meta.changes ?? 0) === 0) {
    note('INVALID_CODE', `hist_${ctx.ids.next('login')}`)
    return refuseCode(ctx, userId, claim)
  }
  await attemptsOf(ctx, userId).forgive()
  return { ...tokens, user: presentAccount(user, ctx) }
}

/** A code that was right once is no guess: a second press, or somebody who looked over a shoulder, uses up none of the five. */
async function refuseCode(ctx: Ctx, userId: UserId, claim: Claim | null): Promise<Failure<'INVALID_CODE'>> {
  const wasRight = claim && ('step' in claim || (await ctx.db.prepare(SQL.hasBackup).bind(userId, claim.backup).first()) !== null)
  if (wasRight) await attemptsOf(ctx, userId).unsay(ctx.now)
  return fail('INVALID_CODE')
}

/** The challenge first, if its code is unspent; then the code, if the challenge opened this very login. One of thirty at once does both. */
function spend(db: D1Database, of: { userId: UserId; challengeHash: string; loginId: string; claim: Claim; now: number }): D1PreparedStatement[] {
  const { userId, challengeHash, loginId, claim, now } = of
  if ('step' in claim) {
    return [
      db.prepare(SQL.passByStep).bind(challengeHash, now, loginId, claim.step),
      db.prepare(SQL.spendStep).bind(userId, claim.step, now, challengeHash, loginId),
    ]
  }
  return [
    db.prepare(SQL.passByBackup).bind(challengeHash, now, loginId, claim.backup),
    db.prepare(SQL.spendBackup).bind(userId, claim.backup, now, challengeHash, loginId),
    db.prepare(SQL.noteUse).bind(userId, now, challengeHash, loginId),
  ]
}

const getTwoFactor: Handler<typeof contract.getTwoFactor> = async (_, { db, userId }) => presentTwoFactor(await store.findTwoFactor(db, userId))

const enableTwoFactor: Handler<typeof contract.enableTwoFactor> = async (_, ctx) => {
  const { db, env, userId, now } = ctx
  const user = await findUser(db, userId)
  if (!user) return fail('AUTH_003')
  const secret = newSecret()
  const backupCodes = newBackupCodes()
  const [sealed, hashes] = await Promise.all([seal(env, userId, secret), Promise.all(backupCodes.map((code) => codeHash(env, userId, code)))])
  const [setUp] = await db.batch([
    db.prepare(SQL.setUp).bind(userId, sealed, now),
    db.prepare(SQL.dropCodes).bind(userId, sealed),
    db.prepare(SQL.addCodes).bind(userId, sealed, JSON.stringify(hashes)),
  ])
  if ((setUp?.meta.changes ?? 0) === 0) return fail('CONFLICT')
  return { secret, qrCodeUrl: qrCodeUrl(secret, user.email ?? user.username), backupCodes, manualEntryKey: manualKey(secret) }
}

const verifyTwoFactor: Handler<typeof contract.verifyTwoFactor> = async ({ code }, ctx) => {
  const { db, userId, now } = ctx
  const factor = await store.findTwoFactor(db, userId)
  if (!factor || factor.enabled_at !== null) return fail('CONFLICT')
  const limited = await takeAttempt(ctx, userId)
  if (limited) return limited
  // A backup code proves that the codes were seen, not that the app makes any.
  const claim = code.length === 8 ? null : await claimOf(ctx, userId, factor, code)
  if (!claim || !('step' in claim)) return fail('INVALID_CODE')
  const [, on] = await db.batch([
    ctx.emit({ type: 'security.changed', userId, what: 'two-factor-on' }, { sql: store.SETUP_STANDS, values: [userId, factor.secret, claim.step] }),
    db.prepare(SQL.switchOn).bind(userId, factor.secret, now, claim.step),
  ])
  if ((on?.meta.changes ?? 0) === 0) return fail('CONFLICT')
  await attemptsOf(ctx, userId).forgive()
  return presentTwoFactor(await store.findTwoFactor(db, userId))
}

const OFF = { ko: '2단계 인증이 비활성화되었습니다.', en: 'Two-factor authentication is off.' } as const

const disableTwoFactor: Handler<typeof contract.disableTwoFactor> = async ({ code }, ctx) => {
  const { db, userId, now } = ctx
  const factor = await store.findTwoFactor(db, userId)
  if (!factor || factor.enabled_at === null) return fail('CONFLICT')
  const limited = await takeAttempt(ctx, userId)
  if (limited) return limited
  const claim = await claimOf(ctx, userId, factor, code)
  if (!claim) return fail('INVALID_CODE')
  const off = 'step' in claim ? db.prepare(SQL.switchOffByStep).bind(userId, claim.step) : db.prepare(SQL.switchOffByBackup).bind(userId, claim.backup)
  const isUnspent = 'step' in claim ? { sql: store.STEP_STANDS, values: [userId, claim.step] } : { sql: store.BACKUP_STANDS, values: [userId, claim.backup] }
  const [, switched] = await db.batch([
    ctx.emit({ type: 'security.changed', userId, what: 'two-factor-off' }, isUnspent),
    off,
    db.prepare(SQL.dropStrayCodes).bind(userId),
    db.prepare(SQL.dropStrayChallenges).bind(userId, now),
  ])
  if ((switched?.meta.changes ?? 0) === 0) return (await store.findTwoFactor(db, userId)) ? refuseCode(ctx, userId, claim) : fail('CONFLICT')
  await attemptsOf(ctx, userId).forgive()
  return { data: presentTwoFactor(null), message: OFF[ctx.tongue], disabledAt: timestamp(now) }
}

export const handlers = { loginTwoFactor, getTwoFactor, enableTwoFactor, verifyTwoFactor, disableTwoFactor }
