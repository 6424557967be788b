import * as oauth from 'oauth4webapi'
import * as z from 'zod'
import type { Settings } from '#edge/config'
import { httpOptions } from './http.ts'
import type { Provider } from './provider.ts'

/** What Naver says of a person, nested in `response`; a failure has another `resultcode`, be its status 401 or 200. */
const Me = z.object({
  resultcode: z.literal('00'),
  response: z.object({ id: z.string().min(1).max(255), email: z.string().nullish(), name: z.string().nullish(), nickname: z.string().nullish() }),
})

/**
 * Naver (developers.naver.com, "네이버 로그인 API 명세"). It documents no PKCE and no ID token: `state` and the client's secret protect the code. Which
 * fields it gives is chosen in its console. Its address is one to be reached at, which a person can change and which it does not vouch for.
 */
export function naver(settings: Settings): Provider | null {
  const { NAVER_CLIENT_ID: clientId, NAVER_CLIENT_SECRET: secret } = settings
  if (clientId === undefined || secret === undefined) return null
  const server: oauth.AuthorizationServer = {
    issuer: 'https://nid.naver.com',
    authorization_endpoint: settings.NAVER_AUTHORIZE_URL ?? 'https://nid.naver.com/oauth2.0/authorize',
    token_endpoint: settings.NAVER_TOKEN_URL ?? 'https://nid.naver.com/oauth2.0/token',
  }
  const userinfo = settings.NAVER_USERINFO_URL ?? 'https://openapi.naver.com/v1/nid/me'
  return {
    id: 'naver',
    name: { ko: '네이버', en: 'Naver' },
    realm: clientId,
    client: { client_id: clientId },
    server: () => Promise.resolve(server),
    clientAuth: () => oauth.ClientSecretPost(secret),
    scope: null,
    hasPkce: false,
    isOpenId: false,
    repeatsState: true,
    said: async ({ tokens }, call) => {
      const reply = await oauth.protectedResourceRequest(tokens.access_token, 'GET', new URL(userinfo), new Headers(), null, httpOptions(call, userinfo))
      const { id, email, name, nickname } = Me.parse(await reply.json()).response
      return { subject: id, email: email ?? null, isEmailVerified: false, name: nickname ?? name ?? null }
    },
  }
}
