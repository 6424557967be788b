import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { forgotPassword } from '@studymate/contract/auth'
import { api } from '#app/api'
import { useSentence } from '#app/sentence'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { Door } from '#auth/parts/door.tsx'
import { Button, buttonClass } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'

/** Asks for a link to choose a new password. The answer is the same for every address. */
export function ForgotPage() {
  const { t } = useLingui()
  const sentence = useSentence()
  const form = useForm<{ email: string }>({ defaultValues: { email: '' } })
  const { errors } = form.formState
  const send = useMutation({ mutationFn: ({ email }: { email: string }) => api.call(forgotPassword, { email }) })
  const email = send.variables?.email.trim() ?? ''
  return (
    <Door
      title={send.isSuccess ? t`메일함을 봐 주세요.` : t`새 비밀번호를 정할 링크를 보내 드려요.`}
      end={
        <Link className={buttonClass({ kind: 'quiet' })} to="/sign-in">
          <Trans>로그인</Trans>
        </Link>
      }
    >
      {send.isSuccess ? (
        <>
          <p className="note" role="status">
            <MailCheck className="s" />
            <span>
              <Trans>
                <b>{email}</b> 주소로 가입했다면 링크가 곧 도착해요. 한 시간 안에 열어 주세요.
              </Trans>
            </span>
          </p>
          <div>
            <Button onClick={() => send.reset()}>
              <Trans>다른 주소로 받기</Trans>
            </Button>
          </div>
        </>
      ) : (
        <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
          <TextField
            label={t`이메일`}
            type="email"
            autoComplete="username"
            error={errors.email?.message}
            {...form.register('email', { validate: (text) => /^\S+@\S+\.\S{2,}$/.test(text.trim()) || t`jiwoo@example.com처럼 적어 주세요.` })}
          />
          <PausedNote of={send} />
          {send.isError && <FormError>{sentence(send.error)}</FormError>}
          <Button kind="go" wide type="submit" busy={send.isPending}>
            <Trans>링크 받기</Trans>
          </Button>
        </form>
      )}
    </Door>
  )
}
