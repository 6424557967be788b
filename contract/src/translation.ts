import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { InterfaceLanguage } from './settings.ts'
import { text } from './values.ts'

/** Characters that one person may have translated on a day (UTC). */
export const DAILY_CHARACTERS = 50_000

/** A text in another language. Which engine and model wrote it is said; how sure it is no engine here can say, so `confidence` is null. */
export const Translation = z
  .object({
    originalText: z.string(),
    translatedText: z.string(),
    fromLanguage: InterfaceLanguage,
    toLanguage: InterfaceLanguage,
    confidence: z.number().min(0).max(1).nullable(),
    confidenceReason: z.literal('ENGINE_GIVES_NONE').optional(),
    alternatives: z.array(z.string()).max(3),
    engine: z.string(),
    model: z.string(),
  })
  .meta({ id: 'Translation' })
export type Translation = z.infer<typeof Translation>

/**
 * Translates a text by the first engine that can. `AI_UNAVAILABLE` says in `details` why none did: `NOT_CONFIGURED` with the settings that are `missing`,
 * `ALLOWANCE_USED` until tomorrow, `ENGINE_FAILED`. Guide, group sessions 19.
 */
export const translate = endpoint({
  id: 'translate',
  method: 'POST',
  path: '/group-sessions/ai/translate',
  tag: 'ai',
  summary: 'Translate a text',
  auth: 'member',
  limit: '60/min',
  input: z.object({ text: text({ min: 1, max: 4000 }), fromLanguage: InterfaceLanguage, toLanguage: InterfaceLanguage }),
  output: Translation,
  errors: ['AI_UNAVAILABLE', 'VALIDATION_ERROR'],
})
