/** A person below this age cannot register (decisions §5). */
export const MINIMUM_AGE = 14

/** From this age a person is an adult here (decisions §5). */
export const ADULT_AGE = 18

/** Whom a person may meet by age: minors are 14–17; `unknown` is a missing year, or one that no person here can have. */
export type AgeGroup = 'minor' | 'adult' | 'unknown'

/**
 * The youngest that a person born in a year can be at an instant (epoch ms), in whole years. The birthday may still be to come, so on 2026-11-25
 * somebody born in 2012 counts as 13. The day is the one that has begun everywhere on Earth (UTC−12), so the last day of the year is the first on
 * which everybody born in that year has had their birthday.
 */
export function youngestAge(birthYear: number, now: number): number {
  return newestBirthYear(0, now) - birthYear
}

/** The last year in which somebody was born who is certainly of this age or older at an instant (epoch ms); the inverse of {@link youngestAge}. */
export function newestBirthYear(age: number, now: number): number {
  const today = new Date(now - 12 * 3_600_000)
  const isLastDay = today.getUTCMonth() === 11 && today.getUTCDate() === 31
  return today.getUTCFullYear() - age - (isLastDay ? 0 : 1)
}

/** Whether a person may have an account: 14 for certain, or no year given, since the year is optional and without it they meet nobody. */
export function mayRegister(birthYear: number | null, now: number): boolean {
  return birthYear === null || youngestAge(birthYear, now) >= MINIMUM_AGE
}

/** The age group at an instant; everything that is not certainly 14 or more is `unknown`, who meets nobody. */
export function ageGroup(birthYear: number | null, now: number): AgeGroup {
  if (birthYear === null) return 'unknown'
  const age = youngestAge(birthYear, now)
  if (age >= ADULT_AGE) return 'adult'
  return age >= MINIMUM_AGE ? 'minor' : 'unknown'
}

/** Minors meet minors, adults meet adults, and nobody meets somebody whose age is unknown (decisions §5). */
export function agesMayMeet(a: AgeGroup, b: AgeGroup): boolean {
  return a === b && a !== 'unknown'
}
