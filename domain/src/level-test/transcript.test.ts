import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Transcript, findQuote, languageParts, ownLanguage, trueTimes, wordsOf } from '#level-test/transcript'

describe('words', () => {
  it('are counted as the language counts them (F57)', () => {
    expect(wordsOf('私は毎朝七時に起きて朝ご飯を食べます', 'ja').length).toBeGreaterThanOrEqual(8)
    expect(wordsOf('我每天早上七点起床吃早饭', 'zh').length).toBeGreaterThanOrEqual(5)
    expect(wordsOf('저는 매일 아침 일곱 시에 일어나요.', 'ko')).toHaveLength(6)
    expect(wordsOf('I get up at seven.', 'en')).toHaveLength(5)
  })

  it('are never taken for fillers (F53)', () => {
    expect(wordsOf('Ich lerne Deutsch, um in Berlin zu arbeiten', 'de')).toContain('um')
    expect(wordsOf('음악 음', 'ko')).toEqual(['음악', '음'])
    expect(wordsOf('chez eux', 'fr')).toEqual(['chez', 'eux'])
  })
})

describe('an engine’s times', () => {
  it('are made true: inside the clip, start before end, no overlap (F55)', () => {
    const words = [
      { word: 'end', startMs: 29_900, endMs: 31_400 },
      { word: 'nothing', startMs: 5000, endMs: 5000 },
      { word: 'negative', startMs: -300, endMs: 200 },
      { word: 'over', startMs: 150, endMs: 600 },
      { word: 'beyond', startMs: 30_500, endMs: 31_000 },
      { word: 'odd', startMs: Number.NaN, endMs: 100 },
    ]
    expect(trueTimes(words, 30_000)).toEqual([
      { word: 'negative', startMs: 0, endMs: 200 },
      { word: 'over', startMs: 200, endMs: 600 },
      { word: 'end', startMs: 29_900, endMs: 30_000 },
    ])
  })

  it('are true for any input', () => {
    const time = fc.double({ min: -1e5, max: 1e5 })
    fc.assert(
      fc.property(fc.array(fc.record({ word: fc.string(), startMs: time, endMs: time })), fc.integer({ min: 0, max: 60_000 }), (words, clipMs) => {
        let end = 0
        for (const word of trueTimes(words, clipMs)) {
          expect(word.startMs).toBeGreaterThanOrEqual(end)
          expect(word.endMs).toBeGreaterThan(word.startMs)
          expect(word.endMs).toBeLessThanOrEqual(clipMs)
          end = word.endMs
        }
      }),
    )
  })
})

describe('another language', () => {
  it('is marked and not taken for the tested one (F56)', () => {
    const text = 'Hello, my name is Jun and I live here. 저는 서울에 살고 있고 주말마다 산에 가요.'
    expect(languageParts(text, 'ko').map((part) => part.isOther)).toEqual([true, false])
    expect(ownLanguage(text, 'ko')).toBe('저는 서울에 살고 있고 주말마다 산에 가요.')
    expect(ownLanguage(text, 'en')).toContain('my name is Jun')
    expect(ownLanguage(text, 'en')).not.toMatch(/\p{Script=Hangul}/u)
  })

  it('lets borrowed names stay', () => {
    expect(ownLanguage('저는 New York 에서 IT 회사에 다녀요', 'ko')).toBe('저는 New York 에서 IT 회사에 다녀요')
  })

  it('is only cut, never changed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('저는 ', 'I am here now ', '私は', 'Berlin ', '1 2 3 ', '. ', '\n', 'a'.repeat(500)), { maxLength: 20 }),
        fc.constantFrom('ko', 'en', 'ja'),
        (bits, languageCode) => {
          expect(
            languageParts(bits.join(''), languageCode)
              .map((part) => part.text)
              .join(''),
          ).toBe(bits.join(''))
        },
      ),
    )
  })
})

describe('a quote', () => {
  const said = (text: string, words: Transcript['words'] = []): Transcript[] => [{ questionId: 'q2', text, engine: 'e', model: 'm', words }]

  it('is found without capitals and punctuation, whole words only', () => {
    const heard = said("Last year I've been to a party, and it was great")
    expect(findQuote('“i’ve been to a PARTY and”', heard)?.questionId).toBe('q2')
    expect(findQuote('art', heard)).toBeNull()
    expect(findQuote('I have been to a party', heard)).toBeNull()
    expect(findQuote('', heard)).toBeNull()
    expect(findQuote('…', heard)).toBeNull()
  })

  it('is found in languages without spaces', () => {
    expect(findQuote('七時に起きて', said('私は毎朝 七時に起きて、朝ご飯を食べます'))).not.toBeNull()
    expect(findQuote('일곱 시에', said('저는 일곱 시에 일어나요'))).not.toBeNull()
  })

  it('brings its time where the words have one', () => {
    const words = ['Last', 'year,', 'I', 'went', 'to', 'Jeju.'].map((word, i) => ({ word, startMs: i * 300, endMs: i * 300 + 250 }))
    expect(findQuote('I went to', said('Last year, I went to Jeju.', words))).toEqual({ questionId: 'q2', startMs: 600, endMs: 1450 })
  })
})
