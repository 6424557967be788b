import { call } from '#client'
import type { AnyEndpoint, CallOf, DataOf } from '#endpoint'
import api from './api.ts'
import { handleApiError } from './errors.ts'

/** Calls an operation over the guide's axios instance and gives its `data`. Throws what {@link handleApiError} makes of a failure. */
export async function callApi<E extends Pick<AnyEndpoint, 'method' | 'path' | 'query' | 'body' | 'input' | 'output'>>(
  of: E,
  input: CallOf<E>,
): Promise<DataOf<E>> {
  try {
    return await call(api, of, input)
  } catch (error) {
    throw handleApiError(error)
  }
}
