import Bowser from 'bowser'
import type { Caller } from '#edge/context'
import type { LoginFacts } from './store.ts'

const KINDS: Readonly<Record<string, string>> = { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet', tv: 'TV' }

/** Where people say it shorter than the library. */
const SHORT: Readonly<Record<string, string>> = { 'Microsoft Edge': 'Edge', 'Samsung Internet for Android': 'Samsung Internet' }

function joined(parts: readonly (string | undefined)[], by: string): string {
  return parts.filter(Boolean).join(by) || 'Unknown'
}

/**
 * Device, browser, address and place of a caller, as the login history shows them (guide settings 14): `Desktop - macOS`, `Chrome 120.0.0`. What the user
 * agent does not say is left out, `Unknown` where it says nothing.
 */
export function loginFacts(caller: Caller): LoginFacts {
  const parsed = caller.userAgent === '' ? null : Bowser.parse(caller.userAgent)
  const browser = parsed?.browser.name ?? ''
  return {
    device: joined([KINDS[parsed?.platform.type ?? ''], parsed?.os.name], ' - '),
    browser: joined([SHORT[browser] ?? browser, parsed?.browser.version?.split('.').slice(0, 3).join('.')], ' '),
    address: caller.address,
    place: caller.place,
    userAgent: caller.userAgent,
  }
}
