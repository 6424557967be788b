import type { AxiosInstance, AxiosRequestConfig } from 'axios'
import { refresh } from '@studymate/contract/auth'
import { ApiError, call, callEnvelope, toApiError } from '@studymate/contract/client'
import type { AnyEndpoint, CallOf, DataOf, EnvelopeOf } from '@studymate/contract/endpoint'
import { renew } from '@studymate/contract/renewal'
import type { Keeper } from '@studymate/contract/renewal'
import { usePreferences } from '#app/preferences'
import { currentSession, forgetSession, keepSession } from '#app/session'

/** Where the API is; empty for the own origin. */
export const ORIGIN: string = import.meta.env['VITE_API_URL'] ?? import.meta.env['VITE_WORKERS_API_URL'] ?? ''

let line: Promise<AxiosInstance> | null = null

async function openLine(): Promise<AxiosInstance> {
  const { default: axios } = await import('axios')
  const http = axios.create({ baseURL: ORIGIN, timeout: 30_000 })
  http.interceptors.request.use((config) => {
    const token = currentSession()?.accessToken
    if (token && !config.headers.has('Authorization')) config.headers.set('Authorization', `Bearer ${token}`)
    config.headers.set('Accept-Language', usePreferences.getState().locale)
    return config
  })
  return http
}

/** What carries calls: fetched with the first one, and again after a failure. A page that only shows a form does not wait for it. */
async function http(): Promise<AxiosInstance> {
  line ??= openLine()
  try {
    return await line
  } catch (error) {
    line = null
    throw toApiError(error)
  }
}

const warm = () => void http().catch(() => undefined)
// Whoever is signed in calls at once, beside the page's own scripts; at the door, the first touch says that a form will be sent.
if (currentSession()) warm()
else for (const touch of ['pointerdown', 'keydown']) window.addEventListener(touch, warm, { once: true, passive: true })

/** An access token for one that was refused, or null when the login is over. */
export function renewSession(staleToken: string): Promise<string | null> {
  const keeper: Keeper = {
    read: currentSession,
    keep: ({ accessToken, refreshToken }) => {
      const session = currentSession()
      if (session) keepSession({ ...session, accessToken, refreshToken })
    },
    end: (reason) => forgetSession(reason === 'REFRESH_REUSED' ? 'reused' : 'ended'),
  }
  return renew(keeper, staleToken, async (refreshToken) => call(await http(), refresh, { refreshToken }, { headers: { Authorization: '' } }))
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
    return forSamePerson(withFreshToken(async (full) => call(await http(), of, input, full), config))
  },
  /** Gives the whole envelope, for lists that page. */
  envelope<E extends Callable>(of: E, input: CallOf<E>, config: AxiosRequestConfig = {}): Promise<EnvelopeOf<E>> {
    return forSamePerson(withFreshToken(async (full) => callEnvelope(await http(), of, input, full), config))
  },
} as const

export { ApiError }
