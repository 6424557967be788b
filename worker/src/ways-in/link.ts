import type { WayError } from '@studymate/contract/ways-in'
import type { LoginId, UserId } from '@studymate/contract/values'
import { addressOf } from '@studymate/domain/ways-in/entry'
import type { Said } from '@studymate/domain/ways-in/entry'
import type { Ctx } from '#edge/context'
import type { Provider } from './provider.ts'
import * as store from './store.ts'

/** Links what a provider said to the account whose login began the trip; null when it is linked, also if it was before. */
export async function link(ctx: Ctx, provider: Provider, said: Said, by: { userId: UserId; loginId: LoginId }): Promise<WayError | null> {
  const { db, now } = ctx
  const of = { provider: provider.id, realm: provider.realm, subject: said.subject }
  const key = store.keyOf(of)
  const address = said.isEmailVerified ? addressOf(said) : null
  const isTheirs = {
    sql: 'EXISTS (SELECT 1 FROM identities WHERE provider = ? AND realm = ? AND subject = ? AND user_id = ? AND created_at = ?)',
    values: [...key, by.userId, now],
  }
  await db.batch([
    db.prepare(store.SQL.forgetOrphan).bind(...key),
    db.prepare(store.SQL.linkIdentity).bind(...key, by.userId, said.email, now, by.loginId),
    db.prepare(store.SQL.verifyByLink).bind(by.userId, address, now, ...key),
    ctx.emit({ type: 'way.linked', userId: by.userId, provider: provider.id }, isTheirs),
    ctx.emit({ type: 'person.changed', userId: by.userId }, isTheirs),
  ])
  const owner = await store.personBySubject(db, of)
  if (owner === by.userId) return null
  if (owner !== null) return 'LINKED_ELSEWHERE'
  return (await db.prepare(store.SQL.loginStands).bind(by.loginId, by.userId).first()) === null ? 'SESSION_ENDED' : 'ANOTHER_LINKED'
}
