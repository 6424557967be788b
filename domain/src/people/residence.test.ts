import { expect, it } from 'vitest'
import { placesIn } from '#people/places'
import { placeNamedIn } from '#people/residence'

const places = [...placesIn('ko'), ...placesIn('en')]

it.each([
  ['Seoul, South Korea', 'KR-11'],
  ['Busan, South Korea', 'KR-26'],
  ['busan', 'KR-26'],
  ['서울 마포구', 'KR-11'],
  ['서울특별시', 'KR-11'],
  ['대한민국 부산광역시', 'KR-26'],
  ['제주도', 'KR-49'],
  ['Paris, France', 'FR'],
  ['프랑스 파리', 'FR'],
  ['Austin, USA', 'US'],
  ['한국', 'KR'],
  ['Georgia', 'GE'],
  // A state of that name is no country.
  ['Atlanta, Georgia, USA', 'US'],
  ['Georgia, somewhere', null],
  ['the Moon', null],
  ['', null],
])('%s names %s', (line, code) => {
  expect(placeNamedIn(line, places)).toBe(code)
})
