import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useForm, useWatch } from 'react-hook-form'
import { register as registerAccount } from '@studymate/contract/auth'
import { unmetPasswordRules } from '@studymate/domain/auth/password'
import { mayRegister } from '@studymate/domain/people/age'
import { isTimeZone } from '@studymate/domain/schedule/time-zone'
import { api, ApiError } from '#app/api'
import { arrive } from '#app/arrive'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { Door } from '#auth/parts/door.tsx'
import { Strength } from '#auth/parts/strength.tsx'
import { PASSWORD_RULES, sentenceOfRules } from '#auth/password-rules'
import { Button, buttonClass } from '#ui/button.tsx'
import { PasswordField, TextField } from '#ui/field.tsx'
import { ProviderButtons } from '#ways-in/provider-buttons.tsx'

interface Fields {
  birthYear: string
  displayName: string
  email: string
  password: string
}

/** The zone of this browser, if the service knows it. */
function ownZone(): string | undefined {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return isTimeZone(zone) ? zone : undefined
}

/** A new account. The birth year is asked first: who is too young is asked for nothing else. */
export function SignUpPage() {
  const { t, i18n } = useLingui()
  const sentence = useSentence()
  const locale = usePreferences((state) => state.locale)
  const { returnTo } = useSearch({ from: '/sign-up' })
  const form = useForm<Fields>({ mode: 'onTouched', defaultValues: { birthYear: '', displayName: '', email: '', password: '' } })
  const { errors } = form.formState
  const typed = useWatch({ control: form.control, name: 'password' })
  const tooYoung = errors.birthYear?.type === 'age'
  const birthYear = useWatch({ control: form.control, name: 'birthYear' })
  const mayJoin = /^(?:19|20)\d\d$/.test(birthYear) && mayRegister(Number(birthYear), Date.now())

  const send = useMutation({
    mutationFn: ({ birthYear, displayName, email, password }: Fields) => {
      const timeZone = ownZone()
      return api.call(registerAccount, { birthYear: Number(birthYear), displayName, email, password, locale, ...(timeZone ? { timeZone } : {}) })
    },
    onSuccess: (signedIn) => arrive(signedIn, returnTo, true),
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const rule = sentenceOfRules(error.details['rules'])
      const issues = error.details['issues']
      const paths = Array.isArray(issues) ? issues.map((issue: { path?: unknown }) => issue.path) : []
      if (error.code === 'EMAIL_TAKEN') form.setError('email', { type: 'taken', message: error.message }, { shouldFocus: true })
      else if (error.code === 'AGE_RESTRICTED') form.setError('birthYear', { type: 'age', message: error.message })
      else if (rule) form.setError('password', { message: i18n._(rule) }, { shouldFocus: true })
      else if (paths.includes('displayName'))
        form.setError('displayName', { message: t`이 이름은 쓸 수 없어요. 링크나 특수한 글자를 빼 주세요.` }, { shouldFocus: true })
      else if (paths.includes('email')) form.setError('email', { message: t`이메일 주소를 다시 확인해 주세요.` }, { shouldFocus: true })
    },
  })
  const isShown = errors.email !== undefined || errors.password !== undefined || errors.displayName !== undefined || errors.birthYear !== undefined

  return (
    <Door
      title={t`먼저, 태어난 해를 알려 주세요.`}
      lead={<Trans>나이에 맞는 사람만 만나게 하려고 물어요. 상대에게는 보이지 않아요.</Trans>}
      end={
        <Link className={buttonClass({ kind: 'quiet' })} to="/sign-in" search={returnTo === undefined ? {} : { returnTo }}>
          <Trans>로그인</Trans>
        </Link>
      }
    >
      <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
        <TextField
          label={t`태어난 해`}
          inputMode="numeric"
          autoComplete="bday-year"
          maxLength={4}
          style={{ maxWidth: 140 }}
          error={errors.birthYear?.message}
          {...form.register('birthYear', {
            validate: {
              year: (text) => (/^(?:19|20)\d\d$/.test(text) && Number(text) <= new Date().getFullYear()) || t`네 자리 해로 적어 주세요. 예: 1998`,
              age: (text) => mayRegister(Number(text), Date.now()) || t`만 14세부터 가입할 수 있어요. 그때 다시 만나요.`,
            },
          })}
        />
        {!tooYoung && (
          <>
            <ProviderButtons returnTo={returnTo} birthYear={mayJoin ? Number(birthYear) : undefined} />
            <TextField
              label={t`부르는 이름`}
              autoComplete="nickname"
              help={t`상대에게 보이는 이름이에요. 본명이 아니어도 돼요.`}
              error={errors.displayName?.message}
              {...form.register('displayName', {
                validate: (text) => (text.trim() !== '' && [...text.trim()].length <= 40) || t`1자에서 40자 사이로 적어 주세요.`,
              })}
            />
            <TextField
              label={t`이메일`}
              type="email"
              autoComplete="email"
              error={errors.email?.type === 'taken' ? undefined : errors.email?.message}
              {...form.register('email', { validate: (text) => /^\S+@\S+\.\S{2,}$/.test(text.trim()) || t`jiwoo@example.com처럼 적어 주세요.` })}
            />
            {errors.email?.type === 'taken' && (
              <FormError>
                {errors.email.message}{' '}
                <Link className="link" to="/sign-in" search={returnTo === undefined ? {} : { returnTo }}>
                  <Trans>로그인하기</Trans>
                </Link>
              </FormError>
            )}
            <PasswordField
              label={t`비밀번호`}
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
            {send.isError && !isShown && <FormError>{sentence(send.error)}</FormError>}
            <Button kind="go" wide type="submit" busy={send.isPending}>
              <Trans>계속하기</Trans>
            </Button>
            <p className="meta">
              <Trans>
                계속하면{' '}
                <Link className="link" to="/terms">
                  이용 규칙
                </Link>
                과{' '}
                <Link className="link" to="/privacy">
                  개인정보 안내
                </Link>
                에 동의하는 거예요.
              </Trans>
            </p>
            {returnTo !== undefined && (
              <p className="meta">
                <Trans>가입이 끝나면 보던 곳으로 돌아가요.</Trans>
              </p>
            )}
          </>
        )}
      </form>
    </Door>
  )
}
