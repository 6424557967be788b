import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query'
import { listNotifications, readAllNotifications, readNotification, unreadNotifications } from '@studymate/contract/notifications'
import type { NotificationId } from '@studymate/contract/values'
import { api } from '#app/api'
import { queryClient } from '#app/providers.tsx'
import { onSignOut } from '#app/session'
import { live } from '#live/live'

/** The bell, newest first, page after page. */
export const bellQuery = () =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam }) => api.envelope(listNotifications, { page: pageParam }),
    initialPageParam: 1,
    getNextPageParam: ({ pagination }) => (pagination.page < pagination.totalPages ? pagination.page + 1 : null),
  })

/** The number on the bell. */
export const unreadQuery = () =>
  queryOptions({ queryKey: ['notifications', 'unread'], queryFn: async () => (await api.call(unreadNotifications, {})).unreadCount })

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: ['notifications'] })
}

/** Marks one as read. */
export function useRead() {
  return useMutation({ mutationFn: (id: NotificationId) => api.call(readNotification, { id }), onSettled: refresh })
}

/** Marks all as read. */
export function useReadAll() {
  return useMutation({ mutationFn: () => api.call(readAllNotifications, {}), onSettled: refresh })
}

live.on('NOTIFICATION', refresh)
live.on('CONNECTED', refresh)
onSignOut(() => queryClient.removeQueries({ queryKey: ['notifications'] }))
