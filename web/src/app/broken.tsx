import { useLingui } from '@lingui/react/macro'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTitle } from '#app/title'
import { ErrorState } from '#ui/error-state.tsx'
import { problemOf } from '#ui/problem'

/** A page that could not be drawn or fetched: says so, offers a retry, keeps the rest of the app. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  useTitle(t`문제가 생겼어요`)
  return (
    <main className="narrow">
      <ErrorState title={t`이 화면을 열지 못했어요`} problem={problemOf(error)} onRetry={reset} />
    </main>
  )
}
