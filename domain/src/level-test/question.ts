import type { CefrLevel } from '@studymate/contract/values'

/** A text in both languages of the interface. */
export interface Bilingual {
  readonly ko: string
  readonly en: string
}

/** What a person is asked. Holds nothing that tells the right answer: that is in the {@link AnswerKey}. */
export interface Question {
  /** `q1`, `q2`, … in the order of the test. */
  readonly questionId: string
  readonly kind: 'speaking' | 'vocabulary' | 'grammar'
  /** In the language that is tested: what to talk about, a word, or a sentence whose gap is `___`. */
  readonly prompt: string
  readonly instruction: Bilingual
  /** Of vocabulary `yes` and `no` (the page words them), of grammar four; none of speaking. */
  readonly options?: readonly Option[]
  /** Time to think before the recording starts, seconds; 0 where nothing is recorded. */
  readonly thinkSeconds: number
  /** Longest recording, seconds; 0 where nothing is recorded. */
  readonly maxSeconds: number
  /** The level that the question aims at; of a pseudo-word the level of the words that it looks like. */
  readonly level: CefrLevel
}

/** One of the answers to choose from. */
export interface Option {
  readonly id: string
  readonly text: string
}

/** The right answer of each closed question, by `questionId`; kept by the server, never sent. */
export type AnswerKey = Readonly<Record<string, KeyEntry>>

/** The right answer to a question; it never leaves the service. */
export interface KeyEntry {
  /** The item of the bank. */
  readonly itemId: string
  /** The id of the right option. */
  readonly right: string
}

/** One test's questions and their key. */
export interface Form {
  readonly questions: readonly Question[]
  readonly key: AnswerKey
  /** Version of the bank, to compare results only within it. */
  readonly bank: string
}
