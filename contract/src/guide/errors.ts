import { isAxiosError } from 'axios'
import { ApiError, toApiError } from '#client'

/** The guide's error class. `code` is one of the catalogue, or of the guide's own: `NETWORK_ERROR`, `FORBIDDEN`, `NOT_FOUND`, `SERVER_ERROR`, `UNKNOWN`. */
export class APIError extends ApiError {
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}, of: { status?: number; requestId?: string | null } = {}) {
    super(code, message, { ...of, details: { ...details } })
    this.name = 'APIError'
  }
}

/** The service was not reached. */
export class NetworkError extends APIError {
  constructor(message = '네트워크 연결을 확인해주세요.') {
    super('NETWORK_ERROR', message)
    this.name = 'NetworkError'
  }
}

/** Something that was entered does not work; `field` is the path of the first issue, empty where it is the whole body. */
export class ValidationError extends APIError {
  readonly field: string
  constructor(message: string, field: string, details: Readonly<Record<string, unknown>> = {}, of: { status?: number; requestId?: string | null } = {}) {
    super('VALIDATION_ERROR', message, details, of)
    this.name = 'ValidationError'
    this.field = field
  }
}

/** The guide's name of a status, where it has one; everywhere else the service's own code is told. */
const NAMES: Readonly<Record<number, string>> = { 403: 'FORBIDDEN', 404: 'NOT_FOUND', 500: 'SERVER_ERROR' }
/** What the guide's pages ask for by its own code, although it is answered with a status that has a name. */
const KEPT: readonly string[] = ['TRANSCRIPTION_FAILED', 'EVALUATION_FAILED']

function firstField(details: Readonly<Record<string, unknown>>): string {
  const issues: unknown = details['issues']
  const first: unknown = Array.isArray(issues) ? issues[0] : null
  return typeof first === 'object' && first !== null && 'path' in first ? String(first.path) : ''
}

/**
 * Turns what a call threw into an error of the guide's kinds. The message is the service's own, in the language asked for; `details.code` is its code
 * where the guide has another name. A 401 comes back as it was, since the interceptor sees to it, and so does what is no failure of a call.
 */
export function handleApiError(error: unknown): unknown {
  if (error instanceof APIError || !(error instanceof ApiError || isAxiosError(error))) return error
  const { code, message, status, details, requestId } = toApiError(error)
  if (code === 'NETWORK_ERROR') return new NetworkError()
  if (status === 401) return error
  const about = { status, requestId }
  if (code === 'VALIDATION_ERROR') return new ValidationError(message, firstField(details), details, about)
  const name = KEPT.includes(code) ? undefined : NAMES[status]
  return name === undefined || name === code ? new APIError(code, message, details, about) : new APIError(name, message, { ...details, code }, about)
}
