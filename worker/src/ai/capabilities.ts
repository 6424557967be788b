import type { Scoring, TestMode } from '@studymate/contract/level-test-parts'
import type { LanguageCode } from '@studymate/contract/values'
import { FLUENCY_MODEL } from '@studymate/domain/level-test/fluency'
import { GRAMMAR_MODEL } from '@studymate/domain/level-test/grammar'
import { bankOf } from '@studymate/domain/level-test/items/form'
import { VOCABULARY_MODEL } from '@studymate/domain/level-test/vocabulary'
import type { Settings } from '#edge/config'
import { enginesOf } from './chain.ts'

/** Who serves a capability first. */
export interface Server {
  readonly engine: string
  readonly model: string
}

/** What this installation can do for a language. `missing` are the settings that would bring what is not there. */
export interface Capabilities {
  readonly transcribe: Server | null
  readonly evaluate: Server | null
  readonly scoring: readonly Scoring[]
  readonly missing: readonly string[]
}

/** What each score of a test would come from, asked before anything is started. It looks at what is configured and calls nobody. */
export function capabilities(env: object, settings: Settings, languageCode: LanguageCode, mode: TestMode = 'standard'): Capabilities {
  const engines = enginesOf(env, settings)
  const first = (capability: 'transcribe' | 'evaluate'): Server | null => {
    const engine = engines.find((one) => one[capability])
    const model = engine?.[capability]?.model
    return engine && model !== undefined ? { engine: engine.name, model } : null
  }
  const transcriber = first('transcribe')
  const evaluator = first('evaluate')
  const isFull = bankOf(languageCode) === 'full' && mode === 'standard'
  // A judge reads transcripts: without somebody who makes them it has nothing to read.
  const judge = transcriber ? evaluator : null
  const unread = transcriber ? ('NO_EVALUATION' as const) : ('NO_TRANSCRIBING_ENGINE' as const)
  const judged = (criterion: Scoring['criterion']): Scoring => (judge ? { criterion, ...judge } : { criterion, engine: null, model: null, reason: unread })
  const withItems = (criterion: Scoring['criterion'], model: string): Scoring => {
    if (!isFull) return judged(criterion)
    return judge ? { criterion, engine: `embedded+${judge.engine}`, model: `${model}+${judge.model}` } : { criterion, engine: 'embedded', model }
  }
  return {
    transcribe: transcriber,
    evaluate: evaluator,
    scoring: [
      { criterion: 'pronunciation', engine: null, model: null, reason: judge ? 'TEXT_ONLY_ENGINE' : 'NO_PRONUNCIATION_ENGINE' },
      { criterion: 'fluency', engine: 'embedded', model: FLUENCY_MODEL },
      withItems('vocabulary', VOCABULARY_MODEL),
      withItems('grammar', GRAMMAR_MODEL),
      judged('coherence'),
      judged('interaction'),
    ],
    missing: [...(engines.length === 0 ? ['AI_BASE_URL'] : []), ...(transcriber ? [] : ['AI_TRANSCRIBE_MODEL']), ...(evaluator ? [] : ['AI_EVALUATE_MODEL'])],
  }
}

/** The line of `/health`: who can transcribe and evaluate here. */
export function aiHealth(env: object, settings: Settings): { state: 'ok'; detail: string } {
  const { transcribe, evaluate } = capabilities(env, settings, 'en')
  const named = (server: Server | null) => (server ? `${server.engine} ${server.model}` : 'none')
  return { state: 'ok', detail: `embedded; transcribe: ${named(transcribe)}; evaluate: ${named(evaluate)}` }
}
