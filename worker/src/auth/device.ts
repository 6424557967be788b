import Bowser from 'bowser'
import type { Caller } from '#edge/context'
import type { LoginFacts } from './store.ts'

/** Device, browser, address and place of a caller for the login history; what the user agent does not say is `Unknown`. */
export function loginFacts(caller: Caller): LoginFacts {
  const parsed = caller.userAgent === '' ? null : Bowser.parse(caller.userAgent)
  const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' ') || 'Unknown'
  return {
    device: join(parsed?.platform.model ?? parsed?.os.name, parsed?.platform.type),
    browser: join(parsed?.browser.name, parsed?.browser.version?.split('.')[0]),
    address: caller.address,
    place: caller.place,
    userAgent: caller.userAgent,
  }
}
