import * as z from 'zod'
import { CefrLevel, LanguageCode, TestId, Timestamp, UserId } from './values.ts'

/** Largest recording of an answer, bytes (decisions §3). */
export const MOST_AUDIO_BYTES = 10 * 1024 * 1024
/** Longest recording of an answer, seconds (decisions §3). */
export const MOST_AUDIO_SECONDS = 180
/** Longest typed answer, code points. */
export const MOST_TYPED = 4000

/** What a level test scores, each 0–100 or unknown with a reason, in the order of the result page (decisions §6). */
export const Criterion = z.enum(['pronunciation', 'fluency', 'vocabulary', 'grammar', 'coherence', 'interaction'])
export type Criterion = z.infer<typeof Criterion>

/** `standard` asks everything; `voice` only the speaking prompts (guide, chapter "레벨 테스트 세션"). */
export const TestMode = z.enum(['standard', 'voice']).meta({ id: 'TestMode' })
export type TestMode = z.infer<typeof TestMode>

/** A finished or cancelled test takes no more answers. */
export const TestStatus = z.enum(['in-progress', 'completed', 'cancelled']).meta({ id: 'TestStatus' })
export type TestStatus = z.infer<typeof TestStatus>

/**
 * Why a score is null. From the clip: `NO_SPEECH`, `NOISE`, `CLIPPED`. From the answers: `NO_ANSWERS`, `TOO_FEW_ANSWERS`, `GUESSED`
 * (yes to pseudo-words too often to know), `NOT_ASKED` (the form has no such items and no engine judged it). From the engines:
 * `NO_TRANSCRIBING_ENGINE`, `NO_PRONUNCIATION_ENGINE`, `TEXT_ONLY_ENGINE` (it read a transcript and heard nothing), `NO_EVALUATION`
 * (there is a transcript, but no engine judged it).
 */
export const ScoreReason = z
  .enum([
    'NO_SPEECH',
    'NOISE',
    'CLIPPED',
    'NO_ANSWERS',
    'TOO_FEW_ANSWERS',
    'GUESSED',
    'NOT_ASKED',
    'NO_TRANSCRIBING_ENGINE',
    'NO_PRONUNCIATION_ENGINE',
    'TEXT_ONLY_ENGINE',
    'NO_EVALUATION',
  ])
  .meta({ id: 'ScoreReason' })
export type ScoreReason = z.infer<typeof ScoreReason>

/** What this installation can say about one criterion, before a test starts. `engine` is null exactly when nothing can. */
export const Scoring = z
  .object({
    criterion: Criterion,
    engine: z.string().nullable(),
    model: z.string().nullable(),
    reason: ScoreReason.optional(),
  })
  .meta({ id: 'Scoring' })
export type Scoring = z.infer<typeof Scoring>

/** A language that can be tested here. `missing` names settings that would make an unavailable one available. */
export const TestLanguage = z
  .object({
    languageCode: LanguageCode,
    name: z.string(),
    available: z.boolean(),
    questionCount: z.int(),
    minutes: z.int().describe('About how long the test takes'),
    scoring: z.array(Scoring),
    transcriber: z.object({ engine: z.string(), model: z.string() }).nullable(),
    missing: z.array(z.string()),
  })
  .meta({ id: 'TestLanguage' })
export type TestLanguage = z.infer<typeof TestLanguage>

/** What is asked. The prompt is in the language that is tested, the instruction in the caller's. */
export const TestQuestion = z
  .object({
    questionId: z.string(),
    kind: z.enum(['speaking', 'vocabulary', 'grammar']),
    prompt: z.string(),
    instruction: z.string(),
    options: z.array(z.object({ id: z.string(), text: z.string() })).optional(),
    thinkSeconds: z.number().describe('Seconds to think before the recording starts'),
    maxSeconds: z.number().describe('Longest recording in seconds; 0 where nothing is recorded'),
  })
  .meta({ id: 'TestQuestion' })
export type TestQuestion = z.infer<typeof TestQuestion>

const Word = z.object({ word: z.string(), startMs: z.number(), endMs: z.number() })

/** Why there is no transcription: nothing was said, no engine is configured, the engine failed (it is asked again at the end), or today's allowance is used. */
export const TranscriptionReason = z.enum(['NO_SPEECH', 'NO_TRANSCRIBING_ENGINE', 'ENGINE_FAILED', 'ALLOWANCE_USED'])

const heard = {
  /** What was heard, in the language that was spoken; null with a `reason`. */
  transcription: z.string().nullable(),
  reason: TranscriptionReason.optional(),
  /** `client` where the browser's own recogniser said so: shown, never scored. */
  engine: z.string().nullable(),
  model: z.string().nullable(),
}

/** The take of a question that counts. */
export const TestAnswer = z
  .object({
    questionId: z.string(),
    kind: z.enum(['choice', 'recording', 'typed']),
    answer: z.string().nullable().describe('The option or the typed text; null of a recording'),
    duration: z.number().nullable().describe('True length of the recording in seconds'),
    take: z.int(),
    retakesLeft: z.int(),
    answeredAt: Timestamp,
    /** Why the recording tells nothing about fluency. */
    voice: z.enum(['NO_SPEECH', 'NOISE', 'CLIPPED']).nullable(),
    ...heard,
    words: z.array(Word),
  })
  .meta({ id: 'TestAnswer' })
export type TestAnswer = z.infer<typeof TestAnswer>

/** What every view of a test begins with. */
export const testFields = {
  testId: TestId,
  userId: UserId,
  languageCode: LanguageCode,
  testType: z.string(),
  testLevel: z.string(),
  questionCount: z.int(),
  mode: TestMode,
  status: TestStatus,
  startedAt: Timestamp,
  expiresAt: Timestamp,
}

/** What a score rests on; times are milliseconds inside that answer's recording. */
export const Evidence = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['pause', 'run']), questionId: z.string(), startMs: z.number(), endMs: z.number() }),
    z.object({ kind: z.literal('feature'), questionId: z.string().nullable(), name: z.string(), value: z.number() }),
    z.object({ kind: z.literal('item'), questionId: z.string(), itemId: z.string(), right: z.boolean(), level: CefrLevel }),
    z.object({ kind: z.literal('quote'), questionId: z.string(), quote: z.string(), startMs: z.number().nullable(), endMs: z.number().nullable() }),
  ])
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

/** A score 0–100, or null where it cannot be known. */
export const Points = z.number().min(0).max(100).nullable()

/** One criterion: `score` 0–100 or null with its reason, who made it, on what it rests. */
export const ScoreDetail = z
  .object({
    score: Points,
    reason: ScoreReason.optional(),
    engine: z.string().nullable(),
    model: z.string().nullable(),
    evidence: z.array(Evidence),
    confidence: z.number().min(0).max(1),
  })
  .meta({ id: 'ScoreDetail' })

/** The six scores side by side. */
export const points = { pronunciation: Points, fluency: Points, vocabulary: Points, grammar: Points, coherence: Points, interaction: Points }

/** A strength or weakness as an engine said it, tied to words that were said. */
export const Remark = z
  .object({ text: z.string(), quote: z.string(), questionId: z.string(), startMs: z.number().nullable(), endMs: z.number().nullable() })
  .meta({ id: 'Remark' })

const Highlight = { facet: z.string(), level: CefrLevel }

/** What became of a capability that was asked: who served, or why nobody did. */
export const EngineUse = z
  .object({
    capability: z.enum(['transcribe', 'evaluate']),
    engine: z.string().nullable(),
    model: z.string().nullable(),
    reason: z.enum(['NOT_CONFIGURED', 'ENGINE_FAILED', 'ALLOWANCE_USED', 'NOT_ASKED']).optional(),
  })
  .meta({ id: 'EngineUse' })
export type EngineUse = z.infer<typeof EngineUse>

/** A result: the guide's fields, and under `details` what each score rests on. Every score is an estimate. */
export const TestResult = z
  .object({
    testId: TestId,
    languageCode: LanguageCode,
    mode: TestMode,
    status: z.literal('completed'),
    startedAt: Timestamp,
    completedAt: Timestamp,
    /** The same value twice; null exactly when nothing is known. */
    overallLevel: CefrLevel.nullable(),
    cefrLevel: CefrLevel.nullable(),
    reason: z.literal('NOTHING_KNOWN').optional(),
    /** The highest that this test can tell: "B2 or above". */
    orAbove: z.boolean(),
    range: z.object({ from: CefrLevel, to: CefrLevel }).nullable(),
    overallScore: Points,
    confidence: z.number().min(0).max(1),
    estimate: z.literal(true),
    ...points,
    scores: z.object(points),
    details: z.record(Criterion, ScoreDetail),
    summary: z.object({
      canDo: z.string().nullable(),
      strengths: z.array(z.object(Highlight)),
      nextStep: z
        .discriminatedUnion('kind', [
          z.object({ kind: z.literal('practise'), ...Highlight }),
          z.object({ kind: z.literal('again'), reason: z.enum(['NO_SPEECH', 'NOISE', 'CLIPPED']) }),
        ])
        .nullable(),
    }),
    /** In the caller's language, or as an engine wrote them. */
    strengths: z.array(z.string()),
    weaknesses: z.array(z.string()),
    recommendations: z.array(z.string()),
    feedback: z.string(),
    remarks: z.object({ strengths: z.array(Remark), weaknesses: z.array(Remark) }),
    engines: z.array(EngineUse),
    answers: z.array(TestAnswer),
    questions: z.array(TestQuestion),
    /** When the recordings are deleted; null where none was made. */
    audioUntil: Timestamp.nullable(),
    bank: z.string(),
  })
  .meta({ id: 'TestResult' })
export type TestResult = z.infer<typeof TestResult>

/** A test as it stands (guide, chapter "레벨 테스트 세션"). */
export const LevelTest = z
  .object({ ...testFields, scoring: z.array(Scoring), questions: z.array(TestQuestion), answers: z.array(TestAnswer), result: TestResult.optional() })
  .meta({ id: 'LevelTest' })
export type LevelTest = z.infer<typeof LevelTest>
