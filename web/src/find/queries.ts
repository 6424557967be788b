import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CallOf } from '@studymate/contract/endpoint'
import { filterMatches, matchProfile, waitingTime } from '@studymate/contract/matching'
import { listLocations } from '@studymate/contract/user'
import type { UserId } from '@studymate/contract/values'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { onSignOut } from '#app/session'
import type { FindSearch } from '#find/search'

const SIZE = 20
const HOUR_MS = 3_600_000

function filterOf({
  speaks,
  learns,
  levels,
  hours,
  days,
  topics,
  gender,
  ageMin,
  ageMax,
  place,
  methods,
}: FindSearch): Omit<CallOf<typeof filterMatches>, 'page' | 'size'> {
  return {
    ...(speaks === undefined ? {} : { nativeLanguage: speaks }),
    ...(learns === undefined ? {} : { learningLanguage: learns }),
    ...(levels === undefined ? {} : { level: levels }),
    ...(days === undefined ? (hours === undefined ? {} : { availability: 'ANY' }) : { availability: days }),
    ...(topics === undefined ? {} : { interests: topics }),
    ...(gender === undefined ? {} : { gender }),
    ...(ageMin === undefined ? {} : { ageMin }),
    ...(ageMax === undefined ? {} : { ageMax }),
    ...(place === undefined ? {} : { location: place }),
    ...(methods === undefined ? {} : { communicationMethods: methods }),
  }
}

/** Possible partners that pass what the address says, page after page. */
export const matchesQuery = (search: FindSearch) =>
  infiniteQueryOptions({
    queryKey: ['matching', 'list', search],
    queryFn: ({ pageParam }) =>
      api.envelope(filterMatches, {
        page: pageParam,
        size: SIZE,
        ...filterOf(search),
      }),
    initialPageParam: 1,
    getNextPageParam: ({ pagination }) => (pagination.page < pagination.totalPages ? pagination.page + 1 : null),
  })

/** One person with every reason. */
export const personQuery = (userId: UserId) => queryOptions({ queryKey: ['matching', 'profile', userId], queryFn: () => api.call(matchProfile, { userId }) })

/** How many look for whom, and how long hellos took. */
export const waitingTimeQuery = () => queryOptions({ queryKey: ['matching', 'waiting-time'], queryFn: () => api.call(waitingTime, {}), staleTime: 60_000 })

/** Places to choose from, in the language of the pages. */
export const placesQuery = (locale: string) =>
  queryOptions({ queryKey: ['reference', 'locations', locale], queryFn: ({ signal }) => api.call(listLocations, {}, { signal }), staleTime: HOUR_MS })

onSignOut(() => queryClient.removeQueries({ queryKey: ['matching'] }))
