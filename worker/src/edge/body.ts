import { fail, isFailure } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import type { AnyEndpoint } from '@studymate/contract/endpoint'

/** Largest body unless an operation says otherwise (decisions §3). */
export const BODY_BYTES = 256 * 1024

type Refusal = Failure<'VALIDATION_ERROR' | 'PAYLOAD_TOO_LARGE' | 'FILE_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE'>

/** A body: its fields, and its bytes for the fingerprint of an idempotent call. */
export interface Body {
  readonly fields: Record<string, unknown>
  readonly bytes: Uint8Array
}

/** The next piece of a body; null at its end. A line that broke is no fault of ours, and nobody is left to read the answer; a stream that is used wrongly is. */
async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | null | 'cut'> {
  try {
    const { done, value } = await reader.read()
    return done ? null : value
  } catch (error) {
    if (error instanceof TypeError) throw error
    return 'cut'
  }
}

/**
 * The bytes of a body; null beyond `most`, `cut` where the line broke before its end. What is too much is read to its end
 * and thrown away: a line cut in the middle loses the answer.
 */
async function readBytes(request: Request, most: number): Promise<Uint8Array | null | 'cut'> {
  if (!request.body) return new Uint8Array()
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const chunk = await nextChunk(reader)
    if (chunk === 'cut') return 'cut'
    if (chunk === null) break
    size += chunk.byteLength
    if (size <= most) chunks.push(chunk)
    else chunks.length = 0
  }
  if (size > most) return null
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function issue(message: string): Failure<'VALIDATION_ERROR'> {
  return fail('VALIDATION_ERROR', { issues: [{ path: '', message }] })
}

function parseJson(bytes: Uint8Array): Record<string, unknown> | Refusal {
  if (bytes.byteLength === 0) return {}
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return issue('The body is not UTF-8.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return issue('The body is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return issue('The body must be a JSON object.')
  if (Object.hasOwn(value, '__proto__')) return fail('VALIDATION_ERROR', { issues: [{ path: '__proto__', message: 'Unrecognized key' }] })
  return { ...value }
}

async function parseMultipart(bytes: Uint8Array, contentType: string): Promise<Record<string, unknown> | Refusal> {
  const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData().catch(() => null)
  if (form === null) return issue('The multipart body is cut or malformed.')
  const fields: Record<string, unknown> = {}
  for (const [key, value] of form.entries()) {
    if (Object.hasOwn(fields, key)) return fail('VALIDATION_ERROR', { issues: [{ path: key, message: 'A field may stand once.' }] })
    Object.defineProperty(fields, key, { value, enumerable: true })
  }
  return fields
}

/**
 * Reads a body that nobody wants, as far as the operation would have taken it: a line that is dropped in the middle of one
 * loses the answer, and a page would take a token that is too old for a network that failed.
 */
export async function throwAway(request: Request, of: AnyEndpoint): Promise<void> {
  if (!request.body) return
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  for (let left = of.maxBody ?? BODY_BYTES; left >= 0;) {
    const chunk = await nextChunk(reader)
    if (chunk === 'cut' || chunk === null) return
    left -= chunk.byteLength
  }
}

/** The body of a call that has none. */
export const NO_BODY: Body = { fields: {}, bytes: new Uint8Array() }

/** Reads and decodes the body of a call, within its size. */
export async function readBody(request: Request, of: AnyEndpoint): Promise<Body | Refusal> {
  if (of.method === 'GET') return NO_BODY
  const most = of.maxBody ?? BODY_BYTES
  const bytes = await readBytes(request, most)
  if (bytes === 'cut') return issue('The body ended before its length.')
  if (bytes === null) return fail(of.body === 'multipart' ? 'FILE_TOO_LARGE' : 'PAYLOAD_TOO_LARGE', { maxBytes: most })
  const contentType = request.headers.get('content-type') ?? ''
  const kind = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (of.body === 'multipart') {
    if (kind !== 'multipart/form-data') return fail('UNSUPPORTED_MEDIA_TYPE', { expected: 'multipart/form-data' })
    const fields = await parseMultipart(bytes, contentType)
    return isFailure(fields) ? fields : { fields, bytes }
  }
  if (bytes.byteLength > 0 && kind !== 'application/json') return fail('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json' })
  const fields = parseJson(bytes)
  return isFailure(fields) ? fields : { fields, bytes }
}
