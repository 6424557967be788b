import { errorMessage, fail } from '@studymate/contract/errors'
import type { Failure, Tongue } from '@studymate/contract/errors'
import { FRAME_BYTES } from '@studymate/contract/live'
import { CallClientFrame, ConnectionId, SDP_FRAME_BYTES } from '@studymate/contract/signaling'
import type { CallServerFrame } from '@studymate/contract/signaling'
import { LoginId, UserId } from '@studymate/contract/values'
import * as z from 'zod'

/** What a socket of a call remembers through hibernation. Times in epoch milliseconds. */
const Line = z.object({
  userId: UserId,
  loginId: LoginId,
  expiresAt: z.number(),
  heardAt: z.number(),
  connectionId: ConnectionId,
  tongue: z.enum(['ko', 'en']),
})
export type Line = z.infer<typeof Line>

/** Whose socket it is; null where it is none of ours. */
export function lineOf(ws: WebSocket): Line | null {
  const parsed = Line.safeParse(ws.deserializeAttachment())
  return parsed.success ? parsed.data : null
}

/** Reads a frame of a client. Only frames that carry SDP may be larger than 64 KB (decisions §3). */
export function decodeCallFrame(raw: string | ArrayBuffer): CallClientFrame | Failure<'VALIDATION_ERROR' | 'PAYLOAD_TOO_LARGE'> {
  if (typeof raw !== 'string') return fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'Frames are JSON text.' }] })
  const bytes = raw.length > SDP_FRAME_BYTES ? raw.length : new TextEncoder().encode(raw).byteLength
  if (bytes > SDP_FRAME_BYTES) return fail('PAYLOAD_TOO_LARGE', { maxBytes: SDP_FRAME_BYTES })
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch {
    return fail('VALIDATION_ERROR', { issues: [{ path: '', message: 'The frame is not valid JSON.' }] })
  }
  const frame = CallClientFrame.safeParse(value)
  const mayBeLarge = frame.success && (frame.data.type === 'offer' || frame.data.type === 'answer')
  if (bytes > FRAME_BYTES && !mayBeLarge) return fail('PAYLOAD_TOO_LARGE', { maxBytes: FRAME_BYTES })
  if (frame.success) return frame.data
  return fail('VALIDATION_ERROR', { issues: frame.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message })) })
}

/** Sends a frame; a socket that is closing is passed over. */
export function sendCall(ws: WebSocket, frame: CallServerFrame): void {
  if (ws.readyState === WebSocket.READY_STATE_OPEN) ws.send(JSON.stringify(frame))
}

/** A refusal as a frame, in the person's language. */
export function callError(failure: Failure, tongue: Tongue): CallServerFrame {
  return { type: 'ERROR', code: failure.code, message: errorMessage(failure.code, tongue), details: failure.details }
}
