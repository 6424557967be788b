import { describe, expect, it } from 'vitest'
import { filterCount, findSearch } from '#find/search'

describe('the filters in the address', () => {
  it.each([
    [{}, {}, 0],
    [
      { speaks: 'en', levels: ['B1', 'A2'], hours: true, methods: ['VIDEO_CALL', 'nonsense'] },
      { speaks: 'en', levels: ['A2', 'B1'], hours: true, methods: ['VIDEO_CALL'] },
      4,
    ],
    [{ speaks: 'klingon', levels: 'B1', hours: 'yes', methods: [], page: 9 }, { levels: ['B1'] }, 1],
  ])('reads %j', (search, found, count) => {
    expect(findSearch(search)).toEqual(found)
    expect(filterCount(findSearch(search))).toBe(count)
  })
})
