import * as oauth from 'oauth4webapi'
import * as z from 'zod'
import type { Said } from '@studymate/domain/ways-in/entry'
import { httpOptions } from './http.ts'
import type { Call, Provider } from './provider.ts'

/** Addresses of a provider that the operator names instead of what its issuer says. */
export interface Overrides {
  readonly authorize?: string | undefined
  readonly token?: string | undefined
  readonly userinfo?: string | undefined
}

/** How long the addresses that an issuer gave are used. */
const DISCOVERY_MS = 3_600_000

// One object an issuer: the library keeps the issuer's keys with it.
const discovered = new Map<string, { readonly at: number; readonly server: oauth.AuthorizationServer }>()

async function discover(issuer: string, overrides: Overrides, call: Call): Promise<oauth.AuthorizationServer> {
  const key = JSON.stringify([issuer, overrides])
  const before = discovered.get(key)
  if (before && call.now - before.at < DISCOVERY_MS && call.now >= before.at) return before.server
  const url = new URL(issuer)
  const reply = await oauth.discoveryRequest(url, { algorithm: 'oidc', ...httpOptions(call, issuer) })
  const found = await oauth.processDiscoveryResponse(url, reply)
  const server: oauth.AuthorizationServer = {
    ...found,
    ...(overrides.authorize === undefined ? {} : { authorization_endpoint: overrides.authorize }),
    ...(overrides.token === undefined ? {} : { token_endpoint: overrides.token }),
    ...(overrides.userinfo === undefined ? {} : { userinfo_endpoint: overrides.userinfo }),
  }
  discovered.set(key, { at: call.now, server })
  return server
}

/** OpenID Connect Core §5.1; some providers write the flag as text. */
const Profile = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish(),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]).nullish(),
  name: z.string().nullish(),
})

/** A provider that speaks OpenID Connect, found by its issuer (Discovery 1.0). The ID token is checked: signature by the issuer's keys, `iss`, `aud`, `exp`, `nonce`. */
export function openIdProvider(of: {
  id: Provider['id']
  name: Provider['name']
  issuer: string
  clientId: string
  clientSecret: string | undefined
  scope: string
  overrides: Overrides
}): Provider {
  return {
    id: of.id,
    name: of.name,
    realm: of.issuer,
    client: { client_id: of.clientId },
    server: (call) => discover(of.issuer, of.overrides, call),
    clientAuth: ({ token_endpoint_auth_methods_supported: ways = ['client_secret_basic'] }) => {
      if (of.clientSecret === undefined) return oauth.None()
      // Where both are taken: the header asks for an encoding (RFC 6749 §2.3.1) that not every server undoes.
      return ways.includes('client_secret_post') ? oauth.ClientSecretPost(of.clientSecret) : oauth.ClientSecretBasic(of.clientSecret)
    },
    scope: of.scope,
    hasPkce: true,
    isOpenId: true,
    repeatsState: false,
    said: async ({ tokens, server }, call) => {
      const claims = Profile.parse(oauth.getValidatedIdTokenClaims(tokens))
      // What the token leaves out may stand at the other address; it must speak of the same person.
      const isWhole = claims.email != null && claims.name != null
      const more = isWhole || server.userinfo_endpoint === undefined ? {} : await userinfo(server, of.clientId, tokens.access_token, claims.sub, call)
      const { sub, email, email_verified: isVerified, name } = Profile.parse({ ...more, ...claims })
      return { subject: sub, email: email ?? null, isEmailVerified: isVerified ?? false, name: name ?? null } satisfies Said
    },
  }
}

async function userinfo(server: oauth.AuthorizationServer, clientId: string, token: string, subject: string, call: Call): Promise<Record<string, unknown>> {
  const client = { client_id: clientId }
  const reply = await oauth.userInfoRequest(server, client, token, httpOptions(call, server.userinfo_endpoint))
  const { email, email_verified, name } = await oauth.processUserInfoResponse(server, client, subject, reply)
  return Object.fromEntries(Object.entries({ email, email_verified, name }).filter(([, value]) => value !== undefined))
}
