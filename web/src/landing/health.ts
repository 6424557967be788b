import { useEffect, useState } from 'react'

/** How the service says it is; `unknown` when it did not answer, or its answer cannot be read; `asking` before. */
export type ServiceState = 'asking' | 'ok' | 'degraded' | 'unknown'

/** What is known of the service, and when it said so (epoch ms). */
export interface Health {
  readonly status: ServiceState
  readonly at: number | null
}

async function readHealth(signal: AbortSignal): Promise<ServiceState> {
  const response = await fetch('/health', { signal, headers: { accept: 'application/json' } })
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || !('status' in body) || typeof body.status !== 'string') return 'unknown'
  return body.status === 'ok' ? 'ok' : 'degraded'
}

/** Asks `/health` once. Without the query cache and zod: the front page stays within its budget. */
export function useHealth(): Health {
  const [health, setHealth] = useState<Health>({ status: 'asking', at: null })
  useEffect(() => {
    const stop = new AbortController()
    readHealth(stop.signal).then(
      (status) => setHealth({ status, at: Date.now() }),
      () => {
        if (!stop.signal.aborted) setHealth({ status: 'unknown', at: null })
      },
    )
    return () => stop.abort()
  }, [])
  return health
}
