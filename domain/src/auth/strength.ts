import { normalizePassword, unmetPasswordRules } from '#auth/password'
import type { PasswordRule } from '#auth/password'

/** How well a password stands against guessing, as a meter shows it: 0 nothing yet, 1 not allowed, 2 fair, 3 good, 4 strong. */
export interface Strength {
  readonly level: 0 | 1 | 2 | 3 | 4
  /** The rules that it does not meet yet. */
  readonly unmet: readonly PasswordRule[]
  /** What would help most beside them: other characters than the same or the next ones, or simply more of them. Null where nothing is needed. */
  readonly help: 'less-repeated' | 'longer' | null
}

const POOLS: readonly (readonly [RegExp, number])[] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{L}\p{M}\p{Nd}]/u, 32],
  // Syllables and letters of other scripts: what people really draw from, not all that there are.
  [/(?![a-zA-Z])\p{L}/u, 200],
]

/** Characters that add something: one that repeats the one before, or follows it or goes back by one, counts a quarter. */
function effectiveLength(characters: readonly string[]): number {
  let length = 0
  for (const [index, character] of characters.entries()) {
    const step = index === 0 ? Number.NaN : (character.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0)
    length += Math.abs(step) <= 1 ? 0.25 : 1
  }
  return length
}

/**
 * Strength of a password while it is typed: an estimate of its bits from its length, its kinds of characters and its runs; under 42 fair, under 66 good,
 * above strong. It says what helps and forbids nothing: what is allowed is for {@link unmetPasswordRules}.
 */
export function strengthOf(password: string): Strength {
  if (password === '') return { level: 0, unmet: [], help: null }
  const unmet = unmetPasswordRules(password)
  const characters = [...normalizePassword(password)]
  const pool = POOLS.reduce((sum, [kind, size]) => sum + (characters.some((one) => kind.test(one)) ? size : 0), 0)
  const length = effectiveLength(characters)
  const bits = length * Math.log2(Math.max(2, pool))
  if (unmet.length > 0) return { level: 1, unmet, help: null }
  const level = bits < 42 ? 2 : bits < 66 ? 3 : 4
  return { level, unmet, help: level === 4 ? null : length < characters.length * 0.7 ? 'less-repeated' : 'longer' }
}
