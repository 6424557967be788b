import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { loginTwoFactor } from '@studymate/contract/security'
import { api, ApiError } from '#app/api'
import { arrive } from '#app/arrive'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { Door } from '#auth/parts/door.tsx'
import { currentChallenge, forgetChallenge } from '#two-factor/challenge'
import { isCode } from '#two-factor/code'
import { useFirstFocus } from '#two-factor/first-focus'
import { Button, buttonClass } from '#ui/button.tsx'
import { CodeField } from '#ui/field.tsx'

/** The second step of a sign-in: one field for six digits of the app or eight of a backup code. */
export function TwoFactorPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const [challenge] = useState(currentChallenge)
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } })
  const { errors } = form.formState
  useFirstFocus(form, 'code')
  const send = useMutation({
    mutationFn: async ({ code }: { code: string }) => {
      const signedIn = await api.call(loginTwoFactor, { challengeToken: challenge?.challengeToken ?? '', code })
      forgetChallenge()
      return signedIn
    },
    onSuccess: (signedIn) => arrive(signedIn, challenge?.returnTo),
    onError: () => form.setFocus('code', { shouldSelect: true }),
  })
  const isDead = send.error instanceof ApiError && send.error.code === 'AUTH_003'
  if (challenge === null && !send.isSuccess) return <Navigate to="/sign-in" replace />
  const search = challenge?.returnTo === undefined ? {} : { returnTo: challenge.returnTo }
  if (isDead)
    return (
      <Door title={t`처음부터 다시 로그인해 주세요.`} lead={<Trans>10분이 지났거나 비밀번호가 바뀌어서 여기서 이어 갈 수 없어요.</Trans>}>
        <div>
          <Link className={buttonClass({ kind: 'go' })} to="/sign-in" search={search} onClick={forgetChallenge}>
            <Trans>다시 로그인하기</Trans>
          </Link>
        </div>
      </Door>
    )
  return (
    <Door title={t`인증 앱의 코드를 적어 주세요.`} lead={<Trans>앱에 보이는 숫자 6자리예요. 휴대전화가 없으면 백업 코드 8자리를 적어도 돼요.</Trans>}>
      <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
        <CodeField
          label={t`인증 코드`}
          maxLength={20}
          error={errors.code?.message}
          {...form.register('code', { validate: (text) => isCode(text) || t`숫자 6자리나 백업 코드 8자리를 적어 주세요.` })}
        />
        <PausedNote of={send} />
        {send.isError && <FormError>{sentence(send.error)}</FormError>}
        <Button kind="go" wide type="submit" busy={send.isPending}>
          <Trans>확인하기</Trans>
        </Button>
      </form>
      <p>
        <Link className="link" to="/sign-in" search={search} onClick={forgetChallenge}>
          <Trans>다른 계정으로 로그인하기</Trans>
        </Link>
      </p>
    </Door>
  )
}
