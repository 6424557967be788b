/** Korean particles that follow the sound of the word before them, named as they are usually cited. */
export type Particle = '이/가' | '을/를' | '은/는' | '와/과' | '으로/로'

const FORMS: Record<Particle, { readonly closed: string; readonly open: string; readonly unknown: string }> = {
  '이/가': { closed: '이', open: '가', unknown: '이(가)' },
  '을/를': { closed: '을', open: '를', unknown: '을(를)' },
  '은/는': { closed: '은', open: '는', unknown: '은(는)' },
  '와/과': { closed: '과', open: '와', unknown: '와(과)' },
  '으로/로': { closed: '으로', open: '로', unknown: '(으)로' },
}
const RIEUL = 8

/** The final consonant of the last Hangul syllable: 0 for none, 8 for ㄹ; null when the word does not end in Hangul. */
function finalConsonant(word: string): number | null {
  const last = [...word.normalize('NFC').trimEnd()].at(-1)?.codePointAt(0) ?? 0
  return last >= 0xac00 && last <= 0xd7a3 ? (last - 0xac00) % 28 : null
}

/**
 * The particle alone, as it is written after `word`: `particle('지우', '이/가')` is `가`, `particle('하늘', '으로/로')` is `로` (ㄹ takes 로).
 * After anything but Hangul (Latin letters, digits, signs) how it is read cannot be known, so both are written: `이(가)`, `(으)로`.
 */
export function particle(word: string, pair: Particle): string {
  const final = finalConsonant(word)
  const { closed, open, unknown } = FORMS[pair]
  if (final === null) return unknown
  return final === 0 || (pair === '으로/로' && final === RIEUL) ? open : closed
}

/** The word with its particle: `withParticle('Emma', '을/를')` is `Emma을(를)`. */
export function withParticle(word: string, pair: Particle): string {
  return word + particle(word, pair)
}
