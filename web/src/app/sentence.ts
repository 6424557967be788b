import { useLingui } from '@lingui/react/macro'
import { problemOf } from '#ui/problem'

/** What went wrong, as one sentence beside a form: the server's own, or that it could not be reached. */
export function useSentence(): (error: unknown) => string {
  const { t } = useLingui()
  return (error) => {
    const { code, message } = problemOf(error)
    if (message !== null) return message
    return code === 'NETWORK' ? t`서버에 닿지 못했어요. 적은 것은 그대로 있으니 다시 눌러 주세요.` : t`서버가 답하지 못했어요. 잠시 뒤에 다시 눌러 주세요.`
  }
}
