import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { UserId } from '@studymate/contract/values'
import { unmetPasswordRules } from '@studymate/domain/auth/password'
import type { Ctx } from '#edge/context'
import { hasherOf } from '#edge/hasher'
import { recentPasswords } from './store.ts'

/** A refusal of one field, as the edge writes those of a schema. */
export function invalid(path: string, message: string, extra: Record<string, unknown> = {}): Failure<'VALIDATION_ERROR'> {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }], ...extra })
}

/** The refusal of a password that does not meet the rules; `details.rules` names what it lacks. Null when it is good. */
export function weakPassword(path: string, password: string): Failure<'VALIDATION_ERROR'> | null {
  const rules = unmetPasswordRules(password)
  return rules.length > 0 ? invalid(path, 'The password is too weak.', { rules }) : null
}

/** The refusal of a password that was one of the person's last three; null when it is new. */
export async function reusedPassword(ctx: Ctx, userId: UserId, path: string, password: string): Promise<Failure<'VALIDATION_ERROR' | 'RATE_LIMITED'> | null> {
  for (const old of await recentPasswords(ctx.db, userId)) {
    const same = await hasherOf(ctx.env).verify(password, old)
    if (isFailure(same)) return same
    if (same) return invalid(path, 'one of your last three passwords', { rules: ['recent'] })
  }
  return null
}
