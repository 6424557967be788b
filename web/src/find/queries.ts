import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { filterMatches, matchProfile } from '@studymate/contract/matching'
import type { UserId } from '@studymate/contract/values'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { onSignOut } from '#app/session'
import type { FindSearch } from '#find/search'

const SIZE = 20

/** Possible partners that pass what the address says, page after page. */
export const matchesQuery = ({ speaks, levels, hours, methods }: FindSearch) =>
  infiniteQueryOptions({
    queryKey: ['matching', 'list', { speaks, levels, hours, methods }],
    queryFn: ({ pageParam }) =>
      api.envelope(filterMatches, {
        page: pageParam,
        size: SIZE,
        ...(speaks === undefined ? {} : { nativeLanguage: speaks }),
        ...(levels === undefined ? {} : { level: levels }),
        ...(hours === undefined ? {} : { availability: 'ANY' }),
        ...(methods === undefined ? {} : { communicationMethods: methods }),
      }),
    initialPageParam: 1,
    getNextPageParam: ({ pagination }) => (pagination.page < pagination.totalPages ? pagination.page + 1 : null),
  })

/** One person with every reason. */
export const personQuery = (userId: UserId) => queryOptions({ queryKey: ['matching', 'profile', userId], queryFn: () => api.call(matchProfile, { userId }) })

onSignOut(() => queryClient.removeQueries({ queryKey: ['matching'] }))
