import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { verifyEmail } from '@studymate/contract/auth'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { queryClient } from '#app/providers.tsx'
import { ResendMail } from '#app/resend-mail.tsx'
import { HOME } from '@studymate/domain/auth/return-to'
import { useSentence } from '#app/sentence'
import { useSession } from '#app/session'
import { Door } from '#auth/parts/door.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { toast } from '#ui/toast.tsx'

function DeadLink({ isSignedIn }: { isSignedIn: boolean }) {
  const { t } = useLingui()
  if (isSignedIn)
    return (
      <Door title={t`확인 메일을 새로 받아 주세요.`} lead={<Trans>이 링크는 더 쓸 수 없어요. 가입한 이메일로 다시 보내 드려요.</Trans>}>
        <ResendMail kind="go" />
        <p>
          <Link className="link" to="/home">
            <Trans>홈으로</Trans>
          </Link>
        </p>
      </Door>
    )
  return (
    <Door title={t`확인 메일을 새로 받아 주세요.`} lead={<Trans>이 링크는 더 쓸 수 없어요. 로그인하면 새 메일을 보내 드려요.</Trans>}>
      <div>
        <Link className={buttonClass({ kind: 'go' })} to="/sign-in" search={{ returnTo: '/verify' }}>
          <Trans>로그인</Trans>
        </Link>
      </div>
    </Door>
  )
}

/** Verifies the address that a mail's link went to, when the button is pressed: what merely opens the link spends nothing. */
export function VerifyPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const navigate = useNavigate()
  const { token = '' } = useSearch({ from: '/verify' })
  const isSignedIn = useSession((state) => state.session !== null)
  const send = useMutation({
    mutationFn: () => api.call(verifyEmail, { token }),
    onSuccess: async () => {
      if (!isSignedIn) return
      await queryClient.invalidateQueries()
      toast(t`이메일을 확인했어요.`)
      await navigate({ to: HOME, replace: true })
    },
  })
  const isDead = token === '' || (send.error instanceof ApiError && send.error.code === 'LINK_EXPIRED')
  if (isDead) return <DeadLink isSignedIn={isSignedIn} />
  if (send.isSuccess)
    return (
      <Door title={t`이메일을 확인했어요.`} lead={<Trans>로그인하고 인사를 보내 보세요.</Trans>}>
        <div>
          <Link className={buttonClass({ kind: 'go' })} to="/sign-in">
            <Trans>로그인</Trans>
          </Link>
        </div>
      </Door>
    )
  return (
    <Door title={t`이메일을 확인해 주세요.`} lead={<Trans>버튼을 누르면 이 이메일이 내 것이라고 확인돼요. 그러면 인사를 보낼 수 있어요.</Trans>}>
      <PausedNote of={send} />
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
      <div>
        <Button kind="go" wide busy={send.isPending} onClick={() => send.mutate()}>
          <Trans>이메일 확인하기</Trans>
        </Button>
      </div>
    </Door>
  )
}
