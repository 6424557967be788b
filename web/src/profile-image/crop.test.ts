import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstCrop, moved, stepped, zoomOf, zoomed } from './crop.ts'
import type { Crop } from './crop.ts'

describe('a crop', () => {
  it('begins with the largest square, and higher where the picture is tall', () => {
    expect(firstCrop({ width: 400, height: 200 })).toEqual({ x: 100, y: 0, side: 200 })
    expect(firstCrop({ width: 200, height: 400 })).toEqual({ x: 0, y: 60, side: 200 })
  })

  it('keeps its middle when it goes in', () => {
    expect(zoomed({ width: 400, height: 200 }, { x: 100, y: 0, side: 200 }, 2)).toEqual({ x: 150, y: 50, side: 100 })
  })

  it('stays inside the picture, whatever is pressed', () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 9000 }), height: fc.integer({ min: 1, max: 9000 }) })
    const press = fc.oneof(
      fc.constantFrom('left', 'right', 'up', 'down').map((arrow) => (of: { width: number; height: number }, crop: Crop) => stepped(of, crop, arrow)),
      fc.double({ min: 0, max: 9, noNaN: true }).map((zoom) => (of: { width: number; height: number }, crop: Crop) => zoomed(of, crop, zoom)),
      fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })).map(
        ([right, down]) =>
          (of: { width: number; height: number }, crop: Crop) =>
            moved(of, crop, right, down),
      ),
    )
    fc.assert(
      fc.property(size, fc.array(press, { maxLength: 30 }), (of, presses) => {
        const crop = presses.reduce((at, one) => one(of, at), firstCrop(of))
        expect(crop.x).toBeGreaterThanOrEqual(0)
        expect(crop.y).toBeGreaterThanOrEqual(0)
        expect(crop.x + crop.side).toBeLessThanOrEqual(of.width + 1e-6)
        expect(crop.y + crop.side).toBeLessThanOrEqual(of.height + 1e-6)
        expect(zoomOf(of, crop)).toBeLessThanOrEqual(5 + 1e-6)
      }),
    )
  })
})
