import * as z from 'zod'
import { ProviderId } from '@studymate/contract/ways-in'
import { LoginId, UserId } from '@studymate/contract/values'

/** Statements of the ways in through providers. */
export const SQL = {
  forgetStates: `DELETE FROM way_states WHERE hash IN (SELECT hash FROM way_states WHERE expires_at < ?1 LIMIT 50)`,
  addState: `INSERT INTO way_states (hash, provider, browser_hash, return_to, locale, time_zone, birth_year, user_id, login_id, created_at, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)`,
  // Of thirty at once one gets the row.
  takeState: `UPDATE way_states SET used_at = ?4 WHERE hash = ?1 AND provider = ?2 AND browser_hash = ?3 AND used_at IS NULL AND expires_at > ?4
    RETURNING return_to, locale, time_zone, birth_year, user_id, login_id`,
  personBySubject: `SELECT u.id FROM identities i JOIN users u ON u.id = i.user_id WHERE i.provider = ?1 AND i.realm = ?2 AND i.subject = ?3`,
  personByAddress: `SELECT id FROM users WHERE email = ?1`,
  // An erasure that died midway may have left it: the same subject is then somebody new (F06).
  forgetOrphan: `DELETE FROM identities WHERE provider = ?1 AND realm = ?2 AND subject = ?3 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = identities.user_id)`,
  addPerson: `INSERT INTO users (id, email, username, display_name, verified_at, birth_year, locale, time_zone, created_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (SELECT 1 FROM identities WHERE provider = ?10 AND realm = ?11 AND subject = ?12) ON CONFLICT DO NOTHING`,
  addIdentity: `INSERT INTO identities (provider, realm, subject, user_id, email, created_at, used_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6 WHERE EXISTS (SELECT 1 FROM users WHERE id = ?4) ON CONFLICT DO NOTHING`,
  // Only while the login that began it stands.
  linkIdentity: `INSERT INTO identities (provider, realm, subject, user_id, email, created_at, used_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6 WHERE EXISTS (SELECT 1 FROM logins WHERE id = ?7 AND user_id = ?4 AND ended_at IS NULL) ON CONFLICT DO NOTHING`,
  loginStands: `SELECT 1 FROM logins WHERE id = ?1 AND user_id = ?2 AND ended_at IS NULL`,
  // A provider that vouches for the very address of the account has shown what the link in a mail would.
  verifyByLink: `UPDATE users SET verified_at = ?3 WHERE id = ?1 AND email = ?2 AND verified_at IS NULL
    AND EXISTS (SELECT 1 FROM identities WHERE user_id = ?1 AND provider = ?4 AND realm = ?5 AND subject = ?6)`,
  useIdentity: `UPDATE identities SET used_at = ?4, email = ?5 WHERE provider = ?1 AND realm = ?2 AND subject = ?3`,
  forgetCodes: `DELETE FROM way_codes WHERE hash IN (SELECT hash FROM way_codes WHERE expires_at < ?1 LIMIT 50)`,
  addCode: `INSERT INTO way_codes (hash, user_id, provider, browser_hash, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)`,
  // Not if the way was closed meanwhile.
  takeCode: `UPDATE way_codes SET used_at = ?3 WHERE hash = ?1 AND browser_hash = ?2 AND used_at IS NULL AND expires_at > ?3
    AND EXISTS (SELECT 1 FROM identities i WHERE i.user_id = way_codes.user_id AND i.provider = way_codes.provider) RETURNING user_id, provider`,
  identitiesOf: `SELECT provider, realm, email, created_at, used_at FROM identities WHERE user_id = ?1`,
  hasPassword: `SELECT 1 FROM users u JOIN passwords p ON p.user_id = u.id WHERE u.id = ?1 AND u.email IS NOT NULL`,
  // Never the last: a password that an address goes with, or another provider that is switched on (?3, pairs of provider and realm), must stay.
  unlink: `DELETE FROM identities WHERE user_id = ?1 AND provider = ?2 AND (
      EXISTS (SELECT 1 FROM users u JOIN passwords p ON p.user_id = u.id WHERE u.id = ?1 AND u.email IS NOT NULL)
      OR EXISTS (SELECT 1 FROM identities other JOIN json_each(?3) o ON other.provider = json_extract(o.value, '$[0]') AND other.realm = json_extract(o.value, '$[1]')
        WHERE other.user_id = ?1 AND other.provider != ?2))`,
  isLinked: `SELECT 1 FROM identities WHERE user_id = ?1 AND provider = ?2`,
  // Who takes over an account by a mail to its address, which nobody had shown to be theirs, must not share it with whoever linked a provider before.
  forgetUnproven: `DELETE FROM identities WHERE user_id = ?1 AND EXISTS (SELECT 1 FROM users WHERE id = ?1 AND verified_at IS NULL)
    AND EXISTS (SELECT 1 FROM mail_tokens WHERE hash = ?2 AND used_at IS NULL AND expires_at > ?3)`,
} as const

/** Whom a provider means: its own name for a person, in its own numbering. */
export interface Subject {
  readonly provider: ProviderId
  readonly realm: string
  readonly subject: string
}

/** The values of a {@link Subject} in the order in which statements take them. */
export const keyOf = ({ provider, realm, subject }: Subject) => [provider, realm, subject] as const

const StateRow = z.object({
  return_to: z.string(),
  locale: z.enum(['ko', 'en']),
  time_zone: z.string().nullable(),
  birth_year: z.number().nullable(),
  user_id: UserId.nullable(),
  login_id: LoginId.nullable(),
})
export type StateRow = z.infer<typeof StateRow>

/** Uses a state up, if it is this provider's and this browser's; null otherwise. Times in epoch ms. */
export async function takeState(db: D1Database, of: { hash: string; provider: ProviderId; browserHash: string; now: number }): Promise<StateRow | null> {
  return StateRow.nullable().parse(await db.prepare(SQL.takeState).bind(of.hash, of.provider, of.browserHash, of.now).first())
}

const Id = z.object({ id: UserId }).nullable()

/** Whom a subject names here. */
export async function personBySubject(db: D1Database, of: Subject): Promise<UserId | null> {
  return (
    Id.parse(
      await db
        .prepare(SQL.personBySubject)
        .bind(...keyOf(of))
        .first(),
    )?.id ?? null
  )
}

/** Who has an address here, verified or not. */
export async function personByAddress(db: D1Database, email: string | null): Promise<UserId | null> {
  return email === null ? null : (Id.parse(await db.prepare(SQL.personByAddress).bind(email).first())?.id ?? null)
}

const CodeRow = z.object({ user_id: UserId, provider: ProviderId }).nullable()

/** Uses a code up, if it is this browser's; null otherwise. */
export async function takeCode(
  db: D1Database,
  of: { hash: string; browserHash: string; now: number },
): Promise<{ userId: UserId; provider: ProviderId } | null> {
  const row = CodeRow.parse(await db.prepare(SQL.takeCode).bind(of.hash, of.browserHash, of.now).first())
  return row && { userId: row.user_id, provider: row.provider }
}

const IdentityRow = z.object({ provider: ProviderId, realm: z.string(), email: z.string().nullable(), created_at: z.number(), used_at: z.number() })
export type IdentityRow = z.infer<typeof IdentityRow>

/** The ways in of a person: whether a password is one, and the providers. */
export async function waysOf(db: D1Database, userId: UserId): Promise<{ password: boolean; identities: IdentityRow[] }> {
  const [password, identities] = await db.batch([db.prepare(SQL.hasPassword).bind(userId), db.prepare(SQL.identitiesOf).bind(userId)])
  return { password: (password?.results.length ?? 0) > 0, identities: z.array(IdentityRow).parse(identities?.results ?? []) }
}
