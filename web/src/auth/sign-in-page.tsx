import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Info } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { login } from '@studymate/contract/auth'
import { api } from '#app/api'
import { arrive } from '#app/arrive'
import { useSentence } from '#app/sentence'
import { useSession, type SignedOutReason } from '#app/session'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { DemoButton } from '#auth/demo-button.tsx'
import { Door } from '#auth/parts/door.tsx'
import { askSecondFactor } from '#two-factor/challenge'
import { Button, buttonClass } from '#ui/button.tsx'
import { PasswordField, TextField } from '#ui/field.tsx'
import { ProviderButtons } from '#ways-in/provider-buttons.tsx'

function Why({ reason }: { reason: SignedOutReason }) {
  if (reason === null || reason === 'asked') return null
  return (
    <p className="note" role="status">
      <Info className="s" />
      <span>
        {reason === 'ended' && <Trans>로그인 시간이 끝났어요. 다시 로그인하면 보던 곳으로 돌아가요.</Trans>}
        {reason === 'elsewhere' && <Trans>다른 탭에서 로그아웃했어요.</Trans>}
        {reason === 'reused' && <Trans>이 로그인이 두 곳에서 쓰여서 안전하게 로그아웃했어요. 짐작이 가지 않으면 비밀번호를 바꿔 주세요.</Trans>}
      </span>
    </p>
  )
}

/** Signs in and goes back to where the person came from. */
export function SignInPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const reason = useSession((state) => state.signedOut)
  const { returnTo } = useSearch({ from: '/sign-in' })
  const form = useForm<{ email: string; password: string }>({ defaultValues: { email: '', password: '' } })
  const { errors } = form.formState
  const send = useMutation({
    mutationFn: (fields: { email: string; password: string }) => api.call(login, fields),
    onSuccess: (admission) => ('twoFactorRequired' in admission ? askSecondFactor(admission.challengeToken, returnTo) : arrive(admission, returnTo)),
  })
  return (
    <Door
      title={t`다시 만나서 반가워요.`}
      end={
        <Link className={buttonClass({ kind: 'quiet' })} to="/sign-up" search={returnTo === undefined ? {} : { returnTo }}>
          <Trans>가입하기</Trans>
        </Link>
      }
    >
      <Why reason={reason} />
      <DemoButton returnTo={returnTo} />
      <ProviderButtons returnTo={returnTo} />
      <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
        <TextField
          label={t`이메일`}
          type="email"
          autoComplete="username"
          error={errors.email?.message}
          {...form.register('email', { validate: (text) => text.trim().includes('@') || t`가입할 때 쓴 이메일을 적어 주세요.` })}
        />
        <PasswordField
          label={t`비밀번호`}
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register('password', { validate: (text) => text !== '' || t`비밀번호를 적어 주세요.` })}
        />
        <PausedNote of={send} />
        {send.isError && <FormError>{sentence(send.error)}</FormError>}
        <Button kind="go" wide type="submit" busy={send.isPending}>
          <Trans>로그인</Trans>
        </Button>
      </form>
      <p>
        <Link className="link" to="/forgot">
          <Trans>비밀번호를 잊었어요</Trans>
        </Link>
      </p>
    </Door>
  )
}
