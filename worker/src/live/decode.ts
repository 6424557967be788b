import { fail } from '@studymate/contract/errors'
import type { Failure } from '@studymate/contract/errors'
import { ClientFrame, FRAME_BYTES } from '@studymate/contract/live'

/** Reads a frame of a client; a bad one is a failure with what is wrong, and the socket lives. */
export function decodeFrame(raw: string | ArrayBuffer): ClientFrame | Failure<'VALIDATION_ERROR' | 'PAYLOAD_TOO_LARGE'> {
  if (typeof raw !== 'string') return fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'Frames are JSON text.' }] })
  if (isTooLong(raw)) return fail('PAYLOAD_TOO_LARGE', { maxBytes: FRAME_BYTES })
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'The frame is not valid JSON.' }] })
  }
  const frame = ClientFrame.safeParse(value)
  if (frame.success) return frame.data
  return fail('VALIDATION_ERROR', {
    ...clientIdOf(value),
    issues: frame.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  })
}

/** Counted in bytes of UTF-8: of a code unit three at most, so that short frames need no counting. */
function isTooLong(raw: string): boolean {
  return raw.length > FRAME_BYTES || (raw.length * 3 > FRAME_BYTES && new TextEncoder().encode(raw).byteLength > FRAME_BYTES)
}

/** The client id of a broken `SEND_MESSAGE`, so that the client knows which message was refused. */
function clientIdOf(value: unknown): { clientId?: string } {
  if (typeof value !== 'object' || value === null || !('message' in value)) return {}
  const message = value.message
  if (typeof message !== 'object' || message === null || !('clientId' in message) || typeof message.clientId !== 'string') return {}
  return { clientId: message.clientId.slice(0, 64) }
}
