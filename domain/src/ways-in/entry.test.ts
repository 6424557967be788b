import { describe, expect, it } from 'vitest'
import { addressOf, beginningOf, entryOf } from './entry.ts'

const said = { subject: 's1', email: 'jiwoo@example.com', isEmailVerified: true, name: '지우' }

describe('a sign-in by a provider', () => {
  it.each([
    ['whom the subject names', { bySubject: 'a', byAddress: null }, { leads: 'in', userId: 'a' }],
    ['whom the subject names, whoever has the address', { bySubject: 'a', byAddress: 'b' }, { leads: 'in', userId: 'a' }],
    ['nobody, where the address has an account', { bySubject: null, byAddress: 'b' }, { leads: 'nowhere' }],
    ['somebody new', { bySubject: null, byAddress: null }, { leads: 'new', beginning: { email: 'jiwoo@example.com', displayName: '지우' } }],
  ])('leads to %s', (_, known, entry) => {
    expect(entryOf(said, known)).toEqual(entry)
    // However good the address is.
    if (entry.leads === 'nowhere') expect(entryOf({ ...said, isEmailVerified: false }, known)).toEqual(entry)
  })

  it('takes over an address only where the provider vouches for it', () => {
    expect(beginningOf({ ...said, isEmailVerified: false }).email).toBeNull()
    expect(beginningOf({ ...said, email: null }).email).toBeNull()
    expect(beginningOf({ ...said, email: 'not an address' }).email).toBeNull()
    expect(addressOf({ email: ' JiWoo@Example.com ' })).toBe('jiwoo@example.com')
  })

  it.each([null, '', '   ', 'win.example/x', 'see http://evil.test', 'a\u0000b', '가'.repeat(41)])('invents no name for %j', (name) =>
    expect(beginningOf({ ...said, name }).displayName).toBe(''),
  )
})
