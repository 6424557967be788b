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
    [
      { learns: 'ko', days: ['SUNDAY', 'MONDAY', 'x'], topics: ['FOOD'], gender: 'FEMALE', ageMin: 20, ageMax: '30', place: 'KR-11' },
      { learns: 'ko', days: ['MONDAY', 'SUNDAY'], topics: ['FOOD'], gender: 'FEMALE', ageMin: 20, ageMax: 30, place: 'KR-11' },
      7,
    ],
    [{ ageMin: 30, ageMax: 20, gender: 'x', place: '<b>' }, { ageMin: 30 }, 1],
    [{ ageMin: 3, ageMax: 900 }, {}, 0],
    [{ speaks: 'klingon', levels: 'B1', hours: 'yes', methods: [], page: 9 }, { levels: ['B1'] }, 1],
  ])('reads %j', (search, found, count) => {
    expect(findSearch(search)).toEqual(found)
    expect(filterCount(findSearch(search))).toBe(count)
  })
})
