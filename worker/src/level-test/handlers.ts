import { fail, isFailure } from '@studymate/contract/errors'
import * as contract from '@studymate/contract/level-test'
import { TestId, timestamp } from '@studymate/contract/values'
import { SPEAKING_STEPS, speakingLanguages } from '@studymate/domain/level-test/items/speaking'
import { GAPS_A_LEVEL, PSEUDO_WORDS, WORDS_A_LEVEL, bankOf, form } from '@studymate/domain/level-test/items/form'
import { LIFE_MS, expiresAt } from '@studymate/domain/level-test/lifecycle'
import { capabilities } from '#ai/capabilities'
import { route } from '#edge/context'
import type { Handler, MemberCtx } from '#edge/context'
import { chance } from '#edge/ports'
import { recordFactOf } from '#events/facts'
import { answerLevelTest } from './answering.ts'
import { LINK_MS, audioLink } from './audio-link.ts'
import { presentHead, presentPast, presentResult, presentTest } from './present.ts'
import type { StoredResult } from './record.ts'
import * as store from './store.ts'
import { testOf } from './test.object.ts'

const CLOSED_ITEMS = PSEUDO_WORDS + [...Object.values(WORDS_A_LEVEL), ...Object.values(GAPS_A_LEVEL)].reduce<number>((sum, count) => sum + count, 0)

const testLanguages: Handler<typeof contract.testLanguages> = async (_, { env, settings, tongue }) => {
  const names = new Intl.DisplayNames([tongue], { type: 'language' })
  return speakingLanguages().map((languageCode) => {
    const able = capabilities(env, settings, languageCode)
    const isFull = bankOf(languageCode) === 'full'
    return {
      languageCode,
      name: names.of(languageCode) ?? languageCode,
      available: isFull || able.transcribe !== null,
      questionCount: SPEAKING_STEPS.length + (isFull ? CLOSED_ITEMS : 0),
      minutes: isFull ? 10 : 6,
      scoring: [...able.scoring],
      transcriber: able.transcribe,
      missing: [...able.missing],
    }
  })
}

const startLevelTest: Handler<typeof contract.startLevelTest> = async ({ languageCode, mode, testType, testLevel }, ctx) => {
  const able = capabilities(ctx.env, ctx.settings, languageCode, mode)
  const questions = form(languageCode, mode, chance)
  if (isFailure(questions))
    return fail('VALIDATION_ERROR', { issues: [{ path: 'languageCode', message: 'no questions in this language yet' }], ...questions.details })
  // Without a transcript only fluency would be known, and nobody would have read a word: say so before, not after.
  if (bankOf(languageCode) !== 'full' && !able.transcribe) return fail('AI_UNAVAILABLE', { capability: 'transcribe', languageCode, configure: able.missing })
  const testId = TestId.parse(ctx.ids.uuid())
  const snapshot = await testOf(ctx.env, testId).start({ testId, userId: ctx.userId, testType, testLevel }, questions, languageCode, mode)
  await ctx.db.prepare(store.SQL.addTest).bind(testId, ctx.userId, languageCode, snapshot.test.startedAt).run()
  return presentTest(snapshot, able.scoring, ctx.tongue)
}

const levelTestQuestions: Handler<typeof contract.levelTestQuestions> = async ({ testId }, ctx) => {
  if (!(await store.isOwned(ctx.db, testId, ctx.userId))) return fail('NOT_FOUND')
  const snapshot = await testOf(ctx.env, testId).look(ctx.userId)
  if (!snapshot) return fail('NOT_FOUND')
  const { scoring } = capabilities(ctx.env, ctx.settings, snapshot.test.languageCode, snapshot.test.mode)
  return presentTest(snapshot, scoring, ctx.tongue)
}

/** Keeps a result with its facts and its event, once however often it is asked for. */
async function commitResult(ctx: MemberCtx, result: StoredResult): Promise<void> {
  const { db, userId } = ctx
  const { testId, completedAt } = result
  const nonce = ctx.ids.next('eval')
  await db.batch([
    store.keepResult(db, result, nonce),
    db.prepare(store.SQL.endTest).bind(testId, userId, 'completed', completedAt),
    recordFactOf(db, { id: `fact_${testId}`, userId, kind: 'test.completed', subject: testId, amount: 1, at: completedAt }),
    // Those that a crash kept from being recorded when the answer came.
    ...result.answers.map(({ answer }) =>
      recordFactOf(db, { id: `fact_${testId}_${answer.questionId}`, userId, kind: 'answer.given', subject: testId, amount: 1, at: answer.answeredAt }),
    ),
    ctx.emit({ type: 'test.completed', userId, testId }, { sql: store.RESULT_IS_MINE, values: [testId, nonce] }),
  ])
}

const completeLevelTest: Handler<typeof contract.completeLevelTest> = async ({ testId, withoutEngine }, ctx) => {
  if (!(await store.isOwned(ctx.db, testId, ctx.userId))) return fail('NOT_FOUND')
  const kept = await store.findResult(ctx.db, testId, ctx.userId)
  if (kept) return presentResult(kept, ctx.tongue)
  const result = await testOf(ctx.env, testId).complete(ctx.userId, withoutEngine)
  if (isFailure(result)) {
    if (result.code === 'VALIDATION_ERROR') return fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'Answer at least one question first.' }] })
    return result
  }
  await commitResult(ctx, result)
  return presentResult(result, ctx.tongue)
}

const levelTestResult: Handler<typeof contract.levelTestResult> = async ({ testId }, ctx) => {
  const kept = await store.findResult(ctx.db, testId, ctx.userId)
  if (kept) return presentResult(kept, ctx.tongue)
  if (!(await store.isOwned(ctx.db, testId, ctx.userId))) return fail('NOT_FOUND')
  const snapshot = await testOf(ctx.env, testId).look(ctx.userId)
  if (!snapshot) return fail('NOT_FOUND')
  if (!snapshot.result) return fail('CONFLICT', { status: snapshot.test.status === 'completed' ? 'evaluating' : snapshot.test.status })
  // The scoring was done and its keeping cut off: do it now.
  await commitResult(ctx, snapshot.result)
  return presentResult(snapshot.result, ctx.tongue)
}

const cancelLevelTest: Handler<typeof contract.cancelLevelTest> = async ({ testId }, ctx) => {
  if (!(await store.isOwned(ctx.db, testId, ctx.userId))) return fail('NOT_FOUND')
  const ended = await testOf(ctx.env, testId).cancel(ctx.userId)
  if (isFailure(ended)) return ended
  await ctx.db.prepare(store.SQL.endTest).bind(testId, ctx.userId, 'cancelled', ended.cancelledAt).run()
  return { testId, status: 'cancelled' as const }
}

const levelTestAudio: Handler<typeof contract.levelTestAudio> = async ({ testId, questionId }, ctx) => {
  if (!(await store.isOwned(ctx.db, testId, ctx.userId))) return fail('NOT_FOUND')
  const kept = await store.findResult(ctx.db, testId, ctx.userId)
  const takes = kept?.answers ?? (await testOf(ctx.env, testId).look(ctx.userId))?.takes ?? []
  const facts = takes.find(({ answer }) => answer.questionId === questionId)?.facts
  const isGone = kept?.audioUntil !== null && kept?.audioUntil !== undefined && kept.audioUntil <= ctx.now
  if (!facts?.audioKey || !facts.contentType || isGone || !(await ctx.env.MEDIA.head(facts.audioKey))) return fail('NOT_FOUND')
  const until = ctx.now + LINK_MS
  return {
    url: audioLink(ctx.env, { key: facts.audioKey, contentType: facts.contentType }, until),
    expiresAt: timestamp(until),
    contentType: facts.contentType,
  }
}

const levelTestHistory: Handler<typeof contract.levelTestHistory> = async ({ page, size, languageCode }, ctx) => {
  const [{ results, total }, running] = await Promise.all([
    store.pastResults(ctx.db, ctx.userId, { page, size, languageCode: languageCode ?? null }),
    store.runningTests(ctx.db, ctx.userId, ctx.now - LIFE_MS),
  ])
  const snapshots = await Promise.all(running.map((testId) => testOf(ctx.env, testId).look(ctx.userId)))
  return {
    data: results.map(presentPast),
    pagination: { page, size, totalItems: total, totalPages: Math.ceil(total / size) },
    running: snapshots
      .filter((snapshot) => snapshot !== null)
      .filter(({ test }) => test.status === 'in-progress' && expiresAt(test) > ctx.now)
      .map((snapshot) => ({ ...presentHead(snapshot), answeredCount: snapshot.takes.length })),
  }
}

export const routes = [
  route(contract.testLanguages, testLanguages),
  route(contract.startLevelTest, startLevelTest),
  route(contract.levelTestHistory, levelTestHistory),
  route(contract.levelTestQuestions, levelTestQuestions),
  route(contract.answerLevelTest, answerLevelTest),
  route(contract.completeLevelTest, completeLevelTest),
  route(contract.levelTestResult, levelTestResult),
  route(contract.cancelLevelTest, cancelLevelTest),
  route(contract.levelTestAudio, levelTestAudio),
]
