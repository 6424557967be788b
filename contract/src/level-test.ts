import * as z from 'zod'
import { endpoint, paged } from './endpoint.ts'
import { LevelTest, MOST_TYPED, Points, TestAnswer, TestLanguage, TestMode, TestResult, TestStatus, points, testFields } from './level-test-parts.ts'
import { CefrLevel, LanguageCode, TestId, Timestamp, pageInput, text } from './values.ts'

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
