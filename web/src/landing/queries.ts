import { queryOptions } from '@tanstack/react-query'

/** How the service says it is, or `unknown` when its answer cannot be read. */
export type ServiceState = 'ok' | 'degraded' | 'unknown'

/** Reads `/health`. Without zod: the door stays within its budget. A server that does not answer is an error of the query. */
export const healthQuery = () =>
  queryOptions({
    queryKey: ['health'],
    queryFn: async ({ signal }): Promise<ServiceState> => {
      const response = await fetch('/health', { signal, headers: { accept: 'application/json' } })
      const body: unknown = await response.json()
      if (typeof body !== 'object' || body === null || !('status' in body) || typeof body.status !== 'string') return 'unknown'
      return body.status === 'ok' ? 'ok' : 'degraded'
    },
    retry: false,
    staleTime: 60_000,
  })
