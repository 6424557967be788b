import { queryOptions } from '@tanstack/react-query'
import { listMatches } from '@studymate/contract/matching'
import * as onboarding from '@studymate/contract/onboarding'
import { getProfile, listGenders, listLocations } from '@studymate/contract/user'
import { api } from '#app/api'
import type { Locale } from '#app/preferences'

const HOUR_MS = 3_600_000

/** What the person has said so far. */
export const profileQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['me', 'profile', locale], queryFn: ({ signal }) => api.call(getProfile, {}, { signal }) })

/** Steps of the welcome, done and missing. */
export const statusQuery = () =>
  queryOptions({ queryKey: ['me', 'welcome'], queryFn: ({ signal }) => api.call(onboarding.getOnboardingStatus, {}, { signal }), staleTime: 0 })

/** Free hours as they were written. */
export const scheduleQuery = () => queryOptions({ queryKey: ['me', 'schedule'], queryFn: ({ signal }) => api.call(onboarding.getSchedule, {}, { signal }) })

const listOf =
  <T>(name: string, list: (signal: AbortSignal) => Promise<T>) =>
  (locale: Locale) =>
    queryOptions({ queryKey: ['reference', name, locale], queryFn: ({ signal }) => list(signal), staleTime: HOUR_MS })

/** Levels with their sentences, in the language of the pages; so are all lists. */
export const levelsQuery = listOf('levels', (signal) => api.call(onboarding.listLevels, {}, { signal }))
export const motivationsQuery = listOf('motivations', (signal) => api.call(onboarding.listMotivations, {}, { signal }))
export const topicsQuery = listOf('topics', (signal) => api.call(onboarding.listTopics, {}, { signal }))
export const stylesQuery = listOf('styles', (signal) => api.call(onboarding.listLearningStyles, {}, { signal }))
export const methodsQuery = listOf('methods', (signal) => api.call(onboarding.listScheduleMethods, {}, { signal }))
export const zonesQuery = listOf('zones', (signal) => api.call(onboarding.listTimeZones, {}, { signal }))
export const gendersQuery = listOf('genders', (signal) => api.call(listGenders, {}, { signal }))
export const locationsQuery = listOf('locations', (signal) => api.call(listLocations, {}, { signal }))

/** What is wished of a partner, each with what there is to choose from. */
export const personalitiesQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['me', 'personalities', locale], queryFn: ({ signal }) => api.call(onboarding.getPersonalities, {}, { signal }) })
export const wishedGenderQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['me', 'wished-gender', locale], queryFn: ({ signal }) => api.call(onboarding.getWishedGender, {}, { signal }) })
export const groupSizeQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['me', 'group-size', locale], queryFn: ({ signal }) => api.call(onboarding.getGroupSize, {}, { signal }) })

/** The three who fit best: the end of the welcome. */
export const firstPeopleQuery = () =>
  queryOptions({ queryKey: ['matching', 'first'], queryFn: ({ signal }) => api.envelope(listMatches, { size: 3 }, { signal }) })
