import { Trans } from '@lingui/react/macro'
import { Bone, Skeleton } from '#ui/skeleton.tsx'

/** A proposal to come, at the height of one that is open; in words where the network is away. */
export function SessionSkeleton({ isPaused = false }: { isPaused?: boolean }) {
  return (
    <div className="fix proposal">
      {isPaused ? (
        <p className="two">
          <Trans>다시 이어지면 통화 제안을 보여 드릴게요.</Trans>
        </p>
      ) : (
        <Skeleton>
          <div className="stack s2">
            <Bone width={44} height={40} />
            <Bone width={56} height={24} />
            <Bone width={72} height={20} />
            <Bone width={28} height={36} />
          </div>
        </Skeleton>
      )}
    </div>
  )
}
