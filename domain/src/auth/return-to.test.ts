import { describe, expect, it } from 'vitest'
import { safeReturn } from './return-to.ts'

const SITE = 'https://study.example'

describe('where a person returns to after signing in', () => {
  it('leaves what is written in percents as it is: it is of this site, and breaks no line', () => {
    for (const path of ['/find%0d%0aSet-Cookie:%20a=b', '/%0d%0a/evil.example']) expect(safeReturn(path, SITE)).toBe(path)
    expect(safeReturn('/find\u2028\ud800', SITE)).toBe('/find%E2%80%A8%EF%BF%BD')
  })

  it.each(['/find', '/find/user_1?x=1#why', '/chat/room_abc', '/welcome/times'])('goes to %s of this site', (path) => expect(safeReturn(path, SITE)).toBe(path))

  it.each([
    undefined,
    '',
    'find',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/a\\..\\b',
    '/.//evil.example',
    '/find/..//evil.example',
    '/%2e//evil.example',
    '/find\r\nSet-Cookie: a=b',
    '/\r\n/evil.example',
    '/find\u0000',
    'javascript:alert(1)',
    'https:evil.example',
    '/sign-in?returnTo=/sign-in',
    '/reset?token=x',
    '/auth/callback/google?code=x',
    '/two-factor',
    '/',
  ])('goes home instead of %s', (text) => expect(safeReturn(text, SITE)).toBe('/home'))
})
