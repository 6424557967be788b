import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { confirmEmail } from '@studymate/contract/security'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { queryClient } from '#app/providers.tsx'
import { useSentence } from '#app/sentence'
import { useSession } from '#app/session'
import { Door } from '#auth/parts/door.tsx'
import { Button, buttonClass } from '#ui/button.tsx'

/** Confirms a new address, when the button is pressed: what merely opens the link spends nothing. */
export function ConfirmEmailPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const { token = '' } = useSearch({ from: '/confirm-email' })
  const isSignedIn = useSession((state) => state.session !== null)
  const send = useMutation({ mutationFn: () => api.call(confirmEmail, { token }), onSuccess: () => queryClient.invalidateQueries() })
  const onward = (
    <div>
      <Link className={buttonClass({ kind: 'go' })} to={isSignedIn ? '/settings/security' : '/sign-in'}>
        {isSignedIn ? <Trans>보안 설정으로</Trans> : <Trans>로그인</Trans>}
      </Link>
    </div>
  )
  if (token === '' || (send.error instanceof ApiError && send.error.code === 'LINK_EXPIRED'))
    return (
      <Door title={t`이 링크는 더 쓸 수 없어요.`} lead={<Trans>24시간이 지났거나 그 뒤에 다시 바꿔 달라고 했어요. 보안 설정에서 새로 받으면 돼요.</Trans>}>
        {onward}
      </Door>
    )
  if (send.data) return <Done email={send.data.email}>{onward}</Done>
  return (
    <Door title={t`새 이메일을 확인해 주세요.`} lead={<Trans>버튼을 누르면 이 이메일이 계정의 이메일이 돼요. 로그인할 때도 이 이메일을 써요.</Trans>}>
      <PausedNote of={send} />
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
      <div>
        <Button kind="go" wide busy={send.isPending} onClick={() => send.mutate()}>
          <Trans>새 이메일 확인하기</Trans>
        </Button>
      </div>
    </Door>
  )
}

function Done({ email, children }: { email: string; children: React.ReactNode }) {
  const { t } = useLingui()
  return (
    <Door title={t`이메일을 바꿨어요.`} lead={<Trans>이제 {email} 주소로 로그인해 주세요.</Trans>}>
      {children}
    </Door>
  )
}
