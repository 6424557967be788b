import { describe, expect, it } from 'vitest'
import { snippetOf } from '#chat/snippet'

const LONG = '어제는 하루 종일 비가 와서 집에서 책을 읽으며 친구를 오래 기다렸어요.'

describe('a find in its words', () => {
  it.each([
    ['Take your time', 'your', { before: 'Take ', hit: 'your', after: ' time' }],
    ['TAKE your time', 'take', { before: '', hit: 'TAKE', after: ' your time' }],
    ['천천히 해요', '천히', { before: '천', hit: '천히', after: ' 해요' }],
    ['Take your time', 'time take', { before: '', hit: 'Take', after: ' your time' }],
    ['café', 'cafe', { before: 'café', hit: '', after: '' }],
    ['İstanbul is far', 'far', { before: 'İstanbul is far', hit: '', after: '' }],
  ])('shows %j for %j', (words, sought, snippet) => {
    expect(snippetOf(words, sought)).toEqual(snippet)
  })
  it('cuts what stands long before it, at a word', () => {
    expect(snippetOf(LONG, '다렸')).toEqual({ before: '…오래 기', hit: '다렸', after: '어요.' })
  })
})
