import { timestamp } from '@studymate/contract/values'
import { expiresAt } from '@studymate/domain/level-test/lifecycle'
import { log } from '#edge/log'
import type { Snapshot, Taken } from './record.ts'

/** The platform refuses shorter lives, seconds. */
const SHORTEST_LIFE = 60

async function put(kv: KVNamespace, key: string, value: unknown, snapshot: Snapshot, now: number): Promise<void> {
  try {
    await kv.put(key, JSON.stringify(value), { expirationTtl: Math.max(SHORTEST_LIFE, Math.ceil((expiresAt(snapshot.test) - now) / 1000)) })
  } catch (error) {
    // A copy for readers: the object stays the truth.
    log('warn', 'a copy of a test was not published', { key, error: error instanceof Error ? error.name : 'error' })
  }
}

function answerRecord({ answer, facts }: Taken) {
  return { ...answer, answeredAt: timestamp(answer.answeredAt), transcript: facts.heard?.text ?? null }
}

/** Publishes the guide's record of a test, without its key: `test:{id}`. It dies with the test. */
export function publishTest(kv: KVNamespace, snapshot: Snapshot, now: number): Promise<void> {
  const { meta, test, takes, result } = snapshot
  const record = {
    ...meta,
    languageCode: test.languageCode,
    questionCount: test.questions.length,
    mode: test.mode,
    status: test.status,
    questions: test.questions,
    answers: takes.map(answerRecord),
    ...(result ? { result: { overallLevel: result.overall.level, overallScore: result.overall.score, completedAt: timestamp(result.completedAt) } } : {}),
  }
  return put(kv, `test:${meta.testId}`, record, snapshot, now)
}

/** Publishes one answer: `test:{id}:a:{question}`, a key of its own, for a key takes one write a second. */
export function publishAnswer(kv: KVNamespace, snapshot: Snapshot, taken: Taken, now: number): Promise<void> {
  return put(kv, `test:${snapshot.meta.testId}:a:${taken.answer.questionId}`, answerRecord(taken), snapshot, now)
}
