import { describe, expect, it } from 'vitest'
import { languageOf } from '#chat/language'

describe('languageOf', () => {
  it.each([
    ['안녕하세요', ['en', 'ko'], 'ko'],
    ['Could you say that again?', ['en', 'ko'], 'en'],
    ['meeting에서 봤어요', ['en', 'ko'], 'ko'],
    ['Merci, à demain', ['en', 'fr'], null],
    ['👋🙂', ['en', 'ko'], null],
    ['漢字とかな', ['ja', 'ko'], 'ja'],
    ['你好', ['zh', 'en'], 'zh'],
    ['Привет', ['ru', 'ko'], 'ru'],
    ['hello', [], null],
  ])('%s among %j is %s', (text, likely, code) => {
    expect(languageOf(text, likely)).toBe(code)
  })
})
