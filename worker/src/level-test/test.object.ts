import { DurableObject } from 'cloudflare:workers'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { TestMode } from '@studymate/contract/level-test-parts'
import type { LanguageCode } from '@studymate/contract/values'
import { acceptAnswer, cancelTest, completeTest, expiresAt, startTest } from '@studymate/domain/level-test/lifecycle'
import type { AnswerValue, LevelTest } from '@studymate/domain/level-test/lifecycle'
import type { Form } from '@studymate/domain/level-test/question'
import { settingsOf } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { alarmTime, now } from '#edge/ports'
import { listen } from './hear.ts'
import type { Listened } from './hear.ts'
import { judge } from './judge.ts'
import { publishAnswer, publishTest } from './publish.ts'
import { AUDIO_DAYS } from './record.ts'
import type { Facts, Snapshot, StoredResult, Taken, TestMeta } from './record.ts'
import { audioPrefix, deleteAudio } from './recording.ts'

const DAY_MS = 86_400_000

interface Row extends Record<string, SqlStorageValue> {
  meta: string
  test: string
  result: string | null
}

/**
 * One test, the truth while it runs: order, answers, retakes, result. It decides and writes in one step, so answers sent at the same time
 * all count. It forgets itself 14 days after its start, and the recordings 30 days after the result.
 */
export class TestObject extends DurableObject<WorkerEnv> {
  #completing: Promise<StoredResult | Failure<'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR' | 'EVALUATION_FAILED'>> | null = null

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    this.#schema()
  }

  #schema(): void {
    this.ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS test (one INTEGER PRIMARY KEY CHECK (one = 1), meta TEXT NOT NULL, test TEXT NOT NULL, result TEXT) STRICT',
    )
    this.ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS answers (question_id TEXT PRIMARY KEY, position INTEGER NOT NULL, taken TEXT NOT NULL) STRICT')
  }

  #load(): Snapshot | null {
    const row = this.ctx.storage.sql.exec<Row>('SELECT meta, test, result FROM test').toArray()[0]
    if (!row) return null
    const takes = this.ctx.storage.sql
      .exec<{ taken: string }>('SELECT taken FROM answers ORDER BY position')
      .toArray()
      .map(({ taken }): Taken => JSON.parse(taken))
    // Only this object writes its own tables, from the same types.
    const kept: Omit<LevelTest, 'answers'> = JSON.parse(row.test)
    const meta: TestMeta = JSON.parse(row.meta)
    const result: StoredResult | null = row.result === null ? null : JSON.parse(row.result)
    return { meta, test: { ...kept, answers: takes.map(({ answer }) => answer) }, takes, result }
  }

  /** The test if it is this person's and not over by time. */
  #of(userId: string, at: number): Snapshot | null {
    const snapshot = this.#load()
    return snapshot && snapshot.meta.userId === userId && at < expiresAt(snapshot.test) ? snapshot : null
  }

  #saveTest(test: LevelTest): void {
    const { answers: _, ...rest } = test
    this.ctx.storage.sql.exec('UPDATE test SET test = ?', JSON.stringify(rest))
  }

  #saveTake(taken: Taken): void {
    this.ctx.storage.sql.exec(
      'INSERT INTO answers (question_id, position, taken) VALUES (?1, (SELECT count(*) FROM answers), ?2) ON CONFLICT (question_id) DO UPDATE SET taken = excluded.taken',
      taken.answer.questionId,
      JSON.stringify(taken),
    )
  }

  /** Begins a test. Beginning the same one again (a repeated call under one key) gives the first one. */
  async start(meta: TestMeta, form: Form, languageCode: LanguageCode, mode: TestMode): Promise<Snapshot> {
    const before = this.#load()
    if (before) return before
    const test = startTest(form, { languageCode, mode, now: now() })
    const { answers: _, ...rest } = test
    this.ctx.storage.sql.exec('INSERT INTO test (one, meta, test) VALUES (1, ?, ?)', JSON.stringify(meta), JSON.stringify(rest))
    await this.ctx.storage.setAlarm(alarmTime(expiresAt(test)))
    const snapshot: Snapshot = { meta, test, takes: [], result: null }
    this.ctx.waitUntil(publishTest(this.env.KV, snapshot, now()))
    return snapshot
  }

  /** The test as it stands; null for a stranger and after 14 days. */
  look(userId: string): Snapshot | null {
    return this.#of(userId, now())
  }

  /** Takes an answer. `replacedKey` is a recording that nobody needs any more: that of a replaced take, or of one that changed nothing. */
  answer(
    userId: string,
    given: { readonly questionId: string; readonly value: AnswerValue; readonly retake: boolean },
    facts: Facts,
  ):
    | { outcome: 'new' | 'retake' | 'already'; taken: Taken; replacedKey: string | null; snapshot: Snapshot }
    | Failure<'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR'> {
    const at = now()
    const snapshot = this.#of(userId, at)
    if (!snapshot) return fail('NOT_FOUND')
    const accepted = acceptAnswer(snapshot.test, given, at)
    if (isFailure(accepted)) return accepted
    const before = snapshot.takes.find(({ answer }) => answer.questionId === given.questionId)
    if (accepted.outcome === 'already' && before) {
      const isSameFile = before.facts.audioKey === facts.audioKey
      return { outcome: 'already', taken: before, replacedKey: isSameFile ? null : facts.audioKey, snapshot }
    }
    const answer = accepted.test.answers.find(({ questionId }) => questionId === given.questionId)
    if (!answer) throw new Error('an accepted answer is in the test')
    const taken = { answer, facts }
    this.#saveTake(taken)
    const takes = [...snapshot.takes.filter((one) => one !== before), taken]
    const next = { ...snapshot, test: accepted.test, takes }
    this.ctx.waitUntil(publishAnswer(this.env.KV, next, taken, at))
    return { outcome: accepted.outcome, taken, replacedKey: before?.facts.audioKey ?? null, snapshot: next }
  }

  /** Adds what was heard in a recording, if that recording still counts. */
  hear(userId: string, questionId: string, audioKey: string, listened: Pick<Listened, 'heard' | 'unheard'>): Taken | null {
    const taken = this.#of(userId, now())?.takes.find(({ answer }) => answer.questionId === questionId)
    if (!taken || taken.facts.audioKey !== audioKey) return null
    // What was heard once is not unheard by a later failure.
    const facts =
      listened.heard === null && taken.facts.heard !== null && taken.facts.heard.engine !== 'client'
        ? taken.facts
        : { ...taken.facts, ...listened, heard: listened.heard ?? taken.facts.heard }
    const next = { ...taken, facts }
    this.#saveTake(next)
    return next
  }

  /** Ends the test and scores it. Calls at the same time wait for one scoring, later ones get the same result. */
  complete(userId: string, withoutEngine: boolean): Promise<StoredResult | Failure<'NOT_FOUND' | 'CONFLICT' | 'VALIDATION_ERROR' | 'EVALUATION_FAILED'>> {
    const snapshot = this.#of(userId, now())
    if (!snapshot) return Promise.resolve(fail('NOT_FOUND'))
    if (snapshot.result) return Promise.resolve(snapshot.result)
    this.#completing ??= this.#score(snapshot, withoutEngine).finally(() => {
      this.#completing = null
    })
    return this.#completing
  }

  async #score(before: Snapshot, withoutEngine: boolean) {
    const at = now()
    const ended = completeTest(before.test, at)
    if (isFailure(ended)) return ended
    // Closed first: an answer that comes while an engine reads would be in the test and not in the result.
    this.#saveTest(ended)
    const asking = { env: this.env, settings: settingsOf(this.env), userId: before.meta.userId }
    const takes = withoutEngine ? before.takes : await this.#listenAgain(before)
    const judged = await judge(asking, ended, takes, withoutEngine)
    if (isFailure(judged)) {
      this.#saveTest({ ...ended, status: 'in-progress', endedAt: null })
      return judged
    }
    const completedAt = ended.endedAt ?? at
    const hasAudio = takes.some(({ facts }) => facts.audioKey !== null)
    const { overall, scores, summary, strengths, weaknesses, recommendations, engines } = judged
    const result: StoredResult = {
      ...before.meta,
      languageCode: ended.languageCode,
      mode: ended.mode,
      startedAt: ended.startedAt,
      completedAt,
      scores,
      overall,
      summary,
      remarks: { strengths, weaknesses },
      recommendations,
      engines,
      questions: ended.questions,
      answers: takes.map(withoutSpans),
      audioUntil: hasAudio ? completedAt + AUDIO_DAYS * DAY_MS : null,
      bank: ended.bank,
    }
    this.ctx.storage.sql.exec('UPDATE test SET result = ?', JSON.stringify(result))
    this.ctx.waitUntil(publishTest(this.env.KV, { ...before, test: ended, takes, result }, at))
    return result
  }

  /** Asks once more for recordings that no engine could read when they came. */
  async #listenAgain({ meta, takes, test }: Snapshot): Promise<Taken[]> {
    const asking = { env: this.env, settings: settingsOf(this.env), userId: meta.userId }
    return Promise.all(
      takes.map(async (taken) => {
        const { audioKey, contentType, unheard, fluency } = taken.facts
        const { value, questionId } = taken.answer
        if (audioKey === null || value.kind !== 'recording' || (unheard !== 'ENGINE_FAILED' && unheard !== 'NO_TRANSCRIBING_ENGINE')) return taken
        const object = await this.env.MEDIA.get(audioKey)
        if (!object) return taken
        const bytes = new Uint8Array(await object.arrayBuffer())
        const container = contentType?.split('/')[1] ?? 'wav'
        const listened = await listen(asking, { bytes, container, contentType: contentType ?? 'audio/wav', seconds: value.seconds, fluency }, test.languageCode)
        return this.hear(meta.userId, questionId, audioKey, listened) ?? taken
      }),
    )
  }

  /** Gives the test up; its recordings go at once. */
  async cancel(userId: string): Promise<{ cancelledAt: number } | Failure<'NOT_FOUND' | 'CONFLICT'>> {
    const at = now()
    const snapshot = this.#of(userId, at)
    if (!snapshot) return fail('NOT_FOUND')
    const ended = cancelTest(snapshot.test, at)
    if (isFailure(ended)) return ended
    this.#saveTest(ended)
    await deleteAudio(this.env.MEDIA, audioPrefix(snapshot.meta.userId, snapshot.meta.testId))
    this.ctx.waitUntil(publishTest(this.env.KV, { ...snapshot, test: ended }, at))
    return { cancelledAt: ended.endedAt ?? at }
  }

  override async alarm(): Promise<void> {
    await this.wake()
  }

  /** What is due at this moment: after 14 days the test, 30 days after the result the recordings. */
  async wake(): Promise<void> {
    const at = now()
    const snapshot = this.#load()
    if (!snapshot) return
    const { meta, test, result } = snapshot
    const audioUntil = result?.audioUntil ?? null
    if (at < expiresAt(test)) return this.ctx.storage.setAlarm(alarmTime(expiresAt(test)))
    if (audioUntil !== null && at < audioUntil) {
      this.ctx.storage.sql.exec('DELETE FROM answers')
      return this.ctx.storage.setAlarm(alarmTime(audioUntil))
    }
    await deleteAudio(this.env.MEDIA, audioPrefix(meta.userId, meta.testId))
    await this.erase()
  }

  /** Leaves nothing of the test here. */
  async erase(): Promise<void> {
    const snapshot = this.#load()
    if (snapshot) {
      const { meta, test } = snapshot
      const keys = [`test:${meta.testId}`, ...test.questions.map(({ questionId }) => `test:${meta.testId}:a:${questionId}`)]
      await Promise.all(keys.map((key) => this.env.KV.delete(key)))
    }
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.#schema()
  }
}

// The result keeps what was found; where exactly each pause lay stands in the evidence.
function withoutSpans(taken: Taken): Taken {
  const { fluency } = taken.facts
  return fluency ? { ...taken, facts: { ...taken.facts, fluency: { ...fluency, pauses: [], runs: [] } } } : taken
}

/** What others ask of a test's object; the platform's own type of a stub loses which refusals a call can answer. */
export type TestStub = Promised<Pick<TestObject, 'start' | 'look' | 'answer' | 'hear' | 'complete' | 'cancel' | 'erase'>>

type Promised<T> = { [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never }

/** The object of a test. */
export function testOf(env: WorkerEnv, testId: string): TestStub {
  return env.TEST.get(env.TEST.idFromName(testId))
}
