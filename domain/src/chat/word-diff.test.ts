import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDiff } from './word-diff.ts'

const shown = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text.trim() : kind === 'gone' ? `[-${text.trim()}-]` : `{+${text.trim()}+}`))
    .join(' ')
const squeezed = (text: string) => text.replaceAll(/\s+/gu, '')
const joined = (before: string, after: string, kinds: readonly string[]) =>
  wordDiff(before, after)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('')

describe('a word diff', () => {
  it('shows what was replaced before its replacement, by words', () => {
    expect(shown('If I would have more time, I will cook every night.', 'If I had more time, I would cook every night.')).toBe(
      'If I [-would have-] {+had+} more time, I [-will-] {+would+} cook every night.',
    )
  })

  it('takes the 어절 as the word of Korean', () => {
    expect(shown('어제는 일이 많아서 밥 먹을 시간이 없어요.', '어제는 일이 많아서 밥 먹을 시간이 없었어요.')).toBe(
      '어제는 일이 많아서 밥 먹을 시간이 [-없어요.-] {+없었어요.+}',
    )
  })

  it('finds words where none is set apart by space', () => {
    expect(shown('私は毎朝七時に起きで食べます', '私は毎朝七時に起きて食べます')).toMatch(/^私は毎朝七時に.*食べます$/u)
    expect(wordDiff('私は毎朝', '私は毎晩').some(({ kind }) => kind === 'same')).toBe(true)
  })

  it('says nothing where nothing changed, and all where everything did', () => {
    expect(shown('Same words.', 'Same words.')).toBe('Same words.')
    expect(shown('one', 'two')).toBe('[-one-] {+two+}')
    expect(shown('', 'new')).toBe('{+new+}')
    expect(wordDiff('', '')).toEqual([])
  })

  it('keeps both sentences whole, whatever they are', () => {
    const sentence = fc.array(fc.constantFrom('a', 'the', 'cat', '고양이가', '밥을', '食べます', 'cat,', '👨‍👩‍👧‍👦'), { maxLength: 14 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(sentence, sentence, (before, after) => {
        expect(squeezed(joined(before, after, ['same', 'gone']))).toBe(squeezed(before))
        expect(joined(before, after, ['same', 'new']).trim()).toBe(after.trim())
      }),
    )
  })

  it('keeps any text whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), (before, after) => {
        expect(squeezed(joined(before, after, ['same', 'gone']))).toBe(squeezed(before))
        expect(squeezed(joined(before, after, ['same', 'new']))).toBe(squeezed(after))
      }),
    )
  })
})
