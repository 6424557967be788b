import { queryOptions } from '@tanstack/react-query'
import { requestOf } from '@studymate/contract/client'
import { listProviders, listWaysIn, startSignIn, type ProviderId } from '@studymate/contract/ways-in'
import { api, ORIGIN } from '#app/api'
import { usePreferences } from '#app/preferences'
import { queryClient } from '#app/providers.tsx'

/** A provider with its name in the language of the page. */
export interface NamedProvider {
  readonly provider: ProviderId
  readonly name: string
}

/** Providers that this installation has switched on; none where that cannot be learnt. */
export const providersQuery = (locale: string) =>
  queryOptions({
    queryKey: ['auth', 'providers', locale],
    staleTime: Infinity,
    retry: false,
    // By hand: the door shows its form before it has fetched what carries the other calls.
    queryFn: async ({ signal }): Promise<readonly NamedProvider[]> => {
      const reply = await fetch(`${ORIGIN}${requestOf(listProviders, {}).url ?? ''}`, { headers: { 'accept-language': locale }, signal })
      const { data = [] }: { data?: NamedProvider[] } = reply.ok ? await reply.json() : {}
      return data
    },
  })

/** A door waits so long for its buttons, so that they do not push the form away when they come; they come all the same. */
const PATIENCE_MS = 400

/** Asks for the providers while a door's page is fetched. */
export async function awaitProviders(): Promise<void> {
  const asked = queryClient.prefetchQuery(providersQuery(usePreferences.getState().locale))
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
}

/** Where the browser goes to sign in with a provider, and what a new account takes along. */
export function signInAddress(provider: ProviderId, of: { returnTo?: string | undefined; birthYear?: number | undefined }): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const { url, params } = requestOf(startSignIn, { provider, locale: usePreferences.getState().locale, timeZone, ...of })
  return `${ORIGIN}${url ?? ''}?${new URLSearchParams(params).toString()}`
}

/** The own ways to sign in. */
export const waysInQuery = () => queryOptions({ queryKey: ['settings', 'ways-in'], queryFn: () => api.call(listWaysIn, {}) })
