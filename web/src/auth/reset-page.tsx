import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useForm, useWatch } from 'react-hook-form'
import { resetPassword } from '@studymate/contract/auth'
import { unmetPasswordRules } from '@studymate/domain/auth/password'
import { api, ApiError } from '#app/api'
import { useSentence } from '#app/sentence'
import { forgetSession } from '#app/session'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { Door } from '#auth/parts/door.tsx'
import { Strength } from '#auth/parts/strength.tsx'
import { PASSWORD_RULES, sentenceOfRules } from '#auth/password-rules'
import { Button, buttonClass } from '#ui/button.tsx'
import { PasswordField } from '#ui/field.tsx'
import { toast } from '#ui/toast.tsx'

/** Chooses a new password with the link of a mail; a dead link leads to a new one. */
export function ResetPage() {
  const { t, i18n } = useLingui()
  const sentence = useSentence()
  const navigate = useNavigate()
  const { token = '' } = useSearch({ from: '/reset' })
  const form = useForm<{ password: string }>({ mode: 'onTouched', defaultValues: { password: '' } })
  const { errors } = form.formState
  const typed = useWatch({ control: form.control, name: 'password' })
  const send = useMutation({
    mutationFn: ({ password }: { password: string }) => api.call(resetPassword, { token, newPassword: password }),
    onSuccess: async () => {
      // All logins have ended, the one of this browser too.
      await forgetSession(null)
      toast(t`비밀번호를 바꿨어요.`)
      await navigate({ to: '/sign-in', replace: true })
    },
    onError: (error) => {
      const rule = error instanceof ApiError ? sentenceOfRules(error.details['rules']) : null
      if (rule) form.setError('password', { message: i18n._(rule) }, { shouldFocus: true })
    },
  })
  const isDead = token === '' || (send.error instanceof ApiError && send.error.code === 'LINK_EXPIRED')
  if (isDead)
    return (
      <Door title={t`이 링크는 더 쓸 수 없어요.`} lead={<Trans>이미 썼거나 한 시간이 지났어요. 새 링크를 받으면 돼요.</Trans>}>
        <div>
          <Link className={buttonClass({ kind: 'go' })} to="/forgot">
            <Trans>링크 다시 받기</Trans>
          </Link>
        </div>
      </Door>
    )
  return (
    <Door title={t`새 비밀번호를 정해 주세요.`} lead={<Trans>바꾸고 나면 모든 기기에서 로그아웃돼요.</Trans>}>
      <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
        <PasswordField
          label={t`새 비밀번호`}
          autoComplete="new-password"
          error={errors.password?.message}
          {...form.register('password', {
            validate: (text) => {
              const [rule] = unmetPasswordRules(text)
              return rule === undefined || i18n._(PASSWORD_RULES[rule])
            },
          })}
        />
        <Strength password={typed} />
        <PausedNote of={send} />
        {send.isError && errors.password === undefined && <FormError>{sentence(send.error)}</FormError>}
        <Button kind="go" wide type="submit" busy={send.isPending}>
          <Trans>비밀번호 바꾸기</Trans>
        </Button>
      </form>
    </Door>
  )
}
