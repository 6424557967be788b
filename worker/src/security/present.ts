import type { Device, EmailState, SignInRecord, TwoFactor } from '@studymate/contract/security'
import { timestamp } from '@studymate/contract/values'
import type { LoginId } from '@studymate/contract/values'
import type { DeviceRow, HistoryRow, TwoFactorRow, WaitingRow } from './store.ts'

/** The second factor as its person sees it; a pending one is off. */
export function presentTwoFactor(row: TwoFactorRow | null): TwoFactor {
  if (!row || row.enabled_at === null) return { enabled: false, method: null, backupCodesRemaining: 0, lastUsedAt: null }
  return {
    enabled: true,
    method: 'totp',
    backupCodesRemaining: row.codes_left,
    lastUsedAt: row.last_used_at === null ? null : timestamp(row.last_used_at),
    createdAt: timestamp(row.enabled_at),
  }
}

/** A login that stands; `current` is the one that asks. */
export function presentDevice(row: DeviceRow, current: LoginId): Device {
  return {
    loginId: row.id,
    device: row.device,
    browser: row.browser,
    location: row.place,
    method: row.method,
    createdAt: timestamp(row.created_at),
    lastUsedAt: timestamp(row.used_at),
    current: row.id === current,
  }
}

const REASONS: Readonly<Record<string, SignInRecord['failureReason']>> = {
  INVALID_CREDENTIALS: 'Invalid password',
  INVALID_CODE: 'Invalid code',
  RATE_LIMITED: 'Too many attempts',
  EMAIL_TAKEN: 'Account not linked',
}

/** A line of the sign-in history, as the guide shows it. */
export function presentSignIn(row: HistoryRow): SignInRecord {
  const failureReason = row.success === 1 ? undefined : REASONS[row.reason ?? '']
  return {
    id: row.id,
    timestamp: timestamp(row.at),
    ipAddress: row.address,
    userAgent: row.user_agent,
    device: row.device,
    browser: row.browser,
    location: row.place,
    status: row.success === 1 ? 'success' : 'failed',
    method: row.method,
    ...(failureReason ? { failureReason } : {}),
  }
}

/** The address of an account with the one that waits. */
export function presentEmail(of: { email: string | null; verifiedAt: number | null; waiting: WaitingRow | null }): EmailState {
  return {
    email: of.email,
    verified: of.verifiedAt !== null,
    pending: of.waiting && { email: of.waiting.email, askedAt: timestamp(of.waiting.asked_at), expiresAt: timestamp(of.waiting.expires_at) },
  }
}
