import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { ClientRequest } from 'node:http'
import { join } from 'node:path'
import { beforeEach, describe, expect, inject, it, vi } from 'vitest'
import * as auth from '@studymate/contract/auth'
import api, { createApi } from '@studymate/contract/guide/api'
import { NetworkError, ValidationError, handleApiError } from '@studymate/contract/guide/errors'
import levelTestAPI, * as functions from '@studymate/contract/guide/level-test-api'
import useLevelTestStore from '@studymate/contract/guide/level-test-store'
import { completeSession } from '@studymate/contract/guide/session-api'
import { acceptMatch, requestMatch } from '@studymate/contract/matching'
import { createSession } from '@studymate/contract/sessions'
import { learner } from '@studymate/host/testing/actors'
import type { Person } from '@studymate/host/testing/actors'
import * as example from '@studymate/host/testing/client-example'
import { speakWav } from '../../../tools/speech.mjs'

// The client package under the guide's names (docs/client.md), in Node with a store in memory in the place of the browser's.

const { kept, location } = vi.hoisted(() => {
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const location = { href: '/here' }
  for (const [name, value] of Object.entries({ localStorage, location, window: { localStorage } })) vi.stubGlobal(name, value)
  return { kept, location }
})

// What goes out to the service, by path.
const asked: string[] = []
subscribe('http.client.request.start', (message) => {
  if (typeof message === 'object' && message !== null && 'request' in message && message.request instanceof ClientRequest) asked.push(message.request.path)
})

let mina: Person
beforeEach(async () => {
  kept.clear()
  location.href = '/here'
  mina = await learner({ speaks: 'ko', learns: 'en' })
  await example.signIn(inject('hostUrl'), mina.email, mina.password)
})

describe('the client under the names of the guide', () => {
  it('is what its page shows', () => {
    const root = join(import.meta.dirname, '../../..')
    const shown = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/client.md'), 'utf8'))?.[1]
    expect(shown).toBe(readFileSync(join(root, 'host/src/testing/client-example.ts'), 'utf8'))
  })

  it('takes a test from sign-in to level', async () => {
    const talk = new Blob([Buffer.from(await speakWav('I like to cook with my friends, and every weekend we go to the market.'))], { type: 'audio/wav' })
    expect(await example.takeTest(talk)).toMatch(/^[ABC][12]$/)
  })

  it('renews a token that is refused, keeps its successor, and does so once for two calls', async () => {
    const before = kept.get('refreshToken')
    asked.length = 0
    kept.set('accessToken', 'no.such.token')
    const replies = await Promise.all([api.get('/api/v1/auth/me'), api.get('/api/v1/user/profile')])
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(asked.toSorted()).toEqual(['/api/v1/auth/me', '/api/v1/auth/me', '/api/v1/auth/refresh', '/api/v1/user/profile', '/api/v1/user/profile'])
    expect(kept.get('refreshToken')).not.toBe(before)
    expect(kept.get('accessToken')).not.toBe('no.such.token')
  })

  it('signs nobody out who was not reached, and whoever is signed out elsewhere', async () => {
    kept.set('accessToken', 'no.such.token')
    const nowhere = createApi('http://127.0.0.1:1')
    expect(handleApiError(await nowhere.get('/api/v1/auth/me').catch((error: unknown) => error))).toBeInstanceOf(functions.NetworkError)
    expect(kept.size).toBe(3)
    await example.signIn(inject('hostUrl'), mina.email, mina.password)
    await mina.ok(auth.logout, { everywhere: true })
    await expect(api.get('/api/v1/auth/me')).rejects.toThrow()
    expect([kept.size, location.href]).toEqual([0, '/'])
  })

  it('sends a refused password once', async () => {
    asked.length = 0
    const refused = await example.signIn(inject('hostUrl'), mina.email, 'Wrong-River-42').catch(handleApiError)
    expect(refused).toMatchObject({ response: { status: 401 } })
    expect(asked).toEqual(['/api/v1/auth/login'])
    expect(kept.size).toBe(3)
  })

  it('names failures as the guide does, with the sentence of the service', async () => {
    const failed = async (call: Promise<unknown>) =>
      handleApiError(
        await call.then(
          () => null,
          (error: unknown) => error,
        ),
      )
    const missing = await failed(functions.getLevelTestResult('018f9f64-0000-7000-8000-000000000000'))
    expect(missing).toBeInstanceOf(functions.APIError)
    expect(missing).toMatchObject({ code: 'NOT_FOUND', status: 404, message: expect.stringMatching(/[가-힣]/) })
    const invalid = await failed(api.post('/api/v1/matching/request', { targetUserId: mina.userId, surely: 'unknown' }))
    expect(invalid).toBeInstanceOf(ValidationError)
    expect(invalid).toMatchObject({ code: 'VALIDATION_ERROR', field: 'surely' })
    const young = await failed(
      api.post('/api/v1/auth/register', { email: 'kid@study.example', password: 'Quiet-River-42', displayName: 'Kid', birthYear: 2020 }),
    )
    expect(young).toMatchObject({ code: 'FORBIDDEN', details: { code: 'AGE_RESTRICTED' } })
    expect(await failed(Promise.reject(new TypeError('ours')))).toBeInstanceOf(TypeError)
    expect(example.sentenceOf(invalid)).toBe('Please check surely.')
    expect(example.sentenceOf(new NetworkError())).toBe('Please check your connection.')
  })

  it('ends a session of two', async () => {
    const emma = await learner({ speaks: 'en', learns: 'ko' })
    const { requestId } = await mina.ok(requestMatch, { targetUserId: emma.userId })
    await emma.ok(acceptMatch, { requestId: requestId ?? '' })
    const { sessionId } = await mina.ok(createSession, { partnerId: emma.userId })
    const ended = await completeSession(sessionId)
    expect(ended.sessionId).toBe(sessionId)
    expect(['COMPLETED', 'CANCELLED']).toContain(ended.status)
  })

  it('runs its store through a test and keeps index and status only', async () => {
    const store = useLevelTestStore.getState()
    await store.loadQuestions()
    const talk = new Blob([Buffer.from(await speakWav('Every morning I take the bus to school.'))], { type: 'audio/wav' })
    expect(await levelTestAPI.submitAnswer(talk, 1)).toMatchObject({ questionId: 'q1', transcription: null })
    await store.submitAnswer(talk, 1)
    await store.completeTest(mina.userId)
    expect(useLevelTestStore.getState()).toMatchObject({
      testStatus: 'completed',
      recordings: [{ questionIndex: 0, transcription: null }],
      loading: { completion: false },
    })
    expect(JSON.parse(kept.get('level-test-storage') ?? '')).toEqual({ state: { currentQuestionIndex: 0, testStatus: 'completed' }, version: 0 })
    await store.submitAnswer(talk, 1).catch(() => null)
    expect(useLevelTestStore.getState().errors.submission).toMatchObject({ code: 'CONFLICT' })
    store.resetTest()
    expect(useLevelTestStore.getState()).toMatchObject({ testStatus: 'idle', recordings: [], result: null })
  })
})
