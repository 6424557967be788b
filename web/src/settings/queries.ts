import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { listBlocks } from '@studymate/contract/safety'
import * as settings from '@studymate/contract/settings'
import { api } from '#app/api'
import type { Locale } from '#app/preferences'

/** The account: names, place, words, number, state of the address. */
export const accountQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['settings', 'account', locale], queryFn: ({ signal }) => api.call(settings.getAccountSettings, {}, { signal }) })

/** What the person is told, and how. */
export const notificationsQuery = () =>
  queryOptions({ queryKey: ['settings', 'notifications'], queryFn: ({ signal }) => api.call(settings.getNotificationSettings, {}, { signal }) })

/** Who sees what. */
export const privacyQuery = () =>
  queryOptions({ queryKey: ['settings', 'privacy'], queryFn: ({ signal }) => api.call(settings.getPrivacySettings, {}, { signal }) })

/** Languages and voice. */
export const languageQuery = () =>
  queryOptions({ queryKey: ['settings', 'language'], queryFn: ({ signal }) => api.call(settings.getLanguageSettings, {}, { signal }) })

/** People whom the person has blocked, by name, newest first. */
export const blocksQuery = () =>
  infiniteQueryOptions({
    queryKey: ['settings', 'blocks'],
    queryFn: ({ pageParam, signal }) => api.envelope(listBlocks, { page: pageParam }, { signal }),
    initialPageParam: 1,
    getNextPageParam: ({ pagination }) => (pagination.page < pagination.totalPages ? pagination.page + 1 : null),
  })

/**
 * Saves what is given and shows it at once; a refusal puts back what the service has. Changes of one section go in the order in which they were made,
 * and an answer shows only when no later change waits.
 */
export function useSave<Input extends object, Data extends object>(key: QueryKey, save: (input: Input) => Promise<Data>) {
  const queries = useQueryClient()
  return useMutation({
    mutationKey: key,
    scope: { id: key.join('.') },
    mutationFn: save,
    onMutate: async (input) => {
      await queries.cancelQueries({ queryKey: key })
      // What is given back to its default (null) only the service can say.
      const chosen = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
      queries.setQueryData<object>(key, (before) => (before ? { ...before, ...chosen } : before))
    },
    onSuccess: (data) => {
      if (queries.isMutating({ mutationKey: key }) === 1) queries.setQueryData<object>(key, data)
    },
    onError: () => queries.invalidateQueries({ queryKey: key }),
  })
}
