import * as z from 'zod'
import { parseTranslation, translationRequest } from '@studymate/domain/translation/prompt'
import type { Settings } from '#edge/config'
import type { Engine } from './engine.ts'

/** Largest reply that is read, bytes. */
const MOST_REPLY = 1024 * 1024

const Transcription = z.object({
  text: z.string(),
  duration: z.coerce.number().nonnegative().nullish().catch(null),
  words: z
    .array(z.object({ word: z.string(), start: z.number(), end: z.number() }))
    .nullish()
    .catch(null),
})

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z.object({ total_tokens: z.number().nonnegative() }).nullish().catch(null),
})

async function read(response: Response): Promise<unknown> {
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the engine answered ${response.status}`)
  }
  if (Number(response.headers.get('content-length') ?? 0) > MOST_REPLY) throw new Error('the reply of the engine is too large')
  const text = await response.text()
  if (text.length > MOST_REPLY) throw new Error('the reply of the engine is too large')
  const value: unknown = JSON.parse(text)
  return value
}

/** Any server with OpenAI's `audio/transcriptions` and `chat/completions`, as the settings name it; null where none is named. */
export function openAiCompatible(settings: Settings): Engine | null {
  const { AI_BASE_URL, AI_API_KEY, AI_TRANSCRIBE_MODEL, AI_EVALUATE_MODEL, AI_TRANSLATE_MODEL } = settings
  if (AI_BASE_URL === undefined) return null
  const base = AI_BASE_URL.replace(/\/+$/, '')
  // A redirect could lead the recording to somewhere that nobody configured.
  const call = (path: string, init: RequestInit): Promise<unknown> =>
    fetch(`${base}/${path}`, {
      ...init,
      method: 'POST',
      redirect: 'manual',
      headers: { ...(AI_API_KEY ? { authorization: `Bearer ${AI_API_KEY}` } : {}), ...init.headers },
    }).then(read)
  return {
    name: 'openai-compatible',
    ...(AI_TRANSCRIBE_MODEL
      ? {
          transcribe: {
            model: AI_TRANSCRIBE_MODEL,
            async run(audio, languageCode, signal) {
              const form = new FormData()
              form.append('file', new File([audio.bytes], audio.fileName, { type: audio.mimeType }))
              form.append('model', AI_TRANSCRIBE_MODEL)
              form.append('language', languageCode)
              form.append('response_format', 'verbose_json')
              form.append('timestamp_granularities[]', 'word')
              form.append('temperature', '0')
              const { text, words, duration } = Transcription.parse(await call('audio/transcriptions', { body: form, signal }))
              const timed = (words ?? []).map(({ word, start, end }) => ({ word: word.trim(), startMs: start * 1000, endMs: end * 1000 }))
              return { text: text.trim(), words: timed, seconds: duration ?? null }
            },
          },
        }
      : {}),
    ...(AI_TRANSLATE_MODEL
      ? {
          translate: {
            model: AI_TRANSLATE_MODEL,
            async run(of, signal) {
              const body = JSON.stringify({ ...translationRequest(of), model: AI_TRANSLATE_MODEL })
              const { choices, usage } = Completion.parse(await call('chat/completions', { body, signal, headers: { 'content-type': 'application/json' } }))
              const translated = parseTranslation(choices[0]?.message.content ?? '')
              if (!translated) throw new Error('no translation in the reply of the engine')
              return { ...translated, tokens: usage?.total_tokens ?? 0 }
            },
          },
        }
      : {}),
    ...(AI_EVALUATE_MODEL
      ? {
          evaluate: {
            model: AI_EVALUATE_MODEL,
            async run(request, signal) {
              const body = JSON.stringify({ ...request, model: AI_EVALUATE_MODEL })
              const { choices, usage } = Completion.parse(await call('chat/completions', { body, signal, headers: { 'content-type': 'application/json' } }))
              return { text: choices[0]?.message.content ?? '', tokens: usage?.total_tokens ?? 0 }
            },
          },
        }
      : {}),
  }
}
