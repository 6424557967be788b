import * as z from 'zod'
import { Admission, BirthYear } from './auth.ts'
import { endpoint } from './endpoint.ts'
import { Timestamp } from './values.ts'

/** Who else can say who somebody is; `oidc` is any OpenID provider that the operator names. decisions §5. */
export const PROVIDERS = ['google', 'naver', 'kakao', 'oidc'] as const
export const ProviderId = z.enum(PROVIDERS).meta({ id: 'ProviderId' })
export type ProviderId = z.infer<typeof ProviderId>

/**
 * Why a round trip to a provider led nowhere, as the page `/auth/callback/{provider}` is told in `?error=`:
 * the person said no · the trip took over ten minutes, was done before or began in another browser · the provider failed or did not prove who it is about ·
 * the address has an account, which is linked from inside only · the provider's account belongs to somebody else here · this account has another one
 * of that provider · the login that began the linking is over.
 */
export const WAY_ERRORS = ['CANCELLED', 'STATE_EXPIRED', 'PROVIDER_UNAVAILABLE', 'EMAIL_TAKEN', 'LINKED_ELSEWHERE', 'ANOTHER_LINKED', 'SESSION_ENDED'] as const
export const WayError = z.enum(WAY_ERRORS).meta({ id: 'WayError' })
export type WayError = z.infer<typeof WayError>

/** Which providers this installation has switched on, with their names in the caller's language. */
export const listProviders = endpoint({
  id: 'listProviders',
  method: 'GET',
  path: '/auth/providers',
  tag: 'auth',
  summary: 'Providers that one can sign in with here',
  auth: 'none',
  limit: '300/min',
  input: z.object({}),
  output: z.array(z.object({ provider: ProviderId, name: z.string() })),
  errors: [],
})

/**
 * Sends the browser to a provider. What a new account cannot get from there may come along: language, time zone, birth year.
 * Sets the one cookie of the service, for ten minutes: it ties the way back to this browser and says nothing of who somebody is.
 */
export const startSignIn = endpoint({
  id: 'startSignIn',
  method: 'GET',
  path: '/auth/login/{provider}',
  tag: 'auth',
  summary: 'Go to a provider to sign in',
  auth: 'none',
  limit: '120/min',
  redirects: true,
  input: z.object({
    provider: ProviderId,
    /** A path of this site; anything else leads home. */
    returnTo: z.string().max(2048).optional(),
    locale: z.enum(['ko', 'en']).optional(),
    timeZone: z.string().max(64).optional(),
    birthYear: z.coerce.number().pipe(BirthYear).optional(),
  }),
  output: z.url(),
  errors: ['NOT_FOUND', 'AGE_RESTRICTED'],
})

/** Where a provider sends the browser back to; leads on to the page `/auth/callback/{provider}` with `code`, `linked` or `error` ({@link WAY_ERRORS}). */
export const signInCallback = endpoint({
  id: 'signInCallback',
  method: 'GET',
  path: '/auth/callback/{provider}',
  tag: 'auth',
  summary: 'Come back from a provider',
  auth: 'none',
  limit: '120/min',
  redirects: true,
  input: z.object({
    provider: ProviderId,
    code: z.string().max(4096).optional(),
    state: z.string().max(512).optional(),
    error: z.string().max(512).optional(),
    error_description: z.string().max(4096).optional(),
    iss: z.string().max(2048).optional(),
  }),
  output: z.url(),
  errors: ['NOT_FOUND'],
})

/** Takes the code that the way back brought: once, within 60 seconds, in the browser that set out. */
export const exchangeCode = endpoint({
  id: 'exchangeCode',
  secret: true,
  method: 'POST',
  path: '/auth/exchange',
  tag: 'auth',
  summary: 'Sign in with the code of a way back',
  auth: 'none',
  limit: '120/min',
  input: z.object({ code: z.string().min(1).max(256) }),
  output: Admission,
  errors: ['INVALID_CODE'],
})

/** A provider as a person's settings show it. */
export const LinkedWay = z
  .object({
    provider: ProviderId,
    name: z.string(),
    /** Null where it is not linked. `email` is what the provider called the address, for recognising the account; null where it named none. */
    linked: z.object({ email: z.string().nullable(), linkedAt: Timestamp, usedAt: Timestamp }).nullable(),
    /** False for the last way in. */
    removable: z.boolean(),
  })
  .meta({ id: 'LinkedWay' })
export type LinkedWay = z.infer<typeof LinkedWay>

/** By which ways the caller can sign in: a password, and each provider that is switched on or linked. */
export const listWaysIn = endpoint({
  id: 'listWaysIn',
  method: 'GET',
  path: '/settings/ways-in',
  tag: 'settings',
  summary: 'Own ways to sign in',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: z.object({ password: z.boolean(), providers: z.array(LinkedWay) }),
  errors: [],
})

/** Begins to link a provider to the caller's account. A page cannot send a bearer token along when it leaves, so this answers the address to go to. */
export const linkProvider = endpoint({
  id: 'linkProvider',
  secret: true,
  method: 'POST',
  path: '/settings/ways-in/{provider}',
  tag: 'settings',
  summary: 'Begin to link a provider',
  auth: 'member',
  limit: '60/min',
  input: z.object({ provider: ProviderId, returnTo: z.string().max(2048).optional() }),
  output: z.object({ url: z.url() }),
  errors: ['NOT_FOUND', 'PROVIDER_UNAVAILABLE'],
})

/** Takes a provider away from the caller's ways in; never the last one. Asking twice is harmless. */
export const unlinkProvider = endpoint({
  id: 'unlinkProvider',
  method: 'DELETE',
  path: '/settings/ways-in/{provider}',
  tag: 'settings',
  summary: 'Unlink a provider',
  auth: 'member',
  limit: '60/min',
  input: z.object({ provider: ProviderId }),
  output: z.object({ provider: ProviderId, linked: z.literal(false) }),
  errors: ['LAST_WAY_IN'],
})
