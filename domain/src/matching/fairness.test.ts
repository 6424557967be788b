import { UserId } from '@studymate/contract/values'
import { describe, expect, it } from 'vitest'
import { mutualFit, rankCandidates } from '#matching/compatibility'
import type { CrowdPerson } from '#matching/crowd'
import { FIRST_PAGE, INBOX_CAP, NEWCOMER_MS, type Placed, arrange, hasRoom, lot, worth } from '#matching/fairness'
import { madeUpPeople, numbersFrom } from '#matching/made-up'
import { REQUEST_LIFE } from '#matching/requests'
import { ageGroup } from '#people/age'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 25)
const me = UserId.parse('user_viewer00')
const place = (n: number, more: Partial<Placed> = {}): Placed => ({
  userId: UserId.parse(`user_${String(n).padStart(8, '0')}`),
  value: 1 - n / 1_000,
  load: { open: 0, asked: 5, joinedAt: 0 },
  ...more,
})

describe('places', () => {
  it('stay by value where all fit on one page', () => {
    const list = Array.from({ length: FIRST_PAGE }, (_, n) => place(n, { load: { open: 0, asked: 0, joinedAt: NOW } }))
    expect(arrange(list, me, NOW)).toEqual(list)
    expect(arrange([], me, NOW)).toEqual([])
  })

  it('hold everybody once', () => {
    const list = Array.from({ length: 95 }, (_, n) => place(n, { load: { open: 0, asked: n % 4, joinedAt: n % 3 === 0 ? NOW : 0 } }))
    expect(arrange(list, me, NOW).toSorted((a, b) => b.value - a.value)).toEqual(list)
  })

  it('give the seventh of ten to the newcomer who was asked least, wherever they stood', () => {
    const newcomer = (n: number, asked: number, ago: number) => place(n, { load: { open: 0, asked, joinedAt: NOW - ago } })
    const list = [...Array.from({ length: 90 }, (_, n) => place(n)), newcomer(90, 2, DAY), newcomer(91, 1, DAY), newcomer(300, 0, NEWCOMER_MS)]
    const shown = arrange(list, me, NOW)
    expect([shown[6], shown[16]].map((person) => person?.load.asked)).toEqual([1, 2])
    // Hellos that wait count like those that were answered, whatever lot a viewer draws.
    const [waiting, answered] = [
      { open: 3, asked: 0, joinedAt: NOW },
      { open: 0, asked: 2, joinedAt: NOW },
    ].map((load, n) => place(92 + n, { load }))
    if (!waiting || !answered) throw new Error('two newcomers')
    const crowd = [...list.slice(0, 90), waiting, answered]
    for (let n = 10; n < 30; n += 1) expect(arrange(crowd, UserId.parse(`user_viewer${n}`), NOW)[6]).toBe(answered)
    // Seven days after they came they are newcomers no more.
    expect(shown.slice(0, 30).filter(({ load }) => load.asked < 5)).toHaveLength(2)
  })

  it('give the tenth by the day’s lot, the same all day and another on the next, to those who fit nearly as well', () => {
    const list = Array.from({ length: 400 }, (_, n) => place(n))
    const tenth = (at: number, viewer = me) => arrange(list, viewer, at)[9]?.userId
    expect(tenth(NOW)).toBe(tenth(NOW + DAY - 1))
    const month = Array.from({ length: 30 }, (_, day) => tenth(NOW + day * DAY))
    expect(new Set(month).size).toBeGreaterThan(20)
    for (const id of month) expect(list.find(({ userId }) => userId === id)?.value).toBeGreaterThanOrEqual(0.75)
    expect(new Set(Array.from({ length: 30 }, (_, n) => tenth(NOW, UserId.parse(`user_viewer${String(n).padStart(2, '0')}`)))).size).toBeGreaterThan(20)
  })

  it('are drawn evenly', () => {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let n = 0; n < 5_000; n += 1) {
      const tenth = Math.floor((10 * lot('user_viewer00', `user_${n}`, NOW)) / 2 ** 32)
      counts[tenth] = (counts[tenth] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(100)
  })
})

it('lets a waiting inbox sink, and leaves a full one out', () => {
  const values = Array.from({ length: INBOX_CAP + 1 }, (_, open) => worth(0.8, open))
  expect(values).toEqual(values.toSorted((a, b) => b - a))
  expect([values[0], values.at(-1)]).toEqual([0.8, 0.56])
  expect([hasRoom(INBOX_CAP - 1), hasRoom(INBOX_CAP)]).toEqual([true, false])
})

/** 0 where all have the same, near 1 where one has everything. */
function gini(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b)
  const sum = sorted.reduce((a, b) => a + b, 0)
  return sorted.reduce((total, count, i) => total + (2 * (i + 1) - sorted.length - 1) * count, 0) / (sorted.length * sum)
}

interface Inbox {
  open: number[]
  asked: number
}

/**
 * Three weeks of a town with ten who learn one way for each who learns the other. Everybody looks once a day and asks one of the first few whom they have not
 * asked; the scarce answer up to two a day, the many one. `rank` decides whom one sees.
 */
function live(rank: (me: CrowdPerson, others: readonly CrowdPerson[], now: number) => readonly CrowdPerson[]) {
  const chance = numbersFrom(11)
  const old = { now: NOW - 60 * DAY, wishedGender: null }
  const plain = (person: CrowdPerson): CrowdPerson => ({ ...person, wishedGender: null, answering: null, birthYear: 1990 })
  const scarce = madeUpPeople({ seed: 1, count: 20, speaks: 'en', learns: 'ko', now: old.now }).map(plain)
  const many = madeUpPeople({ seed: 2, count: 200, speaks: 'ko', learns: 'en', now: old.now }).map(plain)
  const late = madeUpPeople({ seed: 3, count: 12, speaks: 'ko', learns: 'en', now: NOW, first: 500 }).map(plain)
  const inboxes = new Map<string, Inbox>([...scarce, ...many, ...late].map(({ userId }) => [userId, { open: [], asked: 0 }]))
  const shown = new Map<string, number>(many.map(({ userId }) => [userId, 0]))
  const asked = new Set<string>()
  const viewsUntilShown = new Map<string, number>()
  let [fullest, views] = [0, 0]
  const arrived: CrowdPerson[] = [...many]
  for (let day = 0; day < 21; day += 1) {
    const now = NOW + day * DAY
    if (day === 7) arrived.push(...late.map((person) => ({ ...person, load: { open: 0, asked: 0, joinedAt: now } })))
    const withLoad = (person: CrowdPerson): CrowdPerson => {
      const inbox = inboxes.get(person.userId)
      const joinedAt = late.some(({ userId }) => userId === person.userId) ? NOW + 7 * DAY : 0
      return { ...person, load: { open: inbox?.open.length ?? 0, asked: inbox?.asked ?? 0, joinedAt } }
    }
    for (const inbox of inboxes.values()) inbox.open = inbox.open.filter((at) => now < at + REQUEST_LIFE)
    const look = (viewer: CrowdPerson, others: readonly CrowdPerson[], isScarce: boolean) => {
      const page = rank(viewer, others.map(withLoad), now).slice(0, FIRST_PAGE)
      if (isScarce) {
        views += 1
        for (const { userId } of page) {
          if (shown.has(userId)) shown.set(userId, (shown.get(userId) ?? 0) + 1)
          else if (!viewsUntilShown.has(userId)) viewsUntilShown.set(userId, views)
        }
      }
      const fresh = page.filter(({ userId }) => !asked.has(`${viewer.userId} ${userId}`))
      const target = fresh[Math.floor(Math.min(fresh.length, 5) * chance())]
      const inbox = target && inboxes.get(target.userId)
      if (!target || !inbox) return
      inbox.open.push(now)
      inbox.asked += 1
      asked.add(`${viewer.userId} ${target.userId}`)
      fullest = Math.max(fullest, inbox.open.length)
    }
    if (day === 7) views = 0
    for (const viewer of scarce) look(viewer, arrived, true)
    for (const viewer of arrived) look(viewer, scarce, false)
    for (const { userId } of scarce) inboxes.get(userId)?.open.splice(0, 2)
    for (const { userId } of arrived) inboxes.get(userId)?.open.splice(0, 1)
  }
  return { fullest, exposure: gini([...shown.values()]), untilShown: late.map(({ userId }) => viewsUntilShown.get(userId) ?? Number.POSITIVE_INFINITY) }
}

describe('a town of ten to one', () => {
  const standing = (person: CrowdPerson) => ({ ...person, ageGroup: ageGroup(person.birthYear, NOW), visibility: 'public', allowMatching: true }) as const
  const ours = live((viewer, others, now) => rankCandidates(standing(viewer), others.map(standing), () => ({ blocked: false }), now))
  const byFitAlone = live((viewer, others) => others.toSorted((a, b) => mutualFit(viewer, b) - mutualFit(viewer, a)))

  it('floods no inbox while others wait', () => {
    expect(ours.fullest).toBe(INBOX_CAP)
    expect(byFitAlone.fullest).toBeGreaterThan(3 * INBOX_CAP)
  })

  it('spreads attention over the many side, better than fit alone', () => {
    expect(ours.exposure).toBeLessThan(0.5)
    expect(ours.exposure).toBeLessThan(byFitAlone.exposure - 0.1)
  })

  it('shows each newcomer within twenty lists that were looked at', () => {
    expect(Math.max(...ours.untilShown)).toBeLessThanOrEqual(20)
    expect(Math.max(...byFitAlone.untilShown)).toBeGreaterThan(20)
  })
})
