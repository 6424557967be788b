import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strengthOf } from '#auth/strength'

describe('strength of a password', () => {
  it.each([
    ['', 0, null],
    ['abc', 1, null],
    ['password1!', 1, null],
    ['mnop456!', 2, 'less-repeated'],
    ['aaaaaaa1!', 2, 'less-repeated'],
    ['xk4!pq9z', 3, 'longer'],
    ['Quiet-River-42', 4, null],
    ['조용한 강가 42!', 4, null],
  ])('%j is %i, and %s helps', (password, level, help) => {
    expect(strengthOf(password)).toMatchObject({ level, help })
  })

  it('says of a forbidden one what it lacks', () => {
    expect(strengthOf('abcdefgh').unmet).toEqual(['no-digit', 'no-special'])
  })

  it('never falls when a character is added that neither repeats nor follows, as long as the rules are met', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'akvX7!'), minLength: 8, maxLength: 40 }), (password) => {
        const before = strengthOf(password)
        fc.pre(before.unmet.length === 0)
        expect(strengthOf(`${password}${password.endsWith('Q') ? 'e' : 'Q'}`).level).toBeGreaterThanOrEqual(before.level)
      }),
    )
  })

  it('is the same for both Unicode forms', () => {
    for (const password of ['한글암호1!ab', 'pässwörter 1']) expect(strengthOf(password.normalize('NFD'))).toEqual(strengthOf(password))
  })
})
