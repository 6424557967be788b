import { getSession } from '@studymate/contract/sessions'
import { SessionId } from '@studymate/contract/values'
import { queryOptions } from '@tanstack/react-query'
import { api } from '#app/api'

/** A session by the id in the address. An id that cannot be one asks too: the server says that there is none. */
export const sessionQuery = (sessionId: string) =>
  queryOptions({ queryKey: ['session', sessionId], queryFn: () => api.call(getSession, { sessionId: SessionId.parse(sessionId) }), staleTime: 0 })
