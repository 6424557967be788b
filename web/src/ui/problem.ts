/** A failure as a person may see it. */
export interface Problem {
  /** A code of the catalogue, or `NETWORK` when no answer came, or `UNKNOWN`. */
  readonly code: string
  /** The sentence that the server wrote in the reader's language; null when it said nothing. */
  readonly message: string | null
  readonly requestId: string | null
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
const text = (...candidates: readonly unknown[]) =>
  candidates.find((candidate): candidate is string => typeof candidate === 'string' && candidate !== '') ?? null

/**
 * Reads a failure out of whatever was thrown: the client's own failure (`code`, `message`, `requestId`), an axios error with the
 * envelope `{ success: false, error: { code, message } }` and its `x-request-id` header, or anything else.
 */
export function problemOf(error: unknown): Problem {
  const response = field(error, 'response')
  const body = field(field(response, 'data'), 'error')
  const status = field(error, 'status')
  const answered = response !== undefined || field(error, 'failed') === true || (typeof status === 'number' && status > 0)
  const isNetwork = !answered && (['ERR_NETWORK', 'NETWORK_ERROR'].includes(text(field(error, 'code')) ?? '') || error instanceof TypeError)
  return {
    code: text(field(body, 'code'), isNetwork ? 'NETWORK' : null, field(error, 'code')) ?? 'UNKNOWN',
    message: text(field(body, 'message'), answered ? field(error, 'message') : null),
    requestId: text(field(error, 'requestId'), field(field(response, 'headers'), 'x-request-id'), field(field(field(response, 'data'), 'meta'), 'requestId')),
  }
}
