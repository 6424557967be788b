import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listRequests, ownAnswering } from '@studymate/contract/matching'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { live } from '#live/live'

export type Direction = 'received' | 'sent'

/** Open requests of one direction, page after page. */
export const requestsQuery = (direction: Direction) =>
  infiniteQueryOptions({
    queryKey: ['matching', 'requests', direction],
    queryFn: ({ pageParam }) => api.envelope(listRequests, { direction, page: pageParam }),
    initialPageParam: 1,
    getNextPageParam: ({ pagination }) => (pagination.page < pagination.totalPages ? pagination.page + 1 : null),
  })

/** How many wait for my answer: the number on the menu. */
export const waitingQuery = () =>
  queryOptions({
    queryKey: ['matching', 'requests', 'waiting'],
    queryFn: async () => (await api.envelope(listRequests, { direction: 'received', size: 1 })).pagination.totalItems,
  })

/** How I answer, and how others read it. */
export const answeringQuery = () => queryOptions({ queryKey: ['matching', 'requests', 'answering'], queryFn: () => api.call(ownAnswering, {}) })

// Lists of requests and people follow the bell while the app is open; each new start of the line reads them anew.
live.on('NOTIFICATION', ({ notification }) => {
  if (notification.type === 'match.request' || notification.type === 'match.accepted') void queryClient.invalidateQueries({ queryKey: ['matching'] })
})
live.on('CONNECTED', () => void queryClient.invalidateQueries({ queryKey: ['matching', 'requests'] }))
