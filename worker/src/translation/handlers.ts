import { fail } from '@studymate/contract/errors'
import * as contract from '@studymate/contract/translation'
import { enginesOf, translate as translateBy } from '#ai/chain'
import { route } from '#edge/context'
import type { Handler } from '#edge/context'

const translate: Handler<typeof contract.translate> = async ({ text, fromLanguage, toLanguage }, ctx) => {
  if (fromLanguage === toLanguage) return fail('VALIDATION_ERROR', { issues: [{ path: 'toLanguage', message: 'another language than fromLanguage' }] })
  const served = await translateBy({ env: ctx.env, settings: ctx.settings, userId: ctx.userId }, { text, from: fromLanguage, to: toLanguage })
  if (served.by === null) {
    const missing = [...(enginesOf(ctx.env, ctx.settings).length === 0 ? ['AI_BASE_URL'] : []), 'AI_TRANSLATE_MODEL']
    return fail('AI_UNAVAILABLE', { reason: served.reason, ...(served.reason === 'NOT_CONFIGURED' ? { missing } : {}) })
  }
  return {
    originalText: text,
    translatedText: served.made.text,
    fromLanguage,
    toLanguage,
    confidence: null,
    confidenceReason: 'ENGINE_GIVES_NONE' as const,
    alternatives: [...served.made.alternatives],
    ...served.by,
  }
}

export const routes = [route(contract.translate, translate)]
