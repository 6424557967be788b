import { queryOptions } from '@tanstack/react-query'
import { getInstallation } from '@studymate/contract/installation'
import { api } from '#app/api'
import type { Locale } from '#app/preferences'

/** How this installation is set up; the words of its settings are in the language of the pages. */
export const installationQuery = (locale: Locale) =>
  queryOptions({ queryKey: ['admin', 'installation', locale], queryFn: ({ signal }) => api.call(getInstallation, {}, { signal }) })
