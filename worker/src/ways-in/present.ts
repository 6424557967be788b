import type { Tongue } from '@studymate/contract/errors'
import { timestamp } from '@studymate/contract/values'
import { PROVIDERS } from '@studymate/contract/ways-in'
import type { LinkedWay, ProviderId } from '@studymate/contract/ways-in'
import type { Provider } from './provider.ts'
import type { IdentityRow } from './store.ts'

const NAMES: Readonly<Record<ProviderId, Provider['name']>> = {
  google: { ko: 'Google', en: 'Google' },
  naver: { ko: '네이버', en: 'Naver' },
  kakao: { ko: '카카오', en: 'Kakao' },
  oidc: { ko: 'OpenID', en: 'OpenID' },
}

/** The name of a provider, also of one that is no longer switched on. */
export function nameOf(id: ProviderId, on: readonly Provider[]): Provider['name'] {
  return on.find((one) => one.id === id)?.name ?? NAMES[id]
}

/** The providers of a person's settings: those that are switched on, and those that are linked though they no longer are. */
export function presentWays(of: { password: boolean; identities: readonly IdentityRow[] }, on: readonly Provider[], tongue: Tongue): LinkedWay[] {
  const leadsIn = (row: IdentityRow) => on.some(({ id, realm }) => id === row.provider && realm === row.realm)
  return PROVIDERS.flatMap((id): LinkedWay[] => {
    const provider = on.find((one) => one.id === id)
    const row = of.identities.find((one) => one.provider === id)
    if (!provider && !row) return []
    return [
      {
        provider: id,
        name: nameOf(id, on)[tongue],
        linked: row ? { email: row.email, linkedAt: timestamp(row.created_at), usedAt: timestamp(row.used_at) } : null,
        removable: row !== undefined && (of.password || of.identities.some((other) => other.provider !== id && leadsIn(other))),
      },
    ]
  })
}
