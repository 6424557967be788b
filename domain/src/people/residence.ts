/** A place of a list under one of its names. */
export interface NamedPlace {
  readonly code: string
  readonly name: string
}

// Beside the names of the lists: how people write them.
const ALSO: readonly NamedPlace[] = [
  { code: 'KR', name: 'korea' },
  { code: 'KR', name: 'republic of korea' },
  { code: 'KR', name: '한국' },
  { code: 'US', name: 'usa' },
  { code: 'US', name: 'united states of america' },
  { code: 'GB', name: 'uk' },
  { code: 'GB', name: 'england' },
]
const SUFFIX = /(?:특별자치시|특별자치도|특별시|광역시|시|도)$/

function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}

/**
 * The place that a line such as `Busan, South Korea` or `서울 마포구` names, by its code; null where it names none of them. A Korean region stands before
 * its country; a country counts only at the line's end or alone, since `Georgia, Atlanta` is none.
 */
export function placeNamedIn(line: string, places: readonly NamedPlace[]): string | null {
  const parts = line
    .split(/[,，、/]/)
    .map(plain)
    .filter(Boolean)
  const words = parts.flatMap((part) => (/[가-힣]/.test(part) ? [part, ...part.split(/\s+/)] : [part]))
  const codeOf = (word: string, isRegion: boolean) =>
    [...places, ...ALSO].find(({ code, name }) => code.includes('-') === isRegion && (plain(name) === word || plain(name) === word.replace(SUFFIX, '')))?.code
  for (const word of words) {
    const region = codeOf(word, true)
    if (region) return region
  }
  const ends = [...new Set([parts.at(-1) ?? '', ...words.filter((word) => /[가-힣]/.test(word))])]
  for (const word of ends) {
    const country = codeOf(word, false)
    if (country) return country
  }
  return null
}
