import type { Browser, BrowserContext } from 'playwright-core'
import type { Person } from '@studymate/host/testing/actors'

/** A browser profile of its own, with camera and microphone allowed; signed in as somebody, or nobody. */
export function signedIn(browser: Browser, url: string, who: Person | null, locale: 'ko' | 'en'): Promise<BrowserContext> {
  const kept = {
    'studymate.locale': locale,
    ...(who ? { accessToken: who.tokens.accessToken, refreshToken: who.tokens.refreshToken, userId: who.userId } : {}),
  }
  return browser.newContext({
    permissions: ['microphone', 'camera'],
    storageState: { cookies: [], origins: [{ origin: url, localStorage: Object.entries(kept).map(([name, value]) => ({ name, value })) }] },
  })
}
