import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { CefrLevel, LanguageCode, TestId, Timestamp, UserId, pageInput, text } from './values.ts'

/** Largest recording of an answer, bytes (decisions §3). */
export const MOST_AUDIO_BYTES = 10 * 1024 * 1024
/** Longest recording of an answer, seconds (decisions §3). */
export const MOST_AUDIO_SECONDS = 180
/** Longest typed answer, code points. */
export const MOST_TYPED = 4000

export const Criterion = z.enum(['pronunciation', 'fluency', 'vocabulary', 'grammar', 'coherence', 'interaction'])
export type Criterion = z.infer<typeof Criterion>

export const TestMode = z.enum(['standard', 'voice']).meta({ id: 'TestMode' })
export const TestStatus = z.enum(['in-progress', 'completed', 'cancelled']).meta({ id: 'TestStatus' })

/** Why a score is null; `docs/level-test.md` says when each comes. */
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

const testFields = {
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

const Points = z.number().min(0).max(100).nullable()

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

const points = { pronunciation: Points, fluency: Points, vocabulary: Points, grammar: Points, coherence: Points, interaction: Points }

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

/** The two names of an address (decisions §1). */
const both = (rest: string) => [`/leveltest/${rest}`]

/** What can be tested here and what each score would come from, before anything is started. */
export const testLanguages = endpoint({
  id: 'testLanguages',
  method: 'GET',
  path: '/level-test/languages',
  aliases: both('languages'),
  tag: 'level-test',
  summary: 'Languages that can be tested, and what will be scored by which engine',
  auth: 'member',
  limit: '120/min',
  input: z.object({}),
  output: z.array(TestLanguage),
  errors: [],
})

/** Starts a test; it lives 14 days. Guide, "레벨 테스트 API 통합". A language that only an engine can score is `AI_UNAVAILABLE` without one. */
export const startLevelTest = endpoint({
  id: 'startLevelTest',
  method: 'POST',
  path: '/level-test/start',
  aliases: both('start'),
  tag: 'level-test',
  summary: 'Start a level test',
  auth: 'member',
  limit: '60/hour',
  status: 201,
  input: z.object({
    languageCode: LanguageCode,
    testType: text({ min: 1, max: 40, line: true }).default('speaking'),
    testLevel: text({ min: 1, max: 40, line: true }).default('any'),
    mode: TestMode.default('standard'),
  }),
  output: LevelTest,
  errors: ['AI_UNAVAILABLE', 'VALIDATION_ERROR'],
})

/** The questions and what was answered so far: enough to go on from any device. */
export const levelTestQuestions = endpoint({
  id: 'levelTestQuestions',
  method: 'GET',
  path: '/level-test/{testId}/questions',
  aliases: both('{testId}/questions'),
  tag: 'level-test',
  summary: 'Questions of a test, with the answers given so far',
  auth: 'member',
  limit: '240/min',
  input: z.object({ testId: TestId }),
  output: LevelTest,
  errors: ['NOT_FOUND'],
})

/**
 * Takes one answer: a recording, an option, or typed text. Sending it again changes nothing unless `retake` is set (two a question).
 * A recording that is no audio, empty or too long leaves the question open.
 */
export const answerLevelTest = endpoint({
  id: 'answerLevelTest',
  method: 'POST',
  path: '/level-test/{testId}/answers',
  aliases: both('{testId}/answers'),
  tag: 'level-test',
  summary: 'Answer a question by voice, choice or text',
  auth: 'member',
  limit: '240/min',
  body: 'multipart',
  maxBody: 16 * 1024 * 1024,
  input: z.object({
    testId: TestId,
    questionId: z
      .union([z.string().min(1).max(20), z.int().min(1).max(999)])
      .transform((value) => (/^\d+$/.test(String(value)) ? `q${value}` : String(value)))
      .describe('`q1`, or the number of the question'),
    audio: z.file().optional().describe('16 kHz mono WAV; other containers where an engine transcribes'),
    answer: text({ min: 1, max: MOST_TYPED }).optional().describe('The id of an option, or typed text instead of speech'),
    transcript: text({ max: MOST_TYPED }).optional().describe("What the browser's own recogniser heard: shown, never scored"),
    duration: z.coerce.number().min(0).max(86_400).optional().describe('Seconds; the true length is read from the audio'),
    retake: z
      .union([z.boolean(), z.enum(['true', 'false'])])
      .transform((value) => value === true || value === 'true')
      .default(false),
  }),
  output: z.object({
    testId: TestId,
    accepted: z.enum(['new', 'retake', 'already']),
    status: TestStatus,
    answeredCount: z.int(),
    questionCount: z.int(),
    ...TestAnswer.shape,
  }),
  errors: ['NOT_FOUND', 'CONFLICT', 'VALIDATION_ERROR', 'FILE_TOO_LARGE', 'TRANSCRIPTION_FAILED', 'UNSUPPORTED_MEDIA_TYPE'],
})

/**
 * Ends the test and scores it, also with questions left open; without a single answer it is `VALIDATION_ERROR`. Twice gives the same result.
 * When an engine's judgement cannot be read it is `EVALUATION_FAILED` and the test goes on; `withoutEngine` then scores without it.
 */
export const completeLevelTest = endpoint({
  id: 'completeLevelTest',
  method: 'POST',
  path: '/level-test/{testId}/complete',
  aliases: both('{testId}/complete'),
  tag: 'level-test',
  summary: 'End a test and get its result',
  auth: 'member',
  limit: '60/min',
  input: z.object({ testId: TestId, withoutEngine: z.boolean().default(false) }),
  output: TestResult,
  errors: ['NOT_FOUND', 'CONFLICT', 'VALIDATION_ERROR', 'EVALUATION_FAILED'],
})

/** The result; `CONFLICT` with the status while there is none. */
export const levelTestResult = endpoint({
  id: 'levelTestResult',
  method: 'GET',
  path: '/level-test/{testId}/result',
  aliases: both('{testId}/result'),
  tag: 'level-test',
  summary: 'The result of a test, with its evidence',
  auth: 'member',
  limit: '240/min',
  input: z.object({ testId: TestId }),
  output: TestResult,
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** Gives a test up and deletes its recordings. Twice is harmless; a completed one is `CONFLICT`. */
export const cancelLevelTest = endpoint({
  id: 'cancelLevelTest',
  method: 'POST',
  path: '/level-test/{testId}/cancel',
  aliases: both('{testId}/cancel'),
  tag: 'level-test',
  summary: 'Give a test up',
  auth: 'member',
  limit: '60/min',
  input: z.object({ testId: TestId }),
  output: z.object({ testId: TestId, status: z.literal('cancelled') }),
  errors: ['NOT_FOUND', 'CONFLICT'],
})

/** Where the caller's own recording can be played from, for five minutes. Recordings live 30 days after the result. */
export const levelTestAudio = endpoint({
  id: 'levelTestAudio',
  method: 'GET',
  path: '/level-test/{testId}/answers/{questionId}/audio',
  aliases: both('{testId}/answers/{questionId}/audio'),
  tag: 'level-test',
  summary: 'A short-lived address of a recording',
  auth: 'member',
  limit: '240/min',
  input: z.object({ testId: TestId, questionId: z.string().max(20) }),
  output: z.object({ url: z.string(), expiresAt: Timestamp, contentType: z.string() }),
  errors: ['NOT_FOUND'],
})

const Running = z.object({ ...testFields, answeredCount: z.int() })

/** Finished tests, newest first, and beside them those that can be resumed. */
export const levelTestHistory = endpoint({
  id: 'levelTestHistory',
  method: 'GET',
  path: '/level-test/history',
  aliases: both('history'),
  tag: 'level-test',
  summary: 'Finished tests, and those that can be resumed',
  auth: 'member',
  limit: '120/min',
  input: z.object({ ...pageInput, languageCode: LanguageCode.optional() }),
  output: z.array(
    z
      .object({
        testId: TestId,
        languageCode: LanguageCode,
        mode: TestMode,
        status: z.literal('completed'),
        completedAt: Timestamp,
        overallLevel: CefrLevel.nullable(),
        cefrLevel: CefrLevel.nullable(),
        orAbove: z.boolean(),
        overallScore: Points,
        scores: z.object(points),
      })
      .meta({ id: 'PastTest' }),
  ),
  beside: paged.extend({ running: z.array(Running.meta({ id: 'RunningTest' })) }),
  errors: [],
})
