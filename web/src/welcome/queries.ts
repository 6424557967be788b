import { queryOptions } from '@tanstack/react-query'
import * as onboarding from '@studymate/contract/onboarding'
import { getProfile } from '@studymate/contract/user'
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

/** Levels with their sentences, in the language of the pages. */
export const levelsQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'levels', locale], queryFn: ({ signal }) => api.call(onboarding.listLevels, {}, { signal }), staleTime: HOUR_MS })

export const topicsQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'topics', locale], queryFn: ({ signal }) => api.call(onboarding.listTopics, {}, { signal }), staleTime: HOUR_MS })

export const methodsQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['reference', 'methods', locale],
    queryFn: ({ signal }) => api.call(onboarding.listScheduleMethods, {}, { signal }),
    staleTime: HOUR_MS,
  })

export const zonesQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['reference', 'zones', locale], queryFn: ({ signal }) => api.call(onboarding.listTimeZones, {}, { signal }), staleTime: HOUR_MS })
