import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saysSought, searchQuestion, searchTokens } from './search.ts'

describe('the words of the index', () => {
  it('are syllables and their pairs in Hangul, words elsewhere', () => {
    expect(searchTokens('한국어를 배워요')).toBe('한 국 어 를 한국 국어 어를 배 워 요 배워 워요')
    expect(searchTokens('I’m learning Café Français!')).toBe('i m learning cafe francais')
    expect(searchTokens('영어로 hello라고 해요')).toBe('영 어 로 영어 어로 hello 라 고 라고 해 요 해요')
    expect(searchTokens('👍 !!')).toBe('')
  })

  it('are the same for both forms of Hangul (F14)', () => {
    expect(searchTokens('한국어'.normalize('NFD'))).toBe(searchTokens('한국어'))
  })
})

describe('a question', () => {
  it('asks for each pair, for a lone syllable, and for the beginning of a word', () => {
    expect(searchQuestion('한국어')).toBe('"한국" AND "국어"')
    expect(searchQuestion('책')).toBe('"책"')
    expect(searchQuestion('look forw')).toBe('"look"* AND "forw"*')
    expect(searchQuestion('"; DROP')).toBe('"drop"*')
    expect(searchQuestion(' !? ')).toBeNull()
  })

  it('is never more than quoted tokens, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (sought) => {
        const question = searchQuestion(sought)
        if (question !== null) expect(question).toMatch(/^"[^"]+"\*?( AND "[^"]+"\*?)*$/u)
      }),
    )
  })

  it('finds what it was taken from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (text) => {
        expect(saysSought(text, text)).toBe(true)
      }),
    )
    expect(saysSought('어제는 일이 많아서', '일이')).toBe(true)
    expect(saysSought('Un café, s’il vous plaît', 'cafe plait')).toBe(true)
    expect(saysSought('국어와 한국', '한국어')).toBe(false)
  })
})
