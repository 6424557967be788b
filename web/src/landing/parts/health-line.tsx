import { Trans } from '@lingui/react/macro'
import { Check, CircleHelp, TriangleAlert } from 'lucide-react'
import type { ServiceState } from '#landing/health'

/** How the service is: `ok` or not from `/health`, or unknown when it did not answer. `at` is already a clock time. */
export function HealthLine({ status, at }: { status: ServiceState; at: string }) {
  if (status === 'ok') {
    return (
      <span className="row gap-1.5 text-ok">
        <Check className="s" />
        <span>
          <Trans>
            모든 기능 정상 · <span className="num">{at}</span> 확인
          </Trans>
        </span>
      </span>
    )
  }
  if (status === 'degraded') {
    return (
      <span className="row gap-1.5 text-warn">
        <TriangleAlert className="s" />
        <span>
          <Trans>
            일부 기능이 느리거나 쉬고 있어요 · <span className="num">{at}</span> 확인
          </Trans>
        </span>
      </span>
    )
  }
  return (
    <span className="row gap-1.5">
      <CircleHelp className="s" />
      {status === 'asking' ? <Trans>상태를 확인하고 있어요</Trans> : <Trans>지금 상태를 알 수 없어요</Trans>}
    </span>
  )
}
