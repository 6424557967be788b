import { queryOptions } from '@tanstack/react-query'
import * as contract from '@studymate/contract/level-test'
import { TestId } from '@studymate/contract/values'
import { api } from '#app/api'
import { usePreferences } from '#app/preferences'

// Instructions and sentences come in the reader's language, so it is part of what was asked.
const locale = () => usePreferences.getState().locale

export const languagesQuery = () => queryOptions({ queryKey: ['level-test', 'languages', locale()], queryFn: () => api.call(contract.testLanguages, {}) })

export const historyQuery = () => queryOptions({ queryKey: ['level-test', 'history'], queryFn: () => api.envelope(contract.levelTestHistory, { size: 20 }) })

export const testQuery = (testId: string) =>
  queryOptions({
    queryKey: ['level-test', 'test', testId, locale()],
    queryFn: () => api.call(contract.levelTestQuestions, { testId: TestId.parse(testId) }),
    // While a test runs this page is the one that changes it.
    staleTime: Infinity,
    gcTime: 0,
  })

export const resultQuery = (testId: string) =>
  queryOptions({
    queryKey: ['level-test', 'result', testId, locale()],
    queryFn: () => api.call(contract.levelTestResult, { testId: TestId.parse(testId) }),
    staleTime: Infinity,
  })
