import * as oauth from 'oauth4webapi'
import * as z from 'zod'
import type { Settings } from '#edge/config'
import { httpOptions } from './http.ts'
import type { Provider } from './provider.ts'

/** What Kakao says of a person: everything but the number is there only if the person agreed to it. */
const Me = z.object({
  id: z.int().positive(),
  kakao_account: z
    .object({
      profile: z.object({ nickname: z.string().nullish() }).nullish(),
      email: z.string().nullish(),
      is_email_valid: z.boolean().nullish(),
      is_email_verified: z.boolean().nullish(),
    })
    .nullish(),
})

/**
 * Kakao (developers.kakao.com, "카카오 로그인 REST API"). Which fields it gives is chosen in its console: to ask here for one that is not switched on there
 * is an error (KOE205), so nothing is asked for. An address counts where Kakao calls it valid and verified.
 */
export function kakao(settings: Settings): Provider | null {
  const { KAKAO_CLIENT_ID: clientId, KAKAO_CLIENT_SECRET: secret } = settings
  if (clientId === undefined) return null
  const server: oauth.AuthorizationServer = {
    issuer: 'https://kauth.kakao.com',
    authorization_endpoint: settings.KAKAO_AUTHORIZE_URL ?? 'https://kauth.kakao.com/oauth/authorize',
    token_endpoint: settings.KAKAO_TOKEN_URL ?? 'https://kauth.kakao.com/oauth/token',
  }
  const userinfo = settings.KAKAO_USERINFO_URL ?? 'https://kapi.kakao.com/v2/user/me'
  return {
    id: 'kakao',
    name: { ko: '카카오', en: 'Kakao' },
    realm: clientId,
    client: { client_id: clientId },
    server: () => Promise.resolve(server),
    clientAuth: () => (secret === undefined ? oauth.None() : oauth.ClientSecretPost(secret)),
    scope: null,
    hasPkce: true,
    isOpenId: false,
    repeatsState: false,
    said: async ({ tokens }, call) => {
      const reply = await oauth.protectedResourceRequest(tokens.access_token, 'GET', new URL(userinfo), new Headers(), null, httpOptions(call, userinfo))
      if (reply.status !== 200) throw new Error(`Kakao answered ${reply.status} to who it is about`)
      const { id, kakao_account: account } = Me.parse(await reply.json())
      return {
        subject: String(id),
        email: account?.email ?? null,
        isEmailVerified: account?.is_email_valid === true && account.is_email_verified === true,
        name: account?.profile?.nickname ?? null,
      }
    },
  }
}
