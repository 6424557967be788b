import { queryOptions } from '@tanstack/react-query'
import { completeSession, createSession } from '@studymate/contract/sessions'
import type { Session } from '@studymate/contract/sessions'
import type { SessionType } from '@studymate/contract/session-parts'
import { SessionId } from '@studymate/contract/values'
import type { UserId } from '@studymate/contract/values'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { onSignOut } from '#app/session'
import { sessionQuery } from '#call/queries'
import { live } from '#live/live'

const isOver = (session: Session | undefined) => session?.status === 'COMPLETED' || session?.status === 'CANCELLED'

/** A proposed session: the line says when it stands otherwise, and one that is over stays so. */
export const proposedQuery = (sessionId: SessionId) =>
  queryOptions({ ...sessionQuery(sessionId), staleTime: ({ state }) => (isOver(state.data) ? Number.POSITIVE_INFINITY : 30_000) })

/** Opens a call of now with a partner, to be proposed; gives the one that is open already where the two have one. */
export async function openProposal(partnerId: UserId, type: SessionType, topic: string): Promise<Session> {
  const session = await api.call(createSession, { partnerId, type, ...(topic === '' ? {} : { topic }) })
  queryClient.setQueryData(sessionQuery(session.sessionId).queryKey, session)
  return session
}

/** Ends a session that I proposed, for both. */
export async function takeBack(sessionId: SessionId): Promise<void> {
  queryClient.setQueryData(sessionQuery(sessionId).queryKey, await api.call(completeSession, { sessionId }))
}

live.on('SESSION_CHANGED', ({ sessionId }) => void queryClient.invalidateQueries({ queryKey: sessionQuery(SessionId.parse(sessionId)).queryKey }))
// Whatever changed while the line was away was told to nobody here.
live.on('CONNECTED', () => {
  for (const [queryKey, session] of queryClient.getQueriesData<Session>({ queryKey: ['session'] }))
    if (!isOver(session)) void queryClient.invalidateQueries({ queryKey, exact: true })
})
onSignOut(() => queryClient.removeQueries({ queryKey: ['session'] }))
