/** A piece of a corrected sentence: kept, taken out, or put in. A word keeps the space before it. */
export interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Words as the eye takes them: by spaces (in Korean that is the 어절), in writing without spaces by the dictionary of `Intl.Segmenter`. */
function words(sentence: string): string[] {
  const bySpace = sentence.match(/\s*\S+\s*?(?=\s\S|\s*$)|^\s+$/gu) ?? []
  return bySpace.flatMap((word) =>
    SPACELESS.test(word) ? [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(word)].map(({ segment }) => segment) : [word],
  )
}

/**
 * What was changed from one sentence to another, word by word: the longest common subsequence stays, and what is replaced stands before its replacement.
 * `same` and `gone` together are the first sentence, `same` and `new` the second, white space at their ends left out. Space between words is no change.
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [a, b] = [words(before.trim()), words(after.trim())]
  const key = (word: string | undefined) => word?.trim()
  let start = 0
  while (start < a.length && start < b.length && key(a[start]) === key(b[start])) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && key(a[a.length - 1 - end]) === key(b[b.length - 1 - end])) end += 1
  const [from, to] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  // lengths[i][j]: the longest common run of what follows i in `from` and j in `to`.
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1))
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--) {
      const [row, below] = [lengths[i], lengths[i + 1]]
      if (row && below) row[j] = key(from[i]) === key(to[j]) ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0)
    }
  const pieces: Piece[] = []
  const gone: string[] = []
  const fresh: string[] = []
  const put = (kind: Piece['kind'], text: string) => {
    const last = pieces.at(-1)
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + text }
    else if (text !== '') pieces.push({ kind, text })
  }
  const settle = () => {
    put('gone', gone.splice(0).join(''))
    put('new', fresh.splice(0).join(''))
  }
  for (const word of b.slice(0, start)) put('same', word)
  let [i, j] = [0, 0]
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && key(from[i]) === key(to[j])) {
      settle()
      put('same', to[j] ?? '')
      i += 1
      j += 1
    } else if (j >= to.length || (i < from.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) gone.push(from[i++] ?? '')
    else fresh.push(to[j++] ?? '')
  }
  settle()
  for (const word of b.slice(b.length - end)) put('same', word)
  return pieces
}
