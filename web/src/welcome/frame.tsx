import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { completeOnboarding } from '@studymate/contract/onboarding'
import { api, ApiError } from '#app/api'
import { wantedBefore } from '#app/arrive'
import { FormError } from '#app/form-error.tsx'
import { StepPage } from '#app/page.tsx'
import { PausedNote } from '#app/paused-note.tsx'
import { useSentence } from '#app/sentence'
import { Button } from '#ui/button.tsx'
import { beside, MINUTES, STEPS, type Step } from '#welcome/steps'

interface FrameProps {
  step: Step
  title: string
  lead?: ReactNode
  /** Why one cannot go on yet; null when one can. */
  blocked: string | null
  /** Saves this step. */
  save: () => Promise<unknown>
  /** "먼저 둘러보기": from the second step on; after the last one there is nothing left to leave. */
  leaves?: boolean
  /** What saves by itself: it stands before the form, so that no key in it sends the step. */
  above?: ReactNode
  children: ReactNode
}

/**
 * A step with its way back, out and on. Going on saves first; after the last one the welcome is over: whoever came for
 * something goes there, everybody else sees the first people.
 */
export function Frame({ step, title, lead, blocked, save, leaves = false, above, children }: FrameProps) {
  const { t } = useLingui()
  const sentence = useSentence()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { edit = false } = useSearch({ from: '/welcome/$step' })
  const { before, after } = beside(step)
  const minutes = MINUTES[step]

  const go = useMutation({
    mutationFn: async (way: 'on' | 'out') => {
      // What is not complete stays as it was when somebody leaves.
      if (way === 'on' || blocked === null) await save()
      if (!edit && (way === 'out' || after === null)) await api.call(completeOnboarding, {})
    },
    onSuccess: async (_, way) => {
      await queries.invalidateQueries()
      if (edit) await navigate({ to: '/me' })
      else if (way === 'on' && after !== null) await navigate({ to: '/welcome/$step', params: { step: after } })
      else {
        const wanted = wantedBefore()
        if (wanted === null && way === 'on') await navigate({ to: '/welcome/people' })
        else await navigate({ href: wanted ?? '/find' })
      }
    },
    onError: (error) => (error instanceof ApiError && error.code === 'ONBOARD_001' ? navigate({ to: '/welcome' }) : undefined),
  })

  return (
    <StepPage
      title={title}
      lead={lead}
      at={edit ? null : STEPS.indexOf(step) + 1}
      of={STEPS.length}
      note={<Trans>약 {minutes}분</Trans>}
      {...(edit
        ? { onBack: () => void navigate({ to: '/me' }) }
        : before === null
          ? {}
          : { onBack: () => void navigate({ to: '/welcome/$step', params: { step: before } }) })}
      out={
        leaves &&
        !edit &&
        after !== null && (
          <Button kind="quiet" busy={go.isPending && go.variables === 'out'} onClick={() => go.mutate('out')}>
            <Trans>먼저 둘러보기</Trans>
          </Button>
        )
      }
      next={
        <Button kind="go" type="submit" form="step" busy={go.isPending && go.variables === 'on'} blocked={blocked}>
          {edit ? t`저장` : after === null ? t`마치기` : t`다음`}
        </Button>
      }
    >
      {above}
      <form
        id="step"
        noValidate
        className="stack s5"
        onSubmit={(event) => {
          event.preventDefault()
          if (blocked === null && !go.isPending) go.mutate('on')
        }}
      >
        {children}
        <PausedNote of={go} />
        {go.isError && <FormError>{sentence(go.error)}</FormError>}
      </form>
    </StepPage>
  )
}
