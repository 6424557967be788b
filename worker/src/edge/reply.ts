import { ERRORS, errorMessage } from '@studymate/contract/errors'
import type { Failure, Tongue } from '@studymate/contract/errors'

/** Headers of every answer of the API: never cached, never sniffed, never framed. */
export const API_HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'Origin, Accept-Language',
} as const

/** A failure as its envelope (decisions §2). */
export function failureBody(failure: Failure, tongue: Tongue): string {
  return JSON.stringify({ success: false, error: { code: failure.code, message: errorMessage(failure.code, tongue), details: failure.details } })
}

/** A failure as a response. */
export function failureResponse(failure: Failure, tongue: Tongue, headers: Record<string, string> = {}): Response {
  const retryAfter = failure.details['retryAfter']
  return new Response(failureBody(failure, tongue), {
    status: ERRORS[failure.code].status,
    headers: { ...API_HEADERS, ...headers, ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}) },
  })
}
