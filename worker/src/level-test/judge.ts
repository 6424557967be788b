import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { EngineUse } from '@studymate/contract/level-test-parts'
import { mergeEvaluation } from '@studymate/domain/level-test/merge'
import type { Merged } from '@studymate/domain/level-test/merge'
import { overall } from '@studymate/domain/level-test/overall'
import { evaluationRequest, parseEvaluation, repairRequest } from '@studymate/domain/level-test/prompt'
import { score } from '@studymate/domain/level-test/score'
import { summary } from '@studymate/domain/level-test/summary'
import type { Summary } from '@studymate/domain/level-test/summary'
import type { Transcript } from '@studymate/domain/level-test/transcript'
import type { LevelTest } from '@studymate/domain/level-test/lifecycle'
import { evaluate } from '#ai/chain'
import type { Asking } from '#ai/chain'
import type { Taken } from './record.ts'

/** Everything that a result says about how well somebody speaks. */
export interface Judgement extends Merged {
  readonly summary: Summary
  readonly engines: readonly EngineUse[]
}

/** What was said in words: heard by an engine, or typed. What the browser's own recogniser heard is no ground for a score. */
export function transcriptsOf(takes: readonly Taken[]): Transcript[] {
  return takes.flatMap(({ answer, facts }): Transcript[] => {
    if (answer.value.kind === 'typed') return [{ questionId: answer.questionId, text: answer.value.text, engine: 'typed', model: 'typed' }]
    if (!facts.heard || facts.heard.engine === 'client') return []
    return [{ questionId: answer.questionId, ...facts.heard }]
  })
}

/**
 * Scores a test: what the embedded part measures, and where an engine can read, its judgement beside it. An engine that is down or too slow
 * leaves the embedded scores standing, named; one whose reply cannot be read after one repair is `EVALUATION_FAILED`.
 */
export async function judge(
  asking: Asking,
  test: LevelTest,
  takes: readonly Taken[],
  withoutEngine: boolean,
): Promise<Judgement | Failure<'EVALUATION_FAILED'>> {
  const transcripts = transcriptsOf(takes)
  const measured = score(test.questions, test.key, {
    choices: takes.flatMap(({ answer: { questionId, value } }) => (value.kind === 'choice' ? [{ questionId, optionId: value.optionId }] : [])),
    talks: takes.flatMap(({ answer: { questionId }, facts }) => (facts.fluency ? [{ questionId, fluency: facts.fluency }] : [])),
    isTranscribed: transcripts.length > 0,
  })
  const reading = await read(asking, test, takes, transcripts, withoutEngine)
  if (isFailure(reading)) return reading
  const merged: Merged = reading.merged
    ? reading.merged(measured.scores)
    : { scores: measured.scores, overall: overall(measured.scores, false), strengths: [], weaknesses: [], recommendations: [] }
  return { ...merged, summary: summary(merged.scores, merged.overall), engines: [transcribeUse(takes), reading.use] }
}

interface Reading {
  readonly use: EngineUse
  readonly merged: ((scores: Merged['scores']) => Merged) | null
}

async function read(
  asking: Asking,
  { questions, languageCode }: LevelTest,
  takes: readonly Taken[],
  transcripts: readonly Transcript[],
  withoutEngine: boolean,
): Promise<Reading | Failure<'EVALUATION_FAILED'>> {
  const unread = (reason: NonNullable<EngineUse['reason']>): Reading => ({
    use: { capability: 'evaluate', engine: null, model: null, reason },
    merged: null,
  })
  if (withoutEngine || transcripts.length === 0) return unread('NOT_ASKED')
  const request = evaluationRequest({
    languageCode,
    hearsAudio: false,
    answers: transcripts.map(({ questionId, text }) => {
      const value = takes.find(({ answer }) => answer.questionId === questionId)?.answer.value
      const prompt = questions.find((question) => question.questionId === questionId)?.prompt ?? ''
      return { questionId, prompt, transcript: text, seconds: value?.kind === 'recording' ? value.seconds : null }
    }),
  })
  const first = await evaluate(asking, request)
  if (first.by === null) return unread(first.reason)
  let { by } = first
  let parsed = parseEvaluation(first.made.text)
  if ('unparsed' in parsed) {
    const second = await evaluate(asking, repairRequest(request, first.made.text, parsed))
    if (second.by === null) return unread(second.reason)
    by = second.by
    parsed = parseEvaluation(second.made.text)
  }
  if ('unparsed' in parsed) return fail('EVALUATION_FAILED', { ...by, reason: parsed.reason })
  const evaluation = parsed
  return {
    use: { capability: 'evaluate', ...by },
    merged: (scores) => mergeEvaluation(scores, evaluation, transcripts, { ...by, heardAudio: false }, languageCode),
  }
}

function transcribeUse(takes: readonly Taken[]): EngineUse {
  const recorded = takes.filter(({ answer }) => answer.value.kind === 'recording')
  const by = recorded.find(({ facts }) => facts.heard && facts.heard.engine !== 'client')?.facts.heard
  if (by) return { capability: 'transcribe', engine: by.engine, model: by.model }
  const reasons = recorded.flatMap(({ facts }) => facts.unheard ?? [])
  const reason =
    reasons.find((one) => one === 'ENGINE_FAILED' || one === 'ALLOWANCE_USED') ?? (reasons.includes('NO_TRANSCRIBING_ENGINE') ? 'NOT_CONFIGURED' : 'NOT_ASKED')
  return { capability: 'transcribe', engine: null, model: null, reason }
}
