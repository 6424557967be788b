import { queryOptions } from '@tanstack/react-query'
import { ApiError } from '@studymate/contract/client'
import type * as z from 'zod'
import { AsyncApi, OpenApi } from '#reference/document'
import { referenceOf } from '#reference/model'

async function fetchDocument<T extends z.ZodType>(path: string, document: T, signal: AbortSignal): Promise<z.output<T>> {
  const response = await fetch(path, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new ApiError('UNKNOWN', '', { status: response.status, requestId: response.headers.get('x-request-id') })
  return document.parse(await response.json())
}

/** The service's own two documents, read into one reference. They change only with a new version of the service. */
export const referenceQuery = () =>
  queryOptions({
    queryKey: ['reference'],
    queryFn: async ({ signal }) =>
      referenceOf(...(await Promise.all([fetchDocument('/openapi.json', OpenApi, signal), fetchDocument('/asyncapi.json', AsyncApi, signal)]))),
    staleTime: Number.POSITIVE_INFINITY,
  })
