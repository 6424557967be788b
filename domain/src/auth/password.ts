import { codePoints } from '@studymate/contract/values'
import { COMMON_PASSWORDS } from '#auth/common-passwords'

/** Bounds in code points after NFC. */
export const PASSWORD_MIN = 8
/** Most characters of a password. */
export const PASSWORD_MAX = 128

/** What a password can lack. */
export type PasswordRule = 'too-short' | 'too-long' | 'no-letter' | 'no-digit' | 'no-special' | 'common'

/** The form in which a password is counted, compared and hashed: a Mac's keyboard sends Hangul taken apart (NFD), others whole (F03). */
export function normalizePassword(password: string): string {
  return password.normalize('NFC')
}

/**
 * The rules that a new password does not meet, none when it is good: 8–128 code points in NFC with a letter of any script, a digit, and a special
 * character, which is every printable one that is neither letter nor digit, `_` and the space included; and not among the best known
 * ones in any letter case (decisions §5, §14). That it differs from the last three is the store's to know.
 */
export function unmetPasswordRules(password: string): PasswordRule[] {
  const plain = normalizePassword(password)
  const length = codePoints(plain)
  const unmet: PasswordRule[] = []
  if (length < PASSWORD_MIN) unmet.push('too-short')
  if (length > PASSWORD_MAX) unmet.push('too-long')
  if (!/\p{L}/u.test(plain)) unmet.push('no-letter')
  if (!/\p{Nd}/u.test(plain)) unmet.push('no-digit')
  if (!/[^\p{L}\p{M}\p{Nd}\p{C}\p{Zl}\p{Zp}]/u.test(plain)) unmet.push('no-special')
  if (COMMON_PASSWORDS.has(plain.toLowerCase())) unmet.push('common')
  return unmet
}
