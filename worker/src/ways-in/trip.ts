import * as oauth from 'oauth4webapi'
import type { WayError } from '@studymate/contract/ways-in'
import type { Said } from '@studymate/domain/ways-in/entry'
import type { Ctx } from '#edge/context'
import { log } from '#edge/log'
import { digest } from '#edge/ports'
import { httpOptions } from './http.ts'
import { outside } from './outside.ts'
import type { Call, Provider } from './provider.ts'

/** What one round trip is tied to: `state` went to the provider, `browser` is the secret in the cookie of the browser that set out. */
export interface Trip {
  readonly state: string
  readonly browser: string
}

// Both follow from what only the browser and we know, so that neither lies in the database, and whoever reads the way back cannot make them.
const verifierOf = ({ state, browser }: Trip) => digest(`pkce\n${browser}\n${state}`)
const nonceOf = ({ state, browser }: Trip) => digest(`nonce\n${browser}\n${state}`)

function callOf(ctx: Ctx): Call {
  return { outside: outside(ctx.settings.PROVIDER_TIMEOUT_SECONDS), now: ctx.now }
}

function redirectUri(ctx: Ctx, provider: Provider): string {
  return `${ctx.siteUrl}/api/v1/auth/callback/${provider.id}`
}

// What went wrong, for the operator; never what was said, which may hold tokens.
function noteFailure(provider: Provider, error: unknown): void {
  const { code, message } = error instanceof Error ? { code: 'code' in error ? error.code : error.name, message: error.message } : { code: '', message: '' }
  log('warn', 'a provider of sign-ins failed', {
    provider: provider.id,
    code: String(code),
    reason: code === 'ZodError' ? 'not the reply it documents' : message.slice(0, 300),
  })
}

/** The address at the provider where a trip begins; null where the provider does not say one. */
export async function addressOf(ctx: Ctx, provider: Provider, trip: Trip): Promise<string | null> {
  try {
    const { authorization_endpoint: endpoint } = await provider.server(callOf(ctx))
    if (endpoint === undefined) throw new Error('the issuer names no page to sign in at')
    const url = new URL(endpoint)
    url.searchParams.set('response_type', 'code')
    url.searchParams.set('client_id', provider.client.client_id)
    url.searchParams.set('redirect_uri', redirectUri(ctx, provider))
    url.searchParams.set('state', trip.state)
    if (provider.scope !== null) url.searchParams.set('scope', provider.scope)
    if (provider.isOpenId) url.searchParams.set('nonce', nonceOf(trip))
    if (provider.hasPkce) {
      url.searchParams.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifierOf(trip)))
      url.searchParams.set('code_challenge_method', 'S256')
    }
    return url.href
  } catch (error) {
    noteFailure(provider, error)
    return null
  }
}

/** What the provider says of the person who came back with these parameters; an error where they said no, or it does not prove it. */
export async function comeBack(
  ctx: Ctx,
  provider: Provider,
  trip: Trip,
  back: { code?: string | undefined; error?: string | undefined; iss?: string | undefined },
): Promise<Said | WayError> {
  const call = callOf(ctx)
  try {
    const server = await provider.server(call)
    const given = new URLSearchParams({ state: trip.state })
    for (const name of ['code', 'error', 'iss'] as const) if (back[name] !== undefined) given.set(name, back[name])
    // Also holds `iss` against the provider (RFC 9207): the answer of another one is refused.
    const checked = oauth.validateAuthResponse(server, provider.client, given, trip.state)
    const http = httpOptions(call, server.token_endpoint)
    const reply = await oauth.authorizationCodeGrantRequest(
      server,
      provider.client,
      provider.clientAuth(server),
      checked,
      redirectUri(ctx, provider),
      provider.hasPkce ? verifierOf(trip) : oauth.nopkce,
      { ...http, ...(provider.repeatsState ? { additionalParameters: { state: trip.state } } : {}) },
    )
    const tokens = await oauth.processAuthorizationCodeResponse(
      server,
      provider.client,
      reply,
      provider.isOpenId ? { expectedNonce: nonceOf(trip), requireIdToken: true } : {},
    )
    if (provider.isOpenId) await oauth.validateApplicationLevelSignature(server, reply, httpOptions(call, server.jwks_uri))
    return await provider.said({ tokens, server }, call)
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied') return 'CANCELLED'
    noteFailure(provider, error)
    return 'PROVIDER_UNAVAILABLE'
  }
}
