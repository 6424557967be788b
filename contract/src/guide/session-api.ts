import type { DataOf } from '#endpoint'
import * as sessions from '#sessions'
import { SessionId } from '#values'
import { callApi } from './call-api.ts'

/** Ends a 1:1 session for both. Guide, chapter "업적 자동 추적 이벤트". */
export function completeSession(sessionId: string): Promise<DataOf<typeof sessions.completeSession>> {
  return callApi(sessions.completeSession, { sessionId: SessionId.parse(sessionId) })
}
