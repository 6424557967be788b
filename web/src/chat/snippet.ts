/** Letters before a find that stay in sight, and from how many on the rest is cut: the narrowest list shows a dozen syllables. */
const BEFORE = 8
const MOST_BEFORE = 10

/** A find in its words: what stands before it (with "…" where more did), the find itself, and what follows. */
export interface Snippet {
  readonly before: string
  readonly hit: string
  readonly after: string
}

/** The words of a message around the first part of them that was sought, so that one line shows it; all of it before where nothing is found as written. */
export function snippetOf(words: string, sought: string): Snippet {
  const lower = words.toLowerCase()
  const hits = sought
    .toLowerCase()
    .split(/\s+/u)
    .filter((part) => part !== '')
    .map((part) => ({ at: lower.indexOf(part), length: part.length }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
  const [first] = hits
  // Where lower case is longer than what was written, places do not fit: the words stand as they are.
  if (!first || lower.length !== words.length) return { before: words, hit: '', after: '' }
  const start = first.at > MOST_BEFORE ? first.at - BEFORE : 0
  // A word that began before the cut is left out whole.
  const cut = start === 0 ? '' : words.slice(start, first.at).replace(/^\S*\s/u, '')
  return {
    before: start === 0 ? words.slice(0, first.at) : `…${cut}`,
    hit: words.slice(first.at, first.at + first.length),
    after: words.slice(first.at + first.length),
  }
}
