import type { ProviderId, WayError } from '@studymate/contract/ways-in'
import type { SignInMethod } from '@studymate/contract/auth'
import { UserId } from '@studymate/contract/values'
import { usernameCandidate } from '@studymate/domain/people/name'
import { addressOf, entryOf } from '@studymate/domain/ways-in/entry'
import type { Beginning, Said } from '@studymate/domain/ways-in/entry'
import { loginFacts } from '#auth/device'
import { noteFailure } from '#auth/store'
import type { Ctx } from '#edge/context'
import { digest, secret } from '#edge/ports'
import type { Provider } from './provider.ts'
import * as store from './store.ts'

/** A page has this long to take its code over. */
const CODE_MS = 60_000

/** The name of a provider in the login history (guide settings 14). */
export function methodOf(provider: ProviderId): SignInMethod {
  return `oauth_${provider}`
}

/** A new account for a subject; null where its address was taken meanwhile, or whom the subject names if another try was first. */
async function begin(ctx: Ctx, of: store.Subject, said: Said, beginning: Beginning, trip: store.StateRow): Promise<UserId | null> {
  const { db, now } = ctx
  const userId = UserId.parse(ctx.ids.next('user'))
  const { email, displayName } = beginning
  for (let attempt = 0; attempt < 4; attempt++) {
    const username = `${usernameCandidate(displayName)}_${digest(`${userId}${attempt}`).slice(0, 4 + attempt)}`
    await db.batch([
      db.prepare(store.SQL.forgetOrphan).bind(...store.keyOf(of)),
      db
        .prepare(store.SQL.addPerson)
        .bind(
          userId,
          email,
          username,
          displayName,
          email === null ? null : now,
          trip.birth_year,
          trip.locale,
          trip.time_zone ?? 'Asia/Seoul',
          now,
          ...store.keyOf(of),
        ),
      db.prepare(store.SQL.addIdentity).bind(...store.keyOf(of), userId, said.email, now),
      ctx.emit({ type: 'account.registered', userId }, { sql: 'EXISTS (SELECT 1 FROM users WHERE id = ?)', values: [userId] }),
    ])
    const person = await store.personBySubject(db, of)
    if (person !== null) return person
    if ((await store.personByAddress(db, email)) !== null) return null
  }
  throw new Error('no free username after four tries')
}

/** Signs in by what a provider said: gives the code that the page takes over, or why it leads nowhere. */
export async function enter(ctx: Ctx, provider: Provider, said: Said, trip: store.StateRow, browserHash: string): Promise<{ code: string } | WayError> {
  const { db, now } = ctx
  const of = { provider: provider.id, realm: provider.realm, subject: said.subject }
  const byAddress = await store.personByAddress(db, addressOf(said))
  const entry = entryOf(said, { bySubject: await store.personBySubject(db, of), byAddress })
  const userId = entry.leads === 'in' ? entry.userId : entry.leads === 'new' ? await begin(ctx, of, said, entry.beginning, trip) : null
  if (userId === null) {
    // Whoever the provider vouches for should see that somebody tried with their address; anybody can write an unverified one.
    if (byAddress !== null && said.isEmailVerified)
      await noteFailure(db, {
        historyId: `hist_${ctx.ids.next('login')}`,
        userId: byAddress,
        method: methodOf(provider.id),
        failure: 'EMAIL_TAKEN',
        facts: loginFacts(ctx.caller),
        now,
      }).run()
    return 'EMAIL_TAKEN'
  }
  const code = secret()
  await db.batch([
    db.prepare(store.SQL.forgetCodes).bind(now),
    db.prepare(store.SQL.useIdentity).bind(...store.keyOf(of), now, said.email),
    db.prepare(store.SQL.addCode).bind(digest(code), userId, provider.id, browserHash, now, now + CODE_MS),
  ])
  return { code }
}
