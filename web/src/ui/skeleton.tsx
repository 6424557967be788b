import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'

/** A grey bar of a stated size: `width` in % of its box, `height` in px. */
export function Bone({ width = 100, height = 16 }: { width?: number; height?: number }) {
  return <div className="sk" style={{ width: `${width}%`, height }} />
}

/** Shows nothing for 150 ms, then its bones; readers hear one word. Wrap every loading face in it. */
export function Skeleton({ children }: { children: ReactNode }) {
  return (
    <div className="late" aria-busy="true">
      <span className="sr" role="status">
        <Trans>불러오는 중</Trans>
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  )
}

/** Cards of a list, at the height of a typical match card. */
export function CardSkeleton({ count = 3 }: { count?: number }) {
  return (
    <Skeleton>
      <div className="matches">
        {Array.from({ length: count }, (_, at) => (
          <div key={at} className="card stack">
            <div className="row">
              <div className="sk av m" />
              <div className="grow stack s2">
                <Bone width={56} height={20} />
                <Bone width={36} height={12} />
              </div>
            </div>
            <Bone height={10} />
            <div className="sk-why">
              {[92, 78, 64, 84].map((width) => (
                <Bone key={width} width={width} />
              ))}
            </div>
            <div className="sk h-11 w-30 rounded-control" />
          </div>
        ))}
      </div>
    </Skeleton>
  )
}

/** Rows with a patch and two lines: rooms, requests, notifications. */
export function RowSkeleton({ count = 5 }: { count?: number }) {
  return (
    <Skeleton>
      <div className="list">
        {Array.from({ length: count }, (_, at) => (
          <div key={at} className="li">
            <div className="sk av" />
            <div className="grow stack s2">
              <Bone width={48} />
              <Bone width={72} height={12} />
            </div>
          </div>
        ))}
      </div>
    </Skeleton>
  )
}

/** A paragraph of `lines` lines. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Skeleton>
      <div className="stack s2">
        {Array.from({ length: lines }, (_, at) => (
          <Bone key={at} width={at === lines - 1 ? 48 : 96} />
        ))}
      </div>
    </Skeleton>
  )
}
