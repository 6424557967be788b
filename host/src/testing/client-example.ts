import api from '@studymate/contract/guide/api'
import { APIError, NetworkError, ValidationError, handleApiError } from '@studymate/contract/guide/errors'
import { completeLevelTest, getLevelTestQuestions, startLevelTest, submitVoiceAnswer } from '@studymate/contract/guide/level-test-api'

/** Signs in and keeps the three keys as the guide's pages do. */
export async function signIn(origin: string, email: string, password: string): Promise<void> {
  api.defaults.baseURL = origin
  const { data } = await api.post('/api/v1/auth/login', { email, password })
  localStorage.setItem('accessToken', data.data.accessToken)
  localStorage.setItem('refreshToken', data.data.refreshToken)
  localStorage.setItem('userId', data.data.user.userId)
}

/** Takes a test with the same recording for each speaking question; gives the level, or null where nothing is known. */
export async function takeTest(recording: Blob): Promise<string | null> {
  const { testId } = await startLevelTest('en')
  const questions = await getLevelTestQuestions(testId)
  for (const { questionId } of questions.filter(({ kind }) => kind === 'speaking')) await submitVoiceAnswer(testId, questionId, recording)
  return (await completeLevelTest(testId)).cefrLevel
}

/** A sentence for what went wrong. */
export function sentenceOf(error: unknown): string {
  const failure = handleApiError(error)
  if (failure instanceof NetworkError) return 'Please check your connection.'
  if (failure instanceof ValidationError) return `Please check ${failure.field}.`
  return failure instanceof APIError ? `${failure.message} (${failure.code})` : 'Something went wrong.'
}
