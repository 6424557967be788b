import { useLingui } from '@lingui/react/macro'
import { useCallback } from 'react'
import type { MessageType } from '@studymate/contract/message'

/** What a message says in one line, in the reader's language: what the server tells of it, with the name of its kind where words alone do not say. */
export function usePreview(): (type: MessageType, content: string | null) => string {
  const { t } = useLingui()
  return useCallback(
    (type, content) => {
      if (content === null) return t`지운 메시지예요`
      if (type === 'image') return content === '' ? t`사진` : t`사진: ${content}`
      if (type === 'session') return t`통화 제안`
      return type === 'voice' ? t`음성 메시지 ${content}` : content
    },
    [t],
  )
}
