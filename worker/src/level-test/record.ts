import type { EngineUse, TranscriptionReason } from '@studymate/contract/level-test-parts'
import type { TestId, UserId } from '@studymate/contract/values'
import type { Fluency } from '@studymate/domain/level-test/fluency'
import type { Answer, LevelTest } from '@studymate/domain/level-test/lifecycle'
import type { Remark } from '@studymate/domain/level-test/merge'
import type { Overall } from '@studymate/domain/level-test/overall'
import type { Question } from '@studymate/domain/level-test/question'
import type { Scores } from '@studymate/domain/level-test/result'
import type { Summary } from '@studymate/domain/level-test/summary'
import type { TimedWord } from '@studymate/domain/level-test/transcript'
import type * as z from 'zod'

/** A test ends this many days after its start (guide, "레벨 테스트 세션"). */
export const TEST_DAYS = 14
/** Recordings live this many days after the result (decisions §12). */
export const AUDIO_DAYS = 30

/** Whose test it is and what was asked for. */
export interface TestMeta {
  readonly testId: TestId
  readonly userId: UserId
  readonly testType: string
  readonly testLevel: string
}

/** What was heard in a recording and by whom; `client` is the browser's own recogniser. */
export interface HeardText {
  readonly text: string
  readonly words: readonly TimedWord[]
  readonly engine: string
  readonly model: string
}

/** What is known of a recording, measured when it came. All null of a choice or typed text. */
export interface Facts {
  /** Null where the container could not be read here. */
  readonly fluency: Fluency | null
  readonly heard: HeardText | null
  readonly unheard: TranscriptionReasonCode | null
  readonly audioKey: string | null
  readonly contentType: string | null
}

/** The take of a question that counts, with what is known of it. */
export interface Taken {
  readonly answer: Answer
  readonly facts: Facts
}

/** A finished result as it is kept: codes and numbers, worded only when somebody reads it. */
export interface StoredResult extends TestMeta {
  readonly languageCode: LevelTest['languageCode']
  readonly mode: LevelTest['mode']
  readonly startedAt: number
  readonly completedAt: number
  readonly scores: Scores
  readonly overall: Overall
  readonly summary: Summary
  readonly remarks: { readonly strengths: readonly Remark[]; readonly weaknesses: readonly Remark[] }
  readonly recommendations: readonly string[]
  readonly engines: readonly EngineUse[]
  readonly questions: readonly Question[]
  readonly answers: readonly Taken[]
  readonly audioUntil: number | null
  readonly bank: string
}

/** A test as its object knows it. */
export interface Snapshot {
  readonly meta: TestMeta
  readonly test: LevelTest
  readonly takes: readonly Taken[]
  readonly result: StoredResult | null
}

/** Why nothing was heard in a recording. */
export type TranscriptionReasonCode = z.infer<typeof TranscriptionReason>

/** Nothing is known of what was chosen or typed. */
export const NO_FACTS: Facts = { fluency: null, heard: null, unheard: null, audioKey: null, contentType: null }
