import axios from 'axios'
import type { AxiosInstance, InternalAxiosRequestConfig } from 'axios'
import { refresh } from '#auth'
import { call, toApiError } from '#client'
import { renew } from '#renewal'
import type { Keeper } from '#renewal'

/** Where the guide's pages keep who is signed in. */
export const KEYS = { accessToken: 'accessToken', refreshToken: 'refreshToken', userId: 'userId' } as const

const keeper: Keeper = {
  read: () => {
    const refreshToken = localStorage.getItem(KEYS.refreshToken)
    return refreshToken === null ? null : { accessToken: localStorage.getItem(KEYS.accessToken), refreshToken }
  },
  keep: ({ accessToken, refreshToken }) => {
    localStorage.setItem(KEYS.accessToken, accessToken)
    localStorage.setItem(KEYS.refreshToken, refreshToken)
  },
  end: () => {
    for (const key of Object.values(KEYS)) localStorage.removeItem(key)
    if (typeof location !== 'undefined') location.href = '/'
  },
}

/** A new access token from the service at an address. */
const renewAt = (baseURL: string | undefined, refused: string) =>
  renew(keeper, refused, (refreshToken) => call(axios.create({ baseURL: baseURL ?? '' }), refresh, { refreshToken }))

/** The bearer token that a request was sent with. */
function sentWith(config: InternalAxiosRequestConfig): string | null {
  return /^Bearer (.+)$/.exec(String(config.headers.get('Authorization') ?? ''))?.[1] ?? null
}

/**
 * An axios instance as the guide's pages use it: it sends the token of `localStorage`, renews it when it is refused, and sends the request again. When
 * the login is over it removes the three keys and goes to `/`. Beyond the guide's own it keeps the new refresh token, lets tabs renew one after
 * another, signs nobody out because the service was not reached, and sends no refused password twice.
 */
export function createApi(baseURL = ''): AxiosInstance {
  const instance = axios.create({ baseURL })
  instance.interceptors.request.use((config) => {
    const token = localStorage.getItem(KEYS.accessToken)
    if (token !== null) config.headers.set('Authorization', `Bearer ${token}`)
    return config
  })
  instance.interceptors.response.use(
    (response) => response,
    async (error: unknown) => {
      if (!axios.isAxiosError(error) || !error.config || !/^AUTH_00\d$/.test(toApiError(error).code)) throw error
      const refused = sentWith(error.config)
      const token = refused === null ? null : await renewAt(error.config.baseURL, refused)
      if (token === null) throw error
      error.config.headers.set('Authorization', `Bearer ${token}`)
      // By the bare axios: what is refused again is refused.
      return axios.request(error.config)
    },
  )
  return instance
}

/** The instance that all functions here use. A page of another origin names the service once: `api.defaults.baseURL = import.meta.env.VITE_API_URL`. */
const api = createApi()
export default api
