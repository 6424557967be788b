import type { LanguageCode } from '@studymate/contract/values'
import type { EvaluationRequest } from '@studymate/domain/level-test/prompt'
import type { TimedWord } from '@studymate/domain/level-test/transcript'
import type { Translatable, Translated } from '@studymate/domain/translation/prompt'

/** What engines can be asked for here. */
export type Capability = 'transcribe' | 'evaluate' | 'translate'

/** Audio for a recogniser: the bytes as they were recorded. */
export interface Audio {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mimeType: string
  readonly fileName: string
}

/** What a recogniser heard. Times are milliseconds and not yet made true; `seconds` is the engine's word for the length, null without one. */
export interface Heard {
  readonly text: string
  readonly words: readonly TimedWord[]
  readonly seconds: number | null
}

/** What a language model wrote, and how many tokens it counted (0 where it says nothing). */
export interface Written {
  readonly text: string
  readonly tokens: number
}

/** One engine of the chain. Its calls throw when it is down, too slow or answers something else than it should. */
export interface Engine {
  /** Shown beside what it made: `workers-ai`, `openai-compatible`. */
  readonly name: string
  readonly transcribe?: { readonly model: string; run(audio: Audio, languageCode: LanguageCode, signal: AbortSignal): Promise<Heard> }
  readonly translate?: { readonly model: string; run(of: Translatable, signal: AbortSignal): Promise<Translated & { readonly tokens: number }> }
  readonly evaluate?: { readonly model: string; run(request: EvaluationRequest, signal: AbortSignal): Promise<Written> }
}
