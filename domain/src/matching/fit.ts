import { CEFR_LEVELS, type CefrLevel, type LanguageCode } from '@studymate/contract/values'
import type { Seeker } from '#matching/seeker'
import { isEmptyWeek, overlapMinutes } from '#schedule/week'

/** What a score is made of, with the share of each; together 1. Why these: docs/matching.md. */
export const WEIGHTS = {
  language: 0.3,
  hours: 0.24,
  levels: 0.12,
  interests: 0.12,
  motivations: 0.05,
  gender: 0.05,
  answering: 0.05,
  methods: 0.04,
  styles: 0.03,
} as const

/** A part of the score. */
export type Facet = keyof typeof WEIGHTS

/** The value of a facet of which nothing is known. */
export const NEUTRAL = 0.5

/** How well somebody speaks a language that somebody else learns. */
export type Fluency = 'NATIVE' | CefrLevel

/** What one person gets from the other: the language, how well the other speaks it, and how far the learner is. */
export interface Gift {
  readonly language: LanguageCode
  readonly fluency: Fluency
  readonly level: CefrLevel | null
}

/** How well the other serves me: the gift, and each facet from 0 (badly) over 0.5 (unknown) to 1. */
export interface Direction {
  readonly gift: Gift
  readonly values: Readonly<Record<Facet, number>>
}

/** The value of each fluency: below B2 one does not carry a conversation for a learner (Council of Europe 2020, overall oral interaction). */
export const FLUENCY: Readonly<Record<Fluency, number>> = { NATIVE: 1, C2: 0.9, C1: 0.75, B2: 0.6, B1: 0, A2: 0, A1: 0 }

function rank(level: CefrLevel): number {
  return CEFR_LEVELS.indexOf(level)
}

/** How well somebody speaks a language for a learner at a level; null where it is not enough to help. */
export function fluencyOf(speaker: Pick<Seeker, 'nativeLanguage' | 'alsoSpeaks'>, language: LanguageCode, learnerLevel: CefrLevel | null): Fluency | null {
  if (speaker.nativeLanguage === language) return 'NATIVE'
  const level = speaker.alsoSpeaks?.find((spoken) => spoken.code === language)?.level ?? null
  if (level === null || FLUENCY[level] === 0) return null
  return learnerLevel === null || rank(level) > rank(learnerLevel) ? level : null
}

/** The language that the other can give me best, the earlier in my list among equals; `null` when there is none. */
export function giftOf(me: Seeker, other: Seeker): Gift | null {
  let best: Gift | null = null
  for (const { code, level } of me.learning) {
    const fluency = code === me.nativeLanguage ? null : fluencyOf(other, code, level)
    if (fluency && (!best || FLUENCY[fluency] > FLUENCY[best.fluency])) best = { language: code, fluency, level }
  }
  return best
}

/** The entries of both lists, once each, in the order of the first. */
export function shared(mine: readonly string[] | undefined, theirs: readonly string[] | undefined): string[] {
  if (!mine?.length || !theirs?.length) return []
  const other = new Set(theirs)
  return [...new Set(mine)].filter((entry) => other.has(entry))
}

/** The value of `count` things in common: each further one halves what is missing to 1; nothing in common is as good as nothing known. */
export function commonValue(count: number): number {
  return 1 - NEUTRAL ** (count + 1)
}

function inCommon(mine: readonly string[] | undefined, theirs: readonly string[] | undefined): number {
  return commonValue(shared(mine, theirs).length)
}

/** Minutes a week that both are free, or `null` while one of them has named no hour. */
export function sharedMinutes(a: Seeker, b: Seeker): number | null {
  if (!a.free || !b.free || isEmptyWeek(a.free) || isEmptyWeek(b.free)) return null
  return overlapMinutes(a.free, b.free)
}

/** The value of free minutes a week in common; null where one of the two has named none. */
export function hoursValue(minutes: number | null): number {
  if (minutes === null) return NEUTRAL
  return minutes === 0 ? 0 : 1 - NEUTRAL ** (1 + minutes / 120)
}

/** The value of two levels: half is balance, so that neither always carries the talk; half is common ground, which is there once one of the two has B1. */
export function levelsValue(mine: CefrLevel | null, theirs: CefrLevel | null): number {
  if (mine === null || theirs === null) return NEUTRAL
  const balance = 1 - Math.abs(rank(mine) - rank(theirs)) / 5
  const ground = Math.min(1, Math.max(rank(mine), rank(theirs)) / 2)
  return (balance + ground) / 2
}

/** The value of a gender to whoever wishes one. */
export function genderValue(wish: string | null | undefined, gender: string | null | undefined): number {
  if (!wish || wish === 'ANY' || !gender) return NEUTRAL
  return wish === gender ? 1 : 0
}

// A slow answer is still an answer: at most a fifth is lost, half of that with the first day.
const SLOWEST = 0.2

function pace(minutes: number | null | undefined): number {
  return minutes === null || minutes === undefined ? 1 : 1 - SLOWEST * (1 - NEUTRAL ** (minutes / 1440))
}

/** The value of a habit of answering: the share, by Laplace's rule of succession (nobody is judged by one silence, nothing asked is neutral), times the pace. */
export function answeringValue(habit: Seeker['answering']): number {
  return habit ? (pace(habit.medianMinutes) * (habit.answered + 1)) / (habit.asked + 2) : NEUTRAL
}

function direction(me: Seeker, other: Seeker, gift: Gift, both: Omit<Direction['values'], 'language' | 'gender' | 'answering'>): Direction {
  const own = { language: FLUENCY[gift.fluency], gender: genderValue(me.wishedGender, other.gender), answering: answeringValue(other.answering) }
  return { gift, values: { ...both, ...own } }
}

/** Both directions of a pair, mine first, or `null` unless each speaks what the other learns. */
export function directions(me: Seeker, other: Seeker): readonly [Direction, Direction] | null {
  const received = giftOf(me, other)
  const given = giftOf(other, me)
  if (!received || !given) return null
  const both = {
    hours: hoursValue(sharedMinutes(me, other)),
    levels: levelsValue(received.level, given.level),
    interests: inCommon(me.interests, other.interests),
    motivations: inCommon(me.motivations, other.motivations),
    methods: inCommon(me.communicationMethods, other.communicationMethods),
    styles: inCommon(me.learningStyles, other.learningStyles),
  }
  return [direction(me, other, received, both), direction(other, me, given, both)]
}

const FACETS = ['language', 'hours', 'levels', 'interests', 'motivations', 'gender', 'answering', 'methods', 'styles'] as const satisfies readonly Facet[]

function served(values: Direction['values']): number {
  let sum = 0
  for (const facet of FACETS) sum += WEIGHTS[facet] * values[facet]
  return sum
}

/** The harmonic mean of how well each serves the other, 0–1; the one who gets less decides (RECON, Pizzato et al. 2010). */
export function mutual(mine: Direction['values'], theirs: Direction['values']): number {
  return harmonic(served(mine), served(theirs))
}

/** The harmonic mean of two shares, neither of them 0. */
export function harmonic(x: number, y: number): number {
  return (2 * x * y) / (x + y)
}
