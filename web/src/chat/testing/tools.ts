import type { Page } from 'playwright-core'

const PARTS = ['encode-picture', 'image-sheet', 'voice-sheet', 'word-sheet', 'fix-sheet', 'session-sheet', 'room-search', 'people-sheet', 'file-body']

/** What opens by a press comes behind the page, with the first key at the latest: once it is here, it needs no line. */
export async function toolsAreHere(page: Page): Promise<void> {
  await page.keyboard.press('Shift')
  await page.waitForFunction((names) => {
    const fetched = performance.getEntriesByType('resource').filter((entry) => entry instanceof PerformanceResourceTiming && entry.responseEnd > 0)
    return names.every((name) => fetched.some((entry) => entry.name.includes(`/${name}-`)))
  }, PARTS)
}
