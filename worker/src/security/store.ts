import * as z from 'zod'
import { SignInMethod } from '@studymate/contract/auth'
import { LoginId, UserId } from '@studymate/contract/values'

/** Statements of the second factor, of passwords, devices, the sign-in history and changes of address. */
export const SQL = {
  twoFactor: `SELECT f.secret, f.enabled_at, f.last_used_at,
    (SELECT count(*) FROM backup_codes b WHERE b.user_id = f.user_id AND b.used_at IS NULL) AS codes_left FROM two_factor f WHERE f.user_id = ?1`,
  // The sealed secret is never the same twice: it ties the codes that follow to the very setup that they came with.
  setUp: `INSERT INTO two_factor (user_id, secret, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (user_id)
    DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0, last_used_at = NULL WHERE enabled_at IS NULL`,
  dropCodes: `DELETE FROM backup_codes WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM two_factor WHERE user_id = ?1 AND secret = ?2)`,
  addCodes: `INSERT INTO backup_codes (user_id, hash) SELECT ?1, value FROM json_each(?3) WHERE EXISTS (SELECT 1 FROM two_factor WHERE user_id = ?1 AND secret = ?2)`,
  switchOn: `UPDATE two_factor SET enabled_at = ?3, last_step = ?4 WHERE user_id = ?1 AND secret = ?2 AND enabled_at IS NULL AND last_step < ?4`,
  switchOffByStep: `DELETE FROM two_factor WHERE user_id = ?1 AND enabled_at IS NOT NULL AND last_step < ?2`,
  switchOffByBackup: `DELETE FROM two_factor WHERE user_id = ?1 AND enabled_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM backup_codes WHERE user_id = ?1 AND hash = ?2 AND used_at IS NULL)`,
  dropStrayCodes: `DELETE FROM backup_codes WHERE user_id = ?1 AND NOT EXISTS (SELECT 1 FROM two_factor WHERE user_id = ?1)`,
  dropStrayChallenges: `UPDATE login_challenges SET used_at = ?2 WHERE user_id = ?1 AND used_at IS NULL AND NOT EXISTS (SELECT 1 FROM two_factor WHERE user_id = ?1)`,
  challenge: `SELECT user_id, method FROM login_challenges WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2`,
  passByStep: `UPDATE login_challenges SET used_at = ?2, login_id = ?3 WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2
    AND EXISTS (SELECT 1 FROM two_factor f WHERE f.user_id = login_challenges.user_id AND f.enabled_at IS NOT NULL AND f.last_step < ?4)`,
  passByBackup: `UPDATE login_challenges SET used_at = ?2, login_id = ?3 WHERE hash = ?1 AND used_at IS NULL AND expires_at > ?2
    AND EXISTS (SELECT 1 FROM two_factor f JOIN backup_codes b ON b.user_id = f.user_id
      WHERE f.user_id = login_challenges.user_id AND f.enabled_at IS NOT NULL AND b.hash = ?4 AND b.used_at IS NULL)`,
  spendStep: `UPDATE two_factor SET last_step = ?2, last_used_at = ?3 WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM login_challenges WHERE hash = ?4 AND login_id = ?5)`,
  spendBackup: `UPDATE backup_codes SET used_at = ?3 WHERE user_id = ?1 AND hash = ?2 AND EXISTS (SELECT 1 FROM login_challenges WHERE hash = ?4 AND login_id = ?5)`,
  hasBackup: `SELECT 1 FROM backup_codes WHERE user_id = ?1 AND hash = ?2`,
  noteUse: `UPDATE two_factor SET last_used_at = ?2 WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM login_challenges WHERE hash = ?3 AND login_id = ?4)`,

  password: `SELECT hash, changed_at FROM passwords WHERE user_id = ?1`,
  addFirstPassword: `INSERT INTO passwords (user_id, hash, changed_at) SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM users WHERE id = ?1) ON CONFLICT DO NOTHING`,
  replacePassword: `UPDATE passwords SET hash = ?2, changed_at = ?3 WHERE user_id = ?1 AND hash = ?4`,
  // A hash has its own salt: that this one stands says that this very change happened.
  rememberPassword: `INSERT INTO password_history (user_id, hash, set_at) SELECT ?1, ?2, ?3
    WHERE EXISTS (SELECT 1 FROM passwords WHERE user_id = ?1 AND hash = ?2) ON CONFLICT DO NOTHING`,
  endLogins: `UPDATE logins SET ended_at = ?3, end_reason = 'PASSWORD_CHANGED' WHERE user_id = ?1 AND ended_at IS NULL
    AND EXISTS (SELECT 1 FROM passwords WHERE user_id = ?1 AND hash = ?2)`,
  endChallenges: `UPDATE login_challenges SET used_at = ?3 WHERE user_id = ?1 AND used_at IS NULL AND EXISTS (SELECT 1 FROM passwords WHERE user_id = ?1 AND hash = ?2)`,
  endResetLinks: `UPDATE mail_tokens SET used_at = ?3 WHERE user_id = ?1 AND used_at IS NULL AND purpose = 'password.reset'
    AND EXISTS (SELECT 1 FROM passwords WHERE user_id = ?1 AND hash = ?2)`,
  endWaitingChange: `UPDATE email_changes SET ended_at = ?3 WHERE user_id = ?1 AND ended_at IS NULL AND confirmed_at IS NULL
    AND EXISTS (SELECT 1 FROM passwords WHERE user_id = ?1 AND hash = ?2)`,

  loginMethod: `SELECT method FROM logins WHERE id = ?1`,
  devices: `SELECT id, device, browser, place, method, created_at, used_at FROM logins
    WHERE user_id = ?1 AND ended_at IS NULL AND used_at > ?2 AND created_at > ?3 ORDER BY used_at DESC, id DESC LIMIT 100`,
  loginOf: `SELECT ended_at FROM logins WHERE id = ?1 AND user_id = ?2`,
  endLogin: `UPDATE logins SET ended_at = ?3, end_reason = 'SIGNED_OUT' WHERE id = ?1 AND user_id = ?2 AND ended_at IS NULL`,
  endOtherLogins: `UPDATE logins SET ended_at = ?3, end_reason = 'SIGNED_OUT' WHERE user_id = ?2 AND id != ?1 AND ended_at IS NULL`,
  history: `SELECT id, at, success, reason, method, device, browser, address, place, user_agent FROM login_history
    WHERE user_id = ?1 AND at > ?2 ORDER BY at DESC, id DESC LIMIT ?3 OFFSET ?4`,
  historyCount: `SELECT count(*) AS n FROM login_history WHERE user_id = ?1 AND at > ?2`,

  waitingChange: `SELECT email, asked_at, expires_at FROM email_changes
    WHERE user_id = ?1 AND confirmed_at IS NULL AND ended_at IS NULL AND expires_at > ?2 ORDER BY asked_at DESC LIMIT 1`,
  takeChangeBack: `UPDATE email_changes SET ended_at = ?2 WHERE user_id = ?1 AND ended_at IS NULL AND confirmed_at IS NULL`,
  // Only while the password that was given (?6, NULL where none is set) stands: who has just been shut out must leave no change behind.
  addChange: `INSERT INTO email_changes (id, user_id, email, old_email, asked_at, expires_at) SELECT ?1, id, ?3, email, ?4, ?5 FROM users
    WHERE id = ?2 AND (SELECT hash FROM passwords WHERE user_id = ?2) IS ?6`,
  holderOf: `SELECT id FROM users WHERE email = ?1`,
  change: `SELECT c.id, c.user_id, c.email, c.old_email, c.asked_at, c.expires_at, c.confirmed_at, c.ended_at, u.email AS now_email, u.verified_at, u.locale
    FROM email_changes c JOIN users u ON u.id = c.user_id WHERE c.id = ?1`,
  addLink: `INSERT INTO mail_tokens (hash, user_id, purpose, created_at, expires_at, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
  linkSubject: `SELECT subject, used_at FROM mail_tokens WHERE hash = ?1 AND purpose = ?2 AND expires_at > ?3`,
  takeAddress: `UPDATE users SET email = ?2, verified_at = ?4 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM users o WHERE o.email = ?2 AND o.id != ?1)
    AND EXISTS (SELECT 1 FROM email_changes WHERE id = ?3 AND confirmed_at IS NULL AND ended_at IS NULL AND expires_at > ?4)`,
  confirmChange: `UPDATE email_changes SET confirmed_at = ?2 WHERE id = ?1 AND confirmed_at IS NULL AND ended_at IS NULL AND expires_at > ?2
    AND EXISTS (SELECT 1 FROM users u WHERE u.id = email_changes.user_id AND u.email = email_changes.email)`,
  // Links in the old mailbox must not outlive the change (ADR 6).
  endOldLinks: `UPDATE mail_tokens SET used_at = ?3 WHERE user_id = ?1 AND used_at IS NULL AND purpose IN ('password.reset', 'email.verify')
    AND EXISTS (SELECT 1 FROM email_changes WHERE id = ?2 AND confirmed_at = ?3)`,

  // An objection: each statement holds only while its link (?2) is unspent, and the last one spends it.
  freeAddress: `UPDATE users SET email = NULL WHERE email = ?1 AND verified_at IS NULL AND id != ?3
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  giveAddressBack: `UPDATE users SET email = ?3, verified_at = ?4 WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM users o WHERE o.email = ?3 AND o.id != ?1)
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  endLoginsByObjection: `UPDATE logins SET ended_at = ?3, end_reason = 'OBJECTION' WHERE user_id = ?1 AND ended_at IS NULL
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  dropPassword: `DELETE FROM passwords WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  dropLaterFactor: `DELETE FROM two_factor WHERE user_id = ?1 AND (enabled_at IS NULL OR enabled_at >= ?3)
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  endChallengesByObjection: `UPDATE login_challenges SET used_at = ?3 WHERE user_id = ?1 AND used_at IS NULL
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  // The mail about a provider linked since went to the new address: the owner never heard of it.
  dropLaterWays: `DELETE FROM identities WHERE user_id = ?1 AND created_at >= ?3 AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  endLaterChanges: `UPDATE email_changes SET ended_at = ?4 WHERE user_id = ?1 AND ended_at IS NULL AND asked_at >= ?3
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
  // Also those of the changes that came after it: who took the account must not object in turn.
  spendObjection: `UPDATE mail_tokens SET used_at = ?4 WHERE user_id = ?1 AND used_at IS NULL AND (purpose IN ('password.reset', 'email.verify')
    OR subject IN (SELECT id FROM email_changes WHERE user_id = ?1 AND asked_at >= ?3)) AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL)`,
} as const

/** Condition, with person and password hash: this very password stands. */
export const PASSWORD_STANDS = 'EXISTS (SELECT 1 FROM passwords WHERE user_id = ? AND hash = ?)'
/** Condition, with person, sealed secret and step: this very setup waits for its first code. */
export const SETUP_STANDS = 'EXISTS (SELECT 1 FROM two_factor WHERE user_id = ? AND secret = ? AND enabled_at IS NULL AND last_step < ?)'
/** Condition, with person and step: the second factor is on and no code of this step was used. */
export const STEP_STANDS = 'EXISTS (SELECT 1 FROM two_factor WHERE user_id = ? AND enabled_at IS NOT NULL AND last_step < ?)'
/** Condition, with person and hash: the second factor is on and this backup code is unspent. */
export const BACKUP_STANDS =
  'EXISTS (SELECT 1 FROM two_factor f JOIN backup_codes b ON b.user_id = f.user_id WHERE f.user_id = ? AND f.enabled_at IS NOT NULL AND b.hash = ? AND b.used_at IS NULL)'
/** Condition, with the hash of a link: it is unspent. */
export const LINK_STANDS = 'EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ? AND used_at IS NULL)'

const TwoFactorRow = z.object({ secret: z.string(), enabled_at: z.number().nullable(), last_used_at: z.number().nullable(), codes_left: z.number() })
export type TwoFactorRow = z.infer<typeof TwoFactorRow>

/** The second factor of a person, pending or on; null where there is none. `secret` is sealed. */
export async function findTwoFactor(db: D1Database, userId: UserId): Promise<TwoFactorRow | null> {
  return TwoFactorRow.nullable().parse(await db.prepare(SQL.twoFactor).bind(userId).first())
}

const ChallengeRow = z.object({ user_id: UserId, method: SignInMethod })

/** A sign-in that waits for its code; null where it is spent, over, or never was. */
export async function findChallenge(db: D1Database, hash: string, now: number): Promise<z.infer<typeof ChallengeRow> | null> {
  return ChallengeRow.nullable().parse(await db.prepare(SQL.challenge).bind(hash, now).first())
}

const PasswordRow = z.object({ hash: z.string(), changed_at: z.number() })

/** The password of a person; null where none was set. */
export async function findPassword(db: D1Database, userId: UserId): Promise<z.infer<typeof PasswordRow> | null> {
  return PasswordRow.nullable().parse(await db.prepare(SQL.password).bind(userId).first())
}

/** By which way a login came in. */
export async function methodOf(db: D1Database, loginId: LoginId): Promise<SignInMethod> {
  return z.object({ method: SignInMethod }).parse(await db.prepare(SQL.loginMethod).bind(loginId).first()).method
}

const DeviceRow = z.object({
  id: LoginId,
  device: z.string(),
  browser: z.string(),
  place: z.string(),
  method: SignInMethod,
  created_at: z.number(),
  used_at: z.number(),
})
export type DeviceRow = z.infer<typeof DeviceRow>

const WEEK_MS = 7 * 86_400_000

/** Logins that can still go on: used within seven days and begun within ninety. */
export async function devicesOf(db: D1Database, userId: UserId, now: number): Promise<DeviceRow[]> {
  const { results } = await db
    .prepare(SQL.devices)
    .bind(userId, now - WEEK_MS, now - 90 * 86_400_000)
    .all()
  return results.map((row) => DeviceRow.parse(row))
}

const HistoryRow = z.object({
  id: z.string(),
  at: z.number(),
  success: z.number(),
  reason: z.string().nullable(),
  method: SignInMethod,
  device: z.string(),
  browser: z.string(),
  address: z.string(),
  place: z.string(),
  user_agent: z.string(),
})
export type HistoryRow = z.infer<typeof HistoryRow>

/** A page of the sign-ins since a moment, newest first, and how many there are. */
export async function historyOf(
  db: D1Database,
  userId: UserId,
  of: { since: number; page: number; size: number },
): Promise<{ rows: HistoryRow[]; total: number }> {
  const [page, count] = await Promise.all([
    db
      .prepare(SQL.history)
      .bind(userId, of.since, of.size, (of.page - 1) * of.size)
      .all(),
    db.prepare(SQL.historyCount).bind(userId, of.since).first(),
  ])
  return { rows: page.results.map((row) => HistoryRow.parse(row)), total: z.object({ n: z.number() }).parse(count).n }
}

const WaitingRow = z.object({ email: z.string(), asked_at: z.number(), expires_at: z.number() })
export type WaitingRow = z.infer<typeof WaitingRow>

/** The change of address that waits for its link. */
export async function findWaitingChange(db: D1Database, userId: UserId, now: number): Promise<WaitingRow | null> {
  return WaitingRow.nullable().parse(await db.prepare(SQL.waitingChange).bind(userId, now).first())
}

const ChangeRow = z.object({
  id: z.string(),
  user_id: UserId,
  email: z.string(),
  old_email: z.string().nullable(),
  asked_at: z.number(),
  expires_at: z.number(),
  confirmed_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  now_email: z.string().nullable(),
  verified_at: z.number().nullable(),
  locale: z.enum(['ko', 'en']),
})
export type ChangeRow = z.infer<typeof ChangeRow>

/** A change of address with what its person has now. */
export async function findChange(db: D1Database, changeId: string): Promise<ChangeRow | null> {
  return ChangeRow.nullable().parse(await db.prepare(SQL.change).bind(changeId).first())
}

const LinkRow = z.object({ subject: z.string(), used_at: z.number().nullable() })

/** The change that a mail's link is about, and whether the link was spent; null where it is over or never was. */
export async function findLink(
  db: D1Database,
  hash: string,
  purpose: 'email.change' | 'email.object',
  now: number,
): Promise<{ change: ChangeRow; isSpent: boolean } | null> {
  const link = LinkRow.nullable().parse(await db.prepare(SQL.linkSubject).bind(hash, purpose, now).first())
  const change = link ? await findChange(db, link.subject) : null
  return link && change ? { change, isSpent: link.used_at !== null } : null
}

/** Who has an address; null where nobody does. */
export async function holderOf(db: D1Database, email: string): Promise<UserId | null> {
  const row = await db.prepare(SQL.holderOf).bind(email).first()
  return row ? z.object({ id: UserId }).parse(row).id : null
}
