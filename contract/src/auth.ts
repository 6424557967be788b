import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { LoginId, Timestamp, UserId, text } from './values.ts'

/** E-mail addresses are compared in lower case; at most 254 characters (RFC 5321 §4.5.3.1.3). */
export const Email = z
  .string()
  .max(254)
  .transform((value) => value.normalize('NFC').trim().toLowerCase())
  .pipe(z.email())
  .meta({ id: 'Email', example: 'jiwoo@example.com' })

/** A password as typed: compared in NFC; its rules are in the domain, so that each unmet one can be named. */
export const Password = z
  .string()
  .min(1)
  .max(256)
  .refine((value) => value.isWellFormed(), 'lone surrogate')
  .transform((value) => value.normalize('NFC'))

/** What others read instead of a name: 1–40 characters on one line. */
export const DisplayName = text({ min: 1, max: 40, line: true })

/** A signed-in person as their own client sees it. */
export const Account = z
  .object({
    userId: UserId,
    /** Null where a provider gave none and the person has added none. */
    email: z.string().nullable(),
    displayName: z.string(),
    username: z.string(),
    profileImage: z.string().nullable(),
    verified: z.boolean(),
    birthYear: z.int().nullable(),
    locale: z.enum(['ko', 'en']),
    timeZone: z.string(),
    role: z.enum(['MEMBER', 'ADMIN']),
    onboarded: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

const tokenFields = {
  /** Lives one hour. */
  accessToken: z.string(),
  /** Lives seven days, replaced at each use; the whole login ends after 90 days. */
  refreshToken: z.string(),
  /** Seconds until the access token ends. */
  expiresIn: z.int(),
}
/** What a sign-in gives; `expiresIn` is the life of the access token in seconds. */
export const Tokens = z.object(tokenFields).meta({ id: 'Tokens' })
export type Tokens = z.infer<typeof Tokens>

export const SignedIn = z.object({ ...tokenFields, user: Account }).meta({ id: 'SignedIn' })
export type SignedIn = z.infer<typeof SignedIn>

/** A sign-in that goes on with a code of the second factor: `POST /auth/login/two-factor`, within ten minutes. */
export const SecondFactorNeeded = z.object({ twoFactorRequired: z.literal(true), challengeToken: z.string() }).meta({ id: 'SecondFactorNeeded' })
export type SecondFactorNeeded = z.infer<typeof SecondFactorNeeded>

/** What every way in answers: tokens and the account, or that the second factor is asked for. */
export const Admission = z.union([SignedIn, SecondFactorNeeded]).meta({ id: 'Admission' })
export type Admission = z.infer<typeof Admission>

/** Ways in, named as the login history names them (guide settings 14). */
export const SIGN_IN_METHODS = ['password', 'oauth_google', 'oauth_naver', 'oauth_kakao', 'oauth_oidc'] as const
export const SignInMethod = z.enum(SIGN_IN_METHODS).meta({ id: 'SignInMethod' })
export type SignInMethod = z.infer<typeof SignInMethod>

/** A year of the common era; from which age one may join is for the rules to say. */
export const BirthYear = z.int().min(1900).max(2100)

/** Makes an account and signs in. Under 14 cannot. decisions §4, §5. */
export const register = endpoint({
  id: 'register',
  secret: true,
  method: 'POST',
  path: '/auth/register',
  tag: 'auth',
  summary: 'Make an account with e-mail and password',
  auth: 'none',
  limit: '60/hour',
  limitBy: 'object',
  status: 201,
  input: z.object({
    email: Email,
    password: Password,
    displayName: DisplayName,
    locale: z.enum(['ko', 'en']).optional(),
    timeZone: z.string().max(64).optional(),
    birthYear: BirthYear.optional(),
  }),
  output: SignedIn,
  errors: ['EMAIL_TAKEN', 'VALIDATION_ERROR', 'RATE_LIMITED', 'AGE_RESTRICTED'],
})

/** Signs in. Wrong address and wrong password answer alike, in content and in work done. */
export const login = endpoint({
  id: 'login',
  secret: true,
  method: 'POST',
  path: '/auth/login',
  tag: 'auth',
  summary: 'Sign in with e-mail and password',
  auth: 'none',
  limit: '120/min',
  limitBy: 'object',
  input: z.object({ email: Email, password: Password }),
  output: Admission,
  errors: ['INVALID_CREDENTIALS', 'RATE_LIMITED'],
})

/** Rotates the refresh token. The old one stays good until a successor has been used (decisions §5). */
export const refresh = endpoint({
  id: 'refresh',
  secret: true,
  method: 'POST',
  path: '/auth/refresh',
  tag: 'auth',
  summary: 'Replace a refresh token by new tokens',
  auth: 'none',
  limit: '120/min',
  input: z.object({ refreshToken: z.string().min(1).max(4096) }),
  output: Tokens,
  // The guide's own interceptor reads the token at the top of the reply.
  beside: z.object(tokenFields),
  errors: ['AUTH_003'],
})

/** Ends this login, or all of them with `everywhere`. Asking twice is harmless. */
export const logout = endpoint({
  id: 'logout',
  method: 'POST',
  path: '/auth/logout',
  tag: 'auth',
  summary: 'Sign out on this device, or everywhere',
  auth: 'member',
  limit: '60/min',
  input: z.object({ refreshToken: z.string().max(4096).optional(), everywhere: z.boolean().optional() }),
  output: z.object({ loginId: LoginId, everywhere: z.boolean() }),
  errors: [],
})

/** Sends a link to choose a new password; answers the same for unknown addresses. */
export const forgotPassword = endpoint({
  id: 'forgotPassword',
  method: 'POST',
  path: '/auth/password/forgot',
  tag: 'auth',
  summary: 'Ask for a link to choose a new password',
  auth: 'none',
  limit: '30/hour',
  limitBy: 'object',
  input: z.object({ email: Email }),
  output: z.object({ sent: z.literal(true) }),
  errors: ['RATE_LIMITED'],
})

/** Chooses a new password by a mail link; the link works once and ends all logins. */
export const resetPassword = endpoint({
  id: 'resetPassword',
  method: 'POST',
  path: '/auth/password/reset',
  tag: 'auth',
  summary: 'Choose a new password with the token of a mail link',
  auth: 'none',
  limit: '60/hour',
  limitBy: 'object',
  input: z.object({ token: z.string().min(1).max(256), newPassword: Password }),
  output: z.object({ reset: z.literal(true) }),
  errors: ['LINK_EXPIRED', 'VALIDATION_ERROR', 'RATE_LIMITED'],
})

/**
 * Verifies the address that a mail's link went to. Only this spends the link, so programs that open links in mails spend nothing (F08). Once the address is
 * verified, every link that was sent to it answers alike: the person has what they came for. decisions §4, §5.
 */
export const verifyEmail = endpoint({
  id: 'verifyEmail',
  method: 'POST',
  path: '/auth/verify-email',
  tag: 'auth',
  summary: 'Verify an address with the token of a mail link',
  auth: 'none',
  limit: '60/hour',
  limitBy: 'object',
  input: z.object({ token: z.string().min(1).max(256) }),
  output: z.object({ verified: z.literal(true) }),
  errors: ['LINK_EXPIRED', 'VALIDATION_ERROR', 'RATE_LIMITED'],
})

/** Sends another link to the caller's own address, five an hour; `sent` is false where the address is verified already. */
export const resendVerification = endpoint({
  id: 'resendVerification',
  method: 'POST',
  path: '/auth/verify-email/resend',
  tag: 'auth',
  summary: 'Ask for another link to verify the own address',
  auth: 'member',
  limit: '60/min',
  input: z.object({}),
  output: z.object({ sent: z.boolean() }),
  errors: ['AUTH_003', 'RATE_LIMITED'],
})

/** Who is signed in: what the shell of every page needs. */
export const whoAmI = endpoint({
  id: 'whoAmI',
  method: 'GET',
  path: '/auth/me',
  tag: 'auth',
  summary: 'The signed-in account',
  auth: 'member',
  limit: '300/min',
  input: z.object({}),
  output: Account,
  errors: ['AUTH_003'],
})
