import { type Failure, fail } from '@studymate/contract/errors'
import type { TestMode } from '@studymate/contract/level-test-parts'
import type { CefrLevel, LanguageCode } from '@studymate/contract/values'
import { ENGLISH_GAPS, type GapItem } from '#level-test/items/english-grammar'
import { ENGLISH_WORDS, type WordItem } from '#level-test/items/english-words'
import { SPEAKING_STEPS, type SpeakingItem, speakingItems, speakingLanguages } from '#level-test/items/speaking'
import type { Bilingual, Form, KeyEntry, Question } from '#level-test/question'

/** Version of the bank in results. */
export const BANK = 'bank-1'

/** Words a form asks of each level (14), so that who knows a level and all below it gets a share inside that level's band. */
export const WORDS_A_LEVEL = { A1: 2, A2: 3, B1: 3, B2: 3, C1: 2, C2: 1 } as const satisfies Record<CefrLevel, number>
/** Pseudo-words a form asks. */
export const PSEUDO_WORDS = 6
/** Gaps a form asks of each level (15). */
export const GAPS_A_LEVEL = { A1: 3, A2: 3, B1: 3, B2: 3, C1: 3, C2: 0 } as const satisfies Record<CefrLevel, number>

const THINK_SECONDS = 15
const LEVELS: readonly CefrLevel[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2']

const WORD_INSTRUCTION: Bilingual = {
  ko: '이 단어의 뜻을 아나요? 없는 단어도 섞여 있으니, 확실할 때만 ‘알아요’를 골라 주세요.',
  en: 'Do you know what this word means? Some are not real words, so say yes only when you are sure.',
}
const GAP_INSTRUCTION: Bilingual = {
  ko: '빈칸에 알맞은 말을 골라 주세요. 모르면 넘어가도 괜찮아요.',
  en: 'Choose what fits the gap. If you do not know, you can skip it.',
}

/** What a language can be tested with: everything, only talks that an engine must understand, or nothing yet. */
export function bankOf(languageCode: LanguageCode): 'full' | 'speaking' | 'none' {
  if (languageCode === 'en') return 'full'
  return speakingLanguages().includes(languageCode) ? 'speaking' : 'none'
}

/**
 * One test: five talks from A1 to C1 (20–60 s), and in a full bank with mode `standard` 20 words (14 real, 6 pseudo) and 15 gaps from easy
 * to hard. Which items, their order and that of the options come from `random` (0 ≤ x < 1) alone: the same numbers, the same form.
 * A language without a bank is VALIDATION_ERROR with the languages that have one.
 */
export function form(languageCode: LanguageCode, mode: TestMode, random: () => number): Form | Failure<'VALIDATION_ERROR'> {
  const bank = bankOf(languageCode)
  if (bank === 'none') return fail('VALIDATION_ERROR', { languageCode: 'no questions in this language yet', available: speakingLanguages() })
  const talks = SPEAKING_STEPS.flatMap((step) => draw(speakingItems(languageCode, step), 1, random)).map(talk)
  const closed = bank === 'full' && mode === 'standard' ? [...words(random), ...gaps(random)] : []
  const all = [...talks, ...closed].map((made, index) => ({ ...made, questionId: `q${index + 1}` }))
  const key: Record<string, KeyEntry> = {}
  for (const { questionId, entry } of all) if (entry) key[questionId] = entry
  return { questions: all.map(({ questionId, question }) => ({ questionId, ...question })), key, bank: BANK }
}

interface Made {
  readonly question: Omit<Question, 'questionId'>
  readonly entry: KeyEntry | null
}

function talk({ prompt, instruction, level, maxSeconds }: SpeakingItem): Made {
  return { question: { kind: 'speaking', prompt, instruction, thinkSeconds: THINK_SECONDS, maxSeconds, level }, entry: null }
}

function words(random: () => number): Made[] {
  const real = LEVELS.flatMap((level) =>
    draw(
      ENGLISH_WORDS.filter((item) => item.isReal && item.level === level),
      WORDS_A_LEVEL[level],
      random,
    ),
  )
  const pseudo = draw(
    ENGLISH_WORDS.filter((item) => !item.isReal),
    PSEUDO_WORDS,
    random,
  )
  return shuffled([...real, ...pseudo], random).map(word)
}

function word({ itemId, word: prompt, level, isReal }: WordItem): Made {
  const options = [
    { id: 'yes', text: 'Yes' },
    { id: 'no', text: 'No' },
  ]
  return {
    question: { kind: 'vocabulary', prompt, instruction: WORD_INSTRUCTION, options, thinkSeconds: 0, maxSeconds: 0, level },
    entry: { itemId, right: isReal ? 'yes' : 'no' },
  }
}

function gaps(random: () => number): Made[] {
  return LEVELS.flatMap((level) =>
    draw(
      ENGLISH_GAPS.filter((item) => item.level === level),
      GAPS_A_LEVEL[level],
      random,
    ),
  ).map((item) => gap(item, random))
}

function gap({ itemId, sentence, right, wrong, level }: GapItem, random: () => number): Made {
  const options = shuffled([right, ...wrong], random).map((text, index) => ({ id: 'abcd'.charAt(index), text }))
  const rightId = options.find((option) => option.text === right)?.id ?? ''
  return {
    question: { kind: 'grammar', prompt: sentence, instruction: GAP_INSTRUCTION, options, thinkSeconds: 0, maxSeconds: 0, level },
    entry: { itemId, right: rightId },
  }
}

function draw<T>(from: readonly T[], count: number, random: () => number): T[] {
  return shuffled(from, random).slice(0, count)
}

// Fisher–Yates (Durstenfeld 1964).
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items]
  const out: T[] = []
  while (rest.length > 0) out.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return out
}
