import { ProviderId, WAY_ERRORS, type WayError } from '@studymate/contract/ways-in'

/** The error that an address names; what no version of ours says counts as a provider that failed. */
export function errorOf(text: string | undefined): WayError {
  return WAY_ERRORS.find((one) => one === text) ?? 'PROVIDER_UNAVAILABLE'
}

/** The provider of an address; null for what is none. */
export function providerOf(text: string): ProviderId | null {
  return ProviderId.safeParse(text).data ?? null
}
