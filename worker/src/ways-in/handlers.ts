import { fail } from '@studymate/contract/errors'
import type { Tongue } from '@studymate/contract/errors'
import type { LoginId, UserId } from '@studymate/contract/values'
import * as contract from '@studymate/contract/ways-in'
import { safeReturn } from '@studymate/domain/auth/return-to'
import { mayRegister } from '@studymate/domain/people/age'
import { isTimeZone } from '@studymate/domain/schedule/time-zone'
import { admit } from '#auth/admission'
import { findUser } from '#auth/store'
import { route } from '#edge/context'
import type { Ctx, Handler } from '#edge/context'
import { digest, secret } from '#edge/ports'
import { enter, methodOf } from './enter.ts'
import { link } from './link.ts'
import { presentWays } from './present.ts'
import type { Provider } from './provider.ts'
import { providerOf, providersOf } from './providers.ts'
import * as store from './store.ts'
import { addressOf, comeBack } from './trip.ts'

/** A person has ten minutes to sign in at the provider. */
const TRIP_MS = 10 * 60_000
/** The cookie that ties the way back to the browser that set out. */
const BROWSER = 'studymate-way'

interface Setting {
  readonly returnTo: string | undefined
  readonly locale: Tongue
  readonly timeZone: string | null
  readonly birthYear: number | null
  readonly linksFor: { readonly userId: UserId; readonly loginId: LoginId } | null
}

/** Begins a trip and gives the address at the provider; null where the provider cannot be reached. */
async function setOut(ctx: Ctx, provider: Provider, of: Setting): Promise<string | null> {
  // Tabs of one browser share the secret, so that two trips at once both come home.
  const browser = ctx.cookies.get(BROWSER) ?? secret()
  const state = secret()
  const address = await addressOf(ctx, provider, { state, browser })
  if (address === null) return null
  const { db, now } = ctx
  await db.batch([
    db.prepare(store.SQL.forgetStates).bind(now),
    db
      .prepare(store.SQL.addState)
      .bind(
        digest(state),
        provider.id,
        digest(browser),
        safeReturn(of.returnTo, ctx.siteUrl),
        of.locale,
        of.timeZone,
        of.birthYear,
        of.linksFor?.userId ?? null,
        of.linksFor?.loginId ?? null,
        now,
        now + TRIP_MS,
      ),
  ])
  ctx.cookies.set(BROWSER, browser, TRIP_MS / 1000)
  return address
}

/** The page of ours that takes over from a way back. */
function pageOf(ctx: Ctx, provider: contract.ProviderId, says: Record<string, string>): string {
  const url = new URL(`/auth/callback/${provider}`, ctx.siteUrl)
  for (const [name, value] of Object.entries(says)) url.searchParams.set(name, value)
  return url.href
}

const listProviders: Handler<typeof contract.listProviders> = async (_, ctx) =>
  providersOf(ctx.settings).map(({ id, name }) => ({ provider: id, name: name[ctx.tongue] }))

const startSignIn: Handler<typeof contract.startSignIn> = async (input, ctx) => {
  const provider = providerOf(ctx.settings, input.provider)
  if (!provider) return fail('NOT_FOUND')
  if (input.birthYear !== undefined && !mayRegister(input.birthYear, ctx.now)) return fail('AGE_RESTRICTED')
  const address = await setOut(ctx, provider, {
    returnTo: input.returnTo,
    locale: input.locale ?? ctx.tongue,
    timeZone: input.timeZone !== undefined && isTimeZone(input.timeZone) ? input.timeZone : null,
    birthYear: input.birthYear ?? null,
    linksFor: null,
  })
  return address ?? pageOf(ctx, provider.id, { error: 'PROVIDER_UNAVAILABLE', returnTo: safeReturn(input.returnTo, ctx.siteUrl) })
}

const signInCallback: Handler<typeof contract.signInCallback> = async (input, ctx) => {
  const provider = providerOf(ctx.settings, input.provider)
  if (!provider) return fail('NOT_FOUND')
  const browser = ctx.cookies.get(BROWSER)
  const { state } = input
  const trip =
    browser === null || state === undefined
      ? null
      : await store.takeState(ctx.db, { hash: digest(state), provider: provider.id, browserHash: digest(browser), now: ctx.now })
  if (trip === null || browser === null || state === undefined) return pageOf(ctx, provider.id, { error: 'STATE_EXPIRED' })
  const home = { returnTo: trip.return_to }
  const said = await comeBack(ctx, provider, { state, browser }, input)
  if (typeof said === 'string') return pageOf(ctx, provider.id, { error: said, ...home })
  if (trip.user_id !== null && trip.login_id !== null) {
    const error = await link(ctx, provider, said, { userId: trip.user_id, loginId: trip.login_id })
    return pageOf(ctx, provider.id, error === null ? { linked: 'true', ...home } : { error, ...home })
  }
  const entered = await enter(ctx, provider, said, trip, digest(browser))
  return pageOf(ctx, provider.id, typeof entered === 'string' ? { error: entered, ...home } : { ...entered, ...home })
}

const exchangeCode: Handler<typeof contract.exchangeCode> = async ({ code }, ctx) => {
  const browser = ctx.cookies.get(BROWSER)
  const taken = browser === null ? null : await store.takeCode(ctx.db, { hash: digest(code), browserHash: digest(browser), now: ctx.now })
  const user = taken && (await findUser(ctx.db, taken.userId))
  return user ? admit(ctx, user, methodOf(taken.provider)) : fail('INVALID_CODE')
}

const listWaysIn: Handler<typeof contract.listWaysIn> = async (_, ctx) => {
  const ways = await store.waysOf(ctx.db, ctx.userId)
  return { password: ways.password, providers: presentWays(ways, providersOf(ctx.settings), ctx.tongue) }
}

const linkProvider: Handler<typeof contract.linkProvider> = async (input, ctx) => {
  const provider = providerOf(ctx.settings, input.provider)
  if (!provider) return fail('NOT_FOUND')
  const { userId, loginId } = ctx
  const url = await setOut(ctx, provider, { returnTo: input.returnTo, locale: ctx.tongue, timeZone: null, birthYear: null, linksFor: { userId, loginId } })
  return url === null ? fail('PROVIDER_UNAVAILABLE') : { url }
}

const unlinkProvider: Handler<typeof contract.unlinkProvider> = async ({ provider }, ctx) => {
  const { db, userId } = ctx
  const on = JSON.stringify(providersOf(ctx.settings).map(({ id, realm }) => [id, realm]))
  const { meta } = await db.prepare(store.SQL.unlink).bind(userId, provider, on).run()
  if (meta.changes === 0 && (await db.prepare(store.SQL.isLinked).bind(userId, provider).first()) !== null) return fail('LAST_WAY_IN')
  return { provider, linked: false as const }
}

export const routes = [
  route(contract.listProviders, listProviders),
  route(contract.startSignIn, startSignIn),
  route(contract.signInCallback, signInCallback),
  route(contract.exchangeCode, exchangeCode),
  route(contract.listWaysIn, listWaysIn),
  route(contract.linkProvider, linkProvider),
  route(contract.unlinkProvider, unlinkProvider),
]
