import type { Admission, SignInMethod } from '@studymate/contract/auth'
import type { Ctx } from '#edge/context'
import { digest, secret } from '#edge/ports'
import { newLogin } from './credentials.ts'
import { presentAccount } from './present.ts'
import { SQL } from './store.ts'
import type { UserRow } from './store.ts'

/** A challenge waits ten minutes for its code. */
const CHALLENGE_MS = 10 * 60_000

/**
 * The last step of every way in, after who the person is has been shown: opens a login, or, where the person has a second factor, asks for it.
 * `also` is committed with it.
 */
export async function admit(ctx: Ctx, user: UserRow, method: SignInMethod, also: readonly D1PreparedStatement[] = []): Promise<Admission> {
  const { db, now } = ctx
  // Where the password was replaced meanwhile, what is answered stands as little as if it had been opened before.
  const passwordHash = method === 'password' ? user.password_hash : null
  if ((await db.prepare(SQL.hasSecondFactor).bind(user.id).first()) !== null) {
    const challengeToken = secret()
    await db.batch([...also, db.prepare(SQL.addChallenge).bind(digest(challengeToken), user.id, method, now, now + CHALLENGE_MS, passwordHash)])
    return { twoFactorRequired: true, challengeToken }
  }
  const { tokens, statements } = await newLogin(ctx, user.id, method, { proof: { passwordHash } })
  await db.batch([...also, ...statements])
  return { ...tokens, user: presentAccount(user, ctx) }
}
