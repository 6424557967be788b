/**
 * Words for the full-text index of a room and the questions put to it. `unicode61` keeps 한국어를 as one word and so does not find 한국어 in it, and `trigram`
 * finds no word of two syllables; so Hangul, Han and kana are indexed as single syllables and as overlapping pairs, other letters as words (F16).
 */
const SYLLABIC =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{N}\p{M}]+?(?=[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{L}\p{N}\p{M}]|$)/gu
const IS_SYLLABIC = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Letters without case, and Latin ones without their marks: whoever types cafe means café too. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
}

function runs(text: string): string[] {
  return folded(text).match(SYLLABIC) ?? []
}

function pairs(run: string): string[] {
  const syllables = Array.from(run)
  return syllables.slice(1).map((syllable, index) => `${syllables[index] ?? ''}${syllable}`)
}

/** What of a text is put into the index: tokens with spaces between. */
export function searchTokens(text: string): string {
  return runs(text)
    .flatMap((run) => (IS_SYLLABIC.test(run) ? [...Array.from(run), ...pairs(run)] : [run]))
    .join(' ')
}

const quoted = (token: string) => `"${token}"`

/**
 * The question for the index (FTS5 `MATCH`): every part of what is sought, a word by its beginning. Null where there is nothing to seek. What it finds holds
 * all pairs, not yet in this order: {@link saysSought} decides.
 */
export function searchQuestion(sought: string): string | null {
  const parts = runs(sought).flatMap((run) => {
    if (!IS_SYLLABIC.test(run)) return [`${quoted(run)}*`]
    const two = pairs(run)
    return two.length === 0 ? [quoted(run)] : two.map(quoted)
  })
  return parts.length === 0 ? null : [...new Set(parts)].join(' AND ')
}

/** Whether a text holds everything that is sought, each part as it was written. */
export function saysSought(text: string, sought: string): boolean {
  const whole = folded(text)
  return folded(sought)
    .split(/\s+/u)
    .every((part) => part === '' || runs(part).every((run) => whole.includes(run)))
}
