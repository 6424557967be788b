/** Korean particles that follow the sound of the word before them: after a consonant / after a vowel. */
export type Particle = '이/가' | '을/를' | '은/는' | '과/와' | '으로/로'

const NEUTRAL: Record<Particle, string> = { '이/가': '이(가)', '을/를': '을(를)', '은/는': '은(는)', '과/와': '과(와)', '으로/로': '(으)로' }
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
  if (final === null) return NEUTRAL[pair]
  const [closed = '', open = ''] = pair.split('/')
  return final === 0 || (pair === '으로/로' && final === RIEUL) ? open : closed
}

/** The word with its particle: `withParticle('Emma', '을/를')` is `Emma을(를)`. */
export function withParticle(word: string, pair: Particle): string {
  return word + particle(word, pair)
}
