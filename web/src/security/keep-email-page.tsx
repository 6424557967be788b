import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { objectToEmail } from '@studymate/contract/security'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { forgetSession } from '#app/session'
import { Door } from '#auth/parts/door.tsx'
import { Button, buttonClass } from '#ui/button.tsx'

/** The old address says that a change was not its person's: pressed, it is taken back and everybody is signed out. */
export function KeepEmailPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const { token = '' } = useSearch({ from: '/keep-email' })
  const send = useMutation({
    mutationFn: () => api.call(objectToEmail, { token }),
    // Every login has ended, the one of this browser too if it was of this account.
    onSuccess: () => forgetSession(null),
  })
  if (token === '' || (send.error instanceof ApiError && send.error.code === 'LINK_EXPIRED'))
    return (
      <Door title={t`이 링크는 더 쓸 수 없어요.`} lead={<Trans>7일이 지났거나 이미 쓴 링크예요. 걱정되면 새 비밀번호를 정해 주세요.</Trans>}>
        <div>
          <Link className={buttonClass({ kind: 'go' })} to="/forgot">
            <Trans>새 비밀번호 정하기</Trans>
          </Link>
        </div>
      </Door>
    )
  if (send.data) return <Done email={send.data.email} />
  return (
    <Door
      title={t`이메일을 바꾼 적이 없나요?`}
      lead={
        <Trans>
          버튼을 누르면 이메일이 원래대로 남고, 모든 기기에서 로그아웃되고, 지금 비밀번호는 더 쓸 수 없어요. 새 비밀번호를 정할 메일을 바로 보내 드려요.
        </Trans>
      }
    >
      <PausedNote of={send} />
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
      <div>
        <Button kind="bad" wide busy={send.isPending} onClick={() => send.mutate()}>
          <Trans>제가 한 일이 아니에요</Trans>
        </Button>
      </div>
    </Door>
  )
}

function Done({ email }: { email: string }) {
  const { t } = useLingui()
  return (
    <Door title={t`되돌렸어요. 메일함을 봐 주세요.`} lead={<Trans>{email} 주소로 새 비밀번호를 정할 링크를 보냈어요. 한 시간 동안 쓸 수 있어요.</Trans>}>
      <p className="two">
        <Trans>모든 기기에서 로그아웃했고, 바꿔 달라던 이메일은 쓰이지 않아요.</Trans>
      </p>
    </Door>
  )
}
