import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PREVIEW_LENGTH, preview } from '#chat/preview'

describe('preview', () => {
  it('leaves a short message as it is, on one line', () => {
    expect(preview('안녕하세요\n반가워요')).toBe('안녕하세요 반가워요')
  })

  it('keeps a family emoji whole or leaves it out', () => {
    const family = '👨‍👩‍👧‍👦'
    const cut = preview(`${'가'.repeat(195)}${family}${family}`)
    expect(cut).toBe(`${'가'.repeat(195)}…`)
    expect(preview(family.repeat(40)).replaceAll(family, '')).toBe('…')
  })

  it('never grows, never breaks a surrogate pair, and is a beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (content) => {
        const short = preview(content)
        expect(Array.from(short).length).toBeLessThanOrEqual(PREVIEW_LENGTH)
        expect(short.isWellFormed()).toBe(true)
        const line = content.replaceAll(/\s+/g, ' ').trim()
        expect(line.startsWith(short.replace(/…$/, ''))).toBe(true)
      }),
    )
  })
})
