import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSentence } from '#app/sentence'
import { translationQuery } from '#chat/queries'
import type { Tongues } from '#chat/queries'

/** A message in the reader's language, unfolded under its words, with the engine that wrote it. */
export function TranslationLine({ text, tongues }: { text: string; tongues: Tongues }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const translation = useQuery(translationQuery(text, tongues))
  if (translation.data) {
    const { translatedText, engine, model } = translation.data
    return (
      <span className="tr">
        <small>
          <Trans>
            자동 번역 · {engine}, {model}
          </Trans>
        </small>
        <span lang={tongues.to}>{translatedText}</span>
      </span>
    )
  }
  if (!translation.error) return <span className="tr">{translation.fetchStatus === 'paused' ? t`다시 이어지면 번역할게요.` : t`번역하는 중`}</span>
  const reason = 'details' in translation.error ? Reflect.get(Object(translation.error.details), 'reason') : null
  const toDo: Partial<Record<string, string>> = {
    NOT_CONFIGURED: t`이곳에는 번역 엔진이 없어요. 운영자가 AI_BASE_URL과 AI_TRANSLATE_MODEL을 정하면 쓸 수 있어요.`,
    ALLOWANCE_USED: t`오늘 번역할 수 있는 만큼 다 썼어요. 내일 다시 돼요.`,
    ENGINE_FAILED: t`번역 엔진이 답하지 않았어요. 잠시 뒤에 번역을 다시 눌러 주세요.`,
  }
  return (
    <span className="tr" role="alert">
      {toDo[String(reason)] ?? sentence(translation.error)}
    </span>
  )
}
