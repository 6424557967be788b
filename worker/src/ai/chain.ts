import type { EngineUse } from '@studymate/contract/level-test-parts'
import { DAILY_CHARACTERS } from '@studymate/contract/translation'
import type { LanguageCode, UserId } from '@studymate/contract/values'
import type { EvaluationRequest } from '@studymate/domain/level-test/prompt'
import type { Translatable, Translated } from '@studymate/domain/translation/prompt'
import type { Settings } from '#edge/config'
import type { WorkerEnv } from '#edge/context'
import { log } from '#edge/log'
import { now } from '#edge/ports'
import type { Audio, Capability, Engine, Heard, Written } from './engine.ts'
import { openAiCompatible } from './openai.ts'
import { meter, usedToday } from './store.ts'
import { workersAi } from './workers-ai.ts'

/** What one person may ask engines for on a day (UTC): audio in seconds, evaluations in calls, translations in characters. Beyond it the embedded part serves alone. */
export const DAILY_ALLOWANCE = { transcribeSeconds: 3600, evaluateRequests: 40, translateCharacters: DAILY_CHARACTERS } as const

/** Who asks, with what. */
export interface Asking {
  readonly env: WorkerEnv
  readonly settings: Settings
  readonly userId: UserId
}

/** Why nobody served. */
export type Unserved = NonNullable<EngineUse['reason']>

/** What was made, and by whom. */
export type Served<T> =
  | { readonly by: { readonly engine: string; readonly model: string }; readonly made: T }
  | { readonly by: null; readonly reason: Unserved }

/** The engines in the order in which they are asked: the platform's, then the configured one. What is embedded asks nobody and stands in the domain. */
export function enginesOf(env: object, settings: Settings): Engine[] {
  return [workersAi(env), openAiCompatible(settings)].filter((engine) => engine !== null)
}

/** Turns a recording into text by the first engine that answers in time. `seconds` is the true length where it is known. */
export function transcribe(asking: Asking, audio: Audio, languageCode: LanguageCode, seconds: number | null): Promise<Served<Heard>> {
  return ask(
    asking,
    'transcribe',
    (engine) => engine.transcribe && { ...engine.transcribe, run: (signal) => engine.transcribe?.run(audio, languageCode, signal) },
    {
      measure: (heard) => ({ seconds: seconds ?? heard.seconds ?? 0, tokens: 0, characters: heard.text.length }),
    },
  )
}

/** Has a request answered by the first language model that answers in time. What it wrote is not yet parsed. */
export function evaluate(asking: Asking, request: EvaluationRequest): Promise<Served<Written>> {
  return ask(asking, 'evaluate', (engine) => engine.evaluate && { ...engine.evaluate, run: (signal) => engine.evaluate?.run(request, signal) }, {
    measure: (written) => ({ seconds: 0, tokens: written.tokens, characters: written.text.length }),
  })
}

/** Translates a text by the first engine that answers in time. A text counts whatever the engine made of it: it may have been written to be of no use. */
export function translate(asking: Asking, of: Translatable): Promise<Served<Translated & { readonly tokens: number }>> {
  return ask(asking, 'translate', (engine) => engine.translate && { ...engine.translate, run: (signal) => engine.translate?.run(of, signal) }, {
    measure: ({ tokens }) => ({ seconds: 0, tokens, characters: of.text.length }),
    asked: of.text.length,
  })
}

function isUsedUp(capability: Capability, used: { seconds: number; requests: number; characters: number }): boolean {
  if (capability === 'transcribe') return used.seconds >= DAILY_ALLOWANCE.transcribeSeconds
  return capability === 'evaluate' ? used.requests >= DAILY_ALLOWANCE.evaluateRequests : used.characters >= DAILY_ALLOWANCE.translateCharacters
}

type Ability<T> = { readonly model: string; readonly run: (signal: AbortSignal) => Promise<T> | undefined } | undefined

async function ask<T>(
  { env, settings, userId }: Asking,
  capability: Capability,
  abilityOf: (engine: Engine) => Ability<T>,
  { measure, asked = 0 }: { measure: (made: T) => { seconds: number; tokens: number; characters: number }; asked?: number },
): Promise<Served<T>> {
  const able = enginesOf(env, settings).flatMap((engine) => {
    const ability = abilityOf(engine)
    return ability ? [{ engine: engine.name, ...ability }] : []
  })
  if (able.length === 0) return { by: null, reason: 'NOT_CONFIGURED' }
  const used = await usedToday(env.DB, userId, capability, now())
  if (isUsedUp(capability, used)) return { by: null, reason: 'ALLOWANCE_USED' }
  for (const { engine, model, run } of able) {
    const began = now()
    const use = { capability, engine, model }
    try {
      const made = await run(AbortSignal.timeout(settings.AI_TIMEOUT_SECONDS * 1000))
      if (made === undefined) continue
      await meter(env.DB, userId, { ...use, failed: false, ...measure(made), latencyMs: now() - began }, began).run()
      return { by: { engine, model }, made }
    } catch (error) {
      // The reply may hold what the person said: only the kind of error goes into the log.
      log('warn', 'an engine failed', { ...use, error: error instanceof Error ? error.name : 'error', ms: now() - began })
      await meter(env.DB, userId, { ...use, failed: true, seconds: 0, tokens: 0, characters: asked, latencyMs: now() - began }, began).run()
    }
  }
  return { by: null, reason: 'ENGINE_FAILED' }
}
