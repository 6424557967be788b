import { describe, expect, it } from 'vitest'
import { habitWord, noWordBecause } from '#matching/answering'

describe('the word for a habit', () => {
  for (const [asked, answered, medianMinutes, word, because] of [
    [3, 3, 10, 'within-hours', null],
    [3, 2, 360, 'within-hours', null],
    [4, 2, 361, 'within-a-day', null],
    [9, 9, 1440, 'within-a-day', null],
    [9, 9, 1441, 'within-days', null],
    [2, 2, 10, null, 'too-few'],
    [0, 0, null, null, 'too-few'],
    [5, 2, 10, null, 'often-unanswered'],
    [5, 0, null, null, 'often-unanswered'],
  ] as const) {
    it(`is ${word ?? 'none'} for ${answered} of ${asked} in ${medianMinutes} minutes`, () => {
      expect([habitWord({ asked, answered, medianMinutes }), noWordBecause({ asked, answered, medianMinutes })]).toEqual([word, because])
    })
  }

  it('is none where nothing is known', () => {
    expect([habitWord(null), habitWord(undefined), habitWord({ asked: 9, answered: 9 })]).toEqual([null, null, null])
  })
})
