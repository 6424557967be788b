import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageGroup, agesMayMeet, mayRegister, youngestAge } from '#people/age'

const TODAY = Date.UTC(2026, 10, 25, 11)

describe('age from a birth year', () => {
  it.each([
    [2012, TODAY, 13],
    [2011, TODAY, 14],
    [2012, Date.UTC(2026, 11, 31, 11, 59), 13],
    [2012, Date.UTC(2026, 11, 31, 12), 14],
    [2012, Date.UTC(2027, 0, 1, 11, 59), 14],
    [2012, Date.UTC(2027, 0, 1, 12), 14],
    [2012, Date.UTC(2027, 11, 31, 12), 15],
  ])('of %i at %i is %i at the youngest', (year, now, age) => {
    expect(youngestAge(year, now)).toBe(age)
  })

  it('is never more than the age on any possible birthday', () => {
    const day = fc.integer({ min: Date.UTC(1930, 0, 1), max: Date.UTC(2020, 11, 31) })
    fc.assert(
      fc.property(day, fc.integer({ min: TODAY, max: Date.UTC(2060, 0, 1) }), (born, now) => {
        const birth = new Date(born)
        // Where it is still the earliest day on Earth.
        const here = new Date(now - 12 * 3_600_000)
        const hadBirthday = here.getUTCMonth() * 31 + here.getUTCDate() >= birth.getUTCMonth() * 31 + birth.getUTCDate()
        const age = here.getUTCFullYear() - birth.getUTCFullYear() - (hadBirthday ? 0 : 1)
        expect([age, age - 1]).toContain(youngestAge(birth.getUTCFullYear(), now))
      }),
    )
  })

  it.each([
    [null, true, 'unknown'],
    [2012, false, 'unknown'],
    [2011, true, 'minor'],
    [2008, true, 'minor'],
    [2007, true, 'adult'],
    [2030, false, 'unknown'],
    [Number.NaN, false, 'unknown'],
  ] as const)('born in %s: may register %s, %s', (year, may, group) => {
    expect([mayRegister(year, TODAY), ageGroup(year, TODAY)]).toEqual([may, group])
  })

  it('grows from minor to adult and never back', () => {
    const order = ['unknown', 'minor', 'adult']
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2030 }), fc.nat(3e12), fc.nat(3e12), (year, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)]
        expect(order.indexOf(ageGroup(year, early))).toBeLessThanOrEqual(order.indexOf(ageGroup(year, late)))
      }),
    )
  })

  it('lets only equals meet, and nobody of unknown age', () => {
    const groups = ['minor', 'adult', 'unknown'] as const
    const meetings = groups.flatMap((a) => groups.filter((b) => agesMayMeet(a, b)).map((b) => `${a} ${b}`))
    expect(meetings).toEqual(['minor minor', 'adult adult'])
  })
})
