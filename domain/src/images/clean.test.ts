import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CANARY, gpsExif, heic, jpeg, png, webp } from '@studymate/host/testing/pictures'
import { ascii, concat } from './bytes.ts'
import { cleanImage } from './clean.ts'
import type { CleanImage, Refused } from './clean.ts'
import { orientationOf, orientationTiff } from './exif.ts'

const HTML = ascii(`<html><script>alert('${CANARY}')</script>`)
const text = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')

function cleaned(bytes: Uint8Array): CleanImage {
  const image = cleanImage(bytes)
  if ('refused' in image) throw new Error(JSON.stringify(image))
  return image
}

const refusal = (bytes: Uint8Array): Refused | null => {
  const image = cleanImage(bytes)
  return 'refused' in image ? image : null
}

describe('what is cut', () => {
  const pictures = {
    jpeg: jpeg({ width: 400, height: 200, orientation: 6, after: HTML }),
    png: png({ width: 40, height: 20, after: HTML }),
    'lossless webp': webp({ kind: 'lossless', after: HTML }),
    'lossy webp': webp({ kind: 'lossy', after: HTML }),
  }
  for (const [name, bytes] of Object.entries(pictures))
    it(`is every kind of metadata of a ${name}, and what follows its end`, () => {
      expect(text(bytes)).toContain(CANARY)
      const image = cleaned(bytes)
      expect(text(image.bytes)).not.toMatch(/Jongno|xmpmeta|ICC_PROFILE|ICCP|iCCP|Photoshop|tEXt|zTXt|iTXt|tIME|html|abcd/)
      // The copy is clean already, and comes out as it went in.
      expect(cleaned(image.bytes).bytes).toEqual(image.bytes)
    })

  it('leaves a picture alone that has nothing to cut', () => {
    for (const bytes of [
      jpeg({ width: 64, height: 32, metadata: false }),
      png({ width: 8, height: 8, metadata: false }),
      webp({ kind: 'lossy', metadata: false }),
    ])
      expect(cleaned(bytes).bytes).toEqual(bytes)
  })

  it('is not the way a picture lies: 400 × 200 turned is seen as 200 × 400 (F61)', () => {
    const image = cleaned(jpeg({ width: 400, height: 200, orientation: 6 }))
    expect(image).toMatchObject({ format: 'jpeg', width: 200, height: 400 })
    expect(text(image.bytes)).toContain(`Exif\0\0${text(orientationTiff(6))}`)
    expect(cleaned(jpeg({ width: 400, height: 200, orientation: 3 }))).toMatchObject({ width: 400, height: 200 })
    expect(text(cleaned(jpeg({ width: 400, height: 200, orientation: 1 })).bytes)).not.toContain('Exif')
    expect(cleaned(png({ width: 40, height: 20 }))).toMatchObject({ format: 'png', width: 20, height: 40 })
  })
})

describe('what is refused', () => {
  it('is what is no image, or one of another kind', () => {
    expect(refusal(new Uint8Array())).toEqual({ refused: 'not-an-image' })
    expect(refusal(ascii('<!doctype html>'))).toEqual({ refused: 'not-an-image' })
    expect(refusal(ascii('%PDF-1.7'))).toEqual({ refused: 'not-an-image' })
    const others = { heic: heic(), gif: ascii('GIF89a'), bmp: ascii('BM\0\0'), svg: ascii('<?xml version="1.0"?>\n<svg xmlns="…">'), tiff: ascii('II*\0') }
    for (const [format, bytes] of Object.entries(others)) expect(refusal(bytes)).toEqual({ refused: 'unsupported', format })
    expect(refusal(webp({ kind: 'lossy', animated: true }))).toEqual({ refused: 'unsupported', format: 'animated webp' })
  })

  it('is a picture of more pixels than 40 million, by its header', () => {
    expect(refusal(png({ width: 8, height: 8, claims: { width: 30_000, height: 30_000 } }))).toEqual({
      refused: 'too-many-pixels',
      width: 30_000,
      height: 30_000,
    })
    expect(refusal(png({ width: 8, height: 8, claims: { width: 8_000, height: 5_000 } }))).toBeNull()
    expect(refusal(png({ width: 8, height: 8, claims: { width: 8_001, height: 5_000 } }))).toMatchObject({ refused: 'too-many-pixels' })
    const wide = jpeg({ width: 16, height: 16, metadata: false })
    const frame = text(wide).indexOf('\xff\xc0')
    wide.set([0x4e, 0x20, 0x4e, 0x20], frame + 5)
    expect(refusal(wide)).toEqual({ refused: 'too-many-pixels', width: 20_000, height: 20_000 })
  })

  it('is a picture that is cut anywhere', () => {
    for (const whole of [jpeg({ width: 80, height: 40 }), png({ width: 20, height: 20 }), webp({ kind: 'lossless' }), webp({ kind: 'lossy' })])
      for (let length = 0; length < whole.length; length++) expect(refusal(whole.subarray(0, length)), `${length} of ${whole.length}`).not.toBeNull()
  })

  it('is a PNG with one wrong bit in what draws it', () => {
    const whole = png({ width: 20, height: 20, metadata: false })
    whole[45] = (whole[45] ?? 0) ^ 1
    expect(refusal(whole)).toEqual({ refused: 'broken' })
  })
})

describe('orientation', () => {
  it('is read in both byte orders, and 1 where there is none that exists', () => {
    expect(orientationOf(gpsExif(8))).toBe(8)
    expect(orientationOf(orientationTiff(5))).toBe(5)
    expect(orientationOf(Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0))).toBe(6)
    const odd = orientationTiff(1)
    odd[19] = 9
    expect(orientationOf(odd)).toBe(1)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => orientationOf(bytes) >= 1))
  })
})

describe('any bytes', () => {
  const wholes = [jpeg({ width: 80, height: 40, orientation: 6 }), png({ width: 20, height: 20 }), webp({ kind: 'lossless' }), webp({ kind: 'lossy' })]
  const mutated = fc
    .tuple(fc.constantFrom(...wholes), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), fc.nat(), fc.uint8Array({ maxLength: 40 }), fc.nat())
    .map(([whole, writes, cut, more, at]) => {
      const bytes = whole.slice()
      for (const [where, value] of writes) bytes[where % bytes.length] = value
      const kept = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes
      const place = kept.length === 0 ? 0 : at % kept.length
      return concat([kept.subarray(0, place), more, kept.subarray(place)])
    })

  it('never make it throw, and whatever comes out is clean to the end', () => {
    fc.assert(
      fc.property(mutated, (bytes) => {
        const image = cleanImage(bytes)
        if ('refused' in image) return
        expect(image.width * image.height).toBeLessThanOrEqual(40_000_000)
        expect(image.bytes.length).toBeLessThanOrEqual(bytes.length + 60)
        expect(cleaned(image.bytes).bytes).toEqual(image.bytes)
        expect(text(image.bytes)).not.toMatch(/xmpmeta|ICC_PROFILE|Photoshop/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('never make it throw when they are noise behind a signature', () => {
    const heads = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'RIFF\xff\xff\xff\xffWEBPVP8X', ''].map(ascii)
    fc.assert(fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => void cleanImage(concat([head, rest]))))
  })

  it('are read in the time that their length takes', () => {
    const long = new Uint8Array(5 * 1024 * 1024).fill(0xff)
    long.set([0xff, 0xd8])
    expect(refusal(long)).toEqual({ refused: 'broken' })
    const tiny = concat([png({ width: 8, height: 8, metadata: false }).subarray(0, 33), ...Array.from({ length: 200_000 }, () => new Uint8Array(12))])
    expect(refusal(tiny)).toEqual({ refused: 'broken' })
  })
})
