import { queryOptions } from '@tanstack/react-query'
import { getEmail, getPassword, getTwoFactor, listDevices, loginHistory } from '@studymate/contract/security'
import { api } from '#app/api'

/** Whether a password is set, and since when. */
export const passwordQuery = () => queryOptions({ queryKey: ['security', 'password'], queryFn: ({ signal }) => api.call(getPassword, {}, { signal }) })

/** Whether the second factor is on. */
export const twoFactorQuery = () => queryOptions({ queryKey: ['security', 'two-factor'], queryFn: ({ signal }) => api.call(getTwoFactor, {}, { signal }) })

/** The own address, and the one that waits. */
export const emailQuery = () => queryOptions({ queryKey: ['security', 'email'], queryFn: ({ signal }) => api.call(getEmail, {}, { signal }) })

/** Devices that are signed in. */
export const devicesQuery = () => queryOptions({ queryKey: ['security', 'devices'], queryFn: ({ signal }) => api.call(listDevices, {}, { signal }) })

/** Sign-ins of the last 30 days, a page of ten. */
export const historyQuery = (page: number) =>
  queryOptions({
    queryKey: ['security', 'history', page],
    queryFn: ({ signal }) => api.envelope(loginHistory, { page, size: 10 }, { signal }),
    placeholderData: (before) => before,
  })
