import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldAlert } from 'lucide-react'
import { useForm, useWatch } from 'react-hook-form'
import { changePassword } from '@studymate/contract/security'
import { unmetPasswordRules } from '@studymate/domain/auth/password'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { currentSession, keepSession } from '#app/session'
import { PASSWORD_RULES, sentenceOfRules } from '#auth/password-rules'
import { Strength } from '#auth/parts/strength.tsx'
import { passwordQuery } from '#security/queries'
import { useFirstFocus } from '#two-factor/first-focus'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { PasswordField } from '#ui/field.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'

/** The password: since when, and a new one. `alarmed` says that strangers have just been signed out and that a new one is due. */
export function PasswordSection({ open, onOpen, alarmed }: { open: boolean; onOpen: (open: boolean) => void; alarmed: boolean }) {
  const locale = usePreferences((state) => state.locale)
  const state = useQuery(passwordQuery())
  return (
    <section className="stack s3" aria-labelledby="password">
      <h2 className="h2" id="password">
        <Trans>비밀번호</Trans>
      </h2>
      <Faces of={state} loading={<TextSkeleton />} empty={null}>
        {({ isSet, changedAt }) => (
          <>
            {alarmed && (
              <p className="note" role="status">
                <ShieldAlert className="s" />
                <span>
                  <Trans>다른 기기를 모두 내보냈어요. 다시 들어오지 못하게 새 비밀번호를 정해 주세요.</Trans>
                </span>
              </p>
            )}
            {open ? (
              <PasswordForm isSet={isSet} onDone={() => onOpen(false)} />
            ) : (
              <div className="row wrap justify-between">
                <p>
                  {changedAt === null ? (
                    <Trans>아직 비밀번호가 없어요. 정해 두면 이메일로도 들어올 수 있어요.</Trans>
                  ) : (
                    <ChangedAt at={new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(changedAt))} />
                  )}
                </p>
                <Button small onClick={() => onOpen(true)}>
                  {isSet ? <Trans>비밀번호 바꾸기</Trans> : <Trans>비밀번호 정하기</Trans>}
                </Button>
              </div>
            )}
          </>
        )}
      </Faces>
    </section>
  )
}

function ChangedAt({ at }: { at: string }) {
  return <Trans>{at}에 정했어요.</Trans>
}

interface Fields {
  currentPassword: string
  newPassword: string
}

function PasswordForm({ isSet, onDone }: { isSet: boolean; onDone: () => void }) {
  const { t, i18n } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const form = useForm<Fields>({ defaultValues: { currentPassword: '', newPassword: '' } })
  useFirstFocus(form, isSet ? 'currentPassword' : 'newPassword')
  const { errors } = form.formState
  const typed = useWatch({ control: form.control, name: 'newPassword' })
  const send = useMutation({
    mutationFn: async ({ currentPassword, newPassword }: Fields) => {
      const { data } = await api.envelope(changePassword, { newPassword, ...(isSet ? { currentPassword } : {}) })
      // Every login has ended, this one too: its tokens follow in the answer.
      const session = currentSession()
      if (session) keepSession({ ...session, accessToken: data.accessToken, refreshToken: data.refreshToken })
    },
    onSuccess: async () => {
      toast(t`비밀번호를 바꿨어요. 다른 기기에서는 로그아웃했어요.`)
      onDone()
      await client.invalidateQueries({ queryKey: ['security'] })
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      const rule = sentenceOfRules(error.details['rules'])
      if (rule) form.setError('newPassword', { message: i18n._(rule) }, { shouldFocus: true })
      else if (error.code === 'INVALID_PASSWORD') form.setError('currentPassword', { message: error.message }, { shouldFocus: true })
    },
  })
  const isShown = errors.currentPassword !== undefined || errors.newPassword !== undefined
  return (
    <form className="stack max-w-112" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
      {isSet && (
        <PasswordField
          label={t`지금 비밀번호`}
          autoComplete="current-password"
          error={errors.currentPassword?.message}
          {...form.register('currentPassword', { validate: (text) => text !== '' || t`지금 쓰는 비밀번호를 적어 주세요.` })}
        />
      )}
      <PasswordField
        label={t`새 비밀번호`}
        autoComplete="new-password"
        error={errors.newPassword?.message}
        {...form.register('newPassword', {
          validate: (text) => {
            const [rule] = unmetPasswordRules(text)
            return rule === undefined || i18n._(PASSWORD_RULES[rule])
          },
        })}
      />
      <Strength password={typed} />
      <PausedNote of={send} />
      {send.isError && !isShown && <FormError>{sentence(send.error)}</FormError>}
      <div className="row">
        <Button kind="go" type="submit" busy={send.isPending}>
          {isSet ? <Trans>비밀번호 바꾸기</Trans> : <Trans>비밀번호 정하기</Trans>}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          <Trans>그만두기</Trans>
        </Button>
      </div>
    </form>
  )
}
