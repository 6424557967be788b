import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Hatches } from '#ui/cloth.tsx'
import { ToastRegion } from '#ui/toast.tsx'

/** Server state. A refused request is not asked again; one that got no answer is, twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !('status' in error && typeof error.status === 'number' && error.status > 0),
    },
  },
})

/** Everything that stands around the pages. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider i18n={i18n}>
        <Hatches />
        {children}
        <ToastRegion />
      </I18nProvider>
    </QueryClientProvider>
  )
}
