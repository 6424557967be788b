import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { freshAddress } from './actors.ts'
import type { Person } from './actors.ts'

/** A browser of somebody who is signed in, at one page. */
export interface Desk {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page's own code threw. */
  readonly faults: string[]
}

/** How a page is looked at; a light Korean phone unless told. */
export interface Look {
  readonly locale?: 'ko' | 'en'
  readonly theme?: 'light' | 'dark'
  /** CSS pixels. */
  readonly width?: number
  /** Of a host of one's own; the shared one unless told. */
  readonly url?: string
}

/** Opens a page as somebody who is signed in, from an address of their own. */
export async function openDesk(browser: Browser, person: Person, path: string, look: Look = {}): Promise<Desk> {
  const { locale = 'ko', theme = 'light', width = 390, url = inject('hostUrl') } = look
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Seoul',
    baseURL: url,
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  })
  await context.addInitScript(
    (kept) => {
      for (const [key, value] of Object.entries(kept)) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
    },
    {
      accessToken: person.tokens.accessToken,
      refreshToken: person.tokens.refreshToken,
      userId: person.userId,
      'studymate.locale': locale,
      'studymate.theme': theme,
    },
  )
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(url + path)
  return { context, page, faults }
}

/** A context's beginning where somebody is signed in: given once, so who signs out stays signed out. */
export function signedIn(person: Person, url = inject('hostUrl')): NonNullable<BrowserContextOptions['storageState']> {
  const { accessToken, refreshToken } = person.tokens
  const localStorage = Object.entries({ accessToken, refreshToken, userId: person.userId }).map(([name, value]) => ({ name, value }))
  return { cookies: [], origins: [{ origin: new URL(url).origin, localStorage }] }
}

/**
 * Fails where axe finds anything on the page as it stands; with `only` it looks at the colours alone, for another theme of
 * a page that it has seen. A page of ours is one frame, so axe looks where it is: by a page of its own it takes twice as long.
 */
export async function expectAccessible(page: Page, only?: 'colours'): Promise<void> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await (only ? axe.withRules('color-contrast') : axe).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`)).toEqual([])
}
