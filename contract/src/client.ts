import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import { API_PREFIX, pathParameters } from './endpoint.ts'
import type { AnyEndpoint, CallOf, DataOf, EnvelopeOf } from './endpoint.ts'
import type { z } from 'zod'

/** Codes that only a client can know: the network failed, or the reply is none of ours. */
export type ClientCode = 'NETWORK_ERROR' | 'UNKNOWN'

/** A refused or failed call. `code` is of the error catalogue or a {@link ClientCode}; `requestId` finds it in the server's log. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | null
  constructor(code: string, message: string, extra: { status?: number; details?: Record<string, unknown>; requestId?: string | null } = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = extra.status ?? 0
    this.details = extra.details ?? {}
    this.requestId = extra.requestId ?? null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Turns whatever a call threw into an {@link ApiError}. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  const response = isRecord(error) ? error['response'] : undefined
  if (!isRecord(response)) return new ApiError('NETWORK_ERROR', error instanceof Error ? error.message : 'network')
  const headers = isRecord(response['headers']) ? response['headers'] : {}
  const requestId = typeof headers['x-request-id'] === 'string' ? headers['x-request-id'] : null
  const status = typeof response['status'] === 'number' ? response['status'] : 0
  const body = isRecord(response['data']) && isRecord(response['data']['error']) ? response['data']['error'] : {}
  return new ApiError(typeof body['code'] === 'string' ? body['code'] : 'UNKNOWN', typeof body['message'] === 'string' ? body['message'] : '', {
    status,
    requestId,
    details: isRecord(body['details']) ? body['details'] : {},
  })
}

/** The request of a call: URL with its parameters filled in, query, and JSON or multipart body. */
export function requestOf(of: Pick<AnyEndpoint, 'method' | 'path' | 'query' | 'body'>, input: Record<string, unknown>): AxiosRequestConfig {
  const inPath = pathParameters(of.path)
  let url = API_PREFIX + of.path
  for (const name of inPath) url = url.replace(`{${name}}`, encodeURIComponent(String(input[name])))
  const params: Record<string, unknown> = {}
  const body: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || inPath.includes(key)) continue
    if (of.query.includes(key)) params[key] = Array.isArray(value) ? value.join(',') : value
    else body[key] = value
  }
  if (of.body !== 'multipart') return { url, method: of.method, params, ...(of.method === 'GET' || of.method === 'DELETE' ? {} : { data: body }) }
  const form = new FormData()
  for (const [key, value] of Object.entries(body)) form.append(key, value instanceof Blob ? value : String(value))
  return { url, method: of.method, params, data: form }
}

/** Calls an operation and gives the whole envelope (`data` and what stands beside it). Throws {@link ApiError}. */
export async function callEnvelope<E extends AnyEndpointLike>(
  axios: AxiosInstance,
  of: E,
  input: CallOf<E>,
  config: AxiosRequestConfig = {},
): Promise<EnvelopeOf<E>> {
  try {
    const request = requestOf(of, isRecord(input) ? input : {})
    const reply = await axios.request<EnvelopeOf<E>>({ ...request, ...config, headers: { ...config.headers } })
    return reply.data
  } catch (error) {
    throw toApiError(error)
  }
}

/** Calls an operation and gives its `data`. Throws {@link ApiError}. */
export async function call<E extends AnyEndpointLike>(axios: AxiosInstance, of: E, input: CallOf<E>, config: AxiosRequestConfig = {}): Promise<DataOf<E>> {
  const envelope: { data: DataOf<E> } = await callEnvelope(axios, of, input, config)
  return envelope.data
}

type AnyEndpointLike = Pick<AnyEndpoint, 'method' | 'path' | 'query' | 'body'> & { input: z.ZodObject; output: z.ZodType; beside?: z.ZodObject | undefined }

/** A typed client with one method an operation, named by its `id`. */
export type Client<T extends Record<string, AnyEndpointLike>> = {
  readonly [K in keyof T]: (input: CallOf<T[K]>, config?: AxiosRequestConfig) => Promise<DataOf<T[K]>>
}

/** Makes a client of operations over an axios instance that knows the origin and the token. */
export function createClient<T extends Record<string, AnyEndpointLike>>(endpoints: T, axios: AxiosInstance): Client<T> {
  const client: Partial<Record<keyof T, unknown>> = {}
  for (const key of Object.keys(endpoints) as (keyof T)[]) {
    const of = endpoints[key]
    if (of) client[key] = (input: CallOf<typeof of>, config?: AxiosRequestConfig) => call(axios, of, input, config)
  }
  return client as Client<T>
}
