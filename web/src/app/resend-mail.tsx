import { Trans } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { resendVerification } from '@studymate/contract/auth'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { Button } from '#ui/button.tsx'

/** Sends the signed-in person another mail that verifies their address, and says what became of it. `kind` as of a button. */
export function ResendMail({ kind = 'plain' }: { kind?: 'go' | 'plain' }) {
  const sentence = useSentence()
  const send = useMutation({ mutationFn: () => api.call(resendVerification, {}) })
  return (
    <div className="stack">
      <div>
        <Button kind={kind} busy={send.isPending} onClick={() => send.mutate()}>
          <Trans>확인 메일 다시 받기</Trans>
        </Button>
      </div>
      <PausedNote of={send} />
      <div role="status">
        {send.isSuccess && (
          <p className="note">
            <MailCheck className="s" />
            <span>
              {send.data.sent ? (
                <Trans>메일을 보냈어요. 24시간 안에 링크를 열어 주세요.</Trans>
              ) : (
                <Trans>이미 확인한 이메일이에요. 이제 인사를 보낼 수 있어요.</Trans>
              )}
            </span>
          </p>
        )}
      </div>
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
    </div>
  )
}
