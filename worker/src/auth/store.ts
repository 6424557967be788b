import * as z from 'zod'
import type { SignInMethod } from '@studymate/contract/auth'
import { LoginId, UserId } from '@studymate/contract/values'

/** Statements of accounts, logins and refresh-token families. */
export const SQL = {
  userByEmail: `SELECT u.*, p.hash AS password_hash FROM users u LEFT JOIN passwords p ON p.user_id = u.id WHERE u.email = ?1`,
  userById: `SELECT u.*, NULL AS password_hash FROM users u WHERE u.id = ?1`,
  addUser: `INSERT INTO users (id, email, username, display_name, birth_year, locale, time_zone, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING`,
  addPassword: `INSERT INTO passwords (user_id, hash, changed_at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM users WHERE id = ?1) ON CONFLICT DO NOTHING`,
  rememberPassword: `INSERT INTO password_history (user_id, hash, set_at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM users WHERE id = ?1) ON CONFLICT DO NOTHING`,
  recentPasswords: `SELECT hash FROM password_history WHERE user_id = ?1 ORDER BY set_at DESC LIMIT 3`,
  forgetOldPasswords: `DELETE FROM password_history WHERE user_id = ?1 AND set_at < (SELECT min(set_at) FROM (SELECT set_at FROM password_history WHERE user_id = ?1 ORDER BY set_at DESC LIMIT 3))`,
  // The proof that a login rests on must still stand: a password that was replaced while it was compared opens nothing, a challenge opens the login that spent it.
  addLogin: `INSERT INTO logins (id, user_id, created_at, used_at, device, browser, address, place, method) SELECT ?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8
    WHERE EXISTS (SELECT 1 FROM users WHERE id = ?2) AND (?9 IS NULL OR EXISTS (SELECT 1 FROM passwords WHERE user_id = ?2 AND hash = ?9))
      AND (?10 IS NULL OR EXISTS (SELECT 1 FROM login_challenges WHERE hash = ?10 AND login_id = ?1)) ON CONFLICT DO NOTHING`,
  addRefresh: `INSERT INTO refresh_tokens (hash, login_id, parent_hash, created_at, expires_at) SELECT ?1, ?2, NULL, ?3, ?4 WHERE EXISTS (SELECT 1 FROM logins WHERE id = ?2 AND ended_at IS NULL)`,
  refreshByHash: `SELECT r.login_id, r.parent_hash, r.expires_at, r.retired_at, l.user_id, l.created_at AS login_created_at, l.ended_at FROM refresh_tokens r JOIN logins l ON l.id = r.login_id WHERE r.hash = ?1`,
  useRefresh: `UPDATE refresh_tokens SET used_at = ?2 WHERE hash = ?1 AND retired_at IS NULL AND expires_at > ?2`,
  retireForeRunners: `UPDATE refresh_tokens SET retired_at = ?3 WHERE login_id = ?2 AND retired_at IS NULL AND hash != ?1 AND (hash = ?4 OR parent_hash = ?4)
    AND EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.hash = ?1 AND t.retired_at IS NULL)`,
  addSuccessor: `INSERT INTO refresh_tokens (hash, login_id, parent_hash, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5
    WHERE EXISTS (SELECT 1 FROM refresh_tokens t JOIN logins l ON l.id = t.login_id WHERE t.hash = ?3 AND t.retired_at IS NULL AND t.expires_at > ?4 AND l.ended_at IS NULL)`,
  touchLogin: `UPDATE logins SET used_at = ?2 WHERE id = ?1`,
  hasRefresh: `SELECT 1 FROM refresh_tokens WHERE hash = ?1`,
  endLogin: `UPDATE logins SET ended_at = ?2, end_reason = ?3 WHERE id = ?1 AND ended_at IS NULL`,
  endAllLogins: `UPDATE logins SET ended_at = ?2, end_reason = ?3 WHERE user_id = ?1 AND ended_at IS NULL`,
  openLogins: `SELECT id FROM logins WHERE user_id = ?1 AND ended_at IS NULL LIMIT 500`,
  addHistory: `INSERT INTO login_history (id, user_id, at, success, reason, method, device, browser, address, place, user_agent) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
    WHERE ?12 IS NULL OR EXISTS (SELECT 1 FROM logins WHERE id = ?12) ON CONFLICT DO NOTHING`,
  hasSecondFactor: `SELECT 1 FROM two_factor WHERE user_id = ?1 AND enabled_at IS NOT NULL`,
  addChallenge: `INSERT INTO login_challenges (hash, user_id, method, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5
    WHERE ?6 IS NULL OR EXISTS (SELECT 1 FROM passwords WHERE user_id = ?2 AND hash = ?6)`,
  // Only while the person has the address that the link goes to: a change of address spends the links that are out, and none may follow.
  addMailToken: `INSERT INTO mail_tokens (hash, user_id, purpose, created_at, expires_at) SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM users WHERE id = ?2 AND email = ?6)`,
  mailToken: `SELECT user_id FROM mail_tokens WHERE hash = ?1 AND purpose = ?2 AND used_at IS NULL AND expires_at > ?3`,
  verification: `SELECT t.user_id, u.verified_at FROM mail_tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ?1 AND t.purpose = 'email.verify'`,
  verifyAddress: `UPDATE users SET verified_at = ?2 WHERE verified_at IS NULL
    AND id = (SELECT user_id FROM mail_tokens WHERE hash = ?1 AND purpose = 'email.verify' AND used_at IS NULL AND expires_at > ?2)`,
  // A link is spent by the last statement of its batch: those before it happen only while it is good, so of thirty at once one does them all.
  useMailToken: `UPDATE mail_tokens SET used_at = ?2 WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2`,
  // Before the spending one: links that were asked for beside it must not outlive it.
  spendOtherLinks: `UPDATE mail_tokens SET used_at = ?3 WHERE user_id = ?2 AND purpose = ?4 AND used_at IS NULL AND hash != ?1
    AND EXISTS (SELECT 1 FROM mail_tokens t WHERE t.hash = ?1 AND t.used_at IS NULL AND t.expires_at > ?3)`,
  setPassword: `INSERT INTO passwords (user_id, hash, changed_at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?4 AND used_at IS NULL AND expires_at > ?3) ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at`,
  rememberReset: `INSERT INTO password_history (user_id, hash, set_at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?4 AND used_at IS NULL AND expires_at > ?3) ON CONFLICT DO NOTHING`,
  endChallengesByReset: `UPDATE login_challenges SET used_at = ?2 WHERE user_id = ?1 AND used_at IS NULL AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?3 AND used_at IS NULL AND expires_at > ?2)`,
  endEmailChangeByReset: `UPDATE email_changes SET ended_at = ?2 WHERE user_id = ?1 AND ended_at IS NULL AND confirmed_at IS NULL
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?3 AND used_at IS NULL AND expires_at > ?2)`,
  endLoginsByReset: `UPDATE logins SET ended_at = ?2, end_reason = ?3 WHERE user_id = ?1 AND ended_at IS NULL AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?4 AND used_at IS NULL AND expires_at > ?2)`,
} as const

/** Condition, with hash and now: a link that still verifies an address which is not verified. For the event that goes before the change. */
export const IS_GOOD_VERIFICATION = `EXISTS (SELECT 1 FROM mail_tokens t JOIN users u ON u.id = t.user_id
  WHERE t.hash = ? AND t.purpose = 'email.verify' AND t.used_at IS NULL AND t.expires_at > ? AND u.verified_at IS NULL)`

/** An account as it is stored; times in epoch ms, `password_hash` only where it is asked for. */
export const UserRow = z.object({
  id: UserId,
  email: z.string().nullable(),
  username: z.string(),
  display_name: z.string(),
  role: z.enum(['MEMBER', 'ADMIN']),
  verified_at: z.number().nullable(),
  birth_year: z.number().nullable(),
  locale: z.enum(['ko', 'en']),
  time_zone: z.string(),
  profile_image: z.string().nullable(),
  onboarded_at: z.number().nullable(),
  created_at: z.number(),
  /** E.164. */
  phone_number: z.string().nullable(),
  password_hash: z.string().nullable(),
})
export type UserRow = z.infer<typeof UserRow>

/** The account of an address with its password hash; letter case is that of the contract. */
export async function findUserByEmail(db: D1Database, email: string): Promise<UserRow | null> {
  return UserRow.nullable().parse(await db.prepare(SQL.userByEmail).bind(email).first())
}

/** An account without its password hash. */
export async function findUser(db: D1Database, userId: UserId): Promise<UserRow | null> {
  return UserRow.nullable().parse(await db.prepare(SQL.userById).bind(userId).first())
}

const RefreshRow = z.object({
  login_id: LoginId,
  parent_hash: z.string().nullable(),
  expires_at: z.number(),
  retired_at: z.number().nullable(),
  user_id: UserId,
  login_created_at: z.number(),
  ended_at: z.number().nullable(),
})
export type RefreshRow = z.infer<typeof RefreshRow>

/** A refresh token by its hash, with the login it belongs to. */
export async function findRefresh(db: D1Database, hash: string): Promise<RefreshRow | null> {
  return RefreshRow.nullable().parse(await db.prepare(SQL.refreshByHash).bind(hash).first())
}

/** Device and address of a login, as its history shows them. */
export interface LoginFacts {
  readonly device: string
  readonly browser: string
  readonly address: string
  readonly place: string
  readonly userAgent: string
}

/** Reasons of a sign-in that failed, as the history keeps them. */
export type SignInFailure = 'INVALID_CREDENTIALS' | 'INVALID_CODE' | 'RATE_LIMITED' | 'EMAIL_TAKEN'

/** What a sign-in that failed leaves in the history. A note with the same id is written once. */
export function noteFailure(
  db: D1Database,
  of: { historyId: string; userId: UserId; method: SignInMethod; failure: SignInFailure; facts: LoginFacts; now: number },
): D1PreparedStatement {
  const { device, browser, address, place, userAgent } = of.facts
  return db.prepare(SQL.addHistory).bind(of.historyId, of.userId, of.now, 0, of.failure, of.method, device, browser, address, place, userAgent, null)
}

/** What a login rests on, if something may take it away meanwhile: the password hash it was compared with, the challenge it answered. */
export interface Proof {
  readonly passwordHash?: string | null
  readonly challengeHash?: string
}

/** Statements that open a login with its first refresh token and, where it is a sign-in, write the history. */
export function openLogin(
  db: D1Database,
  of: {
    loginId: LoginId
    userId: UserId
    method: SignInMethod
    /** Null where nobody signed in: a login that goes on under new tokens. */
    historyId: string | null
    refreshHash: string
    refreshUntil: number
    facts: LoginFacts
    now: number
  },
  proof: Proof = {},
): D1PreparedStatement[] {
  const { device, browser, address, place, userAgent } = of.facts
  const opening = [
    db
      .prepare(SQL.addLogin)
      .bind(of.loginId, of.userId, of.now, device, browser, address, place, of.method, proof.passwordHash ?? null, proof.challengeHash ?? null),
    db.prepare(SQL.addRefresh).bind(of.refreshHash, of.loginId, of.now, of.refreshUntil),
  ]
  if (of.historyId === null) return opening
  return [
    ...opening,
    db.prepare(SQL.addHistory).bind(of.historyId, of.userId, of.now, 1, null, of.method, device, browser, address, place, userAgent, of.loginId),
  ]
}

/** Replaces a token: uses it up, retires its parent and its siblings, adds its successor. True if the successor stands. */
export async function rotate(db: D1Database, of: { hash: string; row: RefreshRow; successor: string; until: number; now: number }): Promise<boolean> {
  await db.batch([
    db.prepare(SQL.useRefresh).bind(of.hash, of.now),
    // The token of a sign-in has no parent: an impossible hash stands for it.
    db.prepare(SQL.retireForeRunners).bind(of.hash, of.row.login_id, of.now, of.row.parent_hash ?? '-'),
    db.prepare(SQL.addSuccessor).bind(of.successor, of.row.login_id, of.hash, of.now, of.until),
    db.prepare(SQL.touchLogin).bind(of.row.login_id, of.now),
  ])
  return (await db.prepare(SQL.hasRefresh).bind(of.successor).first()) !== null
}

const Id = z.object({ id: LoginId })

/** Logins of a person that stand. */
export async function openLoginsOf(db: D1Database, userId: UserId): Promise<LoginId[]> {
  const { results } = await db.prepare(SQL.openLogins).bind(userId).all()
  return results.map((row) => Id.parse(row).id)
}

/** The last three password hashes of a person. */
export async function recentPasswords(db: D1Database, userId: UserId): Promise<string[]> {
  const { results } = await db.prepare(SQL.recentPasswords).bind(userId).all()
  return results.map((row) => z.object({ hash: z.string() }).parse(row).hash)
}

/** Whose open mail token this is. */
export async function mailTokenOwner(db: D1Database, hash: string, purpose: string, now: number): Promise<UserId | null> {
  const row = await db.prepare(SQL.mailToken).bind(hash, purpose, now).first()
  return row ? z.object({ user_id: UserId }).parse(row).user_id : null
}

/** Whose address a link was sent to verify, spent or not, and whether it is verified by now. */
export async function findVerification(db: D1Database, hash: string): Promise<{ userId: UserId; isVerified: boolean } | null> {
  const row = await db.prepare(SQL.verification).bind(hash).first()
  if (!row) return null
  const { user_id: userId, verified_at: verifiedAt } = z.object({ user_id: UserId, verified_at: z.number().nullable() }).parse(row)
  return { userId, isVerified: verifiedAt !== null }
}
