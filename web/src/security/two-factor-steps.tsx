import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy, Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { verifyTwoFactor, type TwoFactorSetup } from '@studymate/contract/security'
import { api, ApiError } from '#app/api'
import { FormError } from '#app/form-error.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { twoFactorQuery } from '#security/queries'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { toast } from '#ui/toast.tsx'

function Step({ no, children }: { no: number; children: ReactNode }) {
  return (
    <li>
      <span className="no" aria-hidden="true">
        {no}
      </span>
      <div className="stack min-w-0">{children}</div>
    </li>
  )
}

/** Codes as a file of this browser: nothing leaves it. */
function download(codes: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([`StudyMate\n\n${codes.join('\n')}\n`], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'studymate-backup-codes.txt'
  link.click()
  URL.revokeObjectURL(url)
}

/** Sets the second factor up: the picture and the key for the app, ten backup codes, and the first code of the app, which switches it on. */
export function TwoFactorSteps({ setup, onStop }: { setup: TwoFactorSetup; onStop: () => void }) {
  const { t } = useLingui()
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text)
      toast(done)
    } catch {
      toast(t`복사하지 못했어요. 글자를 골라서 직접 복사해 주세요.`)
    }
  }
  return (
    <div className="card sewn">
      <ol className="set-up">
        <Step no={1}>
          <p className="font-semibold">
            <Trans>인증 앱으로 이 코드를 찍어 주세요.</Trans>
          </p>
          <div className="set-up-qr">
            <img className="qr" src={setup.qrCodeUrl} alt={t`인증 앱으로 찍을 QR 코드`} width="168" height="168" />
            <div className="stack s3">
              <p className="two">
                <Trans>같은 휴대전화라면 앱에 이 키를 붙여 넣으세요.</Trans>
              </p>
              <p className="key" lang="en">
                {setup.manualEntryKey}
              </p>
              <div>
                <Button small icon={<Copy />} onClick={() => void copy(setup.secret, t`키를 복사했어요.`)}>
                  <Trans>키 복사하기</Trans>
                </Button>
              </div>
            </div>
          </div>
        </Step>
        <Step no={2}>
          <div>
            <p className="font-semibold">
              <Trans>백업 코드 10개를 안전한 곳에 두세요.</Trans>
            </p>
            <p className="two">
              <Trans>휴대전화를 잃어버렸을 때 하나씩 한 번만 쓸 수 있어요. 지금만 보여 드려요.</Trans>
            </p>
          </div>
          <ul className="backup-codes num" aria-label={t`백업 코드`}>
            {setup.backupCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div className="row wrap">
            <Button small icon={<Copy />} onClick={() => void copy(setup.backupCodes.join('\n'), t`백업 코드를 복사했어요.`)}>
              <Trans>코드 복사하기</Trans>
            </Button>
            <Button small icon={<Download />} onClick={() => download(setup.backupCodes)}>
              <Trans>파일로 받기</Trans>
            </Button>
          </div>
        </Step>
        <Step no={3}>
          <FirstCode onStop={onStop} />
        </Step>
      </ol>
    </div>
  )
}

function FirstCode({ onStop }: { onStop: () => void }) {
  const { t } = useLingui()
  const sentence = useSentence()
  const client = useQueryClient()
  const [isOver, setOver] = useState(false)
  const form = useForm<{ code: string }>({ defaultValues: { code: '' } })
  const { errors } = form.formState
  const send = useMutation({
    mutationFn: ({ code }: { code: string }) => api.call(verifyTwoFactor, { code }),
    onSuccess: (next) => {
      client.setQueryData(twoFactorQuery().queryKey, next)
      toast(t`2단계 인증을 켰어요.`)
      onStop()
    },
    onError: (error) => {
      form.setFocus('code', { shouldSelect: true })
      // Set up anew in another tab, or on already: what stands here counts no longer.
      setOver(error instanceof ApiError && error.code === 'CONFLICT')
    },
  })
  return (
    <form className="stack" noValidate onSubmit={form.handleSubmit((fields) => send.mutate(fields))}>
      <Field label={t`앱에 보이는 6자리 숫자`} error={errors.code?.message} help={t`켜고 나면 로그인할 때마다 앱의 코드를 물어요.`}>
        {(tie) => (
          <div className="code">
            <input
              {...tie}
              className={errors.code ? 'in err' : 'in'}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              {...form.register('code', { validate: (text) => /^\d{6}$/.test(text.replace(/\s/g, '')) || t`숫자 6자리를 적어 주세요.` })}
            />
            <Button kind="go" type="submit" busy={send.isPending}>
              <Trans>켜기</Trans>
            </Button>
          </div>
        )}
      </Field>
      <PausedNote of={send} />
      {send.isError && <FormError>{sentence(send.error)}</FormError>}
      <div>
        <Button kind="quiet" small onClick={onStop}>
          {isOver ? <Trans>처음부터 다시</Trans> : <Trans>그만두기</Trans>}
        </Button>
      </div>
    </form>
  )
}
