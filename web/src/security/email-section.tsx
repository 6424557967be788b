import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { changeEmail, type EmailState } from '@studymate/contract/security'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { ResendMail } from '#app/resend-mail.tsx'
import { useSentence } from '#app/sentence'
import { emailQuery, passwordQuery } from '#security/queries'
import { useFirstFocus } from '#two-factor/first-focus'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { PasswordField, TextField } from '#ui/field.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'

/** The address: whether it is verified, what waits for its link, and another one. */
export function EmailSection() {
  const state = useQuery(emailQuery())
  const [open, setOpen] = useState(false)
  return (
    <section className="stack s3" aria-labelledby="email">
      <h2 className="h2" id="email">
        <Trans>이메일</Trans>
      </h2>
      <Faces of={state} loading={<TextSkeleton />} empty={null}>
        {(of) => (
          <>
            <div className="row wrap justify-between">
              <p className="min-w-0 [overflow-wrap:anywhere]">
                {of.email ?? <Trans>아직 이메일이 없어요. 더해 두면 비밀번호를 잊어도 다시 들어올 수 있어요.</Trans>}
                {of.email !== null && (
                  <span className="meta">
                    {' · '}
                    {of.verified ? <Trans>확인함</Trans> : <Trans>아직 확인하지 않음</Trans>}
                  </span>
                )}
              </p>
              {!open && (
                <Button small onClick={() => setOpen(true)}>
                  {of.email === null ? <Trans>이메일 더하기</Trans> : <Trans>이메일 바꾸기</Trans>}
                </Button>
              )}
            </div>
            {of.pending !== null && !open && <Waiting email={of.pending.email} />}
            {of.email !== null && !of.verified && !open && <ResendMail />}
            {open && <EmailForm of={of} onDone={() => setOpen(false)} />}
          </>
        )}
      </Faces>
    </section>
  )
}

function Waiting({ email }: { email: string }) {
  return (
    <p className="note" role="status">
      <MailCheck className="s" />
      <span className="[overflow-wrap:anywhere]">
        <Trans>{email} 주소로 메일을 보냈어요. 24시간 안에 링크를 열고 버튼을 누르면 바뀌어요. 그때까지는 지금 이메일을 그대로 써요.</Trans>
      </span>
    </p>
  )
}

interface Fields {
  email: string
  password: string
}

function EmailForm({ of, onDone }: { of: EmailState; onDone: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const isSet = useQuery(passwordQuery()).data?.isSet ?? true
  const form = useForm<Fields>({ defaultValues: { email: '', password: '' } })
  useFirstFocus(form, 'email')
  const { errors } = form.formState
  const send = useMutation({
    mutationFn: ({ email, password }: Fields) => api.call(changeEmail, { email, ...(isSet ? { password } : {}) }),
    onSuccess: (next) => {
      client.setQueryData(emailQuery().queryKey, next)
      onDone()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      if (error.code === 'EMAIL_TAKEN') form.setError('email', { message: t`다른 계정이 쓰는 이메일이에요.` }, { shouldFocus: true })
      else if (error.code === 'VALIDATION_ERROR') form.setError('email', { message: t`이메일 주소를 다시 확인해 주세요.` }, { shouldFocus: true })
      else if (error.code === 'INVALID_PASSWORD') form.setError('password', { message: error.message }, { shouldFocus: true })
    },
  })
  const isShown = errors.email !== undefined || errors.password !== undefined
  return (
    <form className="stack max-w-112" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
      <TextField
        label={t`새 이메일`}
        type="email"
        autoComplete="email"
        help={of.verified ? t`지금 이메일로도 알려 드려요. 거기서 7일 동안 되돌릴 수 있어요.` : undefined}
        error={errors.email?.message}
        {...form.register('email', { validate: (text) => /^\S+@\S+\.\S{2,}$/.test(text.trim()) || t`jiwoo@example.com처럼 적어 주세요.` })}
      />
      {isSet && (
        <PasswordField
          label={t`비밀번호`}
          autoComplete="current-password"
          error={errors.password?.message}
          {...form.register('password', { validate: (text) => text !== '' || t`비밀번호를 적어 주세요.` })}
        />
      )}
      <PausedNote of={send} />
      {send.isError && !isShown && <FormError>{sentence(send.error)}</FormError>}
      <div className="row">
        <Button kind="go" type="submit" busy={send.isPending}>
          <Trans>확인 메일 받기</Trans>
        </Button>
        <Button kind="quiet" onClick={onDone}>
          <Trans>그만두기</Trans>
        </Button>
      </div>
    </form>
  )
}
