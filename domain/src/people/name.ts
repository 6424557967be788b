// Revised Romanization, letter by letter: sound changes between syllables are left out, since a handle only has to be readable.
const INITIALS = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h']
const VOWELS = ['a', 'ae', 'ya', 'yae', 'eo', 'e', 'yeo', 'ye', 'o', 'wa', 'wae', 'oe', 'yo', 'u', 'wo', 'we', 'wi', 'yu', 'eu', 'ui', 'i']
const FINALS = ' k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')

const FIRST_SYLLABLE = 0xac00

/** The longest candidate that {@link usernameCandidate} makes, before the store appends what makes it unique. */
export const USERNAME_CANDIDATE_MAX = 24

function romanise(syllable: string): string {
  const at = (syllable.codePointAt(0) ?? FIRST_SYLLABLE) - FIRST_SYLLABLE
  return (INITIALS[Math.floor(at / 588)] ?? '') + (VOWELS[Math.floor((at % 588) / 28)] ?? '') + (FINALS[at % 28] ?? '')
}

/**
 * A handle from a display name: 1–24 of `a–z 0–9 _`, beginning and ending with a letter or digit. Hangul is romanised, accents fall away, other
 * scripts are left out; what leaves no letter becomes `user`. Being unique is the store's task, which appends to it.
 */
export function usernameCandidate(displayName: string): string {
  const latin = displayName
    .normalize('NFKC')
    .replace(/[가-힣]/g, romanise)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øœ]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ł/g, 'l')
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, USERNAME_CANDIDATE_MAX + 1)
    .replace(/^_+/, '')
    .slice(0, USERNAME_CANDIDATE_MAX)
    .replace(/_+$/, '')
  return /[a-z]/.test(latin) ? latin : 'user'
}
