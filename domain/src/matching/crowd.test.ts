import type { CefrLevel } from '@studymate/contract/values'
import { describe, expect, it } from 'vitest'
import { mutualFit, rankCandidates } from '#matching/compatibility'
import { Crowd, type CrowdPerson, type CrowdQuestion, orderOf } from '#matching/crowd'
import { worth } from '#matching/fairness'
import { madeUpPeople } from '#matching/made-up'
import { ageGroup } from '#people/age'
import { weekWhere } from '#schedule/week'

const NOW = Date.UTC(2026, 10, 25)
const EVERYBODY = { from: 1900, to: 2008 }
const pair = { speaks: 'en', learns: 'ko' } as const
const people = madeUpPeople({ seed: 7, count: 3_000, speaks: 'en', learns: 'ko', now: NOW })
const viewers = madeUpPeople({ seed: 8, count: 40, speaks: 'ko', learns: 'en', now: NOW })
const crowd = new Crowd(pair)
for (const person of people) crowd.put(person)
const standing = (person: CrowdPerson) => ({ ...person, ageGroup: ageGroup(person.birthYear, NOW), visibility: 'public', allowMatching: true }) as const
const ask = (me: CrowdPerson, more: Partial<CrowdQuestion> = {}) => crowd.rank({ me, years: EVERYBODY, without: [], now: NOW, ...more })
const order = (me: CrowdPerson, more: Partial<CrowdQuestion> = {}) => orderOf([ask(me, more)], me.userId, NOW)
const everybody = (me: CrowdPerson) => rankCandidates(standing(me), people.map(standing), () => ({ blocked: false }), NOW)

describe('a crowd', () => {
  it('scores as the score does', () => {
    const known = new Map(people.map((person) => [person.userId, person]))
    for (const me of viewers.slice(0, 8))
      for (const { userId, value } of ask(me)) {
        const other = known.get(userId)
        expect(other && worth(mutualFit(me, other), other.load?.open ?? 0)).toBeCloseTo(value, 8)
      }
  })

  it('shows the twenty that scoring everybody would show', () => {
    for (const me of viewers) {
      expect(order(me).slice(0, 20)).toEqual(
        everybody(me)
          .slice(0, 20)
          .map(({ userId }) => userId),
      )
    }
  })

  it('gives five hundred places, nobody two', () => {
    const [me] = viewers
    if (!me) throw new Error('nobody')
    expect(new Set(order(me)).size).toBe(500)
    // Two crowds that share people, too.
    expect(orderOf([ask(me), ask(me)], me.userId, NOW)).toEqual(order(me))
  })

  it('narrows by every field', () => {
    const [me] = viewers
    if (!me) throw new Error('nobody')
    const weekday = weekWhere((halfHour) => halfHour < 96)
    const mine = { ...me, free: weekWhere(() => true) }
    const levels = ['B1', 'B2'] as const satisfies readonly CefrLevel[]
    const checks: readonly [Partial<CrowdQuestion>, (person: CrowdPerson) => boolean][] = [
      [{ years: { from: 1990, to: 1995 } }, ({ birthYear }) => birthYear >= 1990 && birthYear <= 1995],
      [{ nativeLanguage: 'ko' }, () => false],
      [{ learningLanguage: 'ko' }, () => true],
      [{ learningLanguage: 'ja' }, () => false],
      [{ levels }, ({ learning }) => learning[0]?.level === 'B1' || learning[0]?.level === 'B2'],
      [{ interests: ['MUSIC', 'FOOD'] }, ({ interests = [] }) => interests.includes('MUSIC') || interests.includes('FOOD')],
      [{ communicationMethods: ['TEXT'] }, ({ communicationMethods = [] }) => communicationMethods.includes('TEXT')],
      [{ gender: 'FEMALE' }, ({ gender }) => gender === 'FEMALE'],
      [{ location: 'KR-11' }, ({ locationId }) => locationId === 'KR-11'],
      [{ within: weekday }, ({ free }) => free?.slice(0, 12).some((byte) => byte > 0) ?? false],
    ]
    for (const [filter, holds] of checks) {
      const right = rankCandidates(standing(mine), people.filter(holds).map(standing), () => ({ blocked: false }), NOW)
      expect(order(mine, filter).slice(0, 50)).toEqual(right.slice(0, 50).map(({ userId }) => userId))
      expect(order(mine, filter)).toHaveLength(Math.min(500, right.length))
    }
  })

  it('leaves out whom it is told to, oneself, the full, and those whose wish it is not', () => {
    const [me] = viewers
    if (!me) throw new Error('nobody')
    const small = new Crowd(pair)
    const [a, b, c, d] = people
    if (!a || !b || !c || !d) throw new Error('nobody')
    const free = { open: 0, asked: 0, joinedAt: 0 }
    for (const person of [a, b]) small.put({ ...person, gender: 'MALE', wishedGender: null, load: free })
    small.put({ ...c, wishedGender: null, load: { ...free, open: 10 } })
    small.put({ ...d, wishedGender: 'FEMALE', load: free })
    const who = (more: Partial<CrowdQuestion> = {}) =>
      small.rank({ me: { ...me, gender: null, wishedGender: null }, years: EVERYBODY, without: [], now: NOW, ...more }).map(({ userId }) => userId)
    expect(who().toSorted()).toEqual([a.userId, b.userId].toSorted())
    expect(who({ without: [a.userId] })).toEqual([b.userId])
    // Taken in again, somebody counts as they are now.
    small.put({ ...a, gender: 'MALE', wishedGender: null, load: { ...free, open: 10 } })
    expect(who()).toEqual([b.userId])
    expect(small.rank({ me: { ...b, learning: [{ code: 'en', level: 'A1' }] }, years: EVERYBODY, without: [], now: NOW })).toEqual([])
  })
})
