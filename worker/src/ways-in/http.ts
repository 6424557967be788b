import * as oauth from 'oauth4webapi'
import type { Sent } from './outside.ts'
import type { Call } from './provider.ts'

/** How the OAuth library calls out: through {@link Call.outside}. Plain HTTP only where the settings name such an address, which they take for this machine alone. */
export function httpOptions(call: Call, url: string | undefined) {
  return {
    [oauth.customFetch]: (to: string, sent: Sent) => call.outside(to, sent),
    [oauth.allowInsecureRequests]: url?.startsWith('http:') ?? false,
  }
}
