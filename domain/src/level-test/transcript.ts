import type { LanguageCode } from '@studymate/contract/values'

/** A word with its time in the recording, ms. */
export interface TimedWord {
  readonly word: string
  readonly startMs: number
  readonly endMs: number
}

/** What an engine heard in one answer, or what the person typed (then `engine` is `typed`). */
export interface Transcript {
  readonly questionId: string
  readonly text: string
  readonly engine: string
  readonly model: string
  readonly words?: readonly TimedWord[]
}

/** A part of a transcript that is, or is not, in the language that is tested. */
export interface LanguagePart {
  readonly text: string
  readonly isOther: boolean
}

/**
 * The words of a text as its language counts them, by Unicode word segmentation (UAX #29 and the dictionaries of ICU): Japanese and Chinese
 * sentences are many words, not one (field case F57). Nothing is taken for a filler, so German `um` stays a word (F53).
 */
export function wordsOf(text: string, languageCode: LanguageCode): string[] {
  const segments = new Intl.Segmenter(languageCode, { granularity: 'word' }).segment(text.normalize('NFC'))
  return Array.from(segments).flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

/**
 * An engine's times made true: inside a clip of `clipMs`, start before end, none overlapping the one before. Words that have no time left
 * (5.0–5.0, beyond the end, negative, not a number) are dropped; engines invent those (field case F55).
 */
export function trueTimes(words: readonly TimedWord[], clipMs: number): TimedWord[] {
  const kept: TimedWord[] = []
  const timed = words.filter((word) => Number.isFinite(word.startMs) && Number.isFinite(word.endMs))
  for (const { word, startMs, endMs } of timed.toSorted((a, b) => a.startMs - b.startMs)) {
    const start = Math.round(Math.max(0, startMs, kept.at(-1)?.endMs ?? 0))
    const end = Math.round(Math.min(clipMs, endMs))
    if (start < end) kept.push({ word, startMs: start, endMs: end })
  }
  return kept
}

// A run starts at a word's start only: without that, one endless word costs its length squared.
const LATIN_RUN =
  /(?<![\p{L}\p{M}\p{N}])\p{Script=Latin}[\p{Script=Latin}\p{M}\p{N}’'’.,!?;:()-]*(?:\s+[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{M}\p{N}’'’.,!?;:()-]*){3,}/gu
const EAST_ASIAN_RUN =
  /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{N}\s.,!?。、，！？]*/gu

/**
 * A text cut where it leaves the tested language, as far as the script tells (field case F56): in Korean, Japanese and Chinese a run of four
 * Latin words or more, elsewhere any Hangul, kana or Han. Joined, the parts are the text again. A second language of the same script is not seen.
 */
export function languageParts(text: string, languageCode: LanguageCode): LanguagePart[] {
  const foreign = ['ko', 'ja', 'zh'].includes(languageCode) ? LATIN_RUN : EAST_ASIAN_RUN
  const parts: LanguagePart[] = []
  let at = 0
  for (const match of text.matchAll(foreign)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isOther: false })
    parts.push({ text: match[0], isOther: true })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), isOther: false })
  return parts
}

/** Only what is in the tested language. */
export function ownLanguage(text: string, languageCode: LanguageCode): string {
  return languageParts(text, languageCode)
    .filter((part) => !part.isOther)
    .map((part) => part.text)
    .join(' ')
    .trim()
}

/** Letters and digits in lower case with single spaces: how quotes and transcripts are compared. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’‘']/g, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Where a quote occurs: the answer, and its time where the words have times. `null` where it was never said. */
export function findQuote(
  quote: string,
  transcripts: readonly Transcript[],
): { readonly questionId: string; readonly startMs: number | null; readonly endMs: number | null } | null {
  const wanted = plain(quote)
  // One letter occurs everywhere and shows nothing.
  if (wanted.length < 2) return null
  // Chinese and Japanese have no spaces to stand at; elsewhere "art" must not be found in "party".
  const isSpaced = !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(wanted)
  for (const transcript of transcripts) {
    const said = plain(transcript.text)
    const occurs = isSpaced
      ? ` ${said} `.includes(` ${wanted} `) || (/\p{Script=Hangul}/u.test(wanted) && said.includes(wanted))
      : said.replaceAll(' ', '').includes(wanted.replaceAll(' ', ''))
    if (occurs) return { questionId: transcript.questionId, ...timeOf(wanted, transcript.words ?? []) }
  }
  return null
}

function timeOf(wanted: string, words: readonly TimedWord[]): { startMs: number | null; endMs: number | null } {
  const target = wanted.replaceAll(' ', '')
  for (let first = 0; first < words.length; first++) {
    let said = ''
    for (let last = first; last < words.length && said.length < target.length; last++) {
      said += plain(words[last]?.word ?? '').replaceAll(' ', '')
      if (said === target) return { startMs: words[first]?.startMs ?? null, endMs: words[last]?.endMs ?? null }
    }
  }
  return { startMs: null, endMs: null }
}
