/** Scripts that tell languages apart by themselves; Latin and others are shared. */
const OWN_SCRIPT: readonly { readonly codes: readonly string[]; readonly letters: RegExp }[] = [
  { codes: ['ko'], letters: /\p{Script=Hangul}/gu },
  { codes: ['ja'], letters: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu },
  { codes: ['zh', 'ja'], letters: /\p{Script=Han}/gu },
  { codes: ['ru', 'uk', 'mn'], letters: /\p{Script=Cyrillic}/gu },
  { codes: ['ar', 'fa'], letters: /\p{Script=Arabic}/gu },
  { codes: ['th'], letters: /\p{Script=Thai}/gu },
  { codes: ['hi'], letters: /\p{Script=Devanagari}/gu },
  { codes: ['el'], letters: /\p{Script=Greek}/gu },
  { codes: ['he'], letters: /\p{Script=Hebrew}/gu },
  { codes: ['bn'], letters: /\p{Script=Bengali}/gu },
]

/** The language that a text is in, of a few that are likely, by its letters alone; null where letters do not decide (two Latin languages, emoji). */
export function languageOf(text: string, likely: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const { codes, letters } of OWN_SCRIPT) {
    const count = text.match(letters)?.length ?? 0
    const code = codes.find((one) => likely.includes(one))
    if (count > 0 && code !== undefined) counts.set(code, (counts.get(code) ?? 0) + count)
  }
  const latin = likely.filter((code) => !OWN_SCRIPT.some(({ codes }) => codes.includes(code)))
  const latinCount = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  // A Hangul syllable says as much as two or three Latin letters.
  const [only] = latin
  if (latin.length === 1 && only !== undefined && latinCount > 0) counts.set(only, latinCount / 2.5)
  const best = [...counts].toSorted((a, b) => b[1] - a[1])[0]
  return best?.[0] ?? null
}
