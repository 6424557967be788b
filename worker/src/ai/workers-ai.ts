import * as z from 'zod'
import type { Engine } from './engine.ts'

/** Models of the platform's own catalogue. */
export const WORKERS_AI_MODELS = {
  transcribe: '@cf/openai/whisper-large-v3-turbo',
  evaluate: '@cf/meta/llama-3.1-8b-instruct-fast',
  translate: '@cf/meta/m2m100-1.2b',
} as const

/** The part of the platform's AI binding that is used here. */
interface AiBinding {
  run(model: string, input: Record<string, unknown>, options?: { signal?: AbortSignal }): Promise<unknown>
}

const Word = z.object({ word: z.string(), start: z.number(), end: z.number() })
const Whisper = z.object({
  text: z.string(),
  transcription_info: z.object({ duration: z.number().nonnegative() }).nullish().catch(null),
  segments: z
    .array(z.object({ words: z.array(Word).nullish().catch(null) }))
    .nullish()
    .catch(null),
})
const M2m100 = z.object({ translated_text: z.string().min(1) })
const Llama = z.object({
  response: z.union([z.string(), z.record(z.string(), z.unknown()).transform((value) => JSON.stringify(value))]),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
})

// The binding has no local form: it is absent on one machine, so its presence is asked of the environment itself.
function hasAi(env: object): env is { AI: AiBinding } {
  return 'AI' in env && typeof env.AI === 'object' && env.AI !== null && 'run' in env.AI
}

/** The platform's own engines where the binding `AI` is there, else null. */
export function workersAi(env: object): Engine | null {
  if (!hasAi(env)) return null
  const ai = env.AI
  return {
    name: 'workers-ai',
    transcribe: {
      model: WORKERS_AI_MODELS.transcribe,
      async run(audio, languageCode, signal) {
        const input = { audio: Buffer.from(audio.bytes).toString('base64'), language: languageCode, vad_filter: true }
        const { text, segments, transcription_info } = Whisper.parse(await ai.run(WORKERS_AI_MODELS.transcribe, input, { signal }))
        const words = (segments ?? []).flatMap((segment) => segment.words ?? [])
        return {
          text: text.trim(),
          words: words.map(({ word, start, end }) => ({ word: word.trim(), startMs: start * 1000, endMs: end * 1000 })),
          seconds: transcription_info?.duration ?? null,
        }
      },
    },
    translate: {
      model: WORKERS_AI_MODELS.translate,
      async run({ text, from, to }, signal) {
        const { translated_text } = M2m100.parse(await ai.run(WORKERS_AI_MODELS.translate, { text, source_lang: from, target_lang: to }, { signal }))
        return { text: translated_text.trim(), alternatives: [], tokens: 0 }
      },
    },
    evaluate: {
      model: WORKERS_AI_MODELS.evaluate,
      async run(request, signal) {
        const { response, usage } = Llama.parse(await ai.run(WORKERS_AI_MODELS.evaluate, { ...request, max_tokens: 2048 }, { signal }))
        return { text: response, tokens: usage?.total_tokens ?? 0 }
      },
    },
  }
}
