import { useLingui } from '@lingui/react/macro'
import type { LastMessage } from '@studymate/contract/chat'

/** What a room's newest message says, in the reader's language: of a picture or a voice note with its name. Null once it was deleted. */
export function useLastWords(): (last: LastMessage) => string | null {
  const { t } = useLingui()
  return ({ type, content }) => {
    if (content === null) return null
    if (type === 'image') return content === '' ? t`사진` : t`사진: ${content}`
    if (type === 'session') return t`통화 제안`
    return type === 'voice' ? t`음성 메시지 ${content}` : content
  }
}
