import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { disableTwoFactor, enableTwoFactor, type TwoFactor } from '@studymate/contract/security'
import { api } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { usePreferences } from '#app/preferences'
import { useSentence } from '#app/sentence'
import { momentOf } from '#security/parts/device-line.tsx'
import { twoFactorQuery } from '#security/queries'
import { TwoFactorSteps } from '#security/two-factor-steps.tsx'
import { isCode } from '#two-factor/code'
import { useFirstFocus } from '#two-factor/first-focus'
import { Button } from '#ui/button.tsx'
import { Faces } from '#ui/faces.tsx'
import { CodeField } from '#ui/field.tsx'
import { TextSkeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'

/** The second factor: off, being set up, or on. */
export function TwoFactorSection() {
  const state = useQuery(twoFactorQuery())
  const sentence = useSentence()
  const client = useQueryClient()
  const begin = useMutation({
    mutationFn: () => api.call(enableTwoFactor, {}),
    onError: () => client.invalidateQueries({ queryKey: twoFactorQuery().queryKey }),
  })
  return (
    <section className="stack" aria-labelledby="two-factor">
      <div className="stack s1">
        <h2 className="h2" id="two-factor">
          <Trans>2단계 인증</Trans>
        </h2>
        <p className="two">
          <Trans>비밀번호가 새어 나가도 내 휴대전화 없이는 들어올 수 없어요.</Trans>
        </p>
      </div>
      <Faces of={state} loading={<TextSkeleton />} empty={null}>
        {(of) =>
          of.enabled ? (
            <On of={of} />
          ) : begin.data ? (
            <TwoFactorSteps setup={begin.data} onStop={() => begin.reset()} />
          ) : (
            <>
              <div>
                <Button busy={begin.isPending} onClick={() => begin.mutate()}>
                  <Trans>2단계 인증 켜기</Trans>
                </Button>
              </div>
              <PausedNote of={begin} />
              {begin.isError && <FormError>{sentence(begin.error)}</FormError>}
            </>
          )
        }
      </Faces>
    </section>
  )
}

function On({ of }: { of: TwoFactor }) {
  const { t } = useLingui()
  const locale = usePreferences((state) => state.locale)
  const [open, setOpen] = useState(false)
  const left = of.backupCodesRemaining
  const used = of.lastUsedAt === null ? null : momentOf(of.lastUsedAt, locale)
  return (
    <>
      <div className="row wrap justify-between">
        <div className="row start gap-2 min-w-0">
          <span className="pt-0.5 text-ok">
            <ShieldCheck />
          </span>
          <div>
            <p>
              <Trans>켜져 있어요.</Trans>
            </p>
            <p className="meta facts">{[t`백업 코드 ${left}개 남음`, used === null ? t`아직 쓴 적 없음` : t`마지막 사용 ${used}`].join(' · ')}</p>
          </div>
        </div>
        {!open && (
          <Button small onClick={() => setOpen(true)}>
            <Trans>2단계 인증 끄기</Trans>
          </Button>
        )}
      </div>
      {left <= 2 && (
        <p className="note">
          <Trans>백업 코드가 얼마 남지 않았어요. 껐다가 다시 켜면 새 코드 10개를 받아요.</Trans>
        </p>
      )}
      {open && <OffForm onDone={() => setOpen(false)} />}
    </>
  )
}

function OffForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } })
  useFirstFocus(form, 'code')
  const { errors } = form.formState
  const send = useMutation({
    mutationFn: ({ code }: { code: string }) => api.call(disableTwoFactor, { code }),
    onSuccess: async (next) => {
      client.setQueryData(twoFactorQuery().queryKey, next)
      toast(t`2단계 인증을 껐어요.`)
      onDone()
    },
    onError: () => form.setFocus('code', { shouldSelect: true }),
  })
  return (
    <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
      <CodeField
        label={t`인증 앱의 코드나 백업 코드`}
        maxLength={20}
        help={t`끄면 백업 코드도 모두 못 쓰게 돼요.`}
        error={errors.code?.message}
        {...form.register('code', { validate: (text) => isCode(text) || t`숫자 6자리나 백업 코드 8자리를 적어 주세요.` })}
      />
      <PausedNote of={send} />
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
      <div className="row">
        <Button kind="bad" type="submit" busy={send.isPending}>
          <Trans>끄기</Trans>
        </Button>
        <Button kind="quiet" onClick={onDone}>
          <Trans>그만두기</Trans>
        </Button>
      </div>
    </form>
  )
}
