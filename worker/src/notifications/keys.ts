import type { RequestId } from '@studymate/contract/values'

/** Under which key the bell keeps the line of a request, so that answering the request reads it. */
export function bellKeyOf(requestId: RequestId): string {
  return `request:${requestId}`
}
