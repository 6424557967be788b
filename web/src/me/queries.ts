import { queryOptions } from '@tanstack/react-query'
import { whoAmI } from '@studymate/contract/auth'
import { getSchedule, listTopics } from '@studymate/contract/onboarding'
import { getProfile, listGenders, listLocations } from '@studymate/contract/user'
import { api } from '#app/api'
import type { Locale } from '#app/preferences'

/** The account: e-mail, and whether it is verified. */
export const accountQuery = () => queryOptions({ queryKey: ['me', 'account'], queryFn: ({ signal }) => api.call(whoAmI, {}, { signal }) })

/** What the person has said of themselves. */
export const ownProfileQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['me', 'profile', locale], queryFn: ({ signal }) => api.call(getProfile, {}, { signal }) })

/** Free hours. */
export const ownHoursQuery = () => queryOptions({ queryKey: ['me', 'schedule'], queryFn: ({ signal }) => api.call(getSchedule, {}, { signal }) })

/** Names of topics in the language of the pages. */
export const topicNamesQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'topics', locale], queryFn: ({ signal }) => api.call(listTopics, {}, { signal }), staleTime: 3_600_000 })

/** Places to choose from, in the language of the pages. */
export const locationsQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'locations', locale], queryFn: ({ signal }) => api.call(listLocations, {}, { signal }), staleTime: 3_600_000 })

/** Genders to choose from, in the language of the pages. */
export const gendersQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'genders', locale], queryFn: ({ signal }) => api.call(listGenders, {}, { signal }), staleTime: 3_600_000 })
