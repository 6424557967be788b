import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { peaksOf } from './peaks.ts'

it('shows where a sound is loud', () => {
  const samples = Float32Array.from({ length: 400 }, (_, at) => (at < 100 ? 0.1 : at < 300 ? 0.4 : 0))
  expect(peaksOf(samples, 4).map((one) => Math.round(one * 100) / 100)).toEqual([0.25, 1, 1, 0])
})

it('is a list of the asked length between 0 and 1, of anything', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, min: -1, max: 1, maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (samples, count) => {
      const peaks = peaksOf(samples, count)
      expect(peaks).toHaveLength(count)
      expect(peaks.every((one) => one >= 0 && one <= 1)).toBe(true)
    }),
  )
})
