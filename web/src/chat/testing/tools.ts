import type { Page } from 'playwright-core'

/** What opens by a press comes behind the page, with the first key at the latest: once it is here, it needs no line. */
export async function toolsAreHere(page: Page): Promise<void> {
  await page.keyboard.press('Shift')
  await page.locator('[data-tools="here"]').waitFor()
}
