import type { UserId } from '@studymate/contract/values'

/** Most open requests that one person holds: beyond it they are in no list and cannot be asked until they have answered one, or one has lapsed. */
export const INBOX_CAP = 10
/** How long somebody is a newcomer, in ms. */
export const NEWCOMER_MS = 7 * 86_400_000
/** People of a list's first page: where everybody fits on it, nobody has to be given a place. */
export const FIRST_PAGE = 20

// A full inbox is worth this much of the fit: enough to let an equal go first, too little to bring a stranger to the top.
const FULL_COSTS = 0.3
// A place that is drawn goes to people who fit at least so well, as a share of the best.
const FITTING = 0.75
const TEN = 10
// Of each ten places the seventh is a newcomer's, and goes by lot where there is none; the fourth and the tenth always go by lot.
const NEWCOMERS = 7
const DRAWN: ReadonlySet<number> = new Set([4, NEWCOMERS, 0])
const DAY_MS = 86_400_000

/** How much attention somebody has had; what is absent is 0. */
export interface Load {
  /** Requests that wait for their answer. */
  readonly open: number
  /** Requests of the last 90 days that they answered or let lapse. */
  readonly asked: number
  /** When they came, epoch ms. */
  readonly joinedAt: number
}

/** Somebody in a list, with the value by which it is ordered: see {@link worth}. */
export interface Placed {
  readonly userId: UserId
  readonly value: number
  readonly load: Load
}

/** Whether somebody can be asked: fewer than {@link INBOX_CAP} wait for their answer. */
export function hasRoom(open: number): boolean {
  return open < INBOX_CAP
}

/**
 * What a fit of 0–1 is worth in a list: the more requests wait for that person, the less, down to 0.7 of it. To a billionth, so that equals stay equal in
 * whatever order their parts were added.
 */
export function worth(fit: number, open: number): number {
  return Math.round(1e9 * fit * (1 - (FULL_COSTS * Math.min(open, INBOX_CAP)) / INBOX_CAP)) / 1e9
}

/** Whether somebody came within the last seven days. */
export function isNewcomer(load: Load, now: number): boolean {
  return load.joinedAt > now - NEWCOMER_MS
}

/** The lot of one person in the eyes of another on one day (of UTC), 0 to 2³²−1: the same all day, another the next. FNV-1a. */
export function lot(viewerId: string, userId: string, now: number): number {
  let hash = 0x811c9dc5
  for (const text of [viewerId, userId, String(Math.floor(now / DAY_MS))]) {
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ 0x7c, 0x01000193)
  }
  // FNV leaves its last letters in the low bits; what comes last here is the day.
  hash ^= hash >>> 16
  return Math.imul(hash, 0x45d9f3b) >>> 0
}

/** Who is next for a newcomer's place: the one who was asked least, among equals by lot. */
export function byNeed(viewerId: UserId, now: number): (a: Placed, b: Placed) => number {
  return (a, b) => a.load.open + a.load.asked - b.load.open - b.load.asked || lot(viewerId, a.userId, now) - lot(viewerId, b.userId, now)
}

/** Whether somebody fits well enough for a place that is drawn. */
export function mayBeDrawn(value: number, best: number): boolean {
  return value >= FITTING * best
}

/**
 * Gives places away in a list that is ordered by value: of each ten, the seventh goes to the newcomer who was asked least, the fourth and the tenth (and the
 * seventh without a newcomer) to whoever the day's lot falls on among those who fit nearly as well as the best; all others stand by value. A list that fits
 * on one page stays as it is.
 */
export function arrange<P extends Placed>(ranked: readonly P[], viewerId: UserId, now: number): P[] {
  const [first] = ranked
  if (!first || ranked.length <= FIRST_PAGE) return [...ranked]
  const need = byNeed(viewerId, now)
  const newcomers = ranked.filter(({ load }) => isNewcomer(load, now)).toSorted(need)
  const drawn = ranked
    .filter(({ value }) => mayBeDrawn(value, first.value))
    .map((place) => ({ place, lot: lot(viewerId, place.userId, now) }))
    .toSorted((a, b) => a.lot - b.lot)
    .map(({ place }) => place)
  const placed = new Set<P>()
  const heads = { best: 0, newcomers: 0, drawn: 0 }
  const next = (queue: readonly P[], head: keyof typeof heads): P | undefined => {
    for (let person = queue[heads[head]]; person; person = queue[heads[head]]) {
      heads[head] += 1
      if (!placed.has(person)) return person
    }
    return undefined
  }
  const list: P[] = []
  while (list.length < ranked.length) {
    const place = (list.length + 1) % TEN
    const newcomer = place === NEWCOMERS ? next(newcomers, 'newcomers') : undefined
    const person = newcomer ?? (DRAWN.has(place) ? next(drawn, 'drawn') : undefined) ?? next(ranked, 'best')
    if (!person) break
    placed.add(person)
    list.push(person)
  }
  return list
}
