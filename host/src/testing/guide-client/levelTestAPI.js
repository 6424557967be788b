// The five functions that the guide's chapter on migration calls, and the object that its page and store call, over its own axios module.
import api from './api.js'
import { handleApiError } from './errorHandler.js'

export { APIError, NetworkError } from './errorHandler.js'

const unwrap = async (call) => {
  try {
    return (await call).data.data
  } catch (error) {
    throw handleApiError(error)
  }
}

export const startLevelTest = (languageCode) => unwrap(api.post('/api/v1/level-test/start', { languageCode }))

export const getLevelTestQuestions = async (testId) => (await unwrap(api.get(`/api/v1/level-test/${testId}/questions`))).questions

export const submitVoiceAnswer = (testId, questionId, audioBlob) => {
  const form = new FormData()
  form.append('questionId', questionId)
  form.append('audio', audioBlob, 'answer.wav')
  return unwrap(api.post(`/api/v1/level-test/${testId}/answers`, form, { headers: { 'Content-Type': 'multipart/form-data' } }))
}

export const completeLevelTest = (testId) => unwrap(api.post(`/api/v1/level-test/${testId}/complete`))

export const getLevelTestResult = (testId) => unwrap(api.get(`/api/v1/level-test/${testId}/result`))

let testId

export default {
  getQuestions: async () => {
    testId = (await startLevelTest('en')).testId
    return getLevelTestQuestions(testId)
  },
  submitAnswer: (audioBlob, questionNumber) => submitVoiceAnswer(testId, questionNumber, audioBlob),
  completeTest: () => completeLevelTest(testId),
}
