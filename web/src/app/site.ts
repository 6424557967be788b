import { queryOptions } from '@tanstack/react-query'
import { siteInfo } from '@studymate/contract/installation'
import { api } from '#app/api'

/** Who runs this installation. */
export const siteQuery = () =>
  queryOptions({ queryKey: ['site'], queryFn: ({ signal }) => api.call(siteInfo, {}, { signal }), staleTime: Number.POSITIVE_INFINITY })
