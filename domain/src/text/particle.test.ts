import { describe, expect, it } from 'vitest'
import { particle, withParticle, type Particle } from './particle.ts'

const TABLE: readonly (readonly [word: string, pair: Particle, expected: string])[] = [
  ['지우', '이/가', '가'],
  ['하늘', '이/가', '이'],
  ['지우', '을/를', '를'],
  ['민준', '을/를', '을'],
  ['서연', '은/는', '은'],
  ['모나', '은/는', '는'],
  ['남', '와/과', '과'],
  ['지우', '와/과', '와'],
  ['집', '으로/로', '으로'],
  ['학교', '으로/로', '로'],
  ['하늘', '으로/로', '로'],
  ['영어', '으로/로', '로'],
  ['Emma', '이/가', '이(가)'],
  ['Emma', '으로/로', '(으)로'],
  ['B1', '을/를', '을(를)'],
  ['3', '은/는', '은(는)'],
  ['ㅋㅋ', '와/과', '와(과)'],
  ['', '이/가', '이(가)'],
  ['하늘 ', '이/가', '이'],
  ['하늘'.normalize('NFD'), '이/가', '이'],
]

describe('particle', () => {
  it.each(TABLE)('%s + %s is %s', (word, pair, expected) => {
    expect(particle(word, pair)).toBe(expected)
  })

  it('keeps the word as it was given', () => {
    expect(withParticle('Emma', '을/를')).toBe('Emma을(를)')
    expect(withParticle('지우', '은/는')).toBe('지우는')
  })
})
