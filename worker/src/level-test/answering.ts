import { MOST_AUDIO_BYTES } from '@studymate/contract/level-test-parts'
import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type * as contract from '@studymate/contract/level-test'
import type { InputOf } from '@studymate/contract/endpoint'
import { MOST_RETAKES } from '@studymate/domain/level-test/lifecycle'
import type { AnswerValue } from '@studymate/domain/level-test/lifecycle'
import type { Question } from '@studymate/domain/level-test/question'
import { capabilities } from '#ai/capabilities'
import type { Handler, MemberCtx } from '#edge/context'
import { recordFactOf } from '#events/facts'
import { digestBytes } from './audio-link.ts'
import { listen } from './hear.ts'
import { presentAnswer } from './present.ts'
import { NO_FACTS } from './record.ts'
import type { Facts, Snapshot, Taken } from './record.ts'
import { audioKey, readRecording } from './recording.ts'
import type { Recording } from './recording.ts'
import * as store from './store.ts'
import { testOf } from './test.object.ts'

type Input = InputOf<typeof contract.answerLevelTest>

interface Given {
  readonly value: AnswerValue
  readonly facts: Facts
  /** A readable recording that nobody has listened to yet. */
  readonly toHear: Recording | null
}

function invalid(path: string, message: string) {
  return fail('VALIDATION_ERROR', { issues: [{ path, message }] })
}

function chosen(question: Question, answer: string): Given | Failure<'VALIDATION_ERROR'> {
  const wanted = answer.toLowerCase()
  const option = question.options?.find(({ id, text }) => id === wanted || text.toLowerCase() === wanted)
  return option ? { value: { kind: 'choice', optionId: option.id }, facts: NO_FACTS, toHear: null } : invalid('answer', 'no such option')
}

async function recorded(file: Blob, input: Input, { test, meta }: Snapshot, ctx: MemberCtx) {
  const canTranscribe = capabilities(ctx.env, ctx.settings, test.languageCode).transcribe !== null
  const recording = await readRecording(file, canTranscribe)
  if (isFailure(recording)) return recording
  const key = audioKey(meta.userId, meta.testId, input.questionId, recording.audioId)
  const client = input.transcript ? { text: input.transcript, words: [], engine: 'client', model: 'browser' } : null
  const facts: Facts = {
    fluency: recording.fluency,
    heard: client,
    unheard: recording.fluency?.reason === 'NO_SPEECH' ? 'NO_SPEECH' : canTranscribe ? 'ENGINE_FAILED' : 'NO_TRANSCRIBING_ENGINE',
    audioKey: key,
    contentType: recording.contentType,
  }
  if (recording.seconds !== null) {
    const value = { kind: 'recording' as const, audioId: recording.audioId, seconds: recording.seconds }
    return { value, facts, toHear: recording, recording }
  }
  // Only an engine can open this container: without its word nothing of the take is known, so the question stays open.
  const listened = await listen({ env: ctx.env, settings: ctx.settings, userId: ctx.userId }, recording, test.languageCode)
  if (listened.seconds === null || listened.unheard === 'ENGINE_FAILED') return fail('TRANSCRIPTION_FAILED', { container: recording.container })
  const value = { kind: 'recording' as const, audioId: recording.audioId, seconds: listened.seconds }
  return { value, facts: { ...facts, heard: listened.heard ?? client, unheard: listened.unheard }, toHear: null, recording }
}

function reply(input: Input, snapshot: Snapshot, taken: Taken, accepted: 'new' | 'retake' | 'already') {
  const { test } = snapshot
  return {
    testId: input.testId,
    accepted,
    status: test.status,
    answeredCount: test.answers.length,
    questionCount: test.questions.length,
    ...presentAnswer(taken),
  }
}

/** Takes one answer: measured first, then the recording is stored, then the test's object decides; only then somebody listens. */
export const answerLevelTest: Handler<typeof contract.answerLevelTest> = async (input, ctx) => {
  const { audio, answer, questionId, retake } = input
  if (audio === undefined && answer === undefined) return invalid('audio', 'Send a recording or an answer.')
  if (!(await store.isOwned(ctx.db, input.testId, ctx.userId))) return fail('NOT_FOUND')
  const object = testOf(ctx.env, input.testId)
  const snapshot = await object.look(ctx.userId)
  if (!snapshot) return fail('NOT_FOUND')
  const question = snapshot.test.questions.find((one) => one.questionId === questionId)
  if (!question) return invalid('questionId', 'no such question in this test')
  if (snapshot.test.status !== 'in-progress') return fail('CONFLICT', { status: snapshot.test.status })
  const before = snapshot.takes.find((taken) => taken.answer.questionId === questionId)
  if (before && !retake) return reply(input, snapshot, before, 'already')

  // The contract's type of a file is that of no platform in particular.
  const file: unknown = audio
  const isSpoken = question.kind === 'speaking'
  if (before && isSpoken && file instanceof Blob) {
    // Before it is measured, which costs far more than to see that it changes nothing.
    const known = before.answer.value.kind === 'recording' ? before.answer.value.audioId : null
    if (file.size <= MOST_AUDIO_BYTES && known === digestBytes(new Uint8Array(await file.arrayBuffer()))) return reply(input, snapshot, before, 'already')
    if (before.answer.take > MOST_RETAKES) return fail('CONFLICT', { retakes: MOST_RETAKES })
  }
  if (!isSpoken && answer === undefined) return invalid('answer', 'This question takes one of its options.')
  let given: (Given & { recording?: Recording }) | Failure<'VALIDATION_ERROR' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE' | 'TRANSCRIPTION_FAILED'>
  if (isSpoken && file instanceof Blob) given = await recorded(file, input, snapshot, ctx)
  else if (isSpoken) given = { value: { kind: 'typed', text: answer ?? '' }, facts: NO_FACTS, toHear: null }
  else given = chosen(question, answer ?? '')
  if (isFailure(given)) return given

  const { value, facts, toHear, recording } = given
  if (recording && facts.audioKey) await ctx.env.MEDIA.put(facts.audioKey, recording.bytes, { httpMetadata: { contentType: recording.contentType } })
  const accepted = await object.answer(ctx.userId, { questionId, value, retake }, facts)
  const unneeded = isFailure(accepted) ? facts.audioKey : accepted.replacedKey
  if (unneeded) ctx.after(ctx.env.MEDIA.delete(unneeded))
  if (isFailure(accepted)) return accepted.code === 'VALIDATION_ERROR' ? invalid('answer', Object.values(accepted.details).join('; ')) : accepted

  let { taken } = accepted
  if (accepted.outcome === 'new') {
    const { userId, db } = ctx
    await db.batch([
      recordFactOf(db, { id: `fact_${input.testId}_${questionId}`, userId, kind: 'answer.given', subject: input.testId, amount: 1, at: ctx.now }),
      ctx.emit({ type: 'test.answered', userId, testId: input.testId, questionId }),
    ])
  }
  if (toHear && facts.audioKey && accepted.outcome !== 'already') {
    const listened = await listen({ env: ctx.env, settings: ctx.settings, userId: ctx.userId }, toHear, snapshot.test.languageCode)
    taken = (await object.hear(ctx.userId, questionId, facts.audioKey, listened)) ?? taken
  }
  return reply(input, accepted.snapshot, taken, accepted.outcome)
}
