import axios from 'axios'
import type { AxiosRequestConfig } from 'axios'
import { refresh } from '@studymate/contract/auth'
import { ApiError, call, callEnvelope, toApiError } from '@studymate/contract/client'
import type { AnyEndpoint, CallOf, DataOf, EnvelopeOf } from '@studymate/contract/endpoint'
import { usePreferences } from '#app/preferences'
import { currentSession, forgetSession, keepSession } from '#app/session'

const http = axios.create({ baseURL: import.meta.env['VITE_API_URL'] ?? import.meta.env['VITE_WORKERS_API_URL'] ?? '', timeout: 30_000 })

http.interceptors.request.use((config) => {
  const token = currentSession()?.accessToken
  if (token && !config.headers.has('Authorization')) config.headers.set('Authorization', `Bearer ${token}`)
  config.headers.set('Accept-Language', usePreferences.getState().locale)
  return config
})

/**
 * New tokens for old ones. One tab at a time does it, and looks first whether another has done it meanwhile, so that two
 * tabs make one successor. Null when the login is over.
 */
export async function renewSession(staleToken: string): Promise<string | null> {
  return navigator.locks.request('studymate.refresh', async () => {
    const session = currentSession()
    if (!session) return null
    if (session.accessToken !== staleToken) return session.accessToken
    try {
      const tokens = await call(http, refresh, { refreshToken: session.refreshToken }, { headers: { Authorization: '' } })
      keepSession({ ...session, accessToken: tokens.accessToken, refreshToken: tokens.refreshToken })
      return tokens.accessToken
    } catch (error) {
      const { code, details } = toApiError(error)
      if (code !== 'AUTH_003') throw error
      // Another tab may have renewed by an old copy of this code, outside the lock.
      if (currentSession()?.refreshToken !== session.refreshToken) return currentSession()?.accessToken ?? null
      await forgetSession(details['reason'] === 'REFRESH_REUSED' ? 'reused' : 'ended')
      return null
    }
  })
}

type Callable = Pick<AnyEndpoint, 'method' | 'path' | 'query' | 'body' | 'input' | 'output'> & { beside?: AnyEndpoint['beside'] | undefined }

// What was asked for one person is never given to the next one who signs in on this tab (F65).
async function forSamePerson<T>(work: Promise<T>): Promise<T> {
  const userId = currentSession()?.userId
  const answer = await work
  if (userId !== undefined && currentSession()?.userId !== userId) throw new ApiError('AUTH_003', '', { status: 401 })
  return answer
}

async function withFreshToken<T>(work: (config: AxiosRequestConfig) => Promise<T>, config: AxiosRequestConfig): Promise<T> {
  const used = currentSession()?.accessToken
  try {
    return await work(config)
  } catch (error) {
    const { code } = toApiError(error)
    if (!used || (code !== 'AUTH_002' && code !== 'AUTH_003' && code !== 'AUTH_001')) throw error
    const token = await renewSession(used)
    if (!token) throw error
    return work({ ...config, headers: { ...config.headers, Authorization: `Bearer ${token}` } })
  }
}

/** The service, typed by its contract. Every failure is an {@link ApiError}; an expired token is renewed on the way. */
export const api = {
  /** Gives the `data` of an operation. */
  call<E extends Callable>(of: E, input: CallOf<E>, config: AxiosRequestConfig = {}): Promise<DataOf<E>> {
    return forSamePerson(withFreshToken((full) => call(http, of, input, full), config))
  },
  /** Gives the whole envelope, for lists that page. */
  envelope<E extends Callable>(of: E, input: CallOf<E>, config: AxiosRequestConfig = {}): Promise<EnvelopeOf<E>> {
    return forSamePerson(withFreshToken((full) => callEnvelope(http, of, input, full), config))
  },
} as const

export { ApiError }
