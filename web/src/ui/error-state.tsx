import { Trans, useLingui } from '@lingui/react/macro'
import { RefreshCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import type { Problem } from '#ui/problem'

interface ErrorStateProps {
  /** What could not be done, as a sentence. */
  title?: string
  /** What is safe and what to do. The server's own sentence stands first when it sent one. */
  children?: ReactNode
  problem: Problem
  onRetry?: (() => void) | undefined
  retrying?: boolean
}

/** A card for what failed: what happened, what is safe, what to do, and the request id under "자세히". It never blanks the page. */
export function ErrorState({ title, children, problem, onRetry, retrying = false }: ErrorStateProps) {
  const { t } = useLingui()
  return (
    <section className="card err-card" role="alert">
      <div className="row start gap-2">
        <span className="pt-1 text-bad">
          <TriangleAlert />
        </span>
        <div className="grow">
          <h2 className="h3">{title ?? t`불러오지 못했어요`}</h2>
          <p className="two mt-1">
            {problem.message ??
              (problem.code === 'NETWORK' ? t`서버에 닿지 못했어요. 저장한 것은 그대로 있어요.` : t`서버가 답하지 못했어요. 저장한 것은 그대로 있어요.`)}
          </p>
          {children !== undefined && <div className="two mt-1">{children}</div>}
        </div>
      </div>
      {onRetry && (
        <div>
          <Button onClick={onRetry} busy={retrying} icon={<RefreshCw />}>
            <Trans>다시 불러오기</Trans>
          </Button>
        </div>
      )}
      <details>
        <summary>
          <Trans>자세히</Trans>
        </summary>
        <p className="meta mt-2" lang="en">
          {problem.code}
          {problem.requestId !== null && ` · ${problem.requestId}`}
        </p>
      </details>
    </section>
  )
}
