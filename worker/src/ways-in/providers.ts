import { PROVIDERS } from '@studymate/contract/ways-in'
import type { ProviderId } from '@studymate/contract/ways-in'
import type { Settings } from '#edge/config'
import { kakao } from './kakao.ts'
import { naver } from './naver.ts'
import { openIdProvider } from './openid.ts'
import type { Provider } from './provider.ts'

const GOOGLE = 'https://accounts.google.com'

const MADE: Readonly<Record<ProviderId, (settings: Settings) => Provider | null>> = {
  google: (settings) =>
    settings.GOOGLE_CLIENT_ID === undefined
      ? null
      : openIdProvider({
          id: 'google',
          name: { ko: 'Google', en: 'Google' },
          issuer: settings.GOOGLE_ISSUER ?? GOOGLE,
          clientId: settings.GOOGLE_CLIENT_ID,
          clientSecret: settings.GOOGLE_CLIENT_SECRET,
          scope: 'openid email profile',
          overrides: { authorize: settings.GOOGLE_AUTHORIZE_URL, token: settings.GOOGLE_TOKEN_URL, userinfo: settings.GOOGLE_USERINFO_URL },
        }),
  naver,
  kakao,
  oidc: (settings) =>
    settings.OIDC_CLIENT_ID === undefined || settings.OIDC_ISSUER === undefined
      ? null
      : openIdProvider({
          id: 'oidc',
          name: { ko: settings.OIDC_NAME, en: settings.OIDC_NAME },
          issuer: settings.OIDC_ISSUER,
          clientId: settings.OIDC_CLIENT_ID,
          clientSecret: settings.OIDC_CLIENT_SECRET,
          scope: settings.OIDC_SCOPE,
          overrides: { authorize: settings.OIDC_AUTHORIZE_URL, token: settings.OIDC_TOKEN_URL, userinfo: settings.OIDC_USERINFO_URL },
        }),
}

/** A provider, if this installation has switched it on. */
export function providerOf(settings: Settings, id: ProviderId): Provider | null {
  return MADE[id](settings)
}

/** The providers that this installation has switched on, in the order of their buttons. */
export function providersOf(settings: Settings): Provider[] {
  return PROVIDERS.flatMap((id) => MADE[id](settings) ?? [])
}
