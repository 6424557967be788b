import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeLink } from '#people/link'
import { USERNAME_CANDIDATE_MAX, usernameCandidate } from '#people/name'

describe('a handle from a name', () => {
  it.each([
    ['민아', 'mina'],
    ['김민성', 'gimminseong'],
    ['김민성'.normalize('NFD'), 'gimminseong'],
    ['박 지훈', 'bak_jihun'],
    ['값', 'gap'],
    ['John Smith', 'john_smith'],
    ['José Ñandú', 'jose_nandu'],
    ["O'Brien", 'obrien'],
    ['Søren Łuk', 'soren_luk'],
    ['ＡＢＣ１２３', 'abc123'],
    ['__x__', 'x'],
    ['さくら', 'user'],
    ['🙂', 'user'],
    ['7', 'user'],
    ['', 'user'],
    ['a'.repeat(40), 'a'.repeat(24)],
    [`${'a'.repeat(23)} b`, 'a'.repeat(23)],
  ])('%s → %s', (name, handle) => {
    expect(usernameCandidate(name)).toBe(handle)
  })

  it('has its form whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const handle = usernameCandidate(name)
        expect(handle).toMatch(/^[a-z0-9](?:[a-z0-9_]*[a-z0-9])?$/)
        expect(handle.length).toBeLessThanOrEqual(USERNAME_CANDIDATE_MAX)
      }),
    )
  })
})

describe('F19: links in names and hellos', () => {
  it.each([
    'win.example/x',
    'http://a',
    'HTTPS://A.B',
    'hxxp://evil',
    'see www.evil',
    'free-money.xyz',
    'visit t.me/abc now',
    'me@gmail.com',
    'bit.ly',
    '민성(evil.co.kr)',
    'evil.com.',
    'evil.com, ok',
    'ｅｖｉｌ．ｃｏｍ',
    'evil。com',
    'ev\u200Bil.c\u200Dom',
    'evil[.]com',
    'evil [dot] com',
    '공짜.한국',
    'localhost.lan:8080',
    '10.0.0.1/x',
    'evil.com으로 오세요',
    'evil.today/x',
    'javascript:alert(1)',
    'mailto:a',
    'cheap.shop',
    'see evil.online!',
    'best.top 로 오세요',
    'evil(dot)com',
    'evil {점} com',
    'me@mail.studio',
    'xn--e1afmkfd.xn--p1ai',
    'evil.ch',
  ])('sees one in %j', (text) => {
    expect(looksLikeLink(text)).toBe(true)
  })
  it.each([
    '민성',
    'John Smith',
    'J.R.R. Tolkien',
    'Mr.Kim',
    'Dr. Lee',
    'St.John',
    'Hi.I am Mina.',
    '안녕하세요.반가워요',
    '안녕하세요. 저는 영어를 배워요!',
    'I use Node.js/React and either/or.',
    'At 3.5 km/h...',
    'Meet at 10:30/11:00?',
    'I love news. In Korea...',
    'Nice.it is good to meet you.me too',
    'version 1.2.3.4 is out',
    'me: B1, you: C1',
    'Let us meet.Online is fine',
    'I work in a shop.Store hours are long',
    'It was great (점심) :)',
    'me @ home, you @ work',
  ])('sees none in %j', (text) => {
    expect(looksLikeLink(text)).toBe(false)
  })
  it('answers quickly to long input made to be slow', () => {
    for (const text of [
      'a.'.repeat(2000),
      'a-'.repeat(2000),
      `${'a'.repeat(4000)}.`,
      '1.'.repeat(2000),
      'a@'.repeat(2000),
      `a@${'a.'.repeat(2000)}`,
      `${'a-'.repeat(2000)}xn-`,
    ])
      expect(looksLikeLink(text)).toBe(false)
  })
})
