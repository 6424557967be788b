import * as z from 'zod'
import { Email, Password, SignInMethod, SignedIn, Tokens } from './auth.ts'
import { endpoint, paged } from './endpoint.ts'
import { LoginId, Timestamp, pageInput } from './values.ts'

/** A code as typed: six digits of an authenticator app or eight of a backup code; spaces and hyphens are only for the eye. */
export const SecondFactorCode = z
  .string()
  .max(64)
  .transform((value) => value.normalize('NFKC').replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^(\d{6}|\d{8})$/, 'six digits, or eight of a backup code'))
  .meta({ id: 'SecondFactorCode', example: '123456' })

/** The second factor of a person (guide settings 11); `createdAt`, when it was switched on, only where it is on. */
export const TwoFactor = z
  .object({
    enabled: z.boolean(),
    method: z.literal('totp').nullable(),
    backupCodesRemaining: z.int().min(0).max(10),
    lastUsedAt: Timestamp.nullable(),
    createdAt: Timestamp.optional(),
  })
  .meta({ id: 'TwoFactor' })
export type TwoFactor = z.infer<typeof TwoFactor>

/** What an authenticator app is set up with. It counts only after `POST /settings/two-factor/verify`. Shown once. */
export const TwoFactorSetup = z
  .object({
    /** Base32 (RFC 4648 §6) without padding: 160 bits. */
    secret: z.string(),
    /** A PNG as a data URL; holds the `otpauth://` address. */
    qrCodeUrl: z.string().startsWith('data:image/png;base64,'),
    /** Ten codes of eight digits; each stands in once for a code of the app. */
    backupCodes: z.array(z.string().regex(/^\d{8}$/)).length(10),
    /** The secret in fours, for typing. */
    manualEntryKey: z.string(),
  })
  .meta({ id: 'TwoFactorSetup' })
export type TwoFactorSetup = z.infer<typeof TwoFactorSetup>

/** The second step of a sign-in. A challenge lives ten minutes and works once; a dead one is `AUTH_003`: sign in anew. decisions §4, §5. */
export const loginTwoFactor = endpoint({
  id: 'loginTwoFactor',
  secret: true,
  method: 'POST',
  path: '/auth/login/two-factor',
  tag: 'auth',
  summary: 'Finish a sign-in with a code of the second factor',
  auth: 'none',
  limit: '120/min',
  limitBy: 'object',
  input: z.object({ challengeToken: z.string().min(1).max(256), code: SecondFactorCode }),
  output: SignedIn,
  errors: ['AUTH_003', 'INVALID_CODE', 'RATE_LIMITED'],
})

/** Guide settings 11. */
export const getTwoFactor = endpoint({
  id: 'getTwoFactor',
  method: 'GET',
  path: '/settings/two-factor',
  tag: 'settings',
  summary: 'Whether the second factor is on',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: TwoFactor,
  errors: [],
})

/** Guide settings 12: a pending secret with ten backup codes. Asking again replaces what is pending; where the second factor is on it is `CONFLICT`. */
export const enableTwoFactor = endpoint({
  id: 'enableTwoFactor',
  secret: true,
  method: 'POST',
  path: '/settings/two-factor/enable',
  tag: 'settings',
  summary: 'Begin to set up the second factor',
  auth: 'member',
  limit: '60/min',
  input: z.object({}),
  output: TwoFactorSetup,
  errors: ['AUTH_003', 'CONFLICT'],
})

/** Makes the pending second factor count. The code is spent by it: the next sign-in needs the next one. decisions §5, F10. */
export const verifyTwoFactor = endpoint({
  id: 'verifyTwoFactor',
  method: 'POST',
  path: '/settings/two-factor/verify',
  tag: 'settings',
  summary: 'Switch the second factor on with a code of the app',
  auth: 'member',
  limit: '60/min',
  input: z.object({ code: SecondFactorCode }),
  output: TwoFactor,
  errors: ['CONFLICT', 'INVALID_CODE', 'RATE_LIMITED'],
})

/** Guide settings 13: off with a code of the app or a backup code; all backup codes are void after it. Where it is off: `CONFLICT`. */
export const disableTwoFactor = endpoint({
  id: 'disableTwoFactor',
  method: 'POST',
  path: '/settings/two-factor/disable',
  tag: 'settings',
  summary: 'Switch the second factor off',
  auth: 'member',
  limit: '60/min',
  input: z.object({ code: SecondFactorCode }),
  output: TwoFactor,
  beside: z.object({ message: z.string(), disabledAt: Timestamp }),
  errors: ['CONFLICT', 'INVALID_CODE', 'RATE_LIMITED'],
})

/** Whether a password is set, and since when. An account made through a provider has none at first. */
export const getPassword = endpoint({
  id: 'getPassword',
  method: 'GET',
  path: '/settings/password',
  tag: 'settings',
  summary: 'Whether a password is set',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: z.object({ isSet: z.boolean(), changedAt: Timestamp.nullable() }),
  errors: [],
})

/**
 * Guide settings 4. Ends every login at once; the new tokens in `data` keep this device signed in. `currentPassword` is needed unless the account has no
 * password yet. `details.rules` of a `VALIDATION_ERROR` names what the new one lacks, `recent` among them.
 */
export const changePassword = endpoint({
  id: 'changePassword',
  method: 'PATCH',
  path: '/settings/password',
  tag: 'settings',
  summary: 'Choose a new password',
  auth: 'member',
  limit: '60/min',
  input: z.object({ currentPassword: Password.optional(), newPassword: Password }),
  output: Tokens,
  beside: z.object({ message: z.string(), changedAt: Timestamp }),
  errors: ['INVALID_PASSWORD', 'RATE_LIMITED', 'VALIDATION_ERROR'],
})

/** A login that stands. */
export const Device = z
  .object({
    loginId: LoginId,
    /** `Desktop - macOS`, or `Unknown`. */
    device: z.string(),
    /** `Chrome 120.0.0`, or `Unknown`. */
    browser: z.string(),
    /** `City, Country` as the platform guesses it, or `Unknown`. */
    location: z.string(),
    method: SignInMethod,
    createdAt: Timestamp,
    /** When its tokens were renewed last: exact to an hour. */
    lastUsedAt: Timestamp,
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof Device>

/** Logins that stand, last used first; at most 100. decisions §1. */
export const listDevices = endpoint({
  id: 'listDevices',
  method: 'GET',
  path: '/settings/devices',
  tag: 'settings',
  summary: 'Devices that are signed in',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: z.array(Device).max(100),
  errors: [],
})

/** Signs one device out, its tokens and sockets at once. Asking twice is harmless; a login of somebody else is `NOT_FOUND`. decisions §1. */
export const endDevice = endpoint({
  id: 'endDevice',
  method: 'DELETE',
  path: '/settings/devices/{loginId}',
  tag: 'settings',
  summary: 'Sign one device out',
  auth: 'member',
  limit: '120/min',
  input: z.object({ loginId: LoginId }),
  output: z.object({ loginId: LoginId, endedAt: Timestamp }),
  errors: ['NOT_FOUND'],
})

/** Signs every device out but the one that asks. */
export const endOtherDevices = endpoint({
  id: 'endOtherDevices',
  method: 'DELETE',
  path: '/settings/devices',
  tag: 'settings',
  summary: 'Sign all other devices out',
  auth: 'member',
  limit: '60/min',
  input: z.object({}),
  output: z.object({ ended: z.int() }),
  errors: [],
})

/** Why a sign-in failed, in the words of the guide. */
export const FAILURE_REASONS = ['Invalid password', 'Invalid code', 'Too many attempts', 'Account not linked'] as const
export const FailureReason = z.enum(FAILURE_REASONS).meta({ id: 'FailureReason' })

/** A sign-in, or one that failed (guide settings 14). */
export const SignInRecord = z
  .object({
    id: z.string(),
    timestamp: Timestamp,
    ipAddress: z.string(),
    userAgent: z.string(),
    device: z.string(),
    browser: z.string(),
    location: z.string(),
    status: z.enum(['success', 'failed']),
    method: SignInMethod,
    failureReason: FailureReason.optional(),
  })
  .meta({ id: 'SignInRecord' })
export type SignInRecord = z.infer<typeof SignInRecord>

/** Guide settings 14: the last 30 days, newest first. */
export const loginHistory = endpoint({
  id: 'loginHistory',
  method: 'GET',
  path: '/settings/login-history',
  tag: 'settings',
  summary: 'Sign-ins of the last 30 days',
  auth: 'member',
  limit: '120/min',
  input: z.object(pageInput),
  output: z.array(SignInRecord),
  beside: paged,
  errors: [],
})

/** The address of an account, and the one that waits for its link to be opened. */
export const EmailState = z
  .object({
    email: z.string().nullable(),
    verified: z.boolean(),
    pending: z.object({ email: z.string(), askedAt: Timestamp, expiresAt: Timestamp }).nullable(),
  })
  .meta({ id: 'EmailState' })
export type EmailState = z.infer<typeof EmailState>

/** The own address with its state. */
export const getEmail = endpoint({
  id: 'getEmail',
  method: 'GET',
  path: '/settings/email',
  tag: 'settings',
  summary: 'The own e-mail address and a change of it that waits',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: EmailState,
  errors: ['AUTH_003'],
})

/**
 * Asks for another address. It changes only when the link in the mail to the new one is confirmed; the old one is told and can object. `password` is
 * needed where one is set. The own address again takes a waiting change back. decisions §1.
 */
export const changeEmail = endpoint({
  id: 'changeEmail',
  method: 'PATCH',
  path: '/settings/email',
  tag: 'settings',
  summary: 'Ask for another e-mail address',
  auth: 'member',
  limit: '20/hour',
  limitBy: 'object',
  input: z.object({ email: Email, password: Password.optional() }),
  output: EmailState,
  errors: ['AUTH_003', 'EMAIL_TAKEN', 'INVALID_PASSWORD', 'RATE_LIMITED'],
})

/** Confirms the new address with the token of the mail sent to it; only this spends the link (F08). Pressed again it answers the same. */
export const confirmEmail = endpoint({
  id: 'confirmEmail',
  method: 'POST',
  path: '/auth/email/confirm',
  tag: 'auth',
  summary: 'Confirm a new e-mail address with the token of a mail link',
  auth: 'none',
  limit: '60/hour',
  limitBy: 'object',
  input: z.object({ token: z.string().min(1).max(256) }),
  output: z.object({ email: z.string() }),
  errors: ['EMAIL_TAKEN', 'LINK_EXPIRED'],
})

/**
 * The holder of the old address says that the change was not theirs: it does not happen, or is taken back within seven days; every login ends, the
 * password stops working and a link to choose a new one is mailed to the old address.
 */
export const objectToEmail = endpoint({
  id: 'objectToEmail',
  method: 'POST',
  path: '/auth/email/object',
  tag: 'auth',
  summary: 'Stop or take back a change of e-mail address',
  auth: 'none',
  limit: '60/hour',
  limitBy: 'object',
  input: z.object({ token: z.string().min(1).max(256) }),
  output: z.object({ email: z.string() }),
  errors: ['LINK_EXPIRED'],
})
