import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { FormError } from '#app/form-error.tsx'
import { useSentence } from '#app/sentence'
import { signOut } from '#app/sign-out'
import { Button } from '#ui/button.tsx'

/** Signs out here, or on every device; nothing of the person stays on this browser. */
export function Leave({ email }: { email: string | null }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const leave = useMutation({ mutationFn: signOut, networkMode: 'always' })
  const busy = (everywhere: boolean) => leave.isPending && leave.variables.everywhere === everywhere
  return (
    <section className="card stack" aria-label={t`내 계정`}>
      <div>
        <h2 className="h3">
          <Trans>내 계정</Trans>
        </h2>
        {email !== null && <p className="two break-all">{email}</p>}
      </div>
      {leave.isError && <FormError>{sentence(leave.error)}</FormError>}
      <div className="row wrap gap-2">
        <Button busy={busy(false)} onClick={() => leave.mutate({ everywhere: false })}>
          <Trans>로그아웃</Trans>
        </Button>
        <Button kind="quiet" busy={busy(true)} onClick={() => leave.mutate({ everywhere: true })}>
          <Trans>모든 기기에서 로그아웃</Trans>
        </Button>
      </div>
    </section>
  )
}
