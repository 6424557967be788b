import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMON_PASSWORDS } from '#auth/common-passwords'
import { normalizePassword, unmetPasswordRules } from '#auth/password'

describe('rules for a new password', () => {
  it.each([
    ['correct7_horse', []],
    ['한글암호12!a', []],
    ['пароль12!', []],
    ['space 1234x', []],
    ['abc🙂12345', []],
    ['a'.repeat(126) + '1!', []],
    ['a'.repeat(127) + '1!', ['too-long']],
    ['short1!', ['too-short']],
    ['', ['too-short', 'no-letter', 'no-digit', 'no-special']],
    ['abcdefgh', ['no-digit', 'no-special']],
    ['12345678!', ['no-letter']],
    ['abcdefg!', ['no-digit']],
    ['abcdefg1', ['no-special']],
    ['abcdefg1\u0000', ['no-special']],
    ['abcdefg1\u200B', ['no-special']],
    ['PassWord123!', ['common']],
    ['QWER1234!', ['common']],
    ['P@ssw0rd', ['common']],
    ['🙂🙂🙂a1', ['too-short']],
  ])('%j lacks %j', (password, unmet) => {
    expect(unmetPasswordRules(password)).toEqual(unmet)
  })

  it('F03: counts and compares Hangul alike from every keyboard', () => {
    const [mac, others] = ['한글암호1!ab'.normalize('NFD'), '한글암호1!ab'.normalize('NFC')]
    expect([mac.length, others.length]).toEqual([15, 8])
    expect(normalizePassword(mac)).toBe(others)
    expect([unmetPasswordRules(mac), unmetPasswordRules(others)]).toEqual([[], []])
    expect(unmetPasswordRules('비밀번호123!'.normalize('NFD'))).toEqual(['common'])
  })

  it('says the same of every spelling of one password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (password) => {
        expect(unmetPasswordRules(password.normalize('NFD'))).toEqual(unmetPasswordRules(password.normalize('NFC')))
      }),
    )
  })

  it('lists only what the other rules would let through', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(200)
    const wrong = [...COMMON_PASSWORDS].filter((word) => word !== word.toLowerCase().normalize('NFC') || unmetPasswordRules(word).join() !== 'common')
    expect(wrong).toEqual([])
  })
})
