import { queryOptions } from '@tanstack/react-query'
import { levelTestHistory } from '@studymate/contract/level-test'
import { listRequests } from '@studymate/contract/matching'
import { getOnboardingStatus } from '@studymate/contract/onboarding'
import { api } from '#app/api'

// Home shows the heads of other pages' lists; it asks again whenever somebody comes back to it.
const fresh = { staleTime: 0, refetchOnWindowFocus: 'always' } as const

/** Greetings that wait for an answer, newest first, and how many there are. */
export const greetingsQuery = () =>
  queryOptions({
    ...fresh,
    // Under `matching`, so that the bell renews it with the other lists of requests.
    queryKey: ['matching', 'requests', 'home'],
    queryFn: async ({ signal }) => {
      const { data, pagination } = await api.envelope(listRequests, { direction: 'received', size: 3 }, { signal })
      return { list: data, total: pagination.totalItems }
    },
  })

/** The last level test, and one that can be resumed. */
export const lastTestQuery = () =>
  queryOptions({
    ...fresh,
    queryKey: ['home', 'test'],
    queryFn: async ({ signal }) => {
      const { data, running } = await api.envelope(levelTestHistory, { size: 1 }, { signal })
      return { last: data[0] ?? null, running: running[0] ?? null }
    },
  })

/** What the welcome still lacks. */
export const introductionQuery = () =>
  queryOptions({ ...fresh, queryKey: ['me', 'welcome'], queryFn: ({ signal }) => api.call(getOnboardingStatus, {}, { signal }) })
