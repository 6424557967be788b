import { Trans, useLingui } from '@lingui/react/macro'
import { CloudOff, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#ui/button.tsx'
import { ErrorState } from '#ui/error-state.tsx'
import { problemOf } from '#ui/problem'

/** What a face needs of a query; every `useQuery` and `useInfiniteQuery` result fits. */
export interface Faced<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly fetchStatus: 'fetching' | 'paused' | 'idle'
  readonly refetch: () => unknown
}

interface FacesProps<T> {
  of: Faced<T>
  /** Bones of the final shape. */
  loading: ReactNode
  /** What invites when there is nothing; `never` for data that cannot be empty. */
  empty: ReactNode
  /** Says when data counts as empty; an empty array does by itself. */
  isEmpty?: (data: T) => boolean
  /** What could not be loaded, as a sentence for the error and offline faces. */
  title?: string
  children: (data: T) => ReactNode
}

/**
 * The four faces of a query: loading, empty, error and offline (both with a retry), and the content. Data that is there is always
 * shown: a failed refresh adds a line above it, it never takes it away.
 */
export function Faces<T>({ of, loading, empty, isEmpty, title, children }: FacesProps<T>) {
  const { t } = useLingui()
  const retry = () => void of.refetch()
  const busy = of.fetchStatus === 'fetching'
  if (of.data !== undefined) {
    const bare = isEmpty ? isEmpty(of.data) : Array.isArray(of.data) && of.data.length === 0
    return (
      <>
        {of.error !== null && of.error !== undefined && (
          <div className="note mb-4" role="status">
            <CloudOff className="s" />
            <span className="grow">{t`새 소식을 받지 못했어요. 마지막으로 본 것을 보여 드려요.`}</span>
            <Button kind="quiet" small busy={busy} onClick={retry}>
              <Trans>다시</Trans>
            </Button>
          </div>
        )}
        {bare ? empty : children(of.data)}
      </>
    )
  }
  if (of.fetchStatus === 'paused') {
    return (
      <section className="card err-card" role="status">
        <div className="row start gap-2">
          <span className="pt-1">
            <CloudOff />
          </span>
          <div className="grow">
            <h2 className="h3">{title ?? t`지금은 오프라인이에요`}</h2>
            <p className="two mt-1">
              <Trans>다시 이어지면 저절로 불러와요.</Trans>
            </p>
          </div>
        </div>
        <div>
          <Button onClick={retry} icon={<RefreshCw />}>
            <Trans>다시 불러오기</Trans>
          </Button>
        </div>
      </section>
    )
  }
  if (of.error !== null && of.error !== undefined)
    return <ErrorState {...(title === undefined ? {} : { title })} problem={problemOf(of.error)} onRetry={retry} retrying={busy} />
  return loading
}
