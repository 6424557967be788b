import type { CefrLevel, LanguageCode, UserId } from '@studymate/contract/values'
import type { Habit } from '#matching/answering'
import type { Load } from '#matching/fairness'
import type { AgeGroup } from '#people/age'
import type { WeekBitmap } from '#schedule/week'

/** A language at a level; `null` while the person has not said which. */
export interface LanguageAtLevel {
  readonly code: LanguageCode
  readonly level: CefrLevel | null
}

/**
 * What matching knows of a person. Only the languages are needed; whatever else is absent, `null` or empty is unknown, and unknown is neutral:
 * it neither helps nor harms, and nothing is said of it.
 */
export interface Seeker {
  readonly userId: UserId
  readonly nativeLanguage: LanguageCode
  /** Spoken well besides the native one; counts from B2, and only for those who are below. */
  readonly alsoSpeaks?: readonly LanguageAtLevel[]
  readonly learning: readonly LanguageAtLevel[]
  readonly interests?: readonly string[]
  readonly motivations?: readonly string[]
  readonly learningStyles?: readonly string[]
  readonly communicationMethods?: readonly string[]
  /** Free half hours of the week in UTC. */
  readonly free?: WeekBitmap | null
  readonly gender?: string | null
  /** The gender that this person wishes a partner to have; `ANY` is no wish. */
  readonly wishedGender?: string | null
  /** Requests received and those answered, either way, within their 7 days. */
  readonly answering?: Habit | null
  /** Decides places in a list and is no part of the score. */
  readonly load?: Load | null
  /** Epoch ms. Orders equals in a list and is no part of the score. */
  readonly lastActive?: number | null
}

/** What decides whether a person may be met at all. */
export interface Standing {
  readonly userId: UserId
  readonly ageGroup: AgeGroup
  readonly visibility: 'public' | 'friends' | 'private'
  /** The guide's `allowMatching`; off is the pause. */
  readonly allowMatching: boolean
  readonly gender?: string | null
  /** The gender that a partner must have; `ANY` is no wish. It binds both ways. */
  readonly wishedGender?: string | null
}
